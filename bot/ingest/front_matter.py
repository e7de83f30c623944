"""YAML front matter, read from the parser's events alone: strings, no tags, no aliases. Pure.

Events come one by one, so that a bomb is refused where it begins; nothing is ever constructed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

import yaml

from bot.errors import BrokenDocument
from bot.ingest.doubts import twice
from bot.ingest.lines import Line
from bot.ingest.people import known
from bot.model import Note

_FENCE: Final = "---"
_DEEPEST: Final = 8
_LONGEST_KEY: Final = 40  # code points of it in a note
_LARGEST: Final = 64 * 1024  # code points


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between the fences.

    Attributes:
        fields: the top-level keys that have one value, as strings; lists and deeper ones are left.
        lines: the line each of `fields` stands in, from 1.
        after: how many lines of the document it takes, fences included; 0 if it has none.
        notes: keys that are given twice, with two values; the first holds.
    """

    fields: dict[str, str]
    lines: dict[str, int]
    after: int
    notes: tuple[Note, ...] = ()


def read_front_matter(file: str, layer: str, lines: Sequence[Line]) -> FrontMatter:
    """Return the front matter of `layer`, whose every line is in `lines`.

    Raises:
        BrokenDocument: it has no end, or is too large, too deep, or no YAML of plain values.
    """
    first = next((place for place, line in enumerate(lines) if line.text), 0)
    if not lines or lines[first].text != _FENCE:
        return FrontMatter({}, {}, 0)
    fences = (place for place in range(first + 1, len(lines)) if lines[place].text == _FENCE)
    last = next(fences, None)
    if last is None:
        raise BrokenDocument(file, lines[first].number, "the front matter has no end")
    text = layer[lines[first].end : lines[last].start]
    if len(text) > _LARGEST:
        raise BrokenDocument(file, lines[first].number, "the front matter is larger than 64 KB")
    return _Walk(file, lines[first].number).read(text, last + 1)


class _Walk:
    """One walk over the events of a front matter that begins in `line` of `file`."""

    def __init__(self, file: str, line: int) -> None:
        self._file = file
        self._line = line
        self._depth = 0
        self._key: str | None = None
        self._fields: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._notes: list[Note] = []

    def read(self, text: str, after: int) -> FrontMatter:
        """Return the fields of `text`."""
        try:
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                self._take(event)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
            self._refuse(mark.line if mark else 0, "the front matter is no YAML")
        return FrontMatter(self._fields, self._lines, after, tuple(self._notes))

    def _take(self, event: yaml.Event) -> None:
        self._check(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._value(event, None)
            self._depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            self._depth -= 1
        elif isinstance(event, yaml.ScalarEvent):
            self._value(event, event.value)

    def _check(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None) is not None:
            self._refuse(_line_of(event), "an anchor or alias in the front matter")
        if getattr(event, "tag", None) is not None:
            self._refuse(_line_of(event), "a tag in the front matter")
        is_collection = isinstance(event, yaml.CollectionStartEvent)
        if is_collection and self._depth >= _DEEPEST:
            self._refuse(_line_of(event), "the front matter is nested too deeply")
        is_node = isinstance(event, yaml.NodeEvent)
        if is_node and self._depth == 0 and not isinstance(event, yaml.MappingStartEvent):
            self._refuse(_line_of(event), "the front matter is no list of keys and values")

    def _value(self, event: yaml.Event, value: str | None) -> None:
        if self._depth != 1:
            return
        if self._key is None:
            # A key that is a collection names nothing; its value is passed over with it.
            self._key = value if value is not None else ""
            return
        if value is not None and self._key:
            self._keep(self._key, value, self._line + _line_of(event))
        self._key = None

    def _keep(self, key: str, value: str, line: int) -> None:
        if known(self._fields.get(key)) is None:
            self._fields[key], self._lines[key] = value, line
        elif known(value) not in (None, known(self._fields[key])):
            self._notes.append(twice(f"the key {key[:_LONGEST_KEY]}", line, self._lines[key]))

    def _refuse(self, below: int, problem: str) -> NoReturn:
        raise BrokenDocument(self._file, self._line + below, problem)


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0

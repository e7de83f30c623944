"""JSON whose texts know where they stand in the layer: the JSON with its texts unescaped in place.

Pure. The standard library's own scanner reads it; only how a text is read is ours.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from json.decoder import JSONDecodeError, JSONDecoder, scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any, Final

from bot.errors import BrokenDocument
from bot.ingest.layers import Layer, storable
from bot.ingest.lines import Line
from bot.model import Note, Unread

_OPENS: Final = ("{", "[")
_NUMBER: Final = re.compile(r"\d{1,7}(?:\.\d{1,9})?", re.ASCII)


class Placed(str):
    """A text value and the offset in the layer at which it begins."""

    __slots__ = ("start",)

    start: int

    @classmethod
    def at(cls, text: str, start: int) -> Placed:
        """Return `text`, which begins at `start`."""
        placed = cls(text)
        placed.start = start
        return placed


@dataclass(frozen=True, slots=True)
class Json:
    """A JSON document.

    Attributes:
        value: of plain dictionaries, lists, numbers and texts; each text value is a `Placed`.
        layer: its text layer.
        problem: what is wrong with it and the line where, if it is no JSON; `value` is None then.
    """

    value: Any
    layer: str
    problem: tuple[int, str] | None = None


def is_like_json(text: str) -> bool:
    """Whether `text` begins as a JSON object or list does."""
    return text[:200].lstrip("\ufeff \t\r\n").startswith(_OPENS)


@functools.lru_cache(maxsize=1)  # one document is looked at by each format
def read_json(text: str) -> Json:
    """Return the document that `text` is; any text will do."""
    scanner = _Scanner(text)
    try:
        value = scanner.read()
    except JSONDecodeError as error:
        return Json(None, text, (error.lineno, f"it is broken JSON ({error.msg.lower()})"))
    except RecursionError:
        return Json(None, text, (1, "it is nested too deeply"))
    except ValueError:  # a number with thousands of digits
        return Json(None, text, (1, "it has a number that is none"))
    return Json(value, scanner.layer.made())


class _Scanner(JSONDecoder):
    """The standard decoder, in its Python form, which asks us for each text value."""

    def __init__(self, text: str) -> None:
        super().__init__(parse_constant=_refuse)
        self._text = text
        self.layer = Layer(text)
        self.parse_string = self._placed
        self.scan_once = py_make_scanner(self)

    def read(self) -> Any:  # noqa: ANN401  JSON is of any kind
        return self.decode(self._text.removeprefix("\ufeff"))

    def _placed(self, text: str, end: int, strict: bool) -> tuple[Placed, int]:  # noqa: FBT001
        value, after = scanstring(text, end, strict)
        shift = len(self._text) - len(text)  # a byte order mark
        self.layer.keep_to(end + shift)
        meant = storable(value)
        start = self.layer.put(meant, after - 1 + shift)
        return Placed.at(meant, start), after


def _refuse(constant: str) -> Any:  # noqa: ANN401  never returns
    raise ValueError(constant)


def open_json(file: str, text: str) -> Json:
    """Return the document that `text` is, called `file`.

    Raises:
        BrokenDocument: it is no JSON.
    """
    found = read_json(text)
    if found.problem:
        raise BrokenDocument(file, *found.problem)
    return found


def fields(value: object) -> dict[str, Any]:
    """Return an object's values by key; anything else has none."""
    return value if isinstance(value, dict) else {}


def line_of(text: object, line: int = 1) -> tuple[Line, ...]:
    """Return a text value's lines with words, placed in the layer; `line` is the document's."""
    return tuple(_lines(text, line)) if isinstance(text, Placed) else ()


def _lines(text: Placed, number: int) -> Iterator[Line]:
    offset = text.start
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if words:
            yield Line(number, offset + len(raw) - len(raw.lstrip()), words)
        offset += len(raw)


def by_number(what: str, left: Iterable[Unread | Note]) -> list[Unread | Note]:
    """Return what is to be said of a list's elements, whose numbers stand for lines, by number.

    Lines say little of JSON, which may be a single one.
    """
    return [
        Unread(1, f"{what} {one.line}: {one.reason}")
        if isinstance(one, Unread)
        else Note(1, f"{what} {one.line}: {one.says}")
        for one in left
    ]


def seconds(value: object) -> float | None:
    """Return a number of seconds that is one: not negative, not endless, no truth value.

    Some write it as a text, "12.5".
    """
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < 10**7 else None


def text_of(value: object) -> str | None:
    """Return a text value without the space around it, if it is one with words."""
    return (value.strip() or None) if isinstance(value, str) else None


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; anything else holds none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

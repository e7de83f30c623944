"""A text layer's lines, and cutting a stretch of it into spans. Pure."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final, NamedTuple

from bot.model import Span
from bot.timecode import CLOCK, to_seconds

_LINE_PIECE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_TIME: Final = re.compile(rf"(?P<begin>{CLOCK})(?:\s*[-\u2013—]\s*{CLOCK})?", re.ASCII)
_CUE: Final = re.compile(
    r"^[ \t]{0,9}-?(?:\d{1,4}:)?\d{1,2}:\d{2}[.,:]\d{1,3}[ \t]{0,9}-->", re.MULTILINE | re.ASCII
)
_BOM: Final = "\ufeff"


class Line(NamedTuple):
    """One line of a layer, without its line end and the space around it.

    A tuple, for there are tens of thousands to a document.

    Attributes:
        number: from 1.
        start: where `text` begins in the layer, in code points.
        text: the words; empty for a blank line.
    """

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where `text` ends in the layer."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The words' place in the layer."""
        return (self.start, self.end)

    def after(self, offset: int) -> Line:
        """Return the line without its first `offset` code points and the space after them."""
        rest = self.text[offset:]
        words = rest.lstrip()
        return Line(self.number, self.end - len(words), words)


def has_cues(text: str) -> bool:
    """Whether lines of `text` are the times of a caption file's cues."""
    return _CUE.search(text) is not None


class LineFinder:
    """Finds the line of a layer that an offset stands in; made in one pass over it."""

    def __init__(self, layer: str) -> None:
        """Read where the lines of `layer` begin."""
        lengths = (len(raw) for raw in layer.splitlines(keepends=True))
        self._starts = [0, *accumulate(lengths)]

    def at(self, offset: int) -> int | None:
        """Return the line at `offset`, from 1, or None if that is not within the layer."""
        within = 0 <= offset < self._starts[-1]
        return bisect_right(self._starts, offset) if within else None


@functools.lru_cache(maxsize=1)  # every format looks at the document that is being recognised
def to_lines(layer: str) -> tuple[Line, ...]:
    """Return every line of `layer`, blank ones too; a byte order mark is no part of the first."""
    lines, offset = [], 0
    for number, raw in enumerate(layer.splitlines(keepends=True), start=1):
        bare = (raw.removeprefix(_BOM) if number == 1 else raw).lstrip()
        size = len(raw)
        lines.append(Line(number, offset + size - len(bare), bare.rstrip()))
        offset += size
    return tuple(lines)


@functools.lru_cache(maxsize=1)
def words_of(layer: str) -> tuple[Line, ...]:
    """Return the lines of `layer` that have words."""
    return tuple(line for line in to_lines(layer) if line.text)


def is_time(line: Line) -> bool:
    """Whether the line is a time alone, or the two of a stretch; it may be no possible one."""
    return _TIME.fullmatch(line.text) is not None


def time_of(line: Line) -> float | None:
    """Return the seconds of a line that is a time, of a stretch its beginning; else None."""
    found = _TIME.fullmatch(line.text)
    return to_seconds(found["begin"]) if found else None


def pieces(layer: str, start: int, end: int) -> tuple[Span, ...]:
    """Cut the stretch from `start` to `end` into spans, one a line, without space at their ends.

    Joining them with one space reads as the stretch does, as a line break reads as a space.
    """
    found = []
    for piece in _LINE_PIECE.finditer(layer, start, end):
        words = piece.group().strip()
        if words:
            lead = len(piece.group()) - len(piece.group().lstrip())
            found.append((piece.start() + lead, piece.start() + lead + len(words)))
    return tuple(found)

"""What a document has wrong in itself, although it is kept: notes that several parsers make. Pure.

A note names the line; it repeats no words of the document but a field's key.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from bot.model import Note
from bot.timecode import to_clock

OTHER_VIDEO: Final = "the link leads to another video than the one named"


def backwards(times: Iterable[tuple[int, float | None]]) -> list[Note]:
    """Note each time that is earlier than the one before it.

    Args:
        times: lines, from 1, with their times in seconds, in document order; None is no time.
    """
    known = [(line, at) for line, at in times if at is not None]
    return [
        Note(line, f"times run backwards: {to_clock(at)} comes after {to_clock(before)}")
        for (_, before), (line, at) in pairwise(known)
        if at < before
    ]


def twice(what: str, line: int, first: int) -> Note:
    """Note that `what` is given again in `line`, and not as in the line `first`."""
    return Note(line, f"{what} is given twice; line {first} has another, which is the one kept")

"""Makes a Reading of what a parser found: in document order, and never an empty one. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.errors import BrokenDocument
from bot.model import Claims, Note, Passage, Reading, Unread


def to_reading(
    format: str,
    file: str,
    claims: Claims,
    passages: Iterable[Passage],
    left: Iterable[Unread | Note] = (),
) -> Reading:
    """Return the reading of `file`, passages by where they stand, all else by line.

    Args:
        format: the name of the format.
        file: the document's.
        claims: what it says of its episode.
        passages: what is kept of it.
        left: what is not, and what is wrong in itself, in any order.

    Raises:
        BrokenDocument: there are no passages at all.
    """
    kept = tuple(sorted(passages, key=lambda passage: passage.spans))
    if not kept:
        raise BrokenDocument(
            file, 1, f"its form is known ({format}), but nothing in it can be read"
        )
    ordered = sorted(left, key=lambda one: one.line)
    return Reading(
        format,
        claims,
        kept,
        tuple(one for one in ordered if isinstance(one, Unread)),
        tuple(one for one in ordered if isinstance(one, Note)),
    )


def sentences_of(reading: Reading, more: Iterable[Note] = ()) -> tuple[str, ...]:
    """Return what was not kept, and what is wrong in itself: "line 12: …", in that order.

    `more` are notes on the document beside those of its parser.
    """
    said = [
        *((one.line, one.says) for one in more),
        *((one.line, f"{one.reason}; not kept") for one in reading.unread),
        *((one.line, one.says) for one in reading.notes),
    ]
    ordered = sorted(said, key=lambda one: one[0])
    return tuple(f"line {line}: {sentence}" for line, sentence in ordered)

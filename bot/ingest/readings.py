"""Makes a Reading of what a parser found: in document order, and never an empty one. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.errors import BrokenDocument
from bot.model import Claims, Passage, Reading, Unread


def to_reading(
    format: str,
    file: str,
    claims: Claims,
    passages: Iterable[Passage],
    unread: Iterable[Unread] = (),
) -> Reading:
    """Return the reading of `file`, passages by where they stand and unread lines by number.

    Raises:
        BrokenDocument: there are no passages at all.
    """
    kept = tuple(sorted(passages, key=lambda passage: passage.spans))
    if not kept:
        raise BrokenDocument(file, 1, f"this looks like a {format}, but nothing in it can be read")
    return Reading(format, claims, kept, tuple(sorted(unread, key=lambda one: one.line)))

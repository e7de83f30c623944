"""How much around a text is shown: its sentence, itself, its turn, what is around it, its chapter.

Pure. Every step shows entries as they stand in their documents, one beside the other: nothing is
put together, and a step that a text has not is left out.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.excerpts import span_of
from bot.model import Entry, Kind, Part, Reach, Span
from bot.ports import Surroundings

TALK: Final = 5
"""Texts of a chapter that are shown, the one that was found among them."""


class Relation(StrEnum):
    """What an entry is to the text that it is shown with."""

    ITSELF = "itself"
    TURN = "turn"
    BEFORE = "before"
    AFTER = "after"
    CHAPTER = "chapter"
    IN_CHAPTER = "in_chapter"


@dataclass(frozen=True, slots=True)
class View:
    """A text with what is shown around it.

    Attributes:
        reach: how much it is.
        shown: the entries, in the order of their places, and what each is to the text.
        span: the part of the text that is shown, where it is not all of it.
        wider, narrower: the next reach that shows more or less, or None.
    """

    reach: Reach
    shown: tuple[tuple[Relation, Entry], ...]
    span: Span | None = None
    wider: Reach | None = None
    narrower: Reach | None = None


Shown = tuple[tuple[Relation, Entry], ...]


def view(around: Surroundings, entry: Entry, reach: Reach, part: Part | None = None) -> View:
    """Return `entry` with as much around it as `reach` says, or the most below it that there is.

    Args:
        around: what the library has around an entry.
        entry: the text that was found.
        reach: how much.
        part: the sentences of it that answer, or None: all of it.
    """
    span = span_of(entry.text, part) if part else None

    def at(wanted: Reach) -> Shown:
        if wanted is Reach.SENTENCE:
            return ((Relation.ITSELF, entry),) if span else ()
        return _AT[wanted](around, entry)

    lower = [one for one in reversed(Reach) if one <= reach]
    found, shown = next((one, shown) for one in lower if (shown := at(one)))
    return View(
        found,
        shown,
        span if found is Reach.SENTENCE else None,
        wider=next((one for one in Reach if one > found and _is_there(around, entry, one)), None),
        narrower=next((one for one in lower if one < found and at(one)), None),
    )


def _is_there(around: Surroundings, entry: Entry, reach: Reach) -> bool:
    """Whether there is more to show at a reach above the one that is shown.

    Asked of every answer, so what is around is looked for on one side first.
    """
    if reach is Reach.AROUND:
        inside = _turn(around, entry) or _itself(around, entry)
        return around.before(inside[0][1]) is not None or around.after(inside[-1][1]) is not None
    return bool(_AT[reach](around, entry))


def _itself(_around: Surroundings, entry: Entry) -> Shown:
    return ((Relation.ITSELF, entry),)


def _turn(around: Surroundings, entry: Entry) -> Shown:
    turns = around.holding(entry) if entry.kind is Kind.QUOTE else ()
    if len(turns) == 1 and turns[0].text == entry.text:
        return ()
    return tuple((Relation.TURN, turn) for turn in turns)


def _beside(around: Surroundings, entry: Entry) -> Shown:
    inside = _turn(around, entry) or _itself(around, entry)
    before = around.before(inside[0][1])
    after = around.after(inside[-1][1])
    if before is None and after is None:
        return ()
    return (
        *(((Relation.BEFORE, before),) if before else ()),
        *inside,
        *(((Relation.AFTER, after),) if after else ()),
    )


def _in_chapter(around: Surroundings, entry: Entry) -> Shown:
    found = around.chapter(entry)
    if found is None:
        return ()
    chapter, end = found
    talk = around.talk(chapter, end)
    if not talk and chapter.id == entry.id:
        return ()
    few = _nearest(talk, entry)
    inside = tuple(
        (Relation.ITSELF if one.id == entry.id else Relation.IN_CHAPTER, one) for one in few
    )
    first = Relation.ITSELF if chapter.id == entry.id else Relation.CHAPTER
    return ((first, chapter), *inside)


def _nearest(talk: Sequence[Entry], entry: Entry) -> Sequence[Entry]:
    """Return the few texts of a chapter that are around an entry's time, the entry among them."""
    times = [one.said_at or 0.0 for one in talk]
    at = bisect.bisect_right(times, entry.said_at if entry.said_at is not None else -math.inf) - 1
    start = max(0, min(at - TALK // 2, len(talk) - TALK))
    return talk[start : start + TALK]


_AT: Final = {
    Reach.TEXT: _itself,
    Reach.TURN: _turn,
    Reach.AROUND: _beside,
    Reach.CHAPTER: _in_chapter,
}

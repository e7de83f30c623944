"""Which rows meet most of what is wanted: postings in, rows out, likelier ones first. Pure.

Every row gets what its concepts weigh, each by the best way that the row meets it, the rarest first
(`weighing`); the concepts that very many rows have are left out, and the ranking looks at them in
the few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from bot.concepts import TOPIC, Concept, Way
from bot.everyday import EMPTY_WORDS
from bot.index.blocks import MAY_BE_NAMED, MOST, NAMED
from bot.index.posted import Posted
from bot.index.weighing import Want, Wanted, weigh

BUDGET: Final = 400_000
"""Postings that one question reads; the commonest words are beyond it. Measured like the rest."""

TELLING: Final = 20
"""Of the stems of one way, one that is so many times as common as the rarest tells nothing more."""

THERE: Final = 0.8
"""What a concept counts for that stands in a text at all; how much the text says of it is the rest.

Measured with the constants below on the tuning half, see docs/measured/search-scale.md.
"""
LONG: Final = 2
"""Concepts; a single one is a topic, and a topic wants many places."""
FEW: Final = 16
"""Candidates that are given in any case."""
LEAST: Final = 0.7
"""What the others must meet, of what the best one does."""

FIRST, FIRST_OF_THREE = 4, 8
"""Candidates that are given in any case; three concepts may be a topic still."""
CLOSE: Final = 4
"""And so many of the others: those that read most like the question.

Measured on the tuning half, see docs/measured/search-scale.md.
"""

_MARKS: Final = str.maketrans(dict.fromkeys("'\u2019") | dict.fromkeys('.,;:?!"()[]\u2026', " "))

_WORTH: Final = (THERE + (1 - THERE) * np.arange(MOST + 1) / MOST).astype(np.float32)
_WORTH[NAMED] = 0.7 * THERE
_WORTH[MAY_BE_NAMED] = 0.4 * THERE

Postings = Mapping[str, Posted]
"""Which rows have a stem, and how much each says, by stem."""


def told_by(concepts: Sequence[Concept], counts: Mapping[str, int]) -> list[Concept]:
    """Return the concepts with only those stems of each way that tell a row from others.

    "Plugin" may be met as "plug in": whoever has "plug" is looked at, and the ranking sees whether
    "in" stands behind it. Read as well, the commonest word of all made "plugin" beyond the budget.

    Args:
        concepts: what is wanted.
        counts: how many entries have each stem.
    """
    return [
        replace(one, ways=tuple(_told_by(way, counts) for way in one.ways))
        if any(len(way.stems) > 1 for way in one.ways)
        else one
        for one in concepts
    ]


def _told_by(way: Way, counts: Mapping[str, int]) -> Way:
    rarest = min(counts.get(stem, 0) for stem in way.stems)
    told = tuple(stem for stem in way.stems if counts.get(stem, 0) <= rarest * TELLING)
    return replace(way, stems=told) if len(told) < len(way.stems) else way


def affordable(concepts: Sequence[Concept], counts: Mapping[str, int]) -> list[Concept]:
    """Return the rarest of the concepts, as many as the budget allows; at least one.

    Args:
        concepts: what is wanted.
        counts: how many entries have each stem.
    """
    costs = {one.word: _cost(one, counts) for one in concepts}
    chosen: list[Concept] = []
    left = BUDGET
    for one in sorted(concepts, key=lambda one: (costs[one.word], one.word)):
        left -= costs[one.word]
        if costs[one.word] and (left >= 0 or not chosen):
            chosen.append(one)
    return chosen


def _cost(concept: Concept, counts: Mapping[str, int]) -> int:
    return sum(counts.get(stem, 0) for stem in {s for way in concept.ways for s in way.stems})


def best_rows(
    concepts: Sequence[Concept],
    postings: Postings,
    limit: int,
    within: Sequence[int] | None = None,
) -> list[int]:
    """Return at most `limit` rows, those that meet most first, equal ones by their number.

    Of more than one concept, those beyond the first `FEW` that meet less than `LEAST` of what the
    best one does are left out: no order of their words would make up for it. `within` are the only
    rows that may be returned; None: any.
    """
    several = len(concepts) >= LONG
    wanted = [_wanted(concept, postings) for concept in concepts]
    want = Want(limit, FEW if several else limit, LEAST)
    rows, scores = weigh([one for one in wanted if one.ways], _WORTH, want, within)
    if several and len(rows):
        near = scores >= LEAST * scores[0]
        near[:FEW] = True
        rows = rows[near]
    found: list[int] = rows.tolist()
    return found


def first_of(concepts: Sequence[Concept], wording: str) -> int | None:
    """Return how many rows are taken as they come, before `closest`; None: all of them.

    Words that are typed and ask for nothing ("so much better") are remembered words, too.
    """
    if len(wording.split()) <= TOPIC:
        return None
    return FIRST_OF_THREE if len(concepts) <= TOPIC + 1 else FIRST


def closest(rows: Sequence[int], first: int, texts: Mapping[int, str], wording: str) -> list[int]:
    """Return the `first` rows and the `CLOSE` ones whose texts read most like `wording`.

    What was typed has an order, which the postings have not. Stop words change nothing: neither
    side is compared with them, unless there is nothing else.

    Args:
        rows: likelier ones first; they stay in this order.
        first: how many are taken as they come.
        texts: of the rows beyond the first.
        wording: the question as it was typed.
    """
    others = [row for row in rows[first:] if row in texts]
    empty = EMPTY_WORDS if _without(EMPTY_WORDS, wording) else frozenset[str]()
    read = [_without(empty, texts[row]) for row in others]
    alike = process.cdist([_without(empty, wording)], read, scorer=fuzz.partial_ratio)[0]
    best = np.argsort(-alike, kind="stable")[:CLOSE]
    return [*rows[:first], *(others[at] for at in sorted(best))]


def _without(empty: frozenset[str], text: str) -> str:
    """Return the words of a text but the `empty` ones; quicker than reading its tokens."""
    words = text.casefold().translate(_MARKS).split()
    return " ".join([word for word in words if word not in empty])


def _wanted(concept: Concept, postings: Postings) -> Wanted:
    """Return a concept with the postings of the ways that can be met."""
    met = [
        (found, np.float32(concept.weight * way.quality))
        for way in concept.ways
        if (found := _together(way, postings)) is not None
    ]
    return Wanted(met, max((float(counts) for _, counts in met), default=0.0))


def _together(way: Way, postings: Postings) -> Posted | None:
    """Return the rows that have all stems of a way, each with its weakest impact; None: none."""
    found = sorted(
        (postings[stem] for stem in way.stems if stem in postings), key=lambda one: len(one.rows)
    )
    if not found or len(found) < len(way.stems):
        return None
    both = found[0]
    for other in found[1:]:
        at, there = other.find(both.rows)
        impacts = np.minimum(both.impacts[there], other.impacts[at[there]])
        both = Posted(both.rows[there], impacts)
    return both if len(both.rows) else None

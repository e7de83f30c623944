"""Which rows meet most of what is wanted: postings in, rows out, likelier ones first. Pure.

Block after block, every row gets what its concepts weigh, each by the best way that the row meets
it; the concepts that very many rows have are left out, and the ranking looks at them in the few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bot.concepts import Concept, Way
from bot.index.blocks import BLOCK, MAY_BE_NAMED, MOST, NAMED, Block

BUDGET: Final = 200_000
"""Postings that one question reads; the commonest words are beyond it."""

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

QUOTING: Final = 3
"""Concepts; from so many on somebody remembers words, and what is most like them is among few."""
FIRST, FIRST_OF_THREE = 6, 12
"""Candidates that are given in any case; three concepts may be a topic still."""
CLOSE: Final = 4
"""And so many of the others: those that read most like the question.

Measured on the tuning half, see docs/measured/search-scale.md.
"""

_WORTH: Final = (THERE + (1 - THERE) * np.arange(MOST + 1) / MOST).astype(np.float32)
_WORTH[NAMED] = 0.7 * THERE
_WORTH[MAY_BE_NAMED] = 0.4 * THERE

Postings = Mapping[str, Mapping[int, Block]]
"""Blocks by stem and number."""

_Scores = npt.NDArray[np.float32]


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
    rows that may be returned, in order; None: any.
    """
    allowed = None if within is None else np.asarray(within, np.int64)
    numbers = sorted({number for blocks in postings.values() for number in blocks})
    scores: _Scores = np.zeros(BLOCK, np.float32)
    one: _Scores = np.zeros(BLOCK, np.float32)
    rows: npt.NDArray[np.int64] = np.zeros(0, np.int64)
    best: _Scores = np.zeros(0, np.float32)
    for number in numbers:
        here = {stem: blocks[number] for stem, blocks in postings.items() if number in blocks}
        for concept in concepts:
            _add(concept, here, scores, one)
        if allowed is not None:
            _keep(scores, allowed - number * BLOCK)
        least = best[limit - 1] if len(best) >= limit else np.float32(0)
        places = _best(scores, limit, least)
        rows = np.concatenate([rows, places + number * BLOCK])
        best = np.concatenate([best, scores[places]])
        order = np.lexsort((rows, -best))[:limit]
        rows, best = rows[order], best[order]
        scores.fill(0)
    if len(concepts) >= LONG and len(rows):
        near = best >= LEAST * best[0]
        near[:FEW] = True
        rows = rows[near]
    return [int(row) for row in rows]


def first_of(concepts: Sequence[Concept]) -> int | None:
    """Return how many rows are taken as they come, before `closest`; None: all of them."""
    if len(concepts) < QUOTING:
        return None
    return FIRST_OF_THREE if len(concepts) == QUOTING else FIRST


def closest(rows: Sequence[int], first: int, texts: Mapping[int, str], wording: str) -> list[int]:
    """Return the `first` rows and the `CLOSE` ones whose texts read most like `wording`.

    What was typed has the little words and their order, which the postings have not.

    Args:
        rows: likelier ones first; they stay in this order.
        first: how many are taken as they come.
        texts: of the rows beyond the first.
        wording: the question as it was typed.
    """
    others = [row for row in rows[first:] if row in texts]
    read = [texts[row].casefold() for row in others]
    alike = process.cdist([wording.casefold()], read, scorer=fuzz.partial_ratio)[0]
    best = np.argsort(-alike, kind="stable")[:CLOSE]
    return [*rows[:first], *(others[at] for at in sorted(best))]


def _keep(scores: _Scores, places: npt.NDArray[np.int64]) -> None:
    """Take the scores of all other places away."""
    here = places[(places >= 0) & (places < BLOCK)]
    kept = scores[here]
    scores.fill(0)
    scores[here] = kept


def _add(concept: Concept, here: Mapping[str, Block], scores: _Scores, one: _Scores) -> None:
    """Add to `scores` what a concept weighs in a block; `one` is all zeros, before and after."""
    met = [(way, block) for way in concept.ways if (block := _together(way, here)) is not None]
    for way, block in met:
        worth = _WORTH[block.impacts] * np.float32(concept.weight * way.quality)
        if len(met) == 1:
            scores[block.places] += worth
        else:
            one[block.places] = np.maximum(one[block.places], worth)
    if len(met) > 1:
        places = np.concatenate([block.places for _, block in met])
        scores[places] = scores[places] + one[places]  # a place that is there twice gets it once
        one[places] = 0


def _together(way: Way, here: Mapping[str, Block]) -> Block | None:
    """Return the places that have all stems of a way, each with its weakest impact."""
    blocks = [here.get(stem) for stem in way.stems]
    if not blocks or any(block is None for block in blocks):
        return None
    found = [block for block in blocks if block is not None]
    both = found[0]
    for other in found[1:]:
        places, ours, theirs = np.intersect1d(
            both.places, other.places, assume_unique=True, return_indices=True
        )
        both = Block(places, np.minimum(both.impacts[ours], other.impacts[theirs]))
    return both


def _best(scores: _Scores, limit: int, least: np.float32) -> npt.NDArray[np.int64]:
    """Return the places with the best scores above `least`, all as good as the last included."""
    places = np.flatnonzero(scores > least).astype(np.int64)
    if len(places) <= limit:
        return places
    found = scores[places]
    enough = np.partition(found, len(places) - limit)[len(places) - limit]
    kept: npt.NDArray[np.int64] = places[found >= enough]
    return kept

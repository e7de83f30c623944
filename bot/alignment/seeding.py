"""Finds where two texts may hold the same words, without comparing each word with each. Pure.

A seed is a pair of words that both texts have close together, in that order. Seeds that follow one
another make a band: for each word of mine, the few words of theirs it is worth comparing with. A
pair that stands in many places tells nothing and seeds nothing, so that the work grows with the
length of the texts and not with its square.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.alignment.words import Word, in_letters

PLACES: Final = 8
"""In how many places a pair of words may stand and still be a seed."""
DRIFT: Final = 8
"""How many words more or fewer one transcriber may have between two seeds."""
REACH: Final = 24
"""How many words may lie between two seeds of one band."""
MARGIN: Final = 12
"""How many words before its first and after its last seed a band goes on."""
_NARROW: Final = 2  # a band's half width at a seed; it widens by one with each word away from it
_ENOUGH: Final = 2.2  # the weight of distinct words that a band's seeds must have to be looked at


class Seed(NamedTuple):
    """Word `mine` of one text stands where word `theirs` of the other does, so it seems."""

    mine: int
    theirs: int

    @property
    def shift(self) -> int:
        """By how many words the other text is ahead here."""
        return self.theirs - self.mine


@dataclass(frozen=True, slots=True)
class Band:
    """What is worth comparing.

    Attributes:
        first: the first word of mine.
        columns: for it and each word after it, the first and one past the last word of theirs.
    """

    first: int
    columns: tuple[tuple[int, int], ...]

    @property
    def cells(self) -> int:
        """How many pairs of words will be compared: the work."""
        return sum(end - start for start, end in self.columns)


Places = dict[tuple[str, str], list[int]]
"""Where each pair of words stands: the places of its first word."""
Together = dict[tuple[str, str], list[tuple[int, Sequence[int]]]]
"""The same for several texts: with each pair the numbers of those that have it in few places."""


def places_of(words: Sequence[Word]) -> Places:
    """Return where each pair of neighbours, or of words with one between, stands in `words`."""
    places: Places = defaultdict(list)
    for at, pair in _pairs(words):
        places[pair].append(at)
    return dict(places)


def together(texts: Sequence[Places]) -> Together:
    """Return where the telling pairs of several texts stand, by pair: in which text, and where."""
    found: Together = defaultdict(list)
    for number, places in enumerate(texts):
        for pair, stands in places.items():
            if len(stands) <= PLACES:
                found[pair].append((number, stands))
    return dict(found)


def seeds(mine: Sequence[Word], texts: Together, among: Collection[int]) -> dict[int, list[Seed]]:
    """Return the seeds that `mine` has in each of several texts, by the text's number.

    Args:
        mine: words.
        texts: where the pairs of all texts stand.
        among: the numbers of those that are asked about.
    """
    found: dict[int, list[Seed]] = defaultdict(list)
    for at, pair in _pairs(mine):
        for number, stands in texts.get(pair, ()):
            if number in among:
                found[number] += [Seed(at, place) for place in stands]
    return found


def bands(mine: Sequence[Word], theirs: int, where: Sequence[Seed]) -> list[Band]:
    """Return what of `mine` is worth comparing with so many words, in which it has those seeds."""
    if _weight(where, mine) < _ENOUGH:
        return []
    return [
        _band(chain, len(mine), theirs)
        for chain in _chains(where)
        if _weight(chain, mine) >= _ENOUGH
    ]


def _pairs(words: Sequence[Word]) -> Iterator[tuple[int, tuple[str, str]]]:
    keys = [in_letters(word.stem) for word in words]
    for at, key in enumerate(keys):
        for following in keys[at + 1 : at + 3]:
            yield at, (key, following)


def _chains(seeds: Sequence[Seed]) -> list[list[Seed]]:
    """Return the seeds that follow one another, chain by chain; each seed is in one."""
    chains: list[list[Seed]] = []
    open_chains: dict[int, list[Seed]] = {}  # by shift // DRIFT
    for seed in seeds:
        slot = seed.shift // DRIFT
        near = [
            chain
            for beside in (slot, slot - 1, slot + 1)
            if (chain := open_chains.get(beside)) is not None and _follows(chain[-1], seed)
        ]
        if near:
            chain = min(near, key=lambda one: (abs(one[-1].shift - seed.shift), -len(one)))
            chain.append(seed)
        else:
            chain = [seed]
            chains.append(chain)
        open_chains[slot] = chain
    return chains


def _follows(earlier: Seed, later: Seed) -> bool:
    return later.mine - earlier.mine <= REACH and abs(later.shift - earlier.shift) <= DRIFT


def _weight(chain: Sequence[Seed], mine: Sequence[Word]) -> float:
    """Return what the distinct words of mine weigh that seeds stand on."""
    heads = {seed.mine for seed in chain}
    covered = heads | {at + 1 for at in heads if at + 1 < len(mine)}
    return sum(mine[at].weight for at in sorted(covered))


def _band(chain: Sequence[Seed], mine: int, theirs: int) -> Band:
    rows = _rows(chain)
    first = max(0, rows[0].at - MARGIN)
    last = min(mine, rows[-1].at + MARGIN + 1)
    columns, before = [], 0
    for at in range(first, last):
        while before + 1 < len(rows) and rows[before + 1].at <= at:
            before += 1
        after = rows[min(before + 1, len(rows) - 1)]
        columns.append(_columns(at, rows[before], after, theirs))
    return Band(first, tuple(columns))


@dataclass(frozen=True, slots=True)
class _Row:
    """The seeds of one word of mine: the least and the greatest of their shifts."""

    at: int
    low: int
    high: int


def _rows(chain: Sequence[Seed]) -> list[_Row]:
    grouped = itertools.groupby(chain, key=lambda seed: seed.mine)
    found = ((at, [seed.shift for seed in seeds]) for at, seeds in grouped)
    return [_Row(at, min(shifts), max(shifts)) for at, shifts in found]


def _columns(at: int, before: _Row, after: _Row, size: int) -> tuple[int, int]:
    half = min(DRIFT, _NARROW + min(abs(at - before.at), abs(after.at - at)))
    start = min(max(0, at + min(before.low, after.low) - half), size)
    return start, min(max(start, at + max(before.high, after.high) + half + 1), size)

"""Adds up what rows get for one concept after another, and tells which get most. Pure.

The rarest concepts come first. Once those that are left cannot lift a row that has nothing yet
among the best, they are looked up for the few rows alone that may still get there (MaxScore): most
postings of a question are its commonest word's. No result changes by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from bot.index.posted import Posted, Rows

Scores: TypeAlias = npt.NDArray[np.float32]
Worth: TypeAlias = npt.NDArray[np.float32]
"""What an impact is worth, at most 1."""

_MARGIN: Final = 1e-3  # far more than sums in single precision are off


@dataclass(frozen=True, slots=True)
class Wanted:
    """A concept, as it is weighed.

    Attributes:
        ways: the postings of each way to meet it, and what it counts for; a row gets its best one.
        most: what a row gets at most.
    """

    ways: Sequence[tuple[Posted, np.float32]]
    most: float


@dataclass(frozen=True, slots=True)
class Want:
    """Which rows are wanted.

    Attributes:
        limit: how many of the best at most.
        few: how many of them in any case.
        share: of what the best one gets, what the others must get.
    """

    limit: int
    few: int
    share: float

    def least(self, scores: Scores) -> float:
        """Return what a row must get at least, given what different rows have got by now."""
        few = min(self.few, self.limit)
        if len(scores) < few:
            return 0.0
        kth = sorted({len(scores) - few, max(0, len(scores) - self.limit)})
        ordered = np.partition(scores, kth)
        in_any_case = float(ordered[-few])
        at_limit = float(ordered[-self.limit]) if len(scores) >= self.limit else 0.0
        return max(at_limit, min(in_any_case, float(self.share * ordered[-few:].max())))


def weigh(
    wanted: Sequence[Wanted], worth: Worth, want: Want, within: Sequence[int] | None = None
) -> tuple[Rows, Scores]:
    """Return the rows that get most, best first, equal ones by their number, and what they get.

    All that `want` asks for are among them, and maybe some more of the others.

    Args:
        wanted: the concepts, those of fewest postings first.
        worth: by impact.
        want: which rows are wanted.
        within: the only rows that may get anything; None: any.
    """
    last = max((int(one.rows[-1]) for each in wanted for one, _ in each.ways), default=0)
    sums: _All | _Few = _All(last + 1) if within is None else _Few.of(within)
    left, done = sum(one.most for one in wanted), 0.0
    for one in wanted:
        if left < done:  # else nothing that was got by now can be out of reach
            least = want.least(sums.scores()) - _MARGIN
            # Who has nothing yet is out of reach, or only who has too little.
            sums = sums.having(least - left) if left < least else sums
        sums.add(one, worth)
        left, done = left - one.most, done + one.most
    few = sums.having(want.least(sums.scores()))
    order = np.lexsort((few.rows, -few.scores()))[: want.limit]
    return few.rows[order], few.scores()[order]


class _All:
    """What every row has got by now."""

    def __init__(self, size: int) -> None:
        """Begin with nothing for rows below `size`; memory is taken where a row gets something."""
        self._sums: Scores = np.zeros(size, np.float32)
        self._one: Scores = np.zeros(size, np.float32)  # of one concept; zeros between two
        self._with: list[npt.NDArray[np.intp]] = []  # rows that have something, each once

    def scores(self) -> Scores:
        """Return what the rows have got that have something."""
        return self._sums.take(self._rows())

    def having(self, least: float) -> _Few:
        """Return the rows that have got so much."""
        rows = self._rows()
        scores = self._sums.take(rows)
        kept = (scores >= least).nonzero()[0]
        kept = kept[np.argsort(rows[kept])]
        return _Few(rows[kept].astype(np.uint32), scores[kept])

    def add(self, wanted: Wanted, worth: Worth) -> None:
        """Add what rows get for a concept."""
        if len(wanted.ways) == 1:
            [(posted, factor)] = wanted.ways
            self._add(posted.rows.astype(np.intp), worth.take(posted.impacts) * factor)
            return
        met: list[npt.NDArray[np.intp]] = []
        for posted, factor in wanted.ways:
            rows = posted.rows.astype(np.intp)
            before = self._one.take(rows)
            self._one[rows] = np.maximum(before, worth.take(posted.impacts) * factor)
            met.append(rows[before == 0])
        if met:
            rows = np.concatenate(met)
            self._add(rows, self._one.take(rows))
            self._one[rows] = 0

    def _add(self, rows: npt.NDArray[np.intp], got: Scores) -> None:
        before = self._sums.take(rows)
        self._sums[rows] = before + got
        self._with.append(rows[before == 0])

    def _rows(self) -> npt.NDArray[np.intp]:
        if len(self._with) != 1:
            self._with = [np.concatenate([np.zeros(0, np.intp), *self._with])]
        return self._with[0]


class _Few:
    """What a few rows have got by now; no other gets anything."""

    def __init__(self, rows: Rows, scores: Scores) -> None:
        """Take rows in ascending order, and what they have."""
        self.rows = rows
        self._scores = scores

    @classmethod
    def of(cls, rows: Sequence[int]) -> _Few:
        """Begin with nothing for these rows."""
        different = np.unique(np.asarray(rows, np.uint32))
        return cls(different, np.zeros(len(different), np.float32))

    def scores(self) -> Scores:
        """Return what the rows have got."""
        return self._scores

    def having(self, least: float) -> _Few:
        """Return the rows that have got so much, and anything at all."""
        kept = (self._scores >= least) & (self._scores > 0)
        return _Few(self.rows[kept], self._scores[kept])

    def add(self, wanted: Wanted, worth: Worth) -> None:
        """Add what the rows get for a concept."""
        best = np.zeros(len(self.rows), np.float32)
        for posted, factor in wanted.ways:
            at, there = posted.find(self.rows)
            got = worth.take(posted.impacts.take(at)) * factor * there
            np.maximum(best, got, out=best)
        self._scores = self._scores + best

"""Aligns two runs of words within a band, as Smith and Waterman do, and traces what it found. Pure.

A path collects the weight of the words that both texts have and pays for those that only one has.
It starts where it is worth something, is given up once it has paid too much in a row, and ends on
its best word: what it spans is tight on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.alignment.seeding import Band
from bot.alignment.words import Word, joined_likeness, likeness

SUBSTITUTED: Final = (0.25, 0.5)
SKIPPED: Final = (0.1, 0.5)
"""What a word put in another's place costs, and a word that only one has: so much, and so much
times its weight."""
GIVEN_UP: Final = 1.4
"""How much a path may pay below its best before what follows is another utterance."""


class Step(NamedTuple):
    """A step of a path: so many words of mine stand for so many of theirs, so alike (0: not)."""

    mine: int
    theirs: int
    likeness: float


class _Cell(NamedTuple):
    score: float
    peak: float
    start: tuple[int, int]
    step: Step


@dataclass(frozen=True, slots=True)
class Path:
    """An alignment.

    Attributes:
        mine, theirs: the first and one past the last word, on each side.
        steps: from the first word to the last; the first and the last are of words that are alike.
        score: what it collected less what it paid.
    """

    mine: tuple[int, int]
    theirs: tuple[int, int]
    steps: tuple[Step, ...]
    score: float


def paths(mine: Sequence[Word], theirs: Sequence[Word], band: Band, least: float) -> list[Path]:
    """Return the best path from each place of `band` where one starts, if it scores `least`."""
    rows: list[dict[int, _Cell]] = [{}, {}]
    ends: dict[tuple[int, int], tuple[float, int, int]] = {}
    for at, (first, last) in enumerate(band.columns, start=band.first):
        row: dict[int, _Cell] = {}
        rows.append(row)
        for column in range(first, last):
            cell = _best(mine, theirs, (at, column), rows)
            if cell is None:
                continue
            row[column] = cell
            if cell.score == cell.peak and cell.score > ends.get(cell.start, (0.0,))[0]:
                ends[cell.start] = (cell.score, at, column)
    return [_path(rows, band.first, start, end) for start, end in ends.items() if end[0] >= least]


def _best(
    mine: Sequence[Word],
    theirs: Sequence[Word],
    place: tuple[int, int],
    rows: Sequence[dict[int, _Cell]],
) -> _Cell | None:
    """Return the best way to arrive at `place`; None where no way is worth going on."""
    best: _Cell | None = None
    for step, gain in _steps(mine, theirs, place):
        before = rows[-1 - step.mine].get(place[1] - step.theirs)
        if before is not None:
            score = before.score + gain
            cell = _Cell(score, max(before.peak, score), before.start, step)
        elif step.likeness:
            start = (place[0] - step.mine + 1, place[1] - step.theirs + 1)
            cell = _Cell(gain, gain, start, step)
        else:
            continue
        if cell.score > max(0.0, cell.peak - GIVEN_UP) and (
            best is None or cell.score > best.score
        ):
            best = cell
    return best


def _steps(
    mine: Sequence[Word], theirs: Sequence[Word], place: tuple[int, int]
) -> Iterator[tuple[Step, float]]:
    """Yield every step that ends on the two words of `place`, and what it gains."""
    one, other = mine[place[0]], theirs[place[1]]
    weight = (one.weight + other.weight) / 2
    alike = likeness(one, other)
    if alike:
        yield Step(1, 1, alike), alike * weight
    else:
        yield Step(1, 1, 0.0), -SUBSTITUTED[0] - SUBSTITUTED[1] * weight
    yield Step(1, 0, 0.0), -SKIPPED[0] - SKIPPED[1] * one.weight
    yield Step(0, 1, 0.0), -SKIPPED[0] - SKIPPED[1] * other.weight
    if place[0] and (alike := joined_likeness(mine[place[0] - 1], one, other)):
        yield Step(2, 1, alike), alike * other.weight
    if place[1] and (alike := joined_likeness(theirs[place[1] - 1], other, one)):
        yield Step(1, 2, alike), alike * one.weight


def _path(
    rows: Sequence[dict[int, _Cell]],
    first: int,
    start: tuple[int, int],
    end: tuple[float, int, int],
) -> Path:
    """Return the path that ends at `end`, walked backwards to its `start`."""
    score, at, column = end
    row, steps = at, []
    while row >= start[0] and column >= start[1]:
        step = rows[row - first + 2][column].step
        steps.append(step)
        row, column = row - step.mine, column - step.theirs
    return Path((start[0], at + 1), (start[1], end[2] + 1), tuple(reversed(steps)), score)

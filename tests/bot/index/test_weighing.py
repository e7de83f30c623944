"""What is left out of weighing changes no result: held against adding up everything, plainly."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest

from bot.index.posted import Posted
from bot.index.weighing import Want, Wanted, weigh

WORTH = np.linspace(0.8, 1.0, 256, dtype=np.float32)
Plain = list[tuple[dict[int, int], float]]
"""Ways to meet a concept: impacts by row, and what the way counts for."""


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("limit", "few"), [(96, 16), (5, 16), (4, 4)])
def test_the_best_rows_are_those_of_adding_up_everything(seed: int, limit: int, few: int) -> None:
    chance = random.Random(seed)  # noqa: S311  it only has to be the same again
    concepts = [drawn(chance, most) for most in (5, 40, 400, 2500)]
    within = chance.sample(range(5000), 900) if seed % 3 == 0 else None
    want = Want(limit, few, 0.7)

    rows, scores = weigh([to_wanted(one) for one in concepts], WORTH, want, within)

    got = dict(zip(rows.tolist(), scores.tolist(), strict=True))
    expected = best(summed(concepts, within), want)
    assert expected.items() <= got.items()
    assert list(expected) == rows.tolist()[: len(expected)]


def test_nothing_wanted_and_nothing_allowed_is_nothing() -> None:
    want = Want(4, 4, 0.7)

    assert [] == weigh([], WORTH, want)[0].tolist()
    assert [] == weigh([to_wanted([({1: 9}, 1.0)])], WORTH, want, [])[0].tolist()
    assert [] == weigh([to_wanted([({1: 9}, 1.0)])], WORTH, want, [2])[0].tolist()


def drawn(chance: random.Random, most: int) -> Plain:
    """Return a concept that is the heavier, the rarer it is, with up to three ways."""
    ways = []
    for quality in (1.0, 0.85, 0.75)[: chance.randint(1, 3)]:
        rows = chance.sample(range(5000), chance.randint(1, most))
        ways.append(({row: chance.randint(1, 255) for row in rows}, quality * 9 / most**0.3))
    return ways


def to_wanted(concept: Plain) -> Wanted:
    ways = []
    for impacts, counts in concept:
        rows = sorted(impacts)
        says = np.array([impacts[row] for row in rows], np.uint8)
        ways.append((Posted(np.array(rows, np.uint32), says), np.float32(counts)))
    return Wanted(ways, max(float(counts) for _, counts in ways))


def summed(concepts: Sequence[Plain], within: Sequence[int] | None) -> dict[int, float]:
    """Return what every row gets, added up one by one in single precision."""
    allowed = None if within is None else set(within)
    sums: dict[int, np.float32] = defaultdict(lambda: np.float32(0))
    for concept in concepts:
        got: dict[int, np.float32] = defaultdict(lambda: np.float32(0))
        for impacts, counts in concept:
            for row, says in impacts.items():
                got[row] = max(got[row], WORTH[says] * np.float32(counts))
        for row, one in got.items():
            sums[row] = sums[row] + one
    return {row: float(one) for row, one in sums.items() if allowed is None or row in allowed}


def best(sums: dict[int, float], want: Want) -> dict[int, float]:
    """Return the rows that are wanted, best first."""
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[: want.limit]
    least = np.float32(want.share) * np.float32(ordered[0][1])
    return {row: one for at, (row, one) in enumerate(ordered) if at < want.few or one >= least}

"""How long the picture of a quote takes a process that has drawn others before."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from bot.picture import to_png
from tests.fakes.core import ITEM

LENGTHS = (80, 400, 1600)  # characters
RUNS = 9
WORDS = (
    "Everybody in the valley knows that otters build the dam first, and only then do they begin to "
    "think about the river that runs into it; by winter it stands, and nobody remembers why. "
)


def report() -> list[str]:
    """Measure, and return the lines to print."""
    to_png(ITEM)
    return [f"the picture of {length} characters: {_drawn(length):.0f} ms" for length in LENGTHS]


def _drawn(length: int) -> float:
    """Return the median of a few runs, in milliseconds."""
    item = replace(ITEM, words=(WORDS * (length // len(WORDS) + 1))[:length])
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        to_png(item)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)

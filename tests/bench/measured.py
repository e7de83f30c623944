"""Asks several engines the same questions, and keeps what each found and how long it took."""

from __future__ import annotations

import bisect
import gc
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from adapters.supervise import favour_the_loop
from tests.bench.known_items import ABSENT, KINDS, Known

Found: TypeAlias = tuple[list[str], float]
"""The texts that were found, best first, and the score of the first one."""

Find: TypeAlias = Callable[[str], Found]
"""Takes what was typed."""


@dataclass
class Measured:
    """What one engine did: by kind the ranks of the right passage, and all times in seconds.

    Attributes:
        best: by kind, the score of the first passage; nothing found scores 0.
    """

    ranks: dict[str, list[int | None]] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    best: dict[str, list[float]] = field(default_factory=dict)

    def share(self, first: int, kinds: Sequence[str] = KINDS) -> float:
        """Return the share of questions of some kinds whose passage is among the `first`."""
        ranks = [rank for kind in kinds for rank in self.ranks.get(kind, ())]
        return sum(rank is not None and rank < first for rank in ranks) / max(1, len(ranks))

    def told_apart(self) -> float:
        """Return how often a question with an answer scores above an absent one (AUC): 0.5 to 1."""
        absent = sorted(self.best.get(ABSENT, ()))
        known = [score for kind in KINDS for score in self.best.get(kind, ())]
        below = sum(bisect.bisect_left(absent, s) + bisect.bisect_right(absent, s) for s in known)
        return below / max(1, 2 * len(absent) * len(known))

    def milliseconds(self, share: float) -> float:
        """Return the time that so many of the questions took at most."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ask_all(searches: Mapping[str, Find], asked: Sequence[Known], seed: int) -> dict[str, Measured]:
    """Ask every engine every question, one after the other in an order that the seed gives."""
    for search in searches.values():
        search("someting that was never asked befor")
    found = {name: Measured() for name in searches}
    chance = random.Random(seed)  # noqa: S311  it only has to be the same again
    garbage = gc.get_threshold()
    favour_the_loop()  # as a process that serves does
    for one in asked:
        for name in chance.sample(sorted(searches), len(searches)):
            began = time.perf_counter()
            texts, best = searches[name](one.query)
            found[name].times.append(time.perf_counter() - began)
            found[name].ranks.setdefault(one.kind, []).append(_rank(one, texts))
            found[name].best.setdefault(one.kind, []).append(best)
    gc.unfreeze()
    gc.set_threshold(*garbage)
    return found


def table(measured: dict[str, Measured]) -> Iterator[str]:
    """Yield the figures as rows of a Markdown table."""
    kinds = " | ".join(KINDS)
    yield f"| engine | {kinds} | R@1 | R@5 | p50 ms | p99 ms | {ABSENT}: no answer | AUC |"
    yield "|---" * (len(KINDS) + 7) + "|"
    for name, one in measured.items():
        kinds = " | ".join(f"{one.share(1, [kind]):.3f}" for kind in KINDS)
        shares = f"{one.share(1):.3f} | {one.share(5):.3f}"
        times = f"{one.milliseconds(0.5):.1f} | {one.milliseconds(0.99):.1f}"
        yield f"| {name} | {kinds} | {shares} | {times} | {_apart(one)} |"


def _apart(one: Measured) -> str:
    if not any(map(any, one.best.values())):
        return "- | -"  # it gives no scores
    return f"{one.share(1, [ABSENT]):.2f} | {one.told_apart():.3f}"


def _rank(one: Known, texts: Sequence[str]) -> int | None:
    """Return the place of the passage, from 0; of an absent one, 0 where nothing was found."""
    if one.passage is None:
        return None if texts else 0
    return texts.index(one.passage.text) if one.passage.text in texts else None

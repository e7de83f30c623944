"""How much one person, channel or workspace may ask: token buckets, in memory. Pure.

A bucket is kept as one number, the time at which it will be full again (the generic cell rate
algorithm), so that a hundred thousand of them are small. Who is told to wait takes nothing from
anybody: the others' buckets are their own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.model import Asker


@dataclass(frozen=True, slots=True)
class Rate:
    """How much a bucket holds, and how many a second it gets back."""

    burst: int
    per_second: float


RATES: Final[Mapping[str, Rate]] = {
    "user": Rate(600, 5.0),  # far beyond what anybody reads
    "channel": Rate(1200, 20.0),
    "workspace": Rate(3000, 100.0),
}
"""The limits of each process."""

_Key = tuple[str, ...]


class Limits:
    """The buckets of all who asked lately; safe to use from several threads."""

    def __init__(self, rates: Mapping[str, Rate] = RATES, most: int = 100_000) -> None:
        """Begin with full buckets; at most `most` that are not full are remembered."""
        self._rates = rates
        self._most = most
        self._full_at: OrderedDict[_Key, float] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, asker: Asker, at: float, cost: float = 1.0) -> float:
        """Take from each of the asker's buckets.

        Args:
            asker: who asks.
            at: when, in seconds of a clock that never goes back.
            cost: how much is taken; a question is one.

        Returns:
            0.0 if all had it; else the seconds until they have, and nothing was taken.
        """
        buckets = [(key, self._rates[kind]) for kind, key in _buckets(asker) if kind in self._rates]
        with self._lock:
            after = {}
            longest = 0.0
            for key, rate in buckets:
                full_at = max(self._full_at.get(key, at), at) + cost / rate.per_second
                after[key] = full_at
                longest = max(longest, full_at - at - rate.burst / rate.per_second)
            if longest > 0:
                return longest
            for key, full_at in after.items():
                self._full_at[key] = full_at
                self._full_at.move_to_end(key)
            self._forget(at)
            return 0.0

    def _forget(self, at: float) -> None:
        """Let go of buckets that are full again, oldest first, and of what is over the most."""
        while self._full_at:
            key, full_at = next(iter(self._full_at.items()))
            if full_at > at and len(self._full_at) <= self._most:
                return
            del self._full_at[key]


def _buckets(asker: Asker) -> list[tuple[str, _Key]]:
    place = (asker.door, asker.workspace)
    found: list[tuple[str, _Key]] = []
    if asker.user:
        # A person is one person in every workspace of a platform.
        found.append(("user", ("user", asker.door, asker.user)))
    if asker.channel:
        found.append(("channel", ("channel", *place, asker.channel)))
    if asker.workspace:
        found.append(("workspace", ("workspace", *place)))
    return found

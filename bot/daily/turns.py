"""Whose turn it is: a pure function of a seed, a pool and the turns so far.

A round is over when every unit of the pool had its turn in it; then it starts over. Nothing comes
again before half of the pool did, over the end of a round too. Podcasts take turns: the one that
waited longest is next; within it, so do its episodes, and within those their speakers, quotations
before segments. What is new in the pool joins the running round, what is gone is not waited for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.daily.pool import Unit, units
from bot.model import Entry, Kind, Turn, Used

LOW: Final = 7
"""How many units before the end of a round its owner hears that it starts over."""

_NEVER: Final = -1
_SPREADING: Final = np.uint64(0x9E37_79B9_7F4A_7C15)  # 2**64 over the golden ratio, an odd number

Numbers = NDArray[Any]


class Pool:
    """The units that take turns, and what each is of: podcast, episode, speaker.

    Whose turn it is is asked for very many schedules at once. So what a pool's units are called is
    hashed once; a choice then mixes all of these numbers with its own in one sweep.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries that read alone, in any order."""
        self.units: tuple[Unit, ...] = tuple(sorted(units(entries), key=lambda unit: unit.entry.id))
        self._at = {one: at for at, unit in enumerate(self.units) for one in unit.ids}
        shown = [unit.entry for unit in self.units]
        self._podcasts = _Names(entry.episode.podcast or "" for entry in shown)
        self._episodes = _Names(entry.episode.id for entry in shown)
        self._speakers = _Names(_speaker(entry) for entry in shown)
        self._ids = _Names(entry.id for entry in shown)
        self._is_talk = np.array([entry.kind is not Kind.QUOTE for entry in shown], bool)

    def __len__(self) -> int:
        """Return how many turns a round has."""
        return len(self.units)

    def of(self, id: str) -> Unit | None:
        """Return the unit that an entry belongs to, or None: it is not in the pool."""
        at = self._at.get(id)
        return None if at is None else self.units[at]

    def next(self, seed: str, used: Sequence[Used]) -> Turn | None:
        """Return whose turn it is after those that were `used` (by date), or None: no units.

        `seed` tells schedules apart; the same seed gives the same order.
        """
        if not self.units:
            return None
        cycle, turned = self._running(used)
        waiting = turned | self._resting(used)
        # Where all that is left of a round came lately, one of it comes again.
        without = waiting if len(waiting) < len(self) else turned
        entry = self.units[self._choose(f"{seed}:{cycle}:", without, used)].entry
        return Turn(entry, cycle, len(turned) + 1, len(self))

    def allows(self, id: str, used: Sequence[Used]) -> Turn | None:
        """Return the turn of that very entry, where it may have it now, or None."""
        at = self._at.get(id)
        if at is None:
            return None
        cycle, turned = self._running(used)
        if at in turned or at in self._resting(used):
            return None
        return Turn(self.units[at].entry, cycle, len(turned) + 1, len(self))

    def _running(self, used: Sequence[Used]) -> tuple[int, set[int]]:
        """Return the round that runs, and where the units stand that had their turn in it."""
        cycle = max([0, *(one.cycle for one in used)])
        turned = set(self._places(one for one in used if one.cycle == cycle))
        return (cycle + 1, set()) if len(turned) >= len(self) else (cycle, turned)

    def _resting(self, used: Sequence[Used]) -> set[int]:
        """Return what had its turn lately: of `n` units, the last `n // 2`."""
        last: set[int] = set()
        for at in self._places(reversed(used)):
            if len(last) >= len(self) // 2:
                break
            last.add(at)
        return last

    def _places(self, used: Iterable[Used]) -> Iterator[int]:
        for one in used:
            at = self._at.get(one.quote_id)
            if at is not None:
                yield at

    def _choose(self, salt: str, without: Collection[int], used: Sequence[Used]) -> int:
        """Return the place of the unit that is next; at least one is not in `without`."""
        mixed = np.uint64(_hash(salt))
        left = np.ones(len(self), bool)
        left[list(without)] = False
        turns = list(self._places(used))
        for names in (self._podcasts, self._episodes):
            left &= names.of == names.longest_waiting(turns, left, mixed)
        if not self._is_talk[left].all():
            left &= ~self._is_talk
        left &= self._speakers.waited(turns, left)
        places = np.flatnonzero(left)
        return int(places[np.argmin(_mix(self._ids.hashes[self._ids.of[places]], mixed))])


class _Names:
    """What each unit is called in one respect, as numbers.

    Attributes:
        of: for each unit, the place of its name.
        hashes: of the names, by their places.
    """

    def __init__(self, names: Iterable[str]) -> None:
        known: dict[str, int] = {}
        self.of: Numbers = np.array([known.setdefault(name, len(known)) for name in names], int)
        self.hashes: Numbers = np.array([_hash(name) for name in known], np.uint64)

    def longest_waiting(self, turns: Sequence[int], left: Numbers, mixed: np.uint64) -> int:
        """Return which name had no turn for the longest time, of those that have units left."""
        there = np.unique(self.of[left])
        last = self._last(turns)[there]
        there = there[last == last.min()]
        return int(there[np.argmin(_mix(self.hashes[there], mixed))])

    def waited(self, turns: Sequence[int], left: Numbers) -> Numbers:
        """Return for each unit whether no name that is left had no turn for a longer time."""
        last = self._last(turns)[self.of]
        found: Numbers = last == last[left].min()
        return found

    def _last(self, turns: Sequence[int]) -> Numbers:
        last = np.full(len(self.hashes), _NEVER)
        np.maximum.at(last, self.of[list(turns)], np.arange(len(turns)))
        return last


def _speaker(entry: Entry) -> str:
    return f"{entry.episode.id} {entry.attribution.speaker or ''}"


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def _mix(hashes: Numbers, mixed: np.uint64) -> Numbers:
    """Return numbers whose order is another one for every `mixed`."""
    return (hashes ^ mixed) * _SPREADING

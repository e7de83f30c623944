"""Whose turn it is: a pure function of a seed, a pool and the turns so far.

A round is over when every unit of the pool had its turn in it; then it starts over. Nothing comes
again before half of the pool did, over the end of a round too. Podcasts take turns: the one that
waited longest is next; within it, so do its episodes, and within those their speakers, quotations
before segments. What is new in the pool joins the running round, what is gone is not waited for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.daily.pool import Unit, units
from bot.model import Entry, Kind, Turn, Used

LOW: Final = 7
"""How many units before the end of a round its owner hears that it starts over."""

_NEVER = -1


class Pool:
    """The units that take turns, on their shelves: podcast, episode, unit."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries that read alone, in any order."""
        self.units: tuple[Unit, ...] = units(entries)
        self._of: dict[str, Unit] = {one: unit for unit in self.units for one in unit.ids}
        self._shelves: dict[str, dict[str, list[Unit]]] = {}
        for unit in sorted(self.units, key=lambda unit: unit.entry.id):
            episode = unit.entry.episode
            shelf = self._shelves.setdefault(episode.podcast or "", {})
            shelf.setdefault(episode.id, []).append(unit)

    def __len__(self) -> int:
        """Return how many turns a round has."""
        return len(self.units)

    def of(self, id: str) -> Unit | None:
        """Return the unit that an entry belongs to, or None: it is not in the pool."""
        return self._of.get(id)

    def next(self, seed: str, used: Sequence[Used]) -> Turn | None:
        """Return whose turn it is after those that were `used` (by date), or None: no units.

        `seed` tells schedules apart; the same seed gives the same order.
        """
        if not self.units:
            return None
        cycle, turned = self._running(used)
        waiting = self._resting(used)
        found = self._choose(seed, cycle, turned | waiting, used)
        found = found or self._choose(seed, cycle, turned, used)
        if found is None:  # never: a round that is over is not the running one
            return None
        return Turn(found.entry, cycle, len(turned) + 1, len(self))

    def allows(self, id: str, used: Sequence[Used]) -> Turn | None:
        """Return the turn of that very entry, where it may have it now, or None."""
        unit = self._of.get(id)
        if unit is None:
            return None
        cycle, turned = self._running(used)
        if unit.entry.id in turned or unit.entry.id in self._resting(used):
            return None
        return Turn(unit.entry, cycle, len(turned) + 1, len(self))

    def _running(self, used: Sequence[Used]) -> tuple[int, set[str]]:
        """Return the round that runs, and what had its turn in it."""
        cycle = max([0, *(one.cycle for one in used)])
        turned = {unit.entry.id for unit in self._known(used, cycle)}
        return (cycle + 1, set()) if len(turned) >= len(self) else (cycle, turned)

    def _known(self, used: Iterable[Used], cycle: int) -> Iterator[Unit]:
        for one in used:
            unit = self._of.get(one.quote_id)
            if unit is not None and one.cycle == cycle:
                yield unit

    def _resting(self, used: Sequence[Used]) -> set[str]:
        """Return what had its turn lately: of `n` units, the last `n // 2`."""
        last: set[str] = set()
        for one in reversed(used):
            if len(last) >= len(self) // 2:
                break
            unit = self._of.get(one.quote_id)
            if unit is not None:
                last.add(unit.entry.id)
        return last

    def _choose(
        self, seed: str, cycle: int, without: Collection[str], used: Sequence[Used]
    ) -> Unit | None:
        waited = _Waited(self._of, used)
        salt = f"{seed}:{cycle}:"
        for podcast in sorted(self._shelves, key=lambda name: (waited.of(name), _mix(salt, name))):
            episodes = self._shelves[podcast]
            for episode in sorted(episodes, key=lambda one: (waited.of(one), _mix(salt, one))):
                left = [unit for unit in episodes[episode] if unit.entry.id not in without]
                if left:
                    return min(left, key=lambda unit: _within(unit, waited, salt))
        return None


class _Waited:
    """How long ago each podcast, episode and speaker had a turn."""

    def __init__(self, of: Mapping[str, Unit], used: Sequence[Used]) -> None:
        self._last: dict[str, int] = {}
        for place, one in enumerate(used):
            unit = of.get(one.quote_id)
            if unit is not None:
                entry = unit.entry
                for name in (entry.episode.podcast or "", entry.episode.id, _speaker(entry)):
                    self._last[name] = place

    def of(self, name: str) -> int:
        return self._last.get(name, _NEVER)


def _within(unit: Unit, waited: _Waited, salt: str) -> tuple[bool, int, bytes]:
    entry = unit.entry
    return (entry.kind is not Kind.QUOTE, waited.of(_speaker(entry)), _mix(salt, entry.id))


def _speaker(entry: Entry) -> str:
    return f"{entry.episode.id} {entry.attribution.speaker or ''}"


def _mix(salt: str, name: str) -> bytes:
    return hashlib.blake2b((salt + name).encode(), digest_size=8).digest()

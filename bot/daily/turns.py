"""Whose turn it is: a pure function of a seed, a pool and the turns so far.

A round is over when every unit of the pool had its turn in it; then it starts over. Nothing comes
again before half of the pool did, over the end of a round too. Podcasts take turns: the one that
waited longest is next; within it, so do its episodes, and within those their speakers, quotations
before segments. What is new in the pool joins the running round, what is gone is not waited for.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.daily.pool import Unit, units
from bot.model import Entry, Kind, Turn, Used

LOW: Final = 7
"""How many units before the end of a round its owner hears that it starts over."""

_NEVER: Final = -1
_LAST: Final = np.iinfo(np.uint64).max  # no other number comes after it
_SPREADING: Final = np.uint64(0x9E37_79B9_7F4A_7C15)  # 2**64 over the golden ratio, an odd number

Numbers = NDArray[Any]


class Pool:
    """The units that take turns, and what each is of: podcast, episode, speaker.

    Whose turn it is is asked for very many schedules at once. So the units are sorted into their
    podcasts and episodes once, and what those are called is hashed once; a choice goes down from
    branch to branch, and mixes the few numbers that it meets with its own.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries that read alone, in any order."""
        self.units: tuple[Unit, ...] = tuple(sorted(units(entries), key=lambda unit: unit.entry.id))
        self._at = {one: at for at, unit in enumerate(self.units) for one in unit.ids}
        self._of = [_names(unit.entry) for unit in self.units]
        self._hashes = _hashes(unit.entry.id for unit in self.units)
        self._podcasts = _Branch([names.podcast for names in self._of])
        of_podcast: dict[str, list[str]] = {}
        leaves: dict[tuple[str, bool], dict[_Names, list[int]]] = {}
        for at, names in enumerate(self._of):
            of_podcast.setdefault(names.podcast, []).append(names.episode)
            leaf = leaves.setdefault((names.episode, names.is_talk), {})
            leaf.setdefault(names, []).append(at)
        self._episodes = {podcast: _Branch(of) for podcast, of in of_podcast.items()}
        self._leaves = {
            of: {names: np.array(places) for names, places in leaf.items()}
            for of, leaf in leaves.items()
        }

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
        turns = self._places(used)
        cycle, turned = self._running(used, turns)
        waiting = turned | self._resting(turns)
        # Where all that is left of a round came lately, one of it comes again.
        without = waiting if len(waiting) < len(self) else turned
        entry = self.units[self._choose(f"{seed}:{cycle}:", without, turns)].entry
        return Turn(entry, cycle, len(turned) + 1, len(self))

    def allows(self, id: str, used: Sequence[Used]) -> Turn | None:
        """Return the turn of that very entry, where it may have it now, or None."""
        at = self._at.get(id)
        if at is None:
            return None
        turns = self._places(used)
        cycle, turned = self._running(used, turns)
        if at in turned or at in self._resting(turns):
            return None
        return Turn(self.units[at].entry, cycle, len(turned) + 1, len(self))

    def _running(self, used: Sequence[Used], turns: Sequence[int]) -> tuple[int, set[int]]:
        """Return the round that runs, and where the units stand that had their turn in it."""
        if not used:
            return 0, set()
        rounds = {one.cycle for one in used}
        cycle = max(0, *rounds)
        mine = used if rounds == {cycle} else [one for one in used if one.cycle == cycle]
        turned = set(turns if mine is used else self._places(mine))
        return (cycle + 1, set()) if len(turned) >= len(self) else (cycle, turned)

    def _resting(self, turns: Sequence[int]) -> set[int]:
        """Return what had its turn lately: of `n` units, the last `n // 2`."""
        most = len(self) // 2
        if len(turns) <= most:
            return set(turns)
        last: set[int] = set()
        for at in reversed(turns):
            if len(last) >= most:
                break
            last.add(at)
        return last

    def _places(self, used: Sequence[Used]) -> list[int]:
        """Return where the units of the quotes stand that are in the pool (still)."""
        at = self._at
        return [at[one.quote_id] for one in used if one.quote_id in at]

    def _choose(self, salt: str, without: Collection[int], turns: Sequence[int]) -> int:
        """Return the place of the unit that is next; at least one is not in `without`."""
        mixed = np.uint64(_hash(salt))
        had, gone = [self._of[at] for at in turns], [self._of[at] for at in without]
        podcast = self._podcasts.next(
            [names.podcast for names in had], [names.podcast for names in gone], mixed
        )
        episode = self._episodes[podcast].next(
            [names.episode for names in had], [names.episode for names in gone], mixed
        )
        left = self._left(episode, Counter(gone))
        last = _last([names.speaker for names in had])
        longest = min(last.get(names.speaker, _NEVER) for names in left)
        silent = [of for names, of in left.items() if last.get(names.speaker, _NEVER) == longest]
        places = silent[0] if len(silent) == 1 else np.concatenate(silent)
        order = _mix(self._hashes[places], mixed)
        if without:
            not_now = np.zeros(len(self), bool)
            not_now[list(without)] = True
            order[not_now[places]] = _LAST
        return int(places[order.argmin()])

    def _left(self, episode: str, gone: Mapping[_Names, int]) -> dict[_Names, Numbers]:
        """Return by speaker the units of an episode: talk where no quotations are left."""
        for is_talk in (False, True):
            leaf = self._leaves.get((episode, is_talk), {})
            left = {names: of for names, of in leaf.items() if gone.get(names, 0) < len(of)}
            if left:
                break
        return left


class _Names(NamedTuple):
    """What a unit is of."""

    podcast: str
    episode: str
    is_talk: bool
    speaker: str


class _Branch:
    """Podcasts of a pool, or episodes of a podcast, that take turns."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take what each unit is of."""
        self._sizes = Counter(names)
        self._names = tuple(self._sizes)
        self._at = {name: at for at, name in enumerate(self._names)}
        self._hashes = _hashes(self._names)

    def next(self, had: Sequence[str], gone: Sequence[str], mixed: np.uint64) -> str:
        """Return which name had no turn for the longest time, of those that have units left.

        Args:
            had: what the units that had a turn are of, by date.
            gone: what those are of that are not to be chosen; all of them had a turn.
            mixed: decides between equals.
        """
        if len(self._names) == 1:
            return self._names[0]
        last, order = _last(had), _mix(self._hashes, mixed)
        over = [at for name in last if (at := self._at.get(name)) is not None]
        if len(over) < len(self._names):
            order[over] = _LAST
            return self._names[int(order.argmin())]
        without = Counter(gone)
        left = [name for name, size in self._sizes.items() if without[name] < size]
        return min(left, key=last.__getitem__)


def _last(had: Sequence[str]) -> dict[str, int]:
    """Return when each had its last turn, by their order."""
    return dict(zip(had, range(len(had)), strict=True))


def _names(entry: Entry) -> _Names:
    episode = entry.episode
    speaker = f"{episode.id} {entry.attribution.speaker or ''}"
    return _Names(episode.podcast or "", episode.id, entry.kind is not Kind.QUOTE, speaker)


def _hashes(names: Iterable[str]) -> Numbers:
    return np.array([_hash(name) for name in names], np.uint64)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def _mix(hashes: Numbers, mixed: np.uint64) -> Numbers:
    """Return numbers whose order is another one for every `mixed`."""
    found: Numbers = (hashes ^ mixed) * _SPREADING
    return found

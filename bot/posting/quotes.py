"""The quotes that take turns, remembered for as long as the library stays as it is."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.daily import HOUSE, House, Pool, Projection, alone, fitting, hold_filters, house_dates
from bot.errors import ScheduleError
from bot.frozen import card_to_json
from bot.model import PUBLIC, Card, Entry, Filters
from bot.ports import Ledger

_ALL: Final = Filters()
_REMEMBERED: Final = 64  # pools; a large one takes some megabytes
_MOST_FROZEN: Final = 10_000  # cards; one takes a kilobyte


@dataclass(frozen=True)
class Library:
    """What there is to choose from.

    Attributes:
        own: the name of the library that a process, or a workspace's front door, is of.
        speech: gives all that was said in the library of a name.
        version: gives what changes whenever the library of a name does; libraries that hold the
            same may have the same.
        filled: gives the names of the workspaces' libraries that have anything of their own; the
            others show what the public one does.
    """

    own: str
    speech: Callable[[str], Iterable[Entry]]
    version: Callable[[str], object] = lambda _library: object()
    filled: Callable[[], Collection[str]] = tuple


class Pools:
    """The pools of all libraries that a process works with, for as long as those stay the same."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.RLock()
        self._made: OrderedDict[tuple[object, Filters], Pool] = OrderedDict()

    def of(self, version: object, filters: Filters, speech: Callable[[], Iterable[Entry]]) -> Pool:
        """Return the quotes of a library of that version that the filters let through."""
        with self._lock:
            key = (version, filters)
            found = self._made.pop(key, None)
            if found is None:
                found = self._make(version, filters, speech)
            self._made[key] = found
            while len(self._made) > _REMEMBERED:
                self._made.popitem(last=False)
            return found

    def _make(
        self, version: object, filters: Filters, speech: Callable[[], Iterable[Entry]]
    ) -> Pool:
        if filters == _ALL:
            return Pool(part for one in speech() if (part := alone(one)) is not None)
        every = self.of(version, _ALL, speech)
        return Pool(fitting(filters, (unit.entry for unit in every.units)))


class Quotes:
    """Pools by filters, and the library's own quote of each date."""

    def __init__(
        self,
        ledger: Ledger,
        library: Library,
        phrase: Callable[[Entry], Card],
        pools: Pools | None = None,
    ) -> None:
        """Take the parts.

        Args:
            ledger: where all libraries' own quotes are kept.
            library: what there is to choose from; asked only when a quote is chosen.
            phrase: makes the card of an entry.
            pools: those of the process, where there are several front doors.
        """
        self._ledger = ledger
        self.library = library
        self._phrase = phrase
        self._pools = pools or Pools()
        # By the very entry, which is kept too, so that no other one takes its place in memory.
        self._frozen: dict[int, tuple[Entry, str]] = {}

    def pool(self, library: str, filters: Filters = _ALL) -> Pool:
        """Return the quotes that the filters let through, of a library's that read alone."""
        version = self.library.version(library)
        return self._pools.of(version, filters, lambda: self.library.speech(library))

    def hold(self, filters: Filters) -> None:
        """Hold filters against the library.

        Raises:
            ScheduleError: something of that name is not there, or nothing of it reads alone.
        """
        if filters == _ALL:
            return
        own = self.library.own
        hold_filters(filters, tuple(self.library.speech(own)))
        if not len(self.pool(own, filters)):
            raise ScheduleError("None of these quotes reads alone, so nothing would be posted.")

    def house(self, library: str, now: dt.datetime) -> House:
        """Return a library's own quote of each date that is planned at `now`, and before.

        A date's is chosen by whoever asks first; from then on it is the answer. A library that has
        nothing of its own has the public one's.
        """
        own, dates = self.shown([library])[library], house_dates(now)
        picked = self._ledger.picked(own)
        if not set(dates) <= {one.date for one in picked}:
            # The pool of a large library takes long to make: only where one has to choose, and
            # before others have to wait for the choice.
            pool = self.pool(own)
            picked = self._ledger.pick(own, dates, lambda used: pool.next(HOUSE, used))
        return {one.date: one.quote_id for one in picked}

    def projection(self, library: str) -> Projection:
        """Return a library's own quotes of all dates to come, as of now."""
        own = self.shown([library])[library]
        return Projection(self.pool(own), self._ledger.picked(own))

    def shown(self, libraries: Collection[str]) -> Mapping[str, str]:
        """Return by its name whose quotes each library shows: its own, or the public one's.

        Very many workspaces have nothing of their own; what is asked once for all of them is not
        asked for each.
        """
        filled = self.library.filled() if any(one != PUBLIC for one in libraries) else ()
        return {one: one if one in filled else PUBLIC for one in libraries}

    def freeze(self, entry: Entry) -> str:
        """Return the card of an entry, as the text that an occurrence keeps."""
        found = self._frozen.get(id(entry))
        if found is None:
            if len(self._frozen) >= _MOST_FROZEN:
                self._frozen.clear()
            found = entry, card_to_json(self._phrase(entry))
            self._frozen[id(entry)] = found
        return found[1]

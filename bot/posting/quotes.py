"""The quotes that take turns, remembered for as long as the library stays as it is."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bot.daily import HOUSE, House, Pool, Projection, alone, fitting, hold_filters, house_dates
from bot.errors import ScheduleError
from bot.frozen import card_to_json
from bot.model import Card, Entry, Filters
from bot.ports import Ledger

_ALL: Final = Filters()


@dataclass(frozen=True)
class Library:
    """What there is to choose from.

    Attributes:
        own: the name of the library that a process, or a workspace's front door, is of.
        speech: gives all that was said in the library of a name.
        stamp: gives something that changes whenever any library does.
    """

    own: str
    speech: Callable[[str], Iterable[Entry]]
    stamp: Callable[[], object] = object


class Quotes:
    """Pools by filters, and the library's own quote of each date."""

    def __init__(
        self,
        ledger: Ledger,
        library: Library,
        phrase: Callable[[Entry], Card],
    ) -> None:
        """Take the parts.

        Args:
            ledger: where the library's own quotes are kept.
            library: what there is to choose from; asked only when a quote is chosen.
            phrase: makes the card of an entry.
        """
        self._ledger = ledger
        self.library = library
        self._phrase = phrase
        self._lock = threading.Lock()
        self._as_of: object = None
        self._pools: dict[tuple[str, Filters], Pool] = {}
        self._frozen: dict[tuple[str, str], str] = {}

    def pool(self, library: str, filters: Filters = _ALL) -> Pool:
        """Return the quotes that the filters let through, of a library's that read alone."""
        with self._lock:
            now = self.library.stamp()
            if now != self._as_of:
                self._as_of = now
                self._frozen.clear()
                self._pools.clear()
            if (library, _ALL) not in self._pools:
                said = map(alone, self.library.speech(library))
                self._pools[library, _ALL] = Pool(part for part in said if part is not None)
            if (library, filters) not in self._pools:
                every = (unit.entry for unit in self._pools[library, _ALL].units)
                self._pools[library, filters] = Pool(fitting(filters, every))
            return self._pools[library, filters]

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

        A date's is chosen by whoever asks first; from then on it is the answer.
        """
        pool = self.pool(library)
        picked = self._ledger.pick(library, house_dates(now), lambda used: pool.next(HOUSE, used))
        return {one.date: one.quote_id for one in picked}

    def projection(self, library: str) -> Projection:
        """Return a library's own quotes of all dates to come, as of now."""
        return Projection(self.pool(library), self._ledger.picked(library))

    def freeze(self, entry: Entry) -> str:
        """Return the card of an entry, as the text that an occurrence keeps."""
        key = (entry.id, entry.text)
        if key not in self._frozen:
            self._frozen[key] = card_to_json(self._phrase(entry))
        return self._frozen[key]

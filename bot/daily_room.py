"""The quote of the day's wiring for one front door: ledger, pools, desk. Loaded where it is used.

It decides nothing; which schedules are seen is the engine's business (`bot/index/walls.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sqlalchemy as sa

from bot import phrasing
from bot.daily_desk import DailyDesk
from bot.index.catalogue import SqlCatalogue
from bot.index.engine import reading
from bot.index.ledger import SqlLedger
from bot.index.postings import version_of
from bot.index.tenants import SqlTenants
from bot.index.walls import everywhere, lent, own_of, within
from bot.model import PUBLIC, Entry, Occurrence
from bot.phrasing.daily import notice
from bot.ports import Clock
from bot.posting import Daily
from bot.posting.quotes import Library, Pools, Quotes


class DailyRoom:
    """Makes the parts of the quote of the day."""

    def __init__(
        self,
        engine: sa.Engine,
        clock: Clock,
        pools: Pools,
        tenants: SqlTenants,
        count: Callable[[Occurrence], None],
    ) -> None:
        """Take what the parts work with; nothing is read yet.

        Args:
            engine: the front door's.
            clock: the time.
            pools: the process's, whichever front door asks.
            tenants: the workspaces' libraries.
            count: told of each occurrence that came to an end.
        """
        self._engine = engine
        self._clock = clock
        self._pools = pools
        self._tenants = tenants
        self._count = count

    def daily(self, schedules: sa.Engine) -> Daily:
        """Return the quote of the day with the schedules that an engine sees."""
        own = own_of(self._engine)
        library = Library(own, self._speech, self._version, self._tenants.filled)
        # A library without anything of its own has the public one's quote of the day.
        picks = SqlLedger(everywhere(schedules))
        quotes = Quotes(picks, library, phrasing.to_entry_card, self._pools)
        return Daily(SqlLedger(schedules, self._count), self._clock, quotes, notice)

    def desk(self, daily: Daily, entry: Callable[[str], Entry | None], zone: str) -> DailyDesk:
        """Return it as people ask for it: `entry` finds a text by its id, `zone` is the usual."""
        operators = None
        if own_of(self._engine) != PUBLIC:
            # The operator's schedules that post into a workspace are its own to change there.
            public = self._tenants.index_of(PUBLIC)
            operators = DailyDesk(self.daily(lent(self._engine)), public.entry, zone)
        return DailyDesk(daily, entry, zone, operators)

    def _speech(self, library: str) -> Iterator[Entry]:
        return SqlCatalogue(within(self._engine, library)).speech()

    def _version(self, library: str) -> object:
        with reading(everywhere(self._engine)).connect() as connection:
            return version_of(connection, library)

"""Today's date of a schedule posted at once, because somebody says so; never a second time.

What the ledger says was not sent may have been: by hand this morning, or on time, before a copy of
the database was put back. Who posts by hand does so in just such an hour, so the platform is always
asked first, on either engine; where it cannot tell, nothing is sent.
"""

from __future__ import annotations

import datetime as dt

from bot.codes import occurrence_key
from bot.dates import due_at, find_zone
from bot.delivery import Posters, try_next
from bot.model import History, Occurrence, OccurrenceState, Posted, Schedule, Standing
from bot.occurrence import NO_QUOTES, PAUSED, blank, brought_forward, tried_since
from bot.ports import Clock, Ledger
from bot.posting.by_hand import ByHand
from bot.posting.quotes import Quotes

NOW, BEFORE, REMOVED = "now", "before", "removed"
NOT_CONNECTED, NOT_TOLD = "not_connected", "not_told_yet"
"""What came of posting by hand; see `bot.model.Posted`."""


class Today:
    """What each schedule's calendar shows now, posted whether or not its time has come."""

    def __init__(self, ledger: Ledger, clock: Clock, quotes: Quotes, by_hand: ByHand) -> None:
        """Take the parts; see `bot.posting.Daily`."""
        self._ledger = ledger
        self._clock = clock
        self._quotes = quotes
        self._by_hand = by_hand

    def post(self, schedule: Schedule, posters: Posters) -> Posted:
        """Send a schedule's date of today now, unless it is sent; say what came of it."""
        date = self._by_hand.today(schedule)
        found = self._by_hand.on(schedule, date)
        if found is not None and found.state is OccurrenceState.SENT:
            return Posted(schedule, date, found.state, BEFORE)
        state = None if found is None else found.state
        if schedule.standing is not Standing.ACTIVE:
            return Posted(schedule, date, state, PAUSED)
        if schedule.platform not in posters:
            return Posted(schedule, date, state, NOT_CONNECTED)
        if not self._bring_forward(schedule, date):
            return Posted(schedule, date, None, NO_QUOTES)
        sent = try_next(self._ledger, self._clock, posters, occurrence_key(schedule.id, date))
        return self._posted(schedule, date, sent=sent is True)

    def _bring_forward(self, schedule: Schedule, date: dt.date) -> bool:
        """Let a date be due now, as one that may have been tried; False: there is no quote."""
        now = self._clock.now()
        house = self._quotes.house(schedule.library, now)
        midnight = due_at(date, dt.time.min, find_zone(schedule.timezone)) or now

        def forward(known: History, found: Occurrence | None) -> Occurrence | None:
            turn = self._by_hand.turn(known, date, house)
            row = blank(known.schedule, date, now)
            wanted = brought_forward(row, found, turn, self._quotes.freeze)
            return None if wanted is None else tried_since(wanted, midnight)

        return self._ledger.bring_forward(schedule.id, date, forward) is not None

    def _posted(self, schedule: Schedule, date: dt.date, *, sent: bool) -> Posted:
        """Return how `date` stands after it was tried, or could not be because somebody else is."""
        row = self._by_hand.on(schedule, date)
        if row is None:
            return Posted(schedule, date, None, REMOVED)
        if row.state is OccurrenceState.SENT:
            return Posted(schedule, date, row.state, NOW if sent else BEFORE)
        return Posted(schedule, date, row.state, row.reason or NOT_TOLD)

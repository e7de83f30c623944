"""What people decide about single dates, and what they are told of them; only through the ports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from bot.daily import House, alone, whose_turn
from bot.dates import due_at, find_zone, local_date, parse_date
from bot.errors import NoSuchThing, ScheduleError
from bot.model import Entry, History, Occurrence, OccurrenceState, Schedule, Turn
from bot.occurrence import blank, left_out, taken_up, tried_since, with_quote
from bot.ports import Clock, Ledger
from bot.posting.quotes import Quotes

LAST: Final = 10
"""How many dates the status of a schedule shows."""
FARTHEST: Final = dt.timedelta(days=366)
"""How far ahead a date can be decided."""

_FINAL = (OccurrenceState.SENT, OccurrenceState.UNKNOWN)
_DAY = dt.timedelta(days=1)


class ByHand:
    """Single dates: today's, one to skip, one with a quote of somebody's choice."""

    def __init__(self, ledger: Ledger, clock: Clock, quotes: Quotes) -> None:
        """Take the parts; see `bot.posting.Daily`."""
        self._ledger = ledger
        self._clock = clock
        self._quotes = quotes

    def today(self, schedule: Schedule) -> dt.date:
        """Return the date that the schedule's calendar shows now."""
        return local_date(self._clock.now(), find_zone(schedule.timezone))

    def on(self, schedule: Schedule, date: dt.date) -> Occurrence | None:
        """Return a date of `schedule` as the ledger has it, or None."""
        rows = self._ledger.occurrences(schedule.id, date)
        return rows[0] if rows and rows[0].local_date == date else None

    def quote_of_the_day(self, timezone: str) -> tuple[dt.date, str | None]:
        """Return today's date and the id of the library's own quote for it, or None: no quotes."""
        now = self._clock.now()
        date = local_date(now, find_zone(timezone))
        return date, self._quotes.house(self._quotes.library.own, now).get(date)

    def pool_size(self) -> int:
        """Return how many quotes of the library take turns."""
        return len(self._quotes.pool(self._quotes.library.own))

    def last(self, schedule: Schedule) -> Sequence[Occurrence]:
        """Return the last dates that are over or under way, and today's, newest first."""
        rows = self._ledger.occurrences(schedule.id, self.today(schedule) - LAST * 7 * _DAY)
        until = self.today(schedule)
        return [row for row in reversed(rows) if row.local_date <= until][:LAST]

    def skip(self, schedule: Schedule, written: str | None) -> dt.date:
        """Post nothing on a date; return which.

        Raises:
            ScheduleError: it is no date, not one to come, or it is too late.
        """
        return self._decide(schedule, written, lambda row, _known: left_out(row))

    def unskip(self, schedule: Schedule, written: str | None) -> dt.date:
        """Post on a date after all that was skipped by command; return which.

        Raises:
            ScheduleError: it is no date, not one to come, or it was not skipped by command.
        """
        house = self._quotes.house(schedule.library, self._clock.now())

        def again(row: Occurrence, known: History) -> Occurrence:
            found = self.turn(known, row.local_date, house)
            if found is None:
                raise ScheduleError("There is no quote to post.")
            return taken_up(row, *found, self._quotes.freeze)

        return self._decide(schedule, written, again)

    def pin(self, schedule: Schedule, quote: Entry | None, written: str | None) -> dt.date:
        """Post `quote` on a date; return which.

        Raises:
            NoSuchThing: there is no such quote.
            ScheduleError: it is no speech; it is no date, not one to come, or it is too late.
        """
        if quote is None:
            raise NoSuchThing("quote")
        if not quote.kind.is_speech:
            raise ScheduleError("That is nobody's speech; only what somebody said can be posted.")
        shown = alone(quote) or quote

        def pinned(row: Occurrence, known: History) -> Occurrence:
            cycle = max((one.cycle for one in known.used), default=0)
            return with_quote(row, shown, cycle, self._quotes.freeze)

        return self._decide(schedule, written, pinned)

    def turn(self, known: History, date: dt.date, house: House) -> tuple[Turn, str] | None:
        """Return whose turn it is on a date of a schedule, and how, or None: no quotes."""
        pool = self._quotes.pool(known.schedule.library, known.schedule.filters)
        beside = known.beside.get(date, ())
        return whose_turn(pool, known.schedule, known.used, date, house, beside)

    def _decide(
        self,
        schedule: Schedule,
        written: str | None,
        change: Callable[[Occurrence, History], Occurrence],
    ) -> dt.date:
        """Change one date that is not sent, and is still to come; say which."""
        zone, now = find_zone(schedule.timezone), self._clock.now()
        today = local_date(now, zone)
        date = parse_date(written or "", today)
        due = due_at(date, schedule.at, zone)
        if date < today or date > today + FARTHEST or due is None:
            raise ScheduleError("Choose a date from today on, within a year.")

        def make(known: History, found: Occurrence | None) -> Occurrence:
            row = found or blank(known.schedule, date, due)
            if row.state in _FINAL:
                raise ScheduleError("That date's quote is posted already.")
            if row.state is OccurrenceState.CLAIMED:
                raise ScheduleError("That date's quote is just being posted.")
            wanted = change(row, known)
            # It came due before anybody decided: a copy of the database may have forgotten a post.
            return tried_since(wanted, due) if due < now else wanted

        self._ledger.bring_forward(schedule.id, date, make)
        return date

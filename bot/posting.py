"""The quote of the day: schedules, what they post and when; only through the ports it is given."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import structlog

from bot.daily import coming, next_quote, plan, readable, schedule_id
from bot.dates import find_zone, first_from, local_date, parse_time
from bot.delivery import Posters, try_next
from bot.errors import NoSuchThing, ScheduleError
from bot.model import (
    Entry,
    Occurrence,
    OccurrenceState,
    Posted,
    Preview,
    Schedule,
    Standing,
)
from bot.occurrence import (
    HORIZON,
    NO_QUOTES,
    PAUSED,
    Freeze,
    blank,
    brought_forward,
    occurrence_key,
)
from bot.ports import Clock, Ledger

PLATFORMS: Final = ("slack", "discord")
BY_COMMAND: Final = "by_command"
NOW, BEFORE, REMOVED = "now", "before", "removed"
NOT_CONNECTED, NOT_TOLD = "not_connected", "not_told_yet"
"""What came of posting by hand; see `bot.model.Posted`."""

_CHANNELS = {"slack": re.compile(r"[A-Z0-9]{1,64}"), "discord": re.compile(r"[0-9]{1,20}")}
_log = structlog.get_logger(__name__)


class Daily:
    """Schedules, and what they post."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        pool: Callable[[], Sequence[Entry]],
        phrase: Freeze,
    ) -> None:
        """Take the parts.

        Args:
            ledger: what is planned and done.
            clock: the time.
            pool: all entries a quote may be chosen from; asked only when one is chosen.
            phrase: makes the card of an entry.
        """
        self._ledger = ledger
        self._clock = clock
        self._pool = pool
        self._phrase = phrase

    def add(
        self,
        platform: str,
        channel: str,
        at: str,
        timezone: str,
        posters: Posters | None = None,
    ) -> Schedule:
        """Post a quote a day into a channel; the same rule twice is one schedule.

        Args:
            platform: "slack" or "discord".
            channel: the platform's id of the channel; checked where `posters` has its platform.
            at: the time of day, as people write it.
            timezone: an IANA name.
            posters: the platforms that are connected.

        Raises:
            ScheduleError: one of them is not what it should be; says what is accepted.
        """
        time, zone = parse_time(at), find_zone(timezone)
        if platform not in PLATFORMS:
            raise ScheduleError(f"There is no such platform; choose {' or '.join(PLATFORMS)}.")
        if _CHANNELS[platform].fullmatch(channel) is None:
            raise ScheduleError(
                "A channel is named by its id: C0123456789 in Slack, 18 or 19 digits in Discord."
            )
        poster = (posters or {}).get(platform)
        problem = poster.check(channel) if poster else None
        if problem is not None:
            raise ScheduleError(problem)
        date, due = first_from(self._clock.now(), time, zone)
        added = self._ledger.add(
            Schedule(
                id=schedule_id(platform, channel, time, zone.key),
                platform=platform,
                channel=channel,
                at=time,
                timezone=zone.key,
                next_date=date,
                next_due=due,
                checked=poster is not None,
            )
        )
        self._plan(added.id, readable(self._pool()))
        return _as_of(added, self._clock.now())

    def schedules(self) -> Sequence[Schedule]:
        """Return all schedules, by platform, channel and time, with the next date to come."""
        now = self._clock.now()
        return [_as_of(schedule, now) for schedule in self._ledger.schedules()]

    def unchecked(self) -> Sequence[Schedule]:
        """Return the schedules whose channel no platform has confirmed yet."""
        return [schedule for schedule in self.schedules() if not schedule.checked]

    def pause(self, id: str) -> Schedule:
        """Stop a schedule until it is resumed; its dates meanwhile are skipped.

        Raises:
            NoSuchThing: there is no schedule of that id.
        """
        return self._stand(id, Standing.PAUSED, BY_COMMAND)

    def resume(self, id: str) -> Schedule:
        """Let a schedule post again, from its next date on.

        Raises:
            NoSuchThing: there is no schedule of that id.
        """
        return self._stand(id, Standing.ACTIVE, "")

    def remove(self, id: str) -> Schedule:
        """Take a schedule away; the same one added again knows which quotes it used.

        Raises:
            NoSuchThing: there is no schedule of that id.
        """
        return self._stand(id, Standing.REMOVED, BY_COMMAND)

    def preview(self, days: int = 7) -> Sequence[Preview]:
        """Return what each active schedule posts on its next `days` local dates, soonest first."""
        active = [one for one in self._ledger.schedules() if one.standing is Standing.ACTIVE]
        pool = readable(self._pool()) if active else ()
        rows: list[Preview] = []
        for schedule in active:
            now, used = self._clock.now(), self._ledger.used(schedule.id)
            # From yesterday: what was due shortly before midnight may still be posted.
            known = self._ledger.occurrences(schedule.id, now.date() - 2 * dt.timedelta(days=1))
            rows += itertools.islice(coming(schedule, known, used, pool, now), days)
        return sorted(rows, key=lambda row: (row.due_at, row.platform, row.channel, row.schedule))

    def post(self, posters: Posters) -> Sequence[Posted]:
        """Send today's date of every schedule now, unless it is sent: never a second one.

        Today is today on the schedule's calendar, whether or not its time has come.
        """
        return [self._post(schedule, posters) for schedule in self._ledger.schedules()]

    def tick(self, posters: Posters) -> None:
        """Plan what is near, close what is too late, send what is due; any number of times.

        A date that is due for a platform that `posters` lacks waits until it is too late.
        """
        now = self._clock.now()
        near = self._ledger.unplanned(now + HORIZON)
        pool = readable(self._pool()) if near else ()
        for schedule in near:
            self._plan(schedule, pool)
        closed = self._ledger.close(now, posters.keys())
        if closed:
            _log.warning("daily_closed", occurrences=closed)
        while try_next(self._ledger, self._clock, posters):
            pass

    def _plan(self, id: str, pool: Sequence[Entry]) -> None:
        now = self._clock.now()
        try:
            new = self._ledger.plan(
                id, lambda schedule, used: plan(schedule, used, pool, now, self._phrase)
            )
        except ScheduleError as error:  # its zone left the zone data; the others go on
            _log.error("daily_not_planned", schedule=id, problem=str(error))
            return
        if new:
            _log.info("daily_planned", schedule=id, occurrences=new)

    def _post(self, schedule: Schedule, posters: Posters) -> Posted:
        now = self._clock.now()
        date = local_date(now, find_zone(schedule.timezone))
        found = self._on(schedule, date)
        if found is not None and found.state is OccurrenceState.SENT:
            return Posted(schedule, date, found.state, BEFORE)
        state = None if found is None else found.state
        if schedule.standing is not Standing.ACTIVE:
            return Posted(schedule, date, state, PAUSED)
        if schedule.platform not in posters:
            return Posted(schedule, date, state, NOT_CONNECTED)
        pool = readable(self._pool())

        def forward(
            parent: Schedule, found: Occurrence | None, used: Sequence[str]
        ) -> Occurrence | None:
            quote = next_quote(parent.id, pool, used)
            return brought_forward(blank(parent, date, now), found, quote, self._phrase)

        if self._ledger.bring_forward(schedule.id, date, forward) is None:
            return Posted(schedule, date, None, NO_QUOTES)
        tried = try_next(self._ledger, self._clock, posters, occurrence_key(schedule.id, date))
        return self._posted(schedule, date, tried=tried)

    def _posted(self, schedule: Schedule, date: dt.date, *, tried: bool) -> Posted:
        """Return how `date` stands after it was tried, or could not be because somebody else is."""
        row = self._on(schedule, date)
        if row is None:
            return Posted(schedule, date, None, REMOVED)
        if row.state is OccurrenceState.SENT:
            return Posted(schedule, date, row.state, NOW if tried else BEFORE)
        return Posted(schedule, date, row.state, row.reason or NOT_TOLD)

    def _on(self, schedule: Schedule, date: dt.date) -> Occurrence | None:
        rows = self._ledger.occurrences(schedule.id, date)
        return rows[0] if rows and rows[0].local_date == date else None

    def _stand(self, id: str, standing: Standing, reason: str) -> Schedule:
        changed = self._ledger.stand(id, standing, reason)
        if changed is None:
            raise NoSuchThing("schedule")
        return changed


def _as_of(schedule: Schedule, now: dt.datetime) -> Schedule:
    """Return `schedule` with the next date to come, where the ledger has the next to plan."""
    date, due = first_from(now, schedule.at, find_zone(schedule.timezone))
    return replace(schedule, next_date=date, next_due=due)

"""The quote of the day: schedules, what they post and when; only through the ports it is given."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import structlog

from bot.daily import Planner, Projection, coming, moved, with_id
from bot.dates import due_or_none, find_zone, first_from, parse_days, parse_time
from bot.delivery import Posters, try_next
from bot.errors import NoSuchThing, ScheduleError
from bot.model import (
    EVERY_DAY,
    DailyRequest,
    Delivery,
    History,
    Notice,
    Occurrence,
    Place,
    Plan,
    Posted,
    Preview,
    Schedule,
    Standing,
)
from bot.occurrence import BY_COMMAND
from bot.ports import Clock, Ledger
from bot.posting.by_hand import ByHand
from bot.posting.channels import check, named
from bot.posting.quotes import Quotes
from bot.posting.today import Today

PLANNING: Final = dt.timedelta(minutes=1)
"""How often a process looks for dates to plan: they are two days off, and posts are in more of a
hurry."""

TELLING: Final = 20
"""How many owners are told something in one tick: a message to each takes some tenths of a second,
and posts wait meanwhile."""

_NOW = dt.timedelta()
_log = structlog.get_logger(__name__)


class Daily:
    """Schedules, and what they post.

    Attributes:
        by_hand: what people decide about single dates.
    """

    def __init__(
        self, ledger: Ledger, clock: Clock, quotes: Quotes, notice: Callable[[Notice], str]
    ) -> None:
        """Take the parts.

        Args:
            ledger: what is planned and done.
            clock: the time.
            quotes: what takes turns.
            notice: makes the sentence that an owner is told.
        """
        self._ledger = ledger
        self._clock = clock
        self._quotes = quotes
        self._notice = notice
        self._begun = False
        self._told_up_to = ""  # the schedule whose owner was the last to be told
        self._planned_at = dt.datetime.min.replace(tzinfo=dt.UTC)
        self.by_hand = ByHand(ledger, clock, quotes)
        self._today = Today(ledger, clock, quotes, self.by_hand)

    def add(self, request: DailyRequest, place: Place, posters: Posters | None = None) -> Schedule:
        """Post a quote a day into a channel; the same rule twice is one schedule.

        Args:
            request: the rule: a time, a zone, and what else it says; its channel, or the place's.
            place: the platform, and who asks: the schedule is theirs.
            posters: the platforms that are connected; theirs is asked about the channel.

        Raises:
            ScheduleError: something is not what it should be; says what is accepted or near.
        """
        time, zone = parse_time(request.at or ""), find_zone(request.timezone or "")
        days = parse_days(request.days) if request.days else EVERY_DAY
        channel = named(request.channel or place.channel, place, posters or {})
        checked = check(place.platform, channel, posters or {})
        self._quotes.hold(request.filters)
        date, due = first_from(self._clock.now(), time, zone, days)
        rule = Schedule(
            id="",
            platform=place.platform,
            channel=channel,
            at=time,
            timezone=zone.key,
            next_date=date,
            next_due=due,
            checked=checked,
            owner=place.actor,
            days=days,
            filters=request.filters,
            picture=bool(request.picture),
        )
        added = self._ledger.add(with_id(rule))
        self._plan([added.id])
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

    def move(self, id: str, request: DailyRequest) -> Schedule:
        """Change a schedule's time, zone, days or picture; what is not sent moves along.

        A date that is over stays over: no date ever has a second post.

        Raises:
            NoSuchThing: there is no schedule of that id.
            ScheduleError: it is no time, no zone, or another schedule is like that.
        """
        at = parse_time(request.at) if request.at else None
        zone = find_zone(request.timezone).key if request.timezone else None
        days = parse_days(request.days) if request.days else None

        def make(schedule: Schedule, rows: Sequence[Occurrence]) -> Plan:
            picture = schedule.picture if request.picture is None else request.picture
            changed = replace(
                schedule,
                at=at or schedule.at,
                timezone=zone or schedule.timezone,
                days=days or schedule.days,
                picture=picture,
            )
            return moved(changed, rows, self._clock.now())

        if not self._begun:  # what is moved ahead is not doubted any more
            self._ledger.doubt(self._clock.now())
        found = self._ledger.move(id, make)
        if found is None:
            raise NoSuchThing("schedule")
        self._plan([id])
        return _as_of(found, self._clock.now())

    def remove(self, id: str) -> Schedule:
        """Take a schedule away; the same one added again knows which quotes it used.

        Raises:
            NoSuchThing: there is no schedule of that id.
        """
        return self._stand(id, Standing.REMOVED, BY_COMMAND)

    def preview(self, days: int = 7) -> Sequence[Preview]:
        """Return what each active schedule posts on its next `days` local dates, soonest first."""
        rows: list[Preview] = []
        houses: dict[str, Projection] = {}
        for schedule in self._ledger.schedules():
            known = self._ledger.history(schedule.id)
            if known is None or schedule.standing is not Standing.ACTIVE:
                continue
            now, library = self._clock.now(), schedule.library
            pool = self._quotes.pool(library, schedule.filters)
            house = houses.setdefault(library, self._quotes.projection(library))
            # From yesterday: what was due shortly before midnight may still be posted.
            lately = self._ledger.occurrences(schedule.id, now.date() - 2 * dt.timedelta(days=1))
            rows += itertools.islice(coming(known, lately, pool, house, now), days)
        return sorted(rows, key=lambda row: (row.due_at, row.platform, row.channel, row.schedule))

    def post(self, posters: Posters) -> Sequence[Posted]:
        """Send today's date of every schedule now, unless it is sent: never a second one.

        Today is today on the schedule's calendar, whether or not its time has come.
        """
        return [self._today.post(schedule, posters) for schedule in self._ledger.schedules()]

    def tick(self, posters: Posters) -> None:
        """Plan what is near, close what is too late, send what is due; any number of times.

        A date that is due for a platform that `posters` lacks waits until it is too late.
        """
        now = self._clock.now()
        if not self._begun:  # new zone data comes with a new process
            self._ledger.redate(now, due_or_none)
        if not self._ledger.idle(now):
            self._work(now, posters)
        self._begun = True

    def _work(self, now: dt.datetime, posters: Posters) -> None:
        if not _NOW <= now - self._planned_at < PLANNING:  # a clock may be set back
            near = self._ledger.unplanned(now)
            if near:
                self._plan(near, now)
            self._planned_at = now
        if not self._begun:  # an older database comes with one, too, and may lack what came due
            self._ledger.doubt(now)
        closed = self._ledger.close(now, posters.keys())
        if closed:
            _log.warning("daily_closed", occurrences=closed)
        while try_next(self._ledger, self._clock, posters) is not None:
            pass
        self._tell(posters)

    def _plan(self, ids: Sequence[str], since: dt.datetime | None = None) -> None:
        """Plan schedules, but where `since` is given those that others have planned since."""
        now = self._clock.now()
        shown = self._quotes.shown(self._ledger.libraries(ids))
        houses = {one: self._quotes.house(one, now) for one in set(shown.values())}
        # Each asked for once: whether the library has changed is a question to the database.
        pool = functools.cache(self._quotes.pool)

        planner, no_house = Planner(now, self._quotes.freeze), dict[dt.date, str]()

        def make(known: History) -> Plan:
            one = known.schedule
            own = shown.get(one.library, one.library)
            quotes = pool(own, one.filters)
            return planner.plan(known, quotes, houses.get(own, no_house))

        new = self._ledger.plan(ids, make, since)
        if new:
            _log.info("daily_planned", schedules=len(ids), occurrences=new)

    def _tell(self, posters: Posters) -> None:
        """Tell owners what they need to know, once; an operator's schedules tell the log.

        A few in a tick, in turn: one who cannot be told just now holds up nobody.
        """
        notices = self._ledger.notices(self._told_up_to, TELLING)
        self._told_up_to = notices[-1].schedule.id if len(notices) == TELLING else ""
        for notice in notices:
            schedule = notice.schedule
            poster = posters.get(schedule.platform)
            if (schedule.owner and poster is None) or not self._ledger.tell(notice, told=True):
                continue
            _log.warning("daily_notice", schedule=schedule.id, about=notice.kind.value)
            if schedule.owner and poster is not None:
                outcome = poster.tell(schedule.owner, self._notice(notice), schedule.library)
                if outcome.delivery is Delivery.REFUSED:
                    self._ledger.tell(notice, told=False)

    def _stand(self, id: str, standing: Standing, reason: str) -> Schedule:
        changed = self._ledger.stand(id, standing, reason)
        if changed is None:
            raise NoSuchThing("schedule")
        return changed


def _as_of(schedule: Schedule, now: dt.datetime) -> Schedule:
    """Return `schedule` with the next date to come, where the ledger has the next to plan."""
    try:
        zone = find_zone(schedule.timezone)
    except ScheduleError:
        return schedule  # its zone left the zone data: nothing comes
    date, due = first_from(now, schedule.at, zone, schedule.days)
    return replace(schedule, next_date=date, next_due=due)

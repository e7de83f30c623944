"""Which quote on which local date: what is planned, what is going to come, what moves; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Final, Literal

from bot.codes import short_code
from bot.daily.turns import LOW, Pool
from bot.dates import due_at, find_zone, first_from, upcoming
from bot.errors import ScheduleError
from bot.frozen import card_from_json
from bot.model import (
    EVERY_DAY,
    EVERYTHING,
    History,
    NoticeKind,
    Occurrence,
    OccurrenceState,
    Plan,
    Preview,
    Schedule,
    Standing,
    Turn,
    Used,
)
from bot.occurrence import (
    BY_HOUSE,
    CATCH_UP,
    HORIZON,
    LATE,
    NO_QUOTES,
    NO_ZONE,
    Freeze,
    blank,
    is_house,
    is_pinned,
    missed,
    passed,
    planned,
    same_for,
)
from bot.spreading import spread_as

HOUSE: Final = "house"
"""The seed of the library's own quotes of the day."""

_DAY = dt.timedelta(days=1)

House = Mapping[dt.date, str]
"""The library's own quote of each date, by its id."""


def with_id(rule: Schedule) -> Schedule:
    """Return `rule` under its own id: 8 letters and digits, the same for the same rule."""
    parts = [rule.platform, rule.channel, rule.at.isoformat(), rule.timezone]
    if rule.days != EVERY_DAY:
        parts.append("".join(str(day) for day in rule.days))
    if rule.filters != EVERYTHING:
        parts += [f"{name}:{value}" for name, value in asdict(rule.filters).items() if value]
    return replace(rule, id=short_code(*parts)[:8])


def house_dates(now: dt.datetime) -> list[dt.date]:
    """Return the dates that are planned now somewhere on Earth."""
    first, last = (now - CATCH_UP).date() - _DAY, (now + HORIZON).date() + _DAY
    return [first + n * _DAY for n in range((last - first).days + 1)]


def whose_turn(
    pool: Pool,
    schedule: Schedule,
    used: Sequence[Used],
    date: dt.date,
    house: House,
    beside: Collection[str] = (),
) -> tuple[Turn, str] | None:
    """Return whose turn it is on `date`, and how: by the house, or in the schedule's own order.

    A schedule without filters posts the library's own quote of the day, unless that one had its
    turn already, or another schedule of the channel has it; then it goes on in an order of its own.
    """
    own = house.get(date) if schedule.filters == EVERYTHING else None
    if own is not None and not (beside and _same_unit(pool, own, beside)):
        turn = pool.allows(own, used)
        if turn is not None:
            return turn, BY_HOUSE
    near = [*used, *[Used(other, _NO_ROUND, date) for other in beside]] if beside else used
    found = pool.next(schedule.id, near)
    return None if found is None else (found, "turn")


def plan(history: History, pool: Pool, house: House, now: dt.datetime, freeze: Freeze) -> Plan:
    """Plan the dates that are due within the horizon and not in the ledger yet.

    Dates that passed unplanned are in it as skipped. An empty pool plans nothing: the date waits
    until it is too late. A schedule whose zone left the zone data is paused.
    """
    schedule, used, rows = history.schedule, list(history.used), list[Occurrence]()
    try:
        zone = find_zone(schedule.timezone)
    except ScheduleError:
        paused = replace(schedule, standing=Standing.PAUSED, reason=NO_ZONE, next_due=now + _DAY)
        return Plan(paused, (), {NoticeKind.NO_ZONE: True})
    last: Turn | None = None
    why, horizon = LATE if len(pool) else NO_QUOTES, now + HORIZON
    for date, due in upcoming(schedule.next_date, schedule.at, zone, schedule.days):
        if date in history.dates:
            continue
        over = missed(schedule, due, now, why)
        if over is not None:
            rows.append(passed(schedule, date, due, over))
            continue
        if due > horizon or schedule.standing is not Standing.ACTIVE:
            break
        turn = whose_turn(pool, schedule, used, date, house, history.beside.get(date, ()))
        if turn is None:
            break
        last = turn[0]
        used.append(Used(last.entry.id, last.cycle, date))
        rows.append(planned(schedule, date, due, turn, freeze))
    return Plan(schedule.on_to(date, due), rows, _notices(pool, last))


class Planner:
    """Plans very many schedules at one moment.

    Most post at a few times in a few zones, by the house, and used the same: of those one is
    planned, and the others get the same dates and quotes.
    """

    def __init__(self, now: dt.datetime, freeze: Freeze) -> None:
        """Take the present (UTC), and what makes the cards."""
        self._now = now
        self._freeze = freeze
        self._alike: dict[tuple[object, ...], Plan] = {}

    def plan(self, history: History, pool: Pool, house: House) -> Plan:
        """Plan a schedule as `plan` does; `pool` and `house` are kept as they are meanwhile."""
        alike = _alike(history)
        key = None if alike is None else (id(pool), id(house), *alike)
        found = None if key is None else self._alike.get(key)
        if found is not None:
            return _same_for(history.schedule, found)
        made = plan(history, pool, house, self._now, self._freeze)
        if key is not None and made.rows and all(is_house(row) for row in made.rows):
            self._alike[key] = made
        return made


def coming(
    history: History,
    known: Sequence[Occurrence],
    pool: Pool,
    house: Projection,
    now: dt.datetime,
) -> Iterator[Preview]:
    """Yield what a schedule is going to post, date by date, for as long as there are quotes.

    Args:
        history: the schedule, and what it used.
        known: its occurrences of the last days and of those to come.
        pool: what later dates are chosen from, as of now.
        house: the library's own quotes, those to come as of now.
        now: the present (UTC).
    """
    schedule, used = history.schedule, list(history.used)
    rows = {row.local_date: row for row in known}
    first = min([schedule.next_date, *rows])
    for date, due in upcoming(first, schedule.at, find_zone(schedule.timezone)):
        row = rows.get(date)
        mine = date.isoweekday() in schedule.days  # somebody may have pinned a quote to another
        if row is None and mine and date >= schedule.next_date and due + CATCH_UP >= now:
            beside = history.beside.get(date, ())
            found = whose_turn(pool, schedule, used, date, house.until(date), beside)
            if found is None:
                return
            entry = found[0].entry
            used.append(Used(entry.id, found[0].cycle, date))
            yield _preview(blank(schedule, date, due), entry.id, entry.text, "tentative")
        elif row is not None and row.state is OccurrenceState.PLANNED:
            words = card_from_json(row.payload or "").items[0].words
            yield _preview(row, row.quote_id or "", words, "planned")


class Projection:
    """The library's own quotes of the dates to come, as of now."""

    def __init__(self, pool: Pool, picked: Sequence[Used]) -> None:
        """Take the pool, and what the library's dates have by now, by date."""
        self._pool = pool
        self._used = list(picked)
        self._on = {one.date: one.quote_id for one in picked}

    def until(self, date: dt.date) -> House:
        """Return the quotes of all dates that are known, `date` among them."""
        following = max(self._on) + _DAY if self._on else date
        while following <= date:
            turn = self._pool.next(HOUSE, self._used)
            if turn is None:
                break
            self._used.append(Used(turn.entry.id, turn.cycle, following))
            self._on[following] = turn.entry.id
            following += _DAY
        return self._on


def moved(schedule: Schedule, rows: Sequence[Occurrence], now: dt.datetime) -> Plan:
    """Return `schedule`, whose time, zone or days have changed, its planned `rows` moved along.

    A date that is no longer one of its days is dropped, unless somebody chose its quote. What is
    sent or under way is none of this: its date is over.
    """
    zone = find_zone(schedule.timezone)
    stay: list[Occurrence] = []
    for row in rows:
        due = due_at(row.local_date, schedule.at, zone)
        if due is not None and (row.local_date.isoweekday() in schedule.days or is_pinned(row)):
            stay.append(spread_as(replace(row, schedule=schedule, due_at=due), row))
    first, _ = first_from(now, schedule.at, zone, schedule.days)
    # Dates that passed unplanned, while nobody was there, are still to be written down as skipped.
    since = min(first, schedule.next_date)
    date, due = next(upcoming(since, schedule.at, zone, schedule.days))
    return Plan(schedule.on_to(date, due), stay)


_NO_ROUND = -1
_FEW: Final = 32  # uses; to compare longer histories takes longer than to choose


def _alike(history: History) -> tuple[object, ...] | None:
    """Return what decides on a schedule's plan where the house does, or None: more does."""
    one, used = history.schedule, history.used
    if history.beside or history.dates or len(used) > _FEW or one.filters != EVERYTHING:
        return None
    return one.at, one.timezone, one.days, one.next_date, one.standing, tuple(used)


def _same_for(schedule: Schedule, made: Plan) -> Plan:
    on = schedule.on_to(made.schedule.next_date, made.schedule.next_due)
    return Plan(on, [same_for(schedule, row) for row in made.rows], made.notices)


def _same_unit(pool: Pool, id: str, others: Collection[str]) -> bool:
    unit = pool.of(id)
    return unit is not None and not set(unit.ids).isdisjoint(others)


def _notices(pool: Pool, last: Turn | None) -> dict[NoticeKind, bool]:
    if not len(pool):
        return {NoticeKind.EMPTY: True}
    if last is None:
        return {}
    low = {} if LOW <= last.left < 2 * LOW else {NoticeKind.LOW: last.left < LOW}
    return {NoticeKind.EMPTY: False, **low}


def _preview(
    row: Occurrence, quote: str, text: str, state: Literal["planned", "tentative"]
) -> Preview:
    schedule = row.schedule
    return Preview(
        schedule=schedule.id,
        platform=schedule.platform,
        channel=schedule.channel,
        local_date=row.local_date,
        due_at=row.due_at,
        local_due_at=row.due_at.astimezone(find_zone(schedule.timezone)),
        timezone=schedule.timezone,
        quote_id=quote,
        text=text,
        state=state,
    )

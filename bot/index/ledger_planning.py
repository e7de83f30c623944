"""Planning in the database: many schedules in few statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

import sqlalchemy as sa

from bot.index.ledger_cards import keep_cards, with_card
from bot.index.ledger_notices import note
from bot.index.ledger_rows import to_schedule
from bot.index.ledger_rules import insert_new
from bot.index.ledger_tables import Instant, daily_pick, occurrence, schedule
from bot.index.tables import successor
from bot.model import History, Occurrence, OccurrenceState, Plan, Schedule, Standing, Turn, Used
from bot.occurrence import spread

TOGETHER: Final = 2000
"""How many schedules are planned in one transaction: other writers wait for a moment only."""

Crowd = dict[tuple[str, dt.datetime], int]
"""How many dates of a platform are due at an instant."""

_PLANNED = occurrence.c.state == OccurrenceState.PLANNED
_THERE = schedule.c.standing != Standing.REMOVED
_OTHER = schedule.alias("other")
_NOT_SKIPPED = occurrence.c.state != OccurrenceState.SKIPPED
# A quote whose id has changed since is the same quote, and had its turn.
_NOW = sa.func.coalesce(successor.c.new_id, occurrence.c.quote_id)
_QUOTES = sa.select(
    occurrence.c.schedule_id, occurrence.c.local_date, _NOW.label("quote"), occurrence.c.cycle
).join_from(occurrence, successor, occurrence.c.quote_id == successor.c.old_id, isouter=True)
# As text: many at once, and each within the library that it is of.
_MOVE_ON = sa.text(
    "UPDATE schedule SET next_date = :next_date, next_due = :next_due, standing = :standing, "
    "reason = :reason WHERE id = :id AND library = :library"
).bindparams(sa.bindparam("next_date", type_=sa.Date), sa.bindparam("next_due", type_=Instant))


def plan_together(
    connection: sa.Connection,
    ids: Sequence[str],
    make: Callable[[History], Plan],
    crowd: Crowd,
) -> int:
    """Plan a few hundred schedules; return how many occurrences are new.

    Args:
        connection: in whose transaction; those that another process plans just now are left to it.
        ids: the schedules'.
        make: plans one.
        crowd: grows by the dates that are planned; asked of the database where it has none.
    """
    there = sa.select(schedule).where(schedule.c.id.in_(ids), _THERE)
    found = connection.execute(there.order_by(schedule.c.id).with_for_update(skip_locked=True))
    schedules = [to_schedule(row) for row in found]
    plans = _made(histories(connection, schedules), make)
    if not plans:
        return 0
    connection.execute(
        _MOVE_ON,
        [
            {
                "id": plan.schedule.id,
                "library": plan.schedule.library,
                "next_date": plan.schedule.next_date,
                "next_due": plan.schedule.next_due,
                "standing": plan.schedule.standing.value,
                "reason": plan.schedule.reason,
            }
            for plan in plans
        ],
    )
    note(connection, [(plan.schedule.id, plan.notices) for plan in plans])
    new = [row for plan in plans for row in plan.rows]
    _count_crowd(connection, new, crowd)
    cards = keep_cards(connection, new)
    rows = [with_card(row, cards) | {"ready_at": row.ready_at + _wait(row, crowd)} for row in new]
    return insert_new(connection, occurrence, rows)


def _made(known: Sequence[History], make: Callable[[History], Plan]) -> list[Plan]:
    """Plan each, so that those of one channel know what those before them have."""
    of_channel: dict[tuple[str, str], list[History]] = {}
    for one in known:
        of_channel.setdefault((one.schedule.platform, one.schedule.channel), []).append(one)
    plans = []
    for one in known:
        plan = make(one)
        plans.append(plan)
        for other in of_channel[one.schedule.platform, one.schedule.channel]:
            for row in plan.rows if other is not one else ():
                if row.quote_id is not None:
                    other.beside.setdefault(row.local_date, set()).add(row.quote_id)
    return plans


def histories(
    connection: sa.Connection, schedules: Sequence[Schedule], besides: dt.date | None = None
) -> list[History]:
    """Return what is known of each schedule, in their order.

    Args:
        connection: whose reading it is.
        schedules: the schedules.
        besides: a date whose own quote does not count.
    """
    ids = [one.id for one in schedules]
    mine = occurrence.c.schedule_id.in_(ids)
    used: dict[str, list[Used]] = {}
    quotes = _QUOTES.where(mine, _NOT_SKIPPED, occurrence.c.quote_id.is_not(None))
    for id, date, quote, cycle in connection.execute(quotes.order_by(occurrence.c.local_date)):  # noqa: A001
        if date != besides:
            used.setdefault(id, []).append(Used(quote, cycle, date))
    first = min((one.next_date for one in schedules), default=dt.date.max)
    dates: dict[str, set[dt.date]] = {}
    ahead = sa.select(occurrence.c.schedule_id, occurrence.c.local_date).where(
        mine, occurrence.c.local_date >= first
    )
    for id, date in connection.execute(ahead):  # noqa: A001
        dates.setdefault(id, set()).add(date)
    beside = _beside(connection, schedules)
    return [
        History(one, used.get(one.id, []), dates.get(one.id, set()), beside.get(one.id, {}))
        for one in schedules
    ]


def picked(connection: sa.Connection, library: str) -> list[Used]:
    """Return a library's own quotes of its dates, by date, under the ids they have now."""
    now = sa.func.coalesce(successor.c.new_id, daily_pick.c.quote_id)
    found = (
        sa.select(now, daily_pick.c.cycle, daily_pick.c.local_date)
        .join_from(daily_pick, successor, daily_pick.c.quote_id == successor.c.old_id, isouter=True)
        .where(daily_pick.c.library == library)
        .order_by(daily_pick.c.local_date)
    )
    return [Used(*row) for row in connection.execute(found)]


def pick_one(
    connection: sa.Connection,
    library: str,
    date: dt.date,
    choose: Callable[[Sequence[Used]], Turn | None],
) -> None:
    """Choose a library's own quote of a date, unless somebody did."""
    there = picked(connection, library)
    turn = None if date in {one.date for one in there} else choose(there)
    if turn is not None:
        row = {"library": library, "local_date": date, "quote_id": turn.entry.id}
        how = {"cycle": turn.cycle, "why": f"house {turn.number} {turn.of}"}
        insert_new(connection, daily_pick, {**row, **how})


Misdated = dict[str, object]


def misdated(
    connection: sa.Connection,
    now: dt.datetime,
    due: Callable[[dt.date, dt.time, str], dt.datetime | None],
) -> list[Misdated]:
    """Return what is planned, still to come, and due at another instant than it was."""
    coming = sa.select(
        occurrence.c.key,
        occurrence.c.local_date,
        occurrence.c.due_at,
        occurrence.c.ready_at,
        schedule.c.at,
        schedule.c.timezone,
    ).join_from(occurrence, schedule, occurrence.c.schedule_id == schedule.c.id)
    rows = connection.execute(coming.where(_PLANNED, occurrence.c.ready_at >= now))
    changed: list[Misdated] = []
    for row in rows:
        instant = due(row.local_date, dt.time.fromisoformat(row.at), row.timezone)
        if instant is not None and instant != row.due_at and row.due_at >= now:
            ready = row.ready_at + (instant - row.due_at)
            changed.append({"of": row.key, "new_due": instant, "new_ready": ready})
    return changed


def put_right(connection: sa.Connection, changed: Sequence[Misdated]) -> int:
    """Give what is misdated the instants it is due at, unless it is under way; return how many."""
    right = sa.update(occurrence).where(occurrence.c.key == sa.bindparam("of"), _PLANNED)
    connection.execute(
        right.values(due_at=sa.bindparam("new_due"), ready_at=sa.bindparam("new_ready")), changed
    )
    return len(changed)


def _beside(
    connection: sa.Connection, schedules: Sequence[Schedule]
) -> dict[str, dict[dt.date, set[str]]]:
    """Return by schedule what the others of its channel have on each date from its next one on."""
    neighbours = (
        sa.select(schedule.c.id, _OTHER.c.id, schedule.c.next_date)
        .join_from(
            schedule,
            _OTHER,
            sa.and_(
                _OTHER.c.platform == schedule.c.platform,
                _OTHER.c.channel == schedule.c.channel,
                _OTHER.c.id != schedule.c.id,
                _OTHER.c.standing != Standing.REMOVED,
            ),
        )
        .where(schedule.c.id.in_([one.id for one in schedules]))
    )
    beside: dict[str, list[tuple[str, dt.date]]] = {}
    for one, other, first in connection.execute(neighbours):
        beside.setdefault(other, []).append((one, first))
    found: dict[str, dict[dt.date, set[str]]] = {}
    if not beside:
        return found
    theirs = _QUOTES.where(
        occurrence.c.schedule_id.in_(list(beside)),
        occurrence.c.local_date >= min(first for of in beside.values() for _, first in of),
        occurrence.c.quote_id.is_not(None),
        _NOT_SKIPPED,
    )
    for other, date, quote, _ in connection.execute(theirs):
        for one, first in beside[other]:
            if date >= first:
                found.setdefault(one, {}).setdefault(date, set()).add(quote)
    return found


def _count_crowd(connection: sa.Connection, rows: Sequence[Occurrence], crowd: Crowd) -> None:
    """Ask the database how many dates are due at the instants that `crowd` knows nothing of."""
    instants = {row.due_at for row in rows if (row.schedule.platform, row.due_at) not in crowd}
    if not instants:
        return
    due = occurrence.c.due_at
    counted = (
        sa.select(schedule.c.platform, due, sa.func.count())
        .join_from(occurrence, schedule, occurrence.c.schedule_id == schedule.c.id)
        .where(due.in_(instants))
        .group_by(schedule.c.platform, due)
    )
    for platform, instant, number in connection.execute(counted):
        crowd.setdefault((platform, instant), number)


def _wait(row: Occurrence, crowd: Crowd) -> dt.timedelta:
    """Return how long a date waits for those of its instant, and count it among them."""
    if row.state is not OccurrenceState.PLANNED:
        return dt.timedelta()
    key = (row.schedule.platform, row.due_at)
    before = crowd.get(key, 0)
    crowd[key] = before + 1
    return spread(row.schedule.platform, before)

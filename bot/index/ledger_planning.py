"""Planning in the database: many schedules in few statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

import sqlalchemy as sa

from bot.index.ledger_cards import card_key, keep_cards
from bot.index.ledger_histories import histories, picked
from bot.index.ledger_notices import note
from bot.index.ledger_rows import occurrence_values, plainly, to_schedule, written
from bot.index.ledger_rules import insert_new
from bot.index.ledger_tables import daily_pick, occurrence, schedule
from bot.index.many import Changing, Inserting, among, joined_by_hash
from bot.model import History, Occurrence, OccurrenceState, Plan, Schedule, Standing, Turn, Used
from bot.occurrence import HORIZON
from bot.spreading import spread

TOGETHER: Final = 8000
"""How many schedules are planned in one transaction: other writers wait for a moment only."""

Crowd = dict[tuple[str, dt.datetime], int]
"""How many dates of a platform are due at an instant."""

_SCHEDULES = sa.select(*plainly(schedule.c)).where(schedule.c.standing != Standing.REMOVED)
_MOVE_ON: Final = Changing(
    schedule, ("id", "library"), ("next_date", "next_due", "standing", "reason")
)
_PLAN: Final = Inserting(occurrence)


def to_plan(now: dt.datetime) -> sa.ColumnElement[bool]:
    """Return which schedules have something to plan.

    A paused one's dates are only written down as skipped, once they have passed.
    """
    active = sa.and_(schedule.c.standing == Standing.ACTIVE, schedule.c.next_due <= now + HORIZON)
    paused = sa.and_(schedule.c.standing == Standing.PAUSED, schedule.c.next_due <= now)
    return active | paused


def plan_together(
    connection: sa.Connection,
    ids: Sequence[str],
    make: Callable[[History], Plan],
    crowd: Crowd,
    now: dt.datetime | None,
) -> int:
    """Plan some thousand schedules; return how many occurrences are new.

    Args:
        connection: in whose transaction; those that another process plans just now are left to it.
        ids: the schedules'.
        make: plans one.
        crowd: grows by the dates that are planned; asked of the database where it has none.
        now: leaves out what another process has planned since; None plans all.
    """
    there = _SCHEDULES.where(among(connection, schedule.c.id, ids))
    # As a case: SQLite would look for them along its index of instants, which is for all schedules.
    due = (
        there if now is None else there.where(sa.case((to_plan(now), sa.true()), else_=sa.false()))
    )
    free = due.order_by(schedule.c.id).with_for_update(skip_locked=True, of=schedule)
    with joined_by_hash(connection, len(ids)):
        schedules = [to_schedule(row) for row in connection.execute(free).all()]
    plans = _made(histories(connection, schedules), make)
    if not plans:
        return 0
    _MOVE_ON.write(connection, [_moved_on(plan.schedule) for plan in plans])
    note(connection, [(plan.schedule.id, plan.notices) for plan in plans])
    new = [row for plan in plans for row in plan.rows]
    _count_crowd(connection, new, crowd)
    cards = keep_cards(connection, new)
    return _PLAN.write(
        connection,
        [
            occurrence_values(
                row,
                row.ready_at + _wait(row, crowd),
                card_key(row, cards),
            )
            for row in new
        ],
    )


def _moved_on(of: Schedule) -> tuple[str, ...]:
    """Return what is new of a schedule, and what tells it."""
    day, due = of.next_date.isoformat(), written(of.next_due)
    return day, due, of.standing.value, of.reason, of.id, of.library


def _made(known: Sequence[History], make: Callable[[History], Plan]) -> list[Plan]:
    """Plan each, so that those of one channel know what those before them have."""
    of_channel: dict[tuple[str, str], list[History]] = {}
    for one in known:
        of_channel.setdefault((one.schedule.platform, one.schedule.channel), []).append(one)
    plans = []
    for one in known:
        plan = make(one)
        plans.append(plan)
        beside = of_channel[one.schedule.platform, one.schedule.channel]
        for other in beside if len(beside) > 1 else ():
            for row in plan.rows if other is not one else ():
                if row.quote_id is not None:
                    other.beside.setdefault(row.local_date, set()).add(row.quote_id)
    return plans


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

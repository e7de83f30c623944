"""What the ledger knows of schedules when their next dates are planned: used, there, beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.index.ledger_rows import plainly, to_date
from bot.index.ledger_tables import daily_pick, occurrence, schedule
from bot.index.many import among, joined_by_hash
from bot.index.tables import successor
from bot.model import History, OccurrenceState, Schedule, Standing, Used

_OTHER = schedule.alias("other")
# A quote whose id has changed since is the same quote, and had its turn.
_NOW = sa.func.coalesce(successor.c.new_id, occurrence.c.quote_id)
_DATE = occurrence.c.local_date
_ROWS: sa.Select[tuple[Any, ...]] = sa.select(
    *plainly([occurrence.c.schedule_id, _DATE, _NOW, occurrence.c.cycle, occurrence.c.state])
).join_from(occurrence, successor, occurrence.c.quote_id == successor.c.old_id, isouter=True)


def histories(
    connection: sa.Connection, schedules: Sequence[Schedule], besides: dt.date | None = None
) -> list[History]:
    """Return what is known of each schedule, in their order.

    Args:
        connection: whose reading it is.
        schedules: the schedules.
        besides: a date whose own quote does not count.
    """
    of = {one.id: one for one in schedules}
    used: dict[str, list[Used]] = {}
    dates: dict[str, set[dt.date]] = {}
    rows = _ROWS.where(among(connection, occurrence.c.schedule_id, list(of)))
    for id_, written, quote, cycle, state in connection.execute(
        rows.order_by(occurrence.c.schedule_id, _DATE)
    ).all():
        date = to_date(written)
        if date >= of[id_].next_date:
            dates.setdefault(id_, set()).add(date)
        if quote is not None and state != OccurrenceState.SKIPPED and date != besides:
            used.setdefault(id_, []).append(Used(quote, cycle, date))
    beside = _beside(connection, _together(connection, schedules))
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


def _together(connection: sa.Connection, schedules: Sequence[Schedule]) -> list[Schedule]:
    """Return those of the schedules that are, or were, not alone in their channel."""
    found: list[Schedule] = []
    for platform in {one.platform for one in schedules}:
        of: dict[str, list[Schedule]] = {}
        for one in schedules:
            if one.platform == platform:
                of.setdefault(one.channel, []).append(one)
        shared = (
            sa.select(schedule.c.channel)
            .where(schedule.c.platform == platform)
            .where(among(connection, schedule.c.channel, list(of)))
            .group_by(schedule.c.channel)
            .having(sa.func.count() > 1)
        )
        with joined_by_hash(connection, len(of)):
            found += [one for channel in connection.scalars(shared).all() for one in of[channel]]
    return found


def _beside(
    connection: sa.Connection, schedules: Sequence[Schedule]
) -> dict[str, dict[dt.date, set[str]]]:
    """Return by schedule what the others of its channel have on each date from its next one on."""
    found: dict[str, dict[dt.date, set[str]]] = {}
    if not schedules:
        return found
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
        .where(among(connection, schedule.c.id, [one.id for one in schedules]))
    )
    beside: dict[str, list[tuple[str, dt.date]]] = {}
    for one, other, first in connection.execute(neighbours).all():
        beside.setdefault(other, []).append((one, first))
    theirs = _ROWS.where(
        among(connection, occurrence.c.schedule_id, list(beside)),
        min([dt.date.max, *(first for of in beside.values() for _, first in of)]) <= _DATE,
        occurrence.c.quote_id.is_not(None),
        occurrence.c.state != OccurrenceState.SKIPPED,
    )
    for other, written, quote, _, _ in connection.execute(theirs).all():
        date = to_date(written)
        for one, first in beside[other]:
            if date >= first:
                found.setdefault(one, {}).setdefault(date, set()).add(quote)
    return found

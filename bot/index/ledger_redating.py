"""What a new process doubts and puts right: dates that new zone data moved, what a copy forgot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from bot.index.ledger_tables import occurrence, schedule
from bot.model import OccurrenceState

_PLANNED = occurrence.c.state == OccurrenceState.PLANNED

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

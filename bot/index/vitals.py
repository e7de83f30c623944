"""A few counts for whoever watches over podquote; cheap enough to be read at every scrape."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.ledger_tables import occurrence, schedule
from bot.index.tables import document, entry
from bot.model import OccurrenceState, Standing, Vitals


def read_vitals(engine: sa.Engine, now: dt.datetime) -> Vitals:
    """Count what is in the database.

    Raises:
        UnusableDatabase: it does not answer.
    """
    by_state = sa.select(occurrence.c.state, sa.func.count().label("number")).group_by(
        occurrence.c.state
    )
    waiting = (
        sa.select(sa.func.min(occurrence.c.due_at))
        .join_from(occurrence, schedule, occurrence.c.schedule_id == schedule.c.id)
        .where(
            occurrence.c.state.in_((OccurrenceState.PLANNED, OccurrenceState.CLAIMED)),
            schedule.c.standing == Standing.ACTIVE,
            occurrence.c.due_at <= now,
        )
    )
    with reading(engine).connect() as connection:
        documents, entries = (
            connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (document, entry)
        )
        states = {row.state: row.number for row in connection.execute(by_state)}
        due: dt.datetime | None = connection.scalar(waiting)
    return Vitals(documents, entries, states, (now - due).total_seconds() if due else 0.0)

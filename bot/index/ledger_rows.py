"""Schedules and occurrences as rows, and back; the one place that knows how they are written."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import NULLTYPE

from bot.index.ledger_tables import Instant, frozen_card, occurrence, schedule
from bot.index.many import Value
from bot.index.rows import AnyRow
from bot.model import EVERYTHING, Filters, Occurrence, OccurrenceState, Schedule, Standing

OCCURRENCES = (
    sa.select(
        occurrence,
        frozen_card.c.payload,
        *(column.label(f"schedule_{column.name}") for column in schedule.c),
    )
    .join_from(occurrence, schedule, occurrence.c.schedule_id == schedule.c.id)
    .join(frozen_card, occurrence.c.card == frozen_card.c.key, isouter=True)
)
"""Every occurrence with its schedule and its card: what `to_occurrence` reads."""


_COLUMNS = len(schedule.c)
_WITHOUT_ZONE = len("2026-12-31 09:00:00.000000")
_STANDINGS = {standing.value: standing for standing in Standing}


def plainly(columns: Iterable[sa.ColumnElement[Any]]) -> list[sa.ColumnElement[Any]]:
    """Return columns as the database's driver reads them: dates and instants cost most of it.

    `to_schedule` and `to_date` take them either way.
    """
    costly = (sa.Date, Instant)
    return [sa.type_coerce(c, NULLTYPE) if isinstance(c.type, costly) else c for c in columns]


def schedule_row(of: Schedule) -> dict[str, object]:
    """Return the row of a schedule."""
    return {
        "id": of.id,
        "platform": of.platform,
        "channel": of.channel,
        "at": of.at.isoformat("minutes"),
        "timezone": of.timezone,
        "next_date": of.next_date,
        "next_due": of.next_due,
        "standing": of.standing.value,
        "reason": of.reason,
        "checked": of.checked,
        "owner": of.owner,
        "days": "".join(str(day) for day in of.days),
        "filters": filters_text(of.filters),
        "picture": of.picture,
    }


def filters_text(of: Filters) -> str:
    """Return filters as JSON; the same filters give the same text."""
    return json.dumps({name: value for name, value in sorted(asdict(of).items()) if value})


def to_schedule(row: AnyRow) -> Schedule:
    """Return the schedule that a row of its table, or the last columns of another one, hold."""
    # By place: a hundred thousand of them are read in one go.
    (
        library,
        named,
        platform,
        channel,
        at,
        timezone,
        next_date,
        next_due,
        standing,
        reason,
        checked,
        owner,
        days,
        filters,
        picture,
    ) = row[-_COLUMNS:]
    return Schedule(
        id=named,
        platform=platform,
        channel=channel,
        at=_time(at),
        timezone=timezone,
        next_date=to_date(next_date),
        next_due=_to_instant(next_due),
        standing=_STANDINGS[standing],
        reason=reason,
        checked=checked,
        owner=owner,
        days=_days(days),
        filters=_filters(filters),
        picture=picture,
        library=library,
    )


def occurrence_row(of: Occurrence) -> dict[str, object]:
    """Return the row of an occurrence, but for its card; see `bot.index.ledger_cards`."""
    return {
        "key": of.key,
        "schedule_id": of.schedule.id,
        "local_date": of.local_date,
        "due_at": of.due_at,
        "ready_at": of.ready_at,
        "state": of.state.value,
        "quote_id": of.quote_id,
        "tries": of.tries,
        "lease_token": of.lease_token,
        "first_send_at": of.first_send_at,
        "message_ref": of.message_ref,
        "reason": of.reason,
        "cycle": of.cycle,
        "why": of.why,
    }


def to_occurrence(row: AnyRow) -> Occurrence:
    """Return the occurrence that a row of `OCCURRENCES` holds."""
    return Occurrence(
        key=row.key,
        schedule=to_schedule(row),
        local_date=row.local_date,
        due_at=row.due_at,
        ready_at=row.ready_at,
        state=OccurrenceState(row.state),
        quote_id=row.quote_id,
        payload=row.payload,
        tries=row.tries,
        lease_token=row.lease_token,
        first_send_at=row.first_send_at,
        message_ref=row.message_ref,
        reason=row.reason,
        cycle=row.cycle,
        why=row.why,
    )


def occurrence_values(of: Occurrence, ready_at: dt.datetime, card: str | None) -> tuple[Value, ...]:
    """Return the columns of an occurrence's row in the order of its table, as plain values.

    Args:
        of: the occurrence.
        ready_at: from when it may be claimed, instead of its own.
        card: the key of its card.
    """
    return (
        of.key,
        of.schedule.id,
        of.local_date.isoformat(),
        _due(of.due_at),
        written(ready_at),
        of.state.value,
        of.quote_id,
        card,
        of.tries,
        of.lease_token,
        None if of.first_send_at is None else written(of.first_send_at),
        of.message_ref,
        of.reason,
        of.cycle,
        of.why,
    )


def written(instant: dt.datetime) -> str:
    """Return an instant as SQLite has it: UTC, without its zone; PostgreSQL reads it, too."""
    in_utc = instant if instant.tzinfo is dt.UTC else instant.astimezone(dt.UTC)
    return in_utc.isoformat(" ", "microseconds")[:_WITHOUT_ZONE]


def to_date(value: dt.date | str) -> dt.date:
    """Return a date, however it was read."""
    return _dates(value) if isinstance(value, str) else value


def _to_instant(value: dt.datetime | str) -> dt.datetime:
    """Return an instant (UTC), however it was read."""
    if isinstance(value, str):
        return _instants(value)
    return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value


@functools.lru_cache(maxsize=2048)
def _due(instant: dt.datetime) -> str:
    return written(instant)


# A hundred thousand schedules have few different ones of these.
@functools.lru_cache(maxsize=2048)
def _dates(written: str) -> dt.date:
    return dt.date.fromisoformat(written)


@functools.lru_cache(maxsize=2048)
def _instants(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written).replace(tzinfo=dt.UTC)


@functools.lru_cache(maxsize=2048)
def _time(written: str) -> dt.time:
    return dt.time.fromisoformat(written)


@functools.lru_cache(maxsize=128)
def _days(written: str) -> tuple[int, ...]:
    return tuple(int(day) for day in written)


@functools.lru_cache(maxsize=2048)
def _filters(written: str) -> Filters:
    found = Filters(**json.loads(written))
    return EVERYTHING if found == EVERYTHING else found

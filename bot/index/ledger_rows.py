"""Schedules and occurrences as rows, and back; the one place that knows how they are written."""

from __future__ import annotations

import datetime as dt
import functools
import json
from dataclasses import asdict

import sqlalchemy as sa

from bot.index.ledger_tables import frozen_card, occurrence, schedule
from bot.index.rows import AnyRow
from bot.model import Filters, Occurrence, OccurrenceState, Schedule, Standing

OCCURRENCES = (
    sa.select(
        occurrence,
        frozen_card.c.payload,
        *(column.label(f"schedule_{column.name}") for column in schedule.c if column.name != "id"),
    )
    .join_from(occurrence, schedule, occurrence.c.schedule_id == schedule.c.id)
    .join(frozen_card, occurrence.c.card == frozen_card.c.key, isouter=True)
)
"""Every occurrence with its schedule and its card: what `to_occurrence` reads."""


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
    """Return the schedule that a row of its table holds."""
    return _schedule(row, row.id, "")


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
        schedule=_schedule(row, row.schedule_id, "schedule_"),
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


def _schedule(row: AnyRow, id: str, prefix: str) -> Schedule:
    """Return the schedule whose columns are named with `prefix` in `row`."""
    named = row._mapping  # noqa: SLF001  its public name; the underscore keeps it from columns
    return Schedule(
        id=id,
        platform=named[f"{prefix}platform"],
        channel=named[f"{prefix}channel"],
        at=_time(named[f"{prefix}at"]),
        timezone=named[f"{prefix}timezone"],
        next_date=named[f"{prefix}next_date"],
        next_due=named[f"{prefix}next_due"],
        standing=Standing(named[f"{prefix}standing"]),
        reason=named[f"{prefix}reason"],
        checked=named[f"{prefix}checked"],
        owner=named[f"{prefix}owner"],
        days=_days(named[f"{prefix}days"]),
        filters=_filters(named[f"{prefix}filters"]),
        picture=named[f"{prefix}picture"],
        library=named[f"{prefix}library"],
    )


# A hundred thousand schedules have few different ones of these.
@functools.lru_cache(maxsize=2048)
def _time(written: str) -> dt.time:
    return dt.time.fromisoformat(written)


@functools.lru_cache(maxsize=128)
def _days(written: str) -> tuple[int, ...]:
    return tuple(int(day) for day in written)


@functools.lru_cache(maxsize=2048)
def _filters(written: str) -> Filters:
    return Filters(**json.loads(written))

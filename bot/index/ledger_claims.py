"""Tries in the database: who may, what came of one, what is too late; each within a transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

import sqlalchemy as sa

from bot.index.ledger_notices import note
from bot.index.ledger_planning import to_plan
from bot.index.ledger_rows import OCCURRENCES, occurrence_row, to_occurrence
from bot.index.ledger_tables import notice, occurrence, schedule
from bot.model import NoticeKind, Occurrence, OccurrenceState, Standing
from bot.occurrence import CATCH_UP, LATE, MOURNING, PAUSED, claimed

_PLANNED = occurrence.c.state == OccurrenceState.PLANNED
_CLAIMED = occurrence.c.state == OccurrenceState.CLAIMED


def is_idle(connection: sa.Connection, now: dt.datetime) -> bool:
    """Whether there is nothing to plan, to try, to close or to tell: three looks into an index."""
    ready = sa.and_(_PLANNED | _CLAIMED, occurrence.c.ready_at <= now)
    untold = sa.not_(notice.c.told)
    waiting = sa.select(
        sa.exists(sa.select(schedule.c.id).where(to_plan(now)))
        | sa.exists(sa.select(occurrence.c.key).where(ready))
        | sa.exists(sa.select(notice.c.kind).where(untold))
    )
    return not connection.scalar(waiting)


def first_ready(
    now: dt.datetime, platforms: Collection[str], key: str | None
) -> Iterator[sa.Select[tuple[str]]]:
    """Yield the queries for the key of the first occurrence that may be tried, or of that `key`.

    What was begun comes first. Each query goes along the index of states and instants and ends at
    the first that will do: at nine o'clock a hundred thousand are ready.
    """
    this = sa.true() if key is None else occurrence.c.key == key
    first = sa.select(occurrence.c.key).where(this, occurrence.c.ready_at <= now)
    first = first.order_by(occurrence.c.ready_at, occurrence.c.key).limit(1)
    connected = schedule.c.platform.in_(platforms)
    yield first.where(_CLAIMED, _of_its_schedule(connected))
    yield first.where(
        _PLANNED,
        occurrence.c.due_at >= now - CATCH_UP,
        _of_its_schedule(sa.and_(connected, schedule.c.standing == Standing.ACTIVE)),
    )


def take(
    connection: sa.Connection, now: dt.datetime, platforms: Collection[str], key: str | None
) -> Occurrence | None:
    """Take the first that may be tried and that no other process is just taking."""
    for first in first_ready(now, platforms, key):
        found = connection.scalar(first.with_for_update(of=occurrence, skip_locked=True))
        if found is not None:
            row = connection.execute(OCCURRENCES.where(occurrence.c.key == found)).one()
            taken = claimed(to_occurrence(row), now)
            this = sa.update(occurrence).where(occurrence.c.key == taken.key)
            connection.execute(this.values(occurrence_row(taken)))
            return taken
    return None


def write_down(connection: sa.Connection, row: Occurrence, *, pause: bool) -> bool:
    """Write what came of a claim; return whether it is still the newest one of its date."""
    mine = sa.and_(
        occurrence.c.key == row.key, occurrence.c.lease_token == row.lease_token, _CLAIMED
    )
    of_it = sa.update(schedule).where(schedule.c.id == row.schedule.id)
    written = connection.execute(sa.update(occurrence).where(mine).values(occurrence_row(row)))
    if written.rowcount == 0:
        return False
    if row.state is OccurrenceState.SENT:
        connection.execute(of_it.values(checked=True))
    if pause:
        active = schedule.c.standing == Standing.ACTIVE
        paused = {"standing": Standing.PAUSED.value, "reason": row.reason}
        connection.execute(of_it.where(active).values(paused))
        note(connection, [(row.schedule.id, {NoticeKind.GONE: True})])
    return True


def any_ready(now: dt.datetime) -> sa.Select[tuple[str]]:
    """Return the query for one date that is planned or under way, and ready."""
    ready = sa.and_(_PLANNED | _CLAIMED, occurrence.c.ready_at <= now)
    return sa.select(occurrence.c.key).where(ready).limit(1)


def close_late(connection: sa.Connection, now: dt.datetime, platforms: Collection[str]) -> int:
    """Close the dates that are too late or came due while paused; return how many.

    What is closed is ready, too: a date that is late was ready at the latest a moment after
    its window, one that waits for others of its instant is closed with them.
    """
    why = sa.func.coalesce(sa.func.nullif(occurrence.c.reason, ""), LATE)
    ready = occurrence.c.ready_at <= now
    late = sa.and_(_PLANNED, ready, occurrence.c.due_at < now - CATCH_UP)
    paused = schedule.c.standing == Standing.PAUSED
    idle = sa.and_(_PLANNED, ready, occurrence.c.due_at <= now, _belongs(paused))
    forsaken = sa.and_(
        _CLAIMED,
        ready,
        occurrence.c.due_at < now - MOURNING,
        _belongs(schedule.c.platform.not_in(platforms)),
    )
    return sum(
        connection.execute(
            sa.update(occurrence).where(which).values(state=state.value, reason=reason)
        ).rowcount
        for which, state, reason in (
            (idle, OccurrenceState.SKIPPED, PAUSED),
            (late, OccurrenceState.SKIPPED, why),
            (forsaken, OccurrenceState.UNKNOWN, "not_connected"),
        )
    )


def doubt_due(connection: sa.Connection, now: dt.datetime) -> int:
    """Let what came due before `now` and was not begun be looked for first; return how many."""
    looked_for = sa.func.coalesce(occurrence.c.first_send_at, occurrence.c.due_at)
    doubted = sa.update(occurrence).where(doubtful(now))
    return connection.execute(doubted.values(tries=1, first_send_at=looked_for)).rowcount


def doubtful(now: dt.datetime) -> sa.ColumnElement[bool]:
    """Return which dates came due before `now` and were not begun."""
    return sa.and_(_PLANNED, occurrence.c.ready_at < now, occurrence.c.tries == 0)


def _of_its_schedule(holds: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return whether something holds of an occurrence's schedule, asked of each by itself.

    A value, no join: behind row-level security PostgreSQL takes schedules for few, and would begin
    with all of them.
    """
    mine = sa.select(holds).where(schedule.c.id == occurrence.c.schedule_id)
    return mine.scalar_subquery()


def _belongs(to: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    # Asked of each of the few that are ready: a list of schedules would be made of all of them.
    return sa.exists(sa.select(schedule.c.id).where(schedule.c.id == occurrence.c.schedule_id, to))

"""The ledger of the daily post on SQLite and PostgreSQL: every method is one transaction.

On SQLite a transaction is BEGIN IMMEDIATE, on PostgreSQL the rows it is about are locked: either
way two who write at once come one after the other. The time is always the caller's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence

import sqlalchemy as sa

from bot.index.curation import current_id
from bot.index.engine import reading
from bot.index.ledger_rows import (
    OCCURRENCES,
    occurrence_row,
    to_occurrence,
    to_schedule,
)
from bot.index.ledger_rules import change_rule, insert_new, keep_rule
from bot.index.ledger_tables import daily_pick, occurrence, schedule
from bot.index.walls import own_of
from bot.model import Occurrence, OccurrenceState, Schedule, Standing
from bot.occurrence import CATCH_UP, LATE, MOURNING, PAUSED, claimed
from bot.ports import Plan

_STATE = occurrence.c.state
_PLANNED = _STATE == OccurrenceState.PLANNED
_CLAIMED = _STATE == OccurrenceState.CLAIMED
_SKIPPED = _STATE == OccurrenceState.SKIPPED
_THERE = schedule.c.standing != Standing.REMOVED
_ORDER = (schedule.c.platform, schedule.c.channel, schedule.c.at, schedule.c.timezone)


class SqlLedger:
    """`bot.ports.Ledger` on a database that is at the newest revision."""

    def __init__(
        self, engine: sa.Engine, recorded: Callable[[Occurrence], None] = lambda _: None
    ) -> None:
        """Take the engine, and who is told of every record; nothing is opened yet."""
        self._engine = engine
        self._recorded = recorded
        self._reading = reading(engine)

    def add(self, new: Schedule) -> Schedule:
        """Keep the schedule, or return or revive the one of the same rule."""
        with self._engine.begin() as connection:
            return keep_rule(connection, new)

    def schedules(self) -> Sequence[Schedule]:
        """Return all schedules but removed ones, in a stable order."""
        order = sa.select(schedule).where(_THERE).order_by(*_ORDER, schedule.c.id)
        with self._reading.connect() as connection:
            return [to_schedule(row) for row in connection.execute(order)]

    def stand(self, id: str, standing: Standing, reason: str) -> Schedule | None:
        """Change whether a schedule posts; what is planned of a removed one is forgotten."""
        there = sa.and_(schedule.c.id == id, _THERE)
        with self._engine.begin() as connection:
            values = {"standing": standing.value, "reason": reason}
            if connection.execute(sa.update(schedule).where(there).values(values)).rowcount == 0:
                return None
            if standing is Standing.REMOVED:
                connection.execute(
                    sa.delete(occurrence).where(occurrence.c.schedule_id == id, _PLANNED)
                )
            found = sa.select(schedule).where(schedule.c.id == id)
            return to_schedule(connection.execute(found).one())

    def move(
        self, id: str, make: Callable[[Schedule, Sequence[Occurrence]], Plan]
    ) -> Schedule | None:
        """Change a schedule's rule, and what is planned of it."""
        mine = sa.and_(occurrence.c.schedule_id == id, _PLANNED)
        with self._engine.begin() as connection:
            found = _locked(connection, id)
            if found is None:
                return None
            rows = OCCURRENCES.where(mine).order_by(occurrence.c.local_date).with_for_update()
            planned = [to_occurrence(row) for row in connection.execute(rows)]
            moved, stay = make(found, planned)
            change_rule(connection, found, moved)
            kept = {row.key: row for row in stay}
            for row in planned:
                this = sa.and_(mine, occurrence.c.key == row.key)
                if row.key in kept:
                    values = occurrence_row(kept[row.key])
                    connection.execute(sa.update(occurrence).where(this).values(values))
                else:
                    connection.execute(sa.delete(occurrence).where(this))
            return moved

    def unplanned(self, before: dt.datetime) -> Sequence[str]:
        """Return the ids of schedules whose next date is due at or before `before`."""
        late = sa.select(schedule.c.id).where(_THERE, schedule.c.next_due <= before)
        with self._reading.connect() as connection:
            return connection.scalars(late.order_by(schedule.c.next_due, schedule.c.id)).all()

    def plan(self, id: str, make: Callable[[Schedule, Sequence[str]], Plan]) -> int:
        """Insert what `make` plans, in one transaction with what it plans from."""
        with self._engine.begin() as connection:
            found = _locked(connection, id)
            if found is None:
                return 0
            moved, rows = make(found, _used(connection, id))
            connection.execute(
                sa.update(schedule)
                .where(schedule.c.id == id)
                .values(next_date=moved.next_date, next_due=moved.next_due)
            )
            return sum(insert_new(connection, occurrence, occurrence_row(row)) for row in rows)

    def bring_forward(
        self,
        id: str,
        date: dt.date,
        make: Callable[[Schedule, Occurrence | None, Sequence[str]], Occurrence | None],
    ) -> Occurrence | None:
        """Insert or change one date that is certainly not sent; return how it stands then."""
        this = sa.and_(occurrence.c.schedule_id == id, occurrence.c.local_date == date)
        with self._engine.begin() as connection:
            parent = _locked(connection, id)
            if parent is None:
                return None
            row = connection.execute(OCCURRENCES.where(this).with_for_update()).first()
            found = None if row is None else to_occurrence(row)
            wanted = make(parent, found, _used(connection, id, besides=date))
            if wanted is None:
                return found
            if found is None:
                insert_new(connection, occurrence, occurrence_row(wanted))
            else:
                unsent = sa.and_(this, _PLANNED | _SKIPPED)
                connection.execute(
                    sa.update(occurrence).where(unsent).values(occurrence_row(wanted))
                )
            return wanted

    def pick(self, date: dt.date, choose: Callable[[Sequence[str]], str | None]) -> str | None:
        """Return the id of the library's own quote of `date`; choose it where nobody did yet."""
        own = own_of(self._engine)
        chosen = sa.select(daily_pick.c.quote_id).where(daily_pick.c.library == own)
        this = chosen.where(daily_pick.c.local_date == date)
        with self._reading.connect() as connection:
            found = connection.scalar(this)
            if found is not None:
                return current_id(connection, str(found))
        with self._engine.begin() as connection:
            before = chosen.where(daily_pick.c.local_date < date).order_by(daily_pick.c.local_date)
            used = [current_id(connection, str(one)) for one in connection.scalars(before)]
            quote = choose(used)
            if quote is None:
                return None
            row = {"library": own, "local_date": date, "quote_id": quote, "cycle": 0, "why": ""}
            insert_new(connection, daily_pick, row)
            return connection.scalar(this)

    def claim(
        self, now: dt.datetime, platforms: Collection[str], key: str | None = None
    ) -> Occurrence | None:
        """Take the first occurrence that is ready, or the one of `key`, and commit that."""
        sendable = sa.and_(
            _PLANNED,
            schedule.c.standing == Standing.ACTIVE,
            occurrence.c.due_at >= now - CATCH_UP,
        )
        ready = OCCURRENCES.where(
            sendable | _CLAIMED,
            occurrence.c.ready_at <= now,
            schedule.c.platform.in_(platforms),
            sa.true() if key is None else occurrence.c.key == key,
        )
        first = ready.order_by(occurrence.c.ready_at, occurrence.c.key).limit(1)
        with self._engine.begin() as connection:
            row = connection.execute(first.with_for_update(of=occurrence, skip_locked=True)).first()
            if row is None:
                return None
            taken = claimed(to_occurrence(row), now)
            connection.execute(
                sa.update(occurrence)
                .where(occurrence.c.key == taken.key)
                .values(occurrence_row(taken))
            )
            return taken

    def record(self, row: Occurrence, *, pause: bool = False) -> bool:
        """Write what came of a claim, unless somebody else claimed it since."""
        mine = sa.and_(
            occurrence.c.key == row.key, occurrence.c.lease_token == row.lease_token, _CLAIMED
        )
        of_it = sa.update(schedule).where(schedule.c.id == row.schedule.id)
        with self._engine.begin() as connection:
            written = connection.execute(
                sa.update(occurrence).where(mine).values(occurrence_row(row))
            )
            if written.rowcount == 0:
                return False
            if row.state is OccurrenceState.SENT:
                connection.execute(of_it.values(checked=True))
            if pause:
                active = schedule.c.standing == Standing.ACTIVE
                paused = {"standing": Standing.PAUSED.value, "reason": row.reason}
                connection.execute(of_it.where(active).values(paused))
        self._recorded(row)
        return True

    def close(self, now: dt.datetime, platforms: Collection[str]) -> int:
        """Close the dates that are too late or came due while paused; return how many."""
        why = sa.func.coalesce(sa.func.nullif(occurrence.c.reason, ""), LATE)
        late = sa.and_(_PLANNED, occurrence.c.due_at < now - CATCH_UP)
        idle = sa.and_(
            _PLANNED,
            occurrence.c.due_at <= now,
            _belongs(schedule.c.standing == Standing.PAUSED),
        )
        forsaken = sa.and_(
            _CLAIMED,
            occurrence.c.ready_at <= now,
            occurrence.c.due_at < now - MOURNING,
            _belongs(schedule.c.platform.not_in(platforms)),
        )
        with self._engine.begin() as connection:
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

    def occurrences(self, id: str, first: dt.date) -> Sequence[Occurrence]:
        """Return a schedule's occurrences from the date `first` on, by date."""
        order = OCCURRENCES.where(
            occurrence.c.schedule_id == id, occurrence.c.local_date >= first
        ).order_by(occurrence.c.local_date)
        with self._reading.connect() as connection:
            return [to_occurrence(row) for row in connection.execute(order)]

    def used(self, id: str) -> Sequence[str]:
        """Return the ids of the quotes that a schedule's dates have used, by date."""
        with self._reading.connect() as connection:
            return _used(connection, id)


def _locked(connection: sa.Connection, id: str) -> Schedule | None:
    row = connection.execute(
        sa.select(schedule).where(schedule.c.id == id, _THERE).with_for_update()
    ).first()
    return None if row is None else to_schedule(row)


def _used(connection: sa.Connection, id: str, besides: dt.date | None = None) -> Sequence[str]:
    """Return the quotes of a schedule's dates; a skipped one's may still have its turn."""
    found = sa.select(occurrence.c.quote_id).where(
        occurrence.c.schedule_id == id, occurrence.c.quote_id.is_not(None), sa.not_(_SKIPPED)
    )
    if besides is not None:
        found = found.where(occurrence.c.local_date != besides)
    used = connection.scalars(found.order_by(occurrence.c.local_date)).all()
    # A quote whose id has changed since is the same quote, and had its turn.
    return [current_id(connection, str(quote)) for quote in used]


def _belongs(to: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return occurrence.c.schedule_id.in_(sa.select(schedule.c.id).where(to))

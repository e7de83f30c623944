"""The ledger of the daily post on SQLite and PostgreSQL: every method is one transaction.

On SQLite a transaction is BEGIN IMMEDIATE, on PostgreSQL the rows it is about are locked: either
way two who write at once come one after the other. The time is always the caller's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence

import sqlalchemy as sa

from bot.index.engine import reading, roomy
from bot.index.ledger_cards import card_key, keep_cards
from bot.index.ledger_claims import (
    any_ready,
    close_late,
    doubt_due,
    doubtful,
    first_ready,
    is_idle,
    take,
    write_down,
)
from bot.index.ledger_histories import histories, picked
from bot.index.ledger_notices import mark_told, note, untold
from bot.index.ledger_planning import TOGETHER, Crowd, pick_one, plan_together, to_plan
from bot.index.ledger_redating import misdated, put_right
from bot.index.ledger_rows import OCCURRENCES, occurrence_row, to_occurrence, to_schedule
from bot.index.ledger_rules import change_rule, insert_new, keep_rule
from bot.index.ledger_tables import occurrence, schedule
from bot.index.many import among
from bot.model import (
    History,
    Notice,
    NoticeKind,
    Occurrence,
    OccurrenceState,
    Plan,
    Schedule,
    Standing,
    Turn,
    Used,
)

_PLANNED = occurrence.c.state == OccurrenceState.PLANNED
_SKIPPED = occurrence.c.state == OccurrenceState.SKIPPED
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
            if standing is Standing.ACTIVE:
                note(connection, [(id, {NoticeKind.GONE: False, NoticeKind.NO_ZONE: False})])
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
            rows = OCCURRENCES.where(mine).order_by(occurrence.c.local_date)
            rows = rows.with_for_update(of=occurrence)
            planned = [to_occurrence(row) for row in connection.execute(rows)]
            plan = make(found, planned)
            change_rule(connection, found, plan.schedule)
            kept = {row.key: row for row in plan.rows}
            for row in planned:
                this = sa.and_(mine, occurrence.c.key == row.key)
                if row.key in kept:
                    values = occurrence_row(kept[row.key])
                    connection.execute(sa.update(occurrence).where(this).values(values))
                else:
                    connection.execute(sa.delete(occurrence).where(this))
            return plan.schedule

    def redate(
        self, now: dt.datetime, due: Callable[[dt.date, dt.time, str], dt.datetime | None]
    ) -> int:
        """Set what is planned and still to come to when it is due now; return how many moved."""
        with self._reading.connect() as connection:
            changed = misdated(connection, now, due)
        if not changed:
            return 0
        with self._engine.begin() as connection:
            return put_right(connection, changed)

    def doubt(self, now: dt.datetime) -> int:
        """Let what came due before `now` be looked for before it is sent; on SQLite only.

        Its file is what copies and streams put back; PostgreSQL has commits that others hold, too.
        """
        if self._engine.dialect.name != "sqlite":
            return 0
        begun_before = sa.select(occurrence.c.key).where(doubtful(now)).limit(1)
        with self._reading.connect() as connection:
            if connection.execute(begun_before).first() is None:
                return 0
        with self._engine.begin() as connection:
            return doubt_due(connection, now)

    def idle(self, now: dt.datetime) -> bool:
        """Whether there is nothing to plan, to try, to close or to tell."""
        with self._reading.connect() as connection:
            return is_idle(connection, now)

    def unplanned(self, now: dt.datetime) -> Sequence[str]:
        """Return the ids of schedules that have something to plan, the most urgent first."""
        late = sa.select(schedule.c.id).where(to_plan(now))
        with self._reading.connect() as connection:
            return connection.scalars(late.order_by(schedule.c.next_due, schedule.c.id)).all()

    def libraries(self, ids: Sequence[str]) -> Collection[str]:
        """Return the names of the libraries that those schedules are of."""
        with self._reading.connect() as connection:
            mine = among(connection, schedule.c.id, ids)
            return connection.scalars(sa.select(schedule.c.library).where(mine).distinct()).all()

    def plan(
        self, ids: Sequence[str], make: Callable[[History], Plan], now: dt.datetime | None = None
    ) -> int:
        """Insert what `make` plans for each schedule; some thousand in one transaction."""
        crowd: Crowd = {}
        new = 0
        with self._engine.connect() as connection, roomy(connection):
            for first in range(0, len(ids), TOGETHER):
                with connection.begin():
                    some = ids[first : first + TOGETHER]
                    new += plan_together(connection, some, make, crowd, now)
        return new

    def bring_forward(
        self,
        id: str,
        date: dt.date,
        make: Callable[[History, Occurrence | None], Occurrence | None],
    ) -> Occurrence | None:
        """Insert or change one date that is certainly not sent; return how it stands then."""
        this = sa.and_(occurrence.c.schedule_id == id, occurrence.c.local_date == date)
        with self._engine.begin() as connection:
            parent = _locked(connection, id)
            if parent is None:
                return None
            there = OCCURRENCES.where(this).with_for_update(of=occurrence)
            row = connection.execute(there).first()
            found = None if row is None else to_occurrence(row)
            known = histories(connection, [parent], besides=date)[0]
            wanted = make(known, found)
            if wanted is None:
                return found
            card = card_key(wanted, keep_cards(connection, [wanted]))
            new = {**occurrence_row(wanted), "card": card}
            if found is None:
                insert_new(connection, occurrence, new)
            else:
                unsent = sa.and_(this, _PLANNED | _SKIPPED)
                connection.execute(sa.update(occurrence).where(unsent).values(new))
            return wanted

    def picked(self, library: str) -> Sequence[Used]:
        """Return a library's own quotes of its dates, by date."""
        with self._reading.connect() as connection:
            return picked(connection, library)

    def pick(
        self,
        library: str,
        dates: Sequence[dt.date],
        choose: Callable[[Sequence[Used]], Turn | None],
    ) -> Sequence[Used]:
        """Return a library's own quotes of all its dates; choose those that `dates` lack."""
        there = self.picked(library)
        if set(dates) <= {one.date for one in there}:
            return there
        with self._engine.begin() as connection:
            for date in dates:
                pick_one(connection, library, date, choose)
            return picked(connection, library)

    def notices(self, after: str = "", most: int = 100) -> Sequence[Notice]:
        """Return what owners are to be told and were not: at most so many, by schedule."""
        with self._reading.connect() as connection:
            return untold(connection, after, most)

    def tell(self, about: Notice, *, told: bool) -> bool:
        """Note that an owner was told, or was not after all; False where that stands already."""
        with self._engine.begin() as connection:
            return mark_told(connection, about, told=told)

    def claim(
        self, now: dt.datetime, platforms: Collection[str], key: str | None = None
    ) -> Occurrence | None:
        """Take the first occurrence that is ready, or the one of `key`, and commit that."""
        with self._reading.connect() as connection:
            looks = (connection.execute(one).first() for one in first_ready(now, platforms, key))
            if all(found is None for found in looks):
                return None  # most looks find nothing, and make nobody wait
        with self._engine.begin() as connection:
            return take(connection, now, platforms, key)

    def record(self, row: Occurrence, *, pause: bool = False) -> bool:
        """Write what came of a claim, unless somebody else claimed it since."""
        with self._engine.begin() as connection:
            written = write_down(connection, row, pause=pause)
        if written:
            self._recorded(row)
        return written

    def close(self, now: dt.datetime, platforms: Collection[str]) -> int:
        """Close the dates that are too late or came due while paused; return how many."""
        with self._reading.connect() as connection:
            if connection.execute(any_ready(now)).first() is None:
                return 0  # most ticks find nothing, and make nobody wait
        with self._engine.begin() as connection:
            return close_late(connection, now, platforms)

    def occurrences(self, id: str, first: dt.date) -> Sequence[Occurrence]:
        """Return a schedule's occurrences from the date `first` on, by date."""
        order = OCCURRENCES.where(
            occurrence.c.schedule_id == id, occurrence.c.local_date >= first
        ).order_by(occurrence.c.local_date)
        with self._reading.connect() as connection:
            return [to_occurrence(row) for row in connection.execute(order)]

    def history(self, id: str) -> History | None:
        """Return what is known of a schedule, or None: there is none of that id."""
        with self._reading.connect() as connection:
            row = connection.execute(sa.select(schedule).where(schedule.c.id == id, _THERE)).first()
            return None if row is None else histories(connection, [to_schedule(row)])[0]


def _locked(connection: sa.Connection, id: str) -> Schedule | None:
    row = connection.execute(
        sa.select(schedule).where(schedule.c.id == id, _THERE).with_for_update()
    ).first()
    return None if row is None else to_schedule(row)

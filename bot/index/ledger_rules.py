"""Rules of schedules in the database: each once, whether it posts or was removed."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.codes import short_code
from bot.errors import ScheduleError
from bot.index.ledger_rows import schedule_row, to_schedule
from bot.index.ledger_tables import schedule
from bot.index.walls import own_of, seen_by
from bot.model import Schedule, Standing

_RULE = ("platform", "channel", "at", "timezone", "days", "filters")
_TAKEN = "Another schedule of this channel is like that already."
_NOBODYS = "-"  # a channel that no platform has


def keep_rule(connection: sa.Connection, new: Schedule) -> Schedule:
    """Keep a schedule, or return or revive the one of the same rule.

    The one that is there keeps its id; its owner and its picture are from now on as in `new`.

    Raises:
        ScheduleError: another workspace that shares the channel has it.
    """
    row = schedule_row(new)
    same = _same(row)
    insert_new(connection, schedule, {**row, "id": _free_id(connection, new.id, same)})
    there = connection.execute(sa.select(schedule).where(same).with_for_update()).one_or_none()
    if there is None:
        raise ScheduleError(_TAKEN)
    found = to_schedule(there)
    revived = {**row, "id": found.id}
    told = {
        "checked": found.checked or new.checked,
        "picture": new.picture,
        "owner": new.owner or found.owner,
    }
    removed = found.standing is Standing.REMOVED
    connection.execute(sa.update(schedule).where(same).values(revived if removed else told))
    return to_schedule(connection.execute(sa.select(schedule).where(same)).one())


def change_rule(connection: sa.Connection, old: Schedule, new: Schedule) -> None:
    """Give the schedule `old` the rule of `new`; a removed one that has it gets the old one.

    Raises:
        ScheduleError: another schedule, that is not removed, has it.
    """
    mine, row = schedule.c.id == old.id, schedule_row(new)
    # Not locked: PostgreSQL locks, and so shows, only what may be written, and the other one may be
    # of another library that shares the channel.
    other = connection.execute(
        sa.select(schedule).where(_same(row), schedule.c.id != old.id)
    ).first()
    if other is not None and (
        other.standing != Standing.REMOVED or not _writes(connection, other.library)
    ):
        raise ScheduleError(_TAKEN)
    if other is not None:
        aside = sa.update(schedule).where(schedule.c.id == other.id)
        connection.execute(aside.values(channel=_NOBODYS, timezone=other.id))
    connection.execute(sa.update(schedule).where(mine).values({**row, "id": old.id}))
    if other is not None:
        was = {name: value for name, value in schedule_row(old).items() if name in _RULE}
        connection.execute(aside.values(was))


def insert_new(
    connection: sa.Connection,
    table: sa.Table,
    rows: dict[str, object] | Sequence[dict[str, object]],
) -> int:
    """Insert a row, or rows, unless they are there already; return how many are new."""
    if not rows:
        return 0
    postgres = connection.dialect.name == "postgresql"
    insert = postgresql.insert(table) if postgres else sqlite.insert(table)
    # SQLAlchemy keeps the count of an INSERT only where it is told to.
    new = insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return connection.execute(new, rows).rowcount


def _writes(connection: sa.Connection, library: str) -> bool:
    """Whether a connection may change rows of a library: of its own; of all, without walls."""
    return seen_by(connection) is None or own_of(connection) == library


def _same(row: dict[str, object]) -> sa.ColumnElement[bool]:
    return sa.and_(*(schedule.c[name] == row[name] for name in _RULE))


def _free_id(connection: sa.Connection, id: str, same: sa.ColumnElement[bool]) -> str:
    """Return `id`, or another where a schedule of another rule has it: one that was moved."""
    taken = sa.select(schedule.c.id).where(sa.not_(same))
    while connection.scalar(taken.where(schedule.c.id == id)) is not None:
        id = short_code(id)[: len(id)]  # noqa: A001
    return id

"""What owners of schedules are to be told, each thing once, in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from bot.index.ledger_rows import to_schedule
from bot.index.ledger_tables import notice, schedule
from bot.index.many import among
from bot.model import Notice, NoticeKind, Standing


def note(connection: sa.Connection, of: Sequence[tuple[str, Mapping[NoticeKind, bool]]]) -> None:
    """Note for each schedule which kinds of notice hold now, and forget those that don't.

    One that stands already is not new: its owner is told once, until it is forgotten.
    """
    theirs = among(connection, notice.c.schedule_id, [one for one, _ in of])
    found = sa.select(notice.c.schedule_id, notice.c.kind).where(theirs)
    there = {(row.schedule_id, row.kind) for row in connection.execute(found)}
    new = list[dict[str, object]]()
    for id, kinds in of:  # noqa: A001  the field's word
        for kind, holds in kinds.items():
            if holds and (id, kind) not in there:
                new.append({"schedule_id": id, "kind": kind.value, "told": False})
            elif not holds and (id, kind) in there:
                connection.execute(
                    sa.delete(notice).where(notice.c.schedule_id == id, notice.c.kind == kind)
                )
    if new:
        connection.execute(sa.insert(notice).values(made_at=sa.func.now()), new)


def untold(connection: sa.Connection, after: str, most: int) -> Sequence[Notice]:
    """Return what owners are to be told and were not, of schedules that are there.

    At most so many, by schedule, of those whose ids come `after` one.
    """
    waiting = (
        sa.select(notice.c.kind, *schedule.c)
        .join_from(notice, schedule, notice.c.schedule_id == schedule.c.id)
        .where(sa.not_(notice.c.told), schedule.c.standing != Standing.REMOVED)
        .where(notice.c.schedule_id > after)
        .order_by(notice.c.schedule_id, notice.c.kind)
        .limit(most)
    )
    return [Notice(to_schedule(row), NoticeKind(row.kind)) for row in connection.execute(waiting)]


def mark_told(connection: sa.Connection, about: Notice, *, told: bool) -> bool:
    """Mark a notice as told, or as not told after all; return whether that is new."""
    this = sa.and_(
        notice.c.schedule_id == about.schedule.id,
        notice.c.kind == about.kind,
        notice.c.told != told,
    )
    return connection.execute(sa.update(notice).where(this).values(told=told)).rowcount == 1

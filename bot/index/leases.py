"""Leases as rows: a part of a work, who has it until when, and how often it has changed hands.

Whoever asks is known as a member for as long as a lease lasts, with a part or without: so each can
tell how many there are, and none holds more than its share of the parts.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import sqlalchemy as sa

from bot.index.ledger_rules import insert_new
from bot.index.ledger_tables import Instant
from bot.index.tables import metadata
from bot.ports import Clock

LASTING: Final = dt.timedelta(seconds=30)
"""How long a lease lasts from when it was last asked for."""

lease = sa.Table(
    "lease",
    metadata,
    sa.Column("work", sa.Text, primary_key=True),
    sa.Column("part", sa.Text, primary_key=True),  # a number, or "member:" and who
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("until", Instant, nullable=False),
    sa.Column("token", sa.Integer, nullable=False),  # one more each time it changes hands
)

_MEMBER: Final = "member:"
_IS_MEMBER: Final = lease.c.part.startswith(_MEMBER)


class SqlLeases:
    """A `bot.ports.Leases` in the database."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        """Take the library's engine and the time."""
        self._engine = engine
        self._clock = clock

    def hold(self, work: str, parts: int, holder: str) -> frozenset[int]:
        """Renew what the holder has, and take or give back until it is a fair share."""
        now = self._clock.now()
        of_work, living = lease.c.work == work, lease.c.until > now
        with self._engine.begin() as connection:
            self._join(connection, work, holder, now)
            members = _count(connection, of_work, living, _IS_MEMBER)
            fair = -(-parts // max(members, 1))
            found = connection.execute(
                sa.select(lease)
                .where(of_work, ~_IS_MEMBER)
                .order_by(lease.c.part)
                .with_for_update()
            ).all()
            taken = {int(row.part) for row in found if row.until > now and row.holder != holder}
            mine = sorted(
                int(row.part) for row in found if row.until > now and row.holder == holder
            )
            kept = [part for part in mine if part < parts][:fair]
            free = [part for part in range(parts) if part not in taken and part not in kept]
            # What was given back goes to others; taking it again would give it back for ever.
            free = [part for part in free if part not in mine]
            wanted = free[: max(fair - len(kept), 0)]
            got = [p for p in wanted if self._take(connection, work, p, holder, now)]
            self._give_back(connection, work, holder, [p for p in mine if p not in kept])
            renewed = lease.c.part.in_([str(part) for part in kept])
            connection.execute(
                sa.update(lease)
                .where(of_work, lease.c.holder == holder, renewed)
                .values(until=now + LASTING)
            )
        return frozenset([*kept, *got])

    def let_go(self, work: str, holder: str) -> None:
        """Give back all that a holder has, its membership too."""
        gone = sa.delete(lease).where(lease.c.work == work, lease.c.holder == holder, _IS_MEMBER)
        with self._engine.begin() as connection:
            connection.execute(gone)
            self._give_back(connection, work, holder, None)

    def _join(self, connection: sa.Connection, work: str, holder: str, now: dt.datetime) -> None:
        until = now + LASTING
        row = {"work": work, "part": f"{_MEMBER}{holder}", "holder": holder, "token": 0}
        this = sa.and_(lease.c.work == work, lease.c.part == row["part"])
        over = sa.and_(lease.c.work == work, _IS_MEMBER, lease.c.until <= now)
        connection.execute(sa.delete(lease).where(over))
        if not connection.execute(sa.update(lease).where(this).values(until=until)).rowcount:
            insert_new(connection, lease, {**row, "until": until})

    def _take(
        self, connection: sa.Connection, work: str, part: int, holder: str, now: dt.datetime
    ) -> bool:
        """Take a part that nobody has, or nobody any more; another may be as quick."""
        until = now + LASTING
        this = sa.and_(lease.c.work == work, lease.c.part == str(part), lease.c.until <= now)
        over = sa.update(lease).where(this)
        taken = over.values(holder=holder, until=until, token=lease.c.token + 1)
        if connection.execute(taken).rowcount:
            return True
        row = {"work": work, "part": str(part), "holder": holder, "until": until, "token": 1}
        return insert_new(connection, lease, row) == 1

    def _give_back(
        self, connection: sa.Connection, work: str, holder: str, parts: list[int] | None
    ) -> None:
        theirs = sa.and_(lease.c.work == work, lease.c.holder == holder, ~_IS_MEMBER)
        if parts is not None:
            theirs = sa.and_(theirs, lease.c.part.in_([str(part) for part in parts]))
        long_ago = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        # The row stays: its token goes on counting.
        connection.execute(sa.update(lease).where(theirs).values(until=long_ago))


def _count(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count()).select_from(lease).where(*where)
    return int(connection.scalar(counted) or 0)

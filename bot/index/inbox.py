"""The inbox: one row for each delivery of the last day, in a table that all processes share."""

from __future__ import annotations

import datetime as dt
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.index.ledger_tables import Instant
from bot.index.tables import metadata
from bot.ports import Clock

KEPT: Final = dt.timedelta(days=1)
"""Slack's last try comes after six minutes; Discord's last within minutes, too."""
PRUNED: Final = dt.timedelta(hours=1)
"""How often what is older is thrown away, by each process."""

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("platform", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("received_at", Instant, nullable=False, index=True),
)


class SqlInbox:
    """A `bot.ports.Inbox` in the database."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        """Take the library's engine and the time."""
        self._engine = engine
        self._clock = clock
        self._pruned: dt.datetime | None = None
        insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        # Not by counting rows: of an insert PostgreSQL's driver counts none.
        self._insert = insert(inbox).on_conflict_do_nothing().returning(inbox.c.key)

    def first(self, platform: str, *key: object) -> bool:
        """Whether `key` comes from `platform` for the first time; from now on it does not."""
        now = self._clock.now()
        row = {
            "platform": platform,
            "key": " ".join(str(part) for part in key),
            "received_at": now,
        }
        with self._engine.begin() as connection:
            self._prune(connection, now)
            return connection.execute(self._insert, row).first() is not None

    def _prune(self, connection: sa.Connection, now: dt.datetime) -> None:
        if self._pruned is not None and now - self._pruned < PRUNED:
            return
        connection.execute(sa.delete(inbox).where(inbox.c.received_at < now - KEPT))
        self._pruned = now

"""`bot.ports.Proposals` on the database: each of one library, and taken once."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.tables import proposal
from bot.index.walls import everywhere


class SqlProposals:
    """Documents that wait for a yes."""

    def __init__(self, engine: sa.Engine) -> None:
        """Take the engine of a library; nothing is opened yet."""
        self._engine = engine

    def put(self, token: str, file: str, data: bytes, now: dt.datetime, over: dt.datetime) -> None:
        """Let a document wait under `token`; what has waited since before `over` is gone."""
        row = {"token": token, "file": file, "data": data, "proposed_at": _written(now)}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(proposal).where(proposal.c.proposed_at < _written(over)))
            connection.execute(sa.insert(proposal).values(**row))

    def take(self, token: str, over: dt.datetime) -> tuple[str, bytes] | None:
        """Take the name and bytes of what waits, once; None: nothing, or since before `over`."""
        this = proposal.c.token == token
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(proposal).where(this).with_for_update()).first()
            connection.execute(sa.delete(proposal).where(this))
        if row is None or row.proposed_at < _written(over):
            return None
        return row.file, row.data

    def prune(self, over: dt.datetime) -> None:
        """Throw away what has waited since before `over`, in every library."""
        old = proposal.c.proposed_at < _written(over)
        engine = everywhere(self._engine)
        with reading(engine).connect() as connection:  # mostly there is none: no writer waits
            if connection.scalar(sa.select(proposal.c.token).where(old).limit(1)) is None:
                return
        with engine.begin() as connection:
            connection.execute(sa.delete(proposal).where(old))


def _written(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")

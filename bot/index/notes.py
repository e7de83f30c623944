"""A door's notes, in the table that also keeps the library's own generation."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.tables import PUT_STATE, state

_APART: Final = "note:"
"""Before every name, so that a note is never taken for one of the library's own values."""


class SqlNotes:
    """A `bot.ports.Notes` in the database."""

    def __init__(self, engine: sa.Engine) -> None:
        """Take the library's engine."""
        self._engine = engine

    def read(self, name: str) -> str | None:
        """Return what was written under `name` last, or None."""
        found = sa.select(state.c.value).where(state.c.name == _APART + name)
        with reading(self._engine).connect() as connection:
            return connection.scalar(found)

    def write(self, name: str, value: str) -> None:
        """Keep `value` under `name`, over what was there."""
        key = _APART + name
        with self._engine.begin() as connection:
            connection.execute(PUT_STATE, {"name": key, "value": value})

"""A copy of the library to try things on: nothing is kept, and nobody waits for it."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from bot.index.engine import open_engine, reading


@contextmanager
def rehearsal(engine: sa.Engine) -> Iterator[sa.Engine]:
    """Yield an engine on a copy of a SQLite library as it stands; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="podquote-") as folder:
        copy = Path(folder) / "rehearsal.db"
        with reading(engine).connect() as connection, closing(sqlite3.connect(copy)) as target:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)  # noqa: S101  for the type checker
            source.backup(target)
        # The same library of the same walls, on the copy.
        on_copy = open_engine(f"sqlite:///{copy}").execution_options(
            **engine.get_execution_options()
        )
        try:
            yield on_copy
        finally:
            on_copy.dispose()

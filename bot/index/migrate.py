"""Brings a database to the newest revision: all of it or nothing, an older one after a copy.

The only file that imports Alembic, and it is imported only when there is something to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.errors import NewerDatabase
from bot.index.walls import everywhere

_UPGRADING = 4_206_198  # the key of the lock that those who upgrade one PostgreSQL queue for


def upgrade(engine: sa.Engine, migrations: Path, found: str | None) -> Path | None:
    """Run the revisions that are missing, in one transaction.

    Args:
        engine: the database.
        migrations: the folder with `env.py` and `versions/`.
        found: the revision the database is at, or None for an empty one.

    Returns:
        The copy that was made of an older SQLite database, or None.

    Raises:
        NewerDatabase: a later podquote wrote it.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations))
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    head = scripts.get_current_head() or ""
    if found is not None and found not in known:
        raise NewerDatabase(found, head)
    copy = _copy(engine, found) if found is not None and found != head else None
    with rebuilding(everywhere(engine)) as connection, connection.begin():
        # Another process may have been here first; Alembic looks again inside the transaction.
        _queue(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _keys_hold(connection)
    return copy


@contextmanager
def rebuilding(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Connect so that SQLite's tables can be made anew: rows that point at them stay as they are.

    This is SQLite's own procedure (sqlite.org/lang_altertable.html, section 7).
    """
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if engine.dialect.name != "sqlite" or raw is None:
            yield connection
            return
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _queue(connection: sa.Connection) -> None:
    """Let one process at a time upgrade a PostgreSQL; SQLite's writers queue by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADING})


def _keys_hold(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:  # the transaction is undone
            raise AssertionError(f"a row of {broken[0]} points at nothing")


def _copy(engine: sa.Engine, revision: str) -> Path | None:
    """Copy a SQLite database file beside itself; PostgreSQL has its own backups."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    copy = Path(f"{name}.before-upgrade-from-{revision}")
    if copy.exists():  # another start made it, before this one; it is of the old database
        return copy
    source, target = sqlite3.connect(name), sqlite3.connect(copy)
    with target:
        source.backup(target)
    source.close()
    target.close()
    return copy

"""Opens a database for SQLAlchemy, the same way for every use; touches the file and nothing else.

On SQLite `engine.begin()` is one BEGIN IMMEDIATE transaction, so that two writers queue instead of
failing half way; on an engine from `reading()` it is a plain BEGIN, which never waits for a writer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext

from bot.deadline import Deadline
from bot.errors import UnusableDatabase
from bot.index.lines import lay
from bot.index.refusals import refusal
from bot.index.staying import stay_with_file
from bot.index.walls import own_of, put_up, seen_by

BUSY_MS = 10_000
"""How long a writer waits for another one, in milliseconds."""

STEPS = 20_000
"""Steps of SQLite's machine, some hundred microseconds, after which it looks at a deadline."""

ROOM_KIB = 64 * 1024
"""How much of a database SQLite may keep in memory while very many rows are written."""

_LAST_FOR = sa.text("SELECT set_config('statement_timeout', :limit, true)")
_LONG = 3600.0  # seconds; a later deadline needs no clock of the database's

# A logged error must not hold what somebody asked.
_ANY: dict[str, Any] = {"hide_parameters": True}
_POSTGRES: dict[str, Any] = {
    **_ANY,
    "pool_size": 10,
    "max_overflow": 30,  # asyncio's threads are at most 32
    "pool_timeout": 10,
    "connect_args": {"connect_timeout": 5},
}
_READING = "podquote_reading"
_OUTSIDE = "podquote_outside"
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    # A database file may come from anywhere: no functions from its schema, and cells are checked.
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


def open_engine(url: str) -> sa.Engine:
    """Return an engine for `url`; connects to nothing yet."""
    postgres = sa.make_url(url).get_backend_name() == "postgresql"
    # A connection that a restart or a failover ended is noticed before it is used, and made anew.
    options = {**_POSTGRES, "pool_pre_ping": True} if postgres else _ANY
    engine = sa.create_engine(url, **options)
    event.listen(engine, "handle_error", _to_a_sentence, retval=True)
    put_up(engine)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "begin", _begin_postgresql)
        lay(engine, _POSTGRES)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        stay_with_file(engine)
    return engine


def reading(engine: sa.Engine) -> sa.Engine:
    """Return the same engine, its transactions for reading only."""
    return engine.execution_options(**{_READING: True})


@contextmanager
def ending_at(connection: sa.Connection, deadline: Deadline | None) -> Iterator[None]:
    """Let what is read inside end at a deadline, as if there were nothing more to find.

    A running statement is stopped, by whichever way the database has.
    """
    if deadline is None:
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:
        driver.set_progress_handler(deadline.passed, STEPS)
    else:
        last_until(connection, deadline)
    try:
        with excused_by(deadline):
            yield
    finally:
        if on_sqlite:
            driver.set_progress_handler(None, 0)


@contextmanager
def excused_by(deadline: Deadline | None) -> Iterator[None]:
    """Let what is read inside end without a word where a statement was stopped at a deadline."""
    try:
        yield
    except UnusableDatabase:
        if deadline is None or not deadline.passed():
            raise


def last_until(connection: sa.Connection, deadline: Deadline) -> None:
    """Let no statement of a transaction on PostgreSQL last beyond a deadline."""
    left = deadline.left()
    if left < _LONG:
        # 0 would be no limit at all.
        given = {"limit": f"{max(1, round(1000 * left))}ms"}
        connection.execute(_LAST_FOR, given)


@contextmanager
def roomy(connection: sa.Connection) -> Iterator[None]:
    """Let what very many rows are written in keep its pages in memory, on SQLite.

    Its own two megabytes are written out and read again many times over where rows are put in
    all over a large index.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection  # no transaction begins by this
    (before,) = driver.execute("PRAGMA cache_size").fetchone()
    driver.execute(f"PRAGMA cache_size = -{ROOM_KIB}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size = {before}")


def outside(engine: sa.Engine) -> sa.Engine:
    """Return the same engine, its statements outside of any transaction, as VACUUM must be."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_OUTSIDE: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _to_a_sentence(context: ExceptionContext) -> BaseException | None:
    """Turn what a driver raises, wherever it does, into one sentence that a person can use."""
    if not isinstance(context.sqlalchemy_exception, sa.exc.DBAPIError):
        return None
    url = context.engine.url if context.engine else None
    is_away = context.connection is None or context.is_disconnect
    return refusal(url, context.original_exception, is_away=is_away)


def _prepare_sqlite(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
    # The driver's own BEGIN comes late and commits before DDL; ours comes first and holds both.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
    except UnicodeDecodeError as error:  # the driver repeats what is damaged, and stumbles itself
        problem = "it is damaged, and cannot be read"
        raise sqlite3.DatabaseError(problem) from error
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    if connection.get_execution_options().get(_OUTSIDE, False):
        return
    plain = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if plain else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: sa.Connection) -> None:
    """Tell PostgreSQL which libraries this transaction sees: its own wall, beside ours."""
    seen = seen_by(connection)
    connection.exec_driver_sql(
        "SELECT set_config('podquote.seen', %s, true), set_config('podquote.own', %s, true)",
        ("" if seen is None else ",".join(seen), own_of(connection)),
    )

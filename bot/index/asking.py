"""Statements of a question: sent to the driver as they stand, on one connection, for reading only.

A question costs a few milliseconds, and composing and compiling its statements took several tenths
of one each. So they are text that both databases take, and it says the libraries itself.
"""

from __future__ import annotations

import functools
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from bot.deadline import Deadline
from bot.errors import UnusableDatabase
from bot.index.engine import STEPS, excused_by
from bot.index.lines import Read, reading_on
from bot.index.walls import own_of, seen_by

_LIST: Final = re.compile(r"IN @(\w+)")
_NAME: Final = re.compile(r":(\w+)")

Given: TypeAlias = str | int | Sequence[str] | Sequence[int]
"""What a name in a statement stands for."""


class Statement:
    """A SELECT as text: `:name` stands for a value, `IN @name` for membership of a list.

    A list is one parameter, so that the text is always the same and prepared once.
    """

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.sqlite = _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", text)
        self.postgresql = _NAME.sub(r"%(\1)s", _LIST.sub(r"= ANY(:\1)", text))
        self.lists = frozenset(_LIST.findall(text))


Ask: TypeAlias = Callable[[Statement, Mapping[str, Given]], Sequence[Any]]
"""What sends a statement with what its names stand for, and returns the rows."""


@contextmanager
def asking(engine: sa.Engine, deadline: Deadline | None = None) -> Iterator[Ask]:
    """Yield what sends statements for reading; on SQLite within one transaction.

    Where the deadline comes, what is read inside ends there, as if there were nothing more to find.

    Raises:
        UnusableDatabase: the database cannot be opened, or does not answer.
    """
    if engine.dialect.name != "sqlite":
        walls = ",".join(seen_by(engine) or ()), own_of(engine)
        with excused_by(deadline), reading_on(engine, walls, deadline) as read:
            yield functools.partial(_rows, read)
        return
    try:
        pooled = engine.raw_connection()
    except sqlite3.Error as error:
        raise UnusableDatabase(str(engine.url), str(error)) from error
    driver: Any = pooled.dbapi_connection
    if deadline is not None:
        driver.set_progress_handler(deadline.passed, STEPS)
    try:
        driver.execute("BEGIN")
        yield lambda statement, given: driver.execute(
            statement.sqlite, _bound(statement, given)
        ).fetchall()
    except sqlite3.Error as error:
        if deadline is None or not deadline.passed():
            raise UnusableDatabase(str(engine.url), str(error)) from error
    finally:
        if deadline is not None:
            driver.set_progress_handler(None, 0)
        pooled.close()  # and the transaction with it


def ask_on(
    connection: sa.Connection, statement: Statement, given: Mapping[str, Given]
) -> Sequence[Any]:
    """Return the rows of a statement within the transaction of `connection`."""
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql(statement.sqlite, _bound(statement, given)).all()

    def read(text: str, bound: Mapping[str, Any]) -> Sequence[Any]:
        return connection.exec_driver_sql(text, dict(bound)).all()

    return _rows(read, statement, given)


def _bound(statement: Statement, given: Mapping[str, Given]) -> dict[str, Any]:
    return {
        name: json.dumps(value, ensure_ascii=False) if name in statement.lists else value
        for name, value in given.items()
    }


def _rows(read: Read, statement: Statement, given: Mapping[str, Given]) -> Sequence[Any]:
    # psycopg would take a tuple for a row.
    bound = {
        name: value if isinstance(value, (str, int)) else list(value)
        for name, value in given.items()
    }
    return read(statement.postgresql, bound)

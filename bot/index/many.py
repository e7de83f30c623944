"""Statements for many rows at once: sent to the driver as they stand, each row a tuple.

Composing the parameters of thousands of rows by name took longer than writing them. The text names
its tables itself, so it says itself which library its rows are of (`bot/index/walls.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

_NAME: Final = re.compile(r":(\w+)")
Value: TypeAlias = str | int | None
"""What a row is made of; dates and instants are text as SQLite has it, see `ledger_rows`."""

_FEW: Final = 200
"""So many values PostgreSQL may hold against each row that it takes for one."""

_POSTGRESQL: Final = postgresql.dialect()  # type: ignore[no-untyped-call]  # it has no types


class ForMany:
    """A statement as text that both databases take, in which `:name` stands for a value."""

    def __init__(self, text: str) -> None:
        """Take the text; a row has its values in the order of the names."""
        self._sqlite = _NAME.sub("?", text)
        self._other = _NAME.sub("%s", text)

    def execute(self, connection: sa.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Execute it for each of `rows`, in order; none is nothing."""
        if rows:
            is_sqlite = connection.dialect.name == "sqlite"
            connection.exec_driver_sql(self._sqlite if is_sqlite else self._other, list(rows))


class Inserting:
    """Inserts rows of a table, all columns in its order, but those that are there already."""

    def __init__(self, table: sa.Table) -> None:
        """Take the table."""
        names = ", ".join(column.name for column in table.c)
        into = f"INSERT INTO {table.name} ({names})"
        marks = ", ".join("?" for _ in table.c)
        self._one = f"{into} VALUES ({marks}) ON CONFLICT DO NOTHING"
        self._all = f"{into} SELECT {_values(list(table.c))} ON CONFLICT DO NOTHING"

    def write(self, connection: sa.Connection, rows: Sequence[tuple[Value, ...]]) -> int:
        """Insert the rows in their order; return how many are new."""
        return _written(connection, self._one, self._all, rows)


class Changing:
    """Gives rows of a table, told by some of its columns, new values in others."""

    def __init__(self, table: sa.Table, told_by: Sequence[str], changed: Sequence[str]) -> None:
        """Take the table, the columns that tell a row, and those that get values."""
        named = [*changed, *told_by]
        this = " AND ".join(f"{name} = ?" for name in told_by)
        given = ", ".join(f"{name} = ?" for name in changed)
        self._one = f"UPDATE {table.name} SET {given} WHERE {this}"  # noqa: S608  names of our own
        new = ", ".join(f"{name} = new.{name}" for name in changed)
        same = " AND ".join(f"{table.name}.{name} = new.{name}" for name in told_by)
        values = _values([table.c[name] for name in named])
        change = f"UPDATE {table.name} SET {new}"  # noqa: S608  the same
        self._all = f"{change} FROM (SELECT {values}) AS new WHERE {same}"

    def write(self, connection: sa.Connection, rows: Sequence[tuple[Value, ...]]) -> int:
        """Change the rows, each given as its new values and what tells it; return how many."""
        return _written(connection, self._one, self._all, rows)


def _values(columns: Sequence[sa.Column[Any]]) -> str:
    """Return what PostgreSQL selects from rows that are arrays of one JSON array."""
    typed = [(column.name, column.type.compile(_POSTGRESQL)) for column in columns]
    each = ", ".join(f"(r->>{at})::{kind} AS {name}" for at, (name, kind) in enumerate(typed))
    return f"{each} FROM jsonb_array_elements(%s::jsonb) AS r"


def _written(
    connection: sa.Connection, one: str, all_: str, rows: Sequence[tuple[Value, ...]]
) -> int:
    if not rows:
        return 0
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql(one, list(rows)).rowcount
    with joined_by_hash(connection, len(rows)):
        return connection.exec_driver_sql(all_, (json.dumps(rows),)).rowcount


@contextmanager
def joined_by_hash(connection: sa.Connection, number: int) -> Iterator[None]:
    """Let PostgreSQL join rows with so many values by hash, inside a transaction.

    It believes that row-level security leaves one row of any table, and would read all the values
    for each of thousands.
    """
    if connection.dialect.name == "sqlite" or number <= _FEW:
        yield
        return
    connection.exec_driver_sql("SET LOCAL enable_nestloop = off")
    yield  # whoever fails ends the transaction, and the setting with it
    connection.exec_driver_sql("SET LOCAL enable_nestloop = on")


def among(
    connection: sa.Connection, column: sa.ColumnElement[str], values: Sequence[str]
) -> sa.ColumnElement[bool]:
    """Return that a column has one of very many values, which are one parameter."""
    text = json.dumps(list(values))
    if connection.dialect.name == "sqlite":
        return column.in_(sa.select(sa.func.json_each(text).table_valued("value").c.value))
    one = sa.func.jsonb_array_elements_text(sa.cast(sa.literal(text, sa.Text), postgresql.JSONB))
    return column.in_(sa.select(one.column_valued("value")))

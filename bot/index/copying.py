"""Copies all rows of one database into another, of either engine, and proves that they are there.

A table goes in parts, in the order of its key, and the target keeps in the same transaction how far
it is. Whoever was killed goes on from there; of two that copy at once, one ends.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from bot.errors import NotCopied
from bot.index import inbox, installations, leases, ledger_tables
from bot.index.engine import reading
from bot.index.refusals import to_shown
from bot.index.tables import COPYING, state
from bot.index.walls import everywhere

MODULES: Final = (inbox, installations, leases, ledger_tables)
"""Those that add tables to the metadata of `bot.index.tables`: none may be forgotten."""
TABLES: Final = tuple(state.metadata.sorted_tables)
"""Every table, those that others point at first."""

_ROWS: Final = 1000  # of one part
_BYTES: Final = 4_000_000  # of its blobs and texts, about
_FETCHED: Final = 50  # rows: a document may have megabytes
_MODULUS: Final = 2**256
_MARK: Final = state.c.name == COPYING

Row = sa.RowMapping


@dataclass(frozen=True, slots=True)
class Contents:
    """What a table has.

    Attributes:
        rows: how many.
        digest: the sum of its rows' hashes, which no order changes: engines sort text differently.
    """

    rows: int
    digest: int


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far a copy is.

    Attributes:
        source: where it comes from, without a password.
        table: the name of the table that is being copied; None: all are.
        after: the key of the last row that is there; none: no row yet.
    """

    source: str
    table: str | None
    after: Sequence[Any] = ()

    def to_text(self) -> str:
        return json.dumps([self.source, self.table, [_written(value) for value in self.after]])


def copy_rows(source: sa.Engine, target: sa.Engine, done: Callable[[], None]) -> None:
    """Copy all tables, or go on with it; call `done` after each.

    Args:
        source: of this version's revision; read in one snapshot.
        target: of this version's revision; empty, or with a part of this very copy.
        done: called for each table, those too that an earlier start has copied.

    Raises:
        NotCopied: the target holds something else, or somebody else copies into it just now.
    """
    mark = _begin(source, target)
    reached = _read(mark)
    names = [table.name for table in TABLES]
    first = len(names) if reached.table is None else names.index(reached.table)
    with snapshot(source) as connection:
        for number, table in enumerate(TABLES):
            if number >= first:
                after = reached.after if number == first else ()
                for part in _parts(connection, table, after):
                    key = [part[-1][column] for column in table.primary_key.columns]
                    now = _Reached(reached.source, table.name, key).to_text()
                    _put(target, table, part, (mark, now))
                    mark = now
            done()
    _put(target, state, (), (mark, _Reached(reached.source, None).to_text()))


def finish(target: sa.Engine) -> None:
    """Let the target be used from now on: new rows get numbers of their own, plans are good."""
    with everywhere(target).begin() as connection:
        for table in TABLES:
            [key, *more] = table.primary_key.columns
            if connection.dialect.name == "postgresql" and not more and _counts(key):
                # Rows came with their numbers; the sequence that gives new ones knows of none.
                highest = connection.scalar(sa.select(sa.func.max(key))) or 0
                named = sa.func.pg_get_serial_sequence(table.name, key.name)
                connection.execute(sa.select(sa.func.setval(named, highest + 1, False)))
        connection.execute(sa.delete(state).where(_MARK))
        # PostgreSQL would plan by guesses until it looks at the tables by itself, if ever: a word
        # was looked for among all words of its library.
        connection.execute(sa.text("ANALYZE"))


def snapshot(engine: sa.Engine) -> sa.Connection:
    """Return a connection that sees all libraries, as they are at one moment."""
    unwalled = reading(everywhere(engine))
    if engine.dialect.name == "postgresql":
        unwalled = unwalled.execution_options(isolation_level="REPEATABLE READ")
    return unwalled.connect()


def contents(connection: sa.Connection) -> Iterator[tuple[str, Contents]]:
    """Yield each table's name and what it has, but for the mark of a copy itself."""
    for table in TABLES:
        query = sa.select(table)
        if table is state:
            query = query.where(~_MARK)
        rows, digest = 0, 0
        for row in _streamed(connection, query):
            rows += 1
            digest = (digest + _hash(row)) % _MODULUS
        yield table.name, Contents(rows, digest)


def holds_rows(engine: sa.Engine) -> bool:
    """Whether there is a row but those that a start writes into an empty database."""
    with reading(everywhere(engine)).connect() as connection:
        return any(
            connection.scalar(sa.select(sa.literal(1)).select_from(table).limit(1))
            for table in TABLES
            if table is not state
        )


def _begin(source: sa.Engine, target: sa.Engine) -> str:
    """Return the mark of a copy that was begun, or begin one in an empty target."""
    where = to_shown(source.url)
    with reading(everywhere(target)).connect() as connection:
        mark = connection.scalar(sa.select(state.c.value).where(_MARK))
    if mark is not None:
        begun = _read(mark).source
        if begun != where:
            raise NotCopied(f"the target has a part of a copy of {begun}; go on with that one")
        return str(mark)
    if holds_rows(target):
        raise NotCopied("the target holds something already; name an empty database")
    mark = _Reached(where, TABLES[0].name).to_text()
    with everywhere(target).begin() as connection:
        connection.execute(sa.delete(state))
        connection.execute(sa.insert(state).values(name=COPYING, value=mark))
    return mark


def _parts(
    connection: sa.Connection, table: sa.Table, after: Sequence[Any]
) -> Iterator[Sequence[Row]]:
    """Yield a table's rows in the order of its key, from after one of them on, a few at a time."""
    keys = list(table.primary_key.columns)
    query = sa.select(table).order_by(*keys)
    if after:
        pairs = zip(keys, _typed(keys, after), strict=True)
        last = [sa.literal(value, key.type) for key, value in pairs]
        query = query.where(sa.tuple_(*keys) > sa.tuple_(*last))
    part: list[Row] = []
    size = 0
    for row in _streamed(connection, query):
        part.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, (str, bytes)))
        if len(part) >= _ROWS or size >= _BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part


def _streamed(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Row]:
    yield from connection.execute(query, execution_options={"yield_per": _FETCHED}).mappings()


def _put(target: sa.Engine, table: sa.Table, part: Sequence[Row], marks: tuple[str, str]) -> None:
    """Insert rows and move the mark from its old value to its new one, both or neither."""
    before, now = marks
    with everywhere(target).begin() as connection:
        if part:
            connection.execute(sa.insert(table), [dict(row) for row in part])
        moved = sa.update(state).where(_MARK, state.c.value == before).values(value=now)
        if connection.execute(moved).rowcount != 1:
            raise NotCopied("another podquote copies into the target just now")


def _counts(key: sa.Column[Any]) -> bool:
    return isinstance(key.type, sa.Integer)


def _hash(row: Row) -> int:
    written = json.dumps([_written(value) for value in row.values()])
    return int.from_bytes(hashlib.sha256(written.encode()).digest())


def _written(value: Any) -> object:  # noqa: ANN401  whatever a column has
    """Return a value as JSON has it, the same whichever engine it came from."""
    if isinstance(value, (bytes, memoryview)):
        return {"sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, dt.date):  # and its moments
        return value.isoformat()
    return value


def _typed(keys: Sequence[sa.Column[Any]], after: Sequence[Any]) -> list[Any]:
    """Return a key's values as its columns have them, read back from JSON."""
    dates: Mapping[type, Callable[[Any], Any]] = {dt.date: dt.date.fromisoformat}
    return [
        dates.get(key.type.python_type, lambda it: it)(value) if isinstance(value, str) else value
        for key, value in zip(keys, after, strict=True)
    ]


def _read(mark: str) -> _Reached:
    return _Reached(*json.loads(mark))

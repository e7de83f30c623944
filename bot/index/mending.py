"""Whether the search index can be trusted, and making it anew from the entries where it cannot.

What is looked at is cheap at any size: whether the index's own tables are whole, whether it is of
this version's making, and whether it has as many entries and postings as it says it has.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from bot.errors import UnusableDatabase
from bot.index.blocks import BYTES
from bot.index.engine import reading
from bot.index.postings import add_words, next_generation, numbered
from bot.index.refusals import to_shown
from bot.index.rows import ENTRIES, to_entry
from bot.index.tables import PUT_STATE, entry, indexed, posting, state, suggestion, term
from bot.index.walls import alone, everywhere
from bot.model import Entry

FORMAT: Final = "2"
"""How the index is written: raised when tokens, stems, impacts or blocks change their meaning."""

DAMAGED: Final = "The search index was damaged; it was made anew from the documents."
OUTGROWN: Final = "The search index was not this version's; it was made anew from the documents."

_INDEX: Final = (posting, term, indexed, suggestion)
_AT_ONCE: Final = 10_000  # entries; what they need in memory is let go between two
_FORMAT: Final = "index"

_WRITTEN = sa.select(state.c.value).where(state.c.name == _FORMAT)
_INDEXED = sa.select(indexed.c.library, indexed.c.entries).where(indexed.c.entries > 0)
_ENTRIES = sa.select(entry.c.library, sa.func.count()).group_by(entry.c.library)
_TOTALS = (
    sa.select(sa.func.coalesce(sa.func.sum(indexed.c.entries), 0)),
    sa.select(sa.func.count(entry.c.row)),
    sa.select(sa.func.coalesce(sa.func.sum(indexed.c.postings), 0) * BYTES),
    sa.select(sa.func.coalesce(sa.func.sum(sa.func.length(posting.c.data)), 0)),
    sa.select(sa.func.count()).where(sa.func.length(posting.c.data) % BYTES != 0),
)


def mend(engine: sa.Engine) -> str | None:
    """Make the search index anew where it cannot be trusted; return a sentence that says so.

    Raises:
        UnusableDatabase: more than the index is damaged, or the file was tampered with.
    """
    unwalled = everywhere(engine)
    _refuse_code(unwalled)
    if not _is_whole(unwalled):
        _replace_tables(unwalled)
        libraries, said = _libraries(unwalled), DAMAGED
    elif _written(unwalled) != FORMAT:
        libraries, said = _libraries(unwalled), OUTGROWN
    else:
        libraries, said = _wrong(unwalled), DAMAGED
    for library in libraries:
        _make_anew(engine, library)
    if _written(unwalled) != FORMAT:
        _sign(unwalled)
    return said if libraries else None


def _refuse_code(engine: sa.Engine) -> None:
    """Refuse a file whose schema holds code: podquote's never does."""
    if engine.dialect.name != "sqlite":
        return
    query = sa.text("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')")
    with reading(engine).connect() as connection:
        if connection.scalar(query):
            raise _refused(engine, "it has triggers or views, which podquote never makes")


def _is_whole(engine: sa.Engine) -> bool:
    """Whether the pages of the index can be read; PostgreSQL looks after its own."""
    if engine.dialect.name != "sqlite":
        return True
    return all(_checks(engine, f"PRAGMA quick_check({table.name})") for table in _INDEX)


def _checks(engine: sa.Engine, pragma: str) -> bool:
    try:
        with reading(engine).connect() as connection:
            return connection.scalars(sa.text(pragma)).all() == ["ok"]
    except UnusableDatabase:
        return False


def _replace_tables(engine: sa.Engine) -> None:
    """Put new tables in the place of the index's, whose pages cannot even be given back.

    The schema forgets them; copying the file (VACUUM) then leaves their pages behind.

    Raises:
        UnusableDatabase: more than the index is damaged.
    """
    names = ", ".join(f"'{table.name}'" for table in _INDEX)
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA schema_version")
        [version] = cursor.fetchone() or (0,)
        cursor.execute("PRAGMA writable_schema = ON")
        cursor.execute(f"DELETE FROM sqlite_master WHERE tbl_name IN ({names})")  # noqa: S608
        cursor.execute(f"PRAGMA schema_version = {version + 1}")
        cursor.execute("PRAGMA writable_schema = RESET")
        cursor.execute("VACUUM")
    except sqlite3.DatabaseError as error:
        raise _beyond_repair(engine) from error
    finally:
        raw.close()
    with engine.begin() as connection:
        for table in _INDEX:
            table.create(connection)
    if not _checks(engine, "PRAGMA quick_check(1)"):
        raise _beyond_repair(engine)


def _beyond_repair(engine: sa.Engine) -> UnusableDatabase:
    return _refused(
        engine,
        "its file is damaged beyond the search index; put a copy of it back, or move it away "
        "and ingest the documents again",
    )


def _written(engine: sa.Engine) -> str | None:
    with reading(engine).connect() as connection:
        return connection.scalar(_WRITTEN)


def _sign(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(PUT_STATE, {"name": _FORMAT, "value": FORMAT})


def _libraries(engine: sa.Engine) -> list[str]:
    with reading(engine).connect() as connection:
        return sorted(connection.scalars(sa.select(entry.c.library).distinct()))


def _wrong(engine: sa.Engine) -> list[str]:
    """Return the libraries whose index is not of all their entries, or all where postings lack."""
    with reading(engine).connect() as connection:
        claimed, there, bytes_claimed, bytes_there, odd = (
            connection.scalar(total) for total in _TOTALS
        )
        if bytes_claimed != bytes_there or odd:
            return sorted(connection.scalars(sa.select(entry.c.library).distinct()))
        if claimed == there:
            return []
        entries = {row[0]: row[1] for row in connection.execute(_ENTRIES)}
        found = {row[0]: row[1] for row in connection.execute(_INDEXED)}
    return sorted(one for one in entries | found if entries.get(one) != found.get(one))


def _make_anew(engine: sa.Engine, library: str) -> None:
    with alone(engine, library).begin() as connection:
        for table in _INDEX:
            connection.execute(sa.delete(table).where(table.c.library == library))
        for entries in _all(connection):
            add_words(connection, [numbered(entries)])
        next_generation(connection)


def _all(connection: sa.Connection) -> Iterator[list[tuple[int, Entry]]]:
    last = 0
    while True:
        query = ENTRIES.where(entry.c.row > last).order_by(entry.c.row).limit(_AT_ONCE)
        found = [(row.row, to_entry(row)) for row in connection.execute(query)]
        if not found:
            return
        yield found
        last = found[-1][0]


def _refused(engine: sa.Engine, problem: str) -> UnusableDatabase:
    return UnusableDatabase(to_shown(engine.url), problem)

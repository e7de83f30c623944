"""Whether the search index fits the entries, and making it anew from them where it does not."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.postings import Numbered, add_words, next_generation
from bot.index.rows import ENTRIES, to_entry
from bot.index.tables import entry, indexed, posting, suggestion, term

_AT_ONCE = 10_000  # entries; what they need in memory is let go between two

_INDEXED = sa.select(sa.func.coalesce(sa.func.sum(indexed.c.entries), 0))
_ENTRIES = sa.select(sa.func.count()).select_from(entry)


def mend(engine: sa.Engine) -> bool:
    """Make the search index anew where it is not of all entries; return whether it was."""
    with reading(engine).connect() as connection:
        if _fits(connection):
            return False
    with engine.begin() as connection:
        if _fits(connection):  # another process was first
            return False
        for table in (posting, term, indexed, suggestion):
            connection.execute(sa.delete(table))
        for entries in _all(connection):
            add_words(connection, entries)
        next_generation(connection)
    return True


def _fits(connection: sa.Connection) -> bool:
    return connection.scalar(_INDEXED) == connection.scalar(_ENTRIES)


def _all(connection: sa.Connection) -> Iterator[Numbered]:
    last = 0
    while True:
        query = ENTRIES.where(entry.c.row > last).order_by(entry.c.row).limit(_AT_ONCE)
        found = [(row.row, to_entry(row)) for row in connection.execute(query)]
        if not found:
            return
        yield found
        last = found[-1][0]

"""Whether the search index fits the entries, and making it anew from them where it does not."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.postings import Numbered, add_words, next_generation
from bot.index.rows import ENTRIES, to_entry
from bot.index.tables import entry, indexed, posting, suggestion, term
from bot.index.walls import alone, everywhere

_AT_ONCE = 10_000  # entries; what they need in memory is let go between two

_INDEXED = sa.select(indexed.c.library, indexed.c.entries).where(indexed.c.entries > 0)
_ENTRIES = sa.select(entry.c.library, sa.func.count()).group_by(entry.c.library)


def mend(engine: sa.Engine) -> bool:
    """Make the search index anew where it is not of all entries; return whether it was.

    Each library's by itself.
    """
    with reading(everywhere(engine)).connect() as connection:
        wrong = _wrong(connection)
    for library in wrong:
        with alone(engine, library).begin() as connection:
            for table in (posting, term, indexed, suggestion):
                connection.execute(sa.delete(table).where(table.c.library == library))
            for entries in _all(connection):
                add_words(connection, entries)
            next_generation(connection)
    return bool(wrong)


def _wrong(connection: sa.Connection) -> list[str]:
    """Return the libraries whose index is not of all their entries."""
    there = {row[0]: row[1] for row in connection.execute(_ENTRIES)}
    found = {row[0]: row[1] for row in connection.execute(_INDEXED)}
    return sorted(one for one in there | found if there.get(one) != found.get(one))


def _all(connection: sa.Connection) -> Iterator[Numbered]:
    last = 0
    while True:
        query = ENTRIES.where(entry.c.row > last).order_by(entry.c.row).limit(_AT_ONCE)
        found = [(row.row, to_entry(row)) for row in connection.execute(query)]
        if not found:
            return
        yield found
        last = found[-1][0]

"""Workspaces' own libraries: which there are, what each has, an index for each, and their end."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from bot.errors import NoSuchThing
from bot.index.catalogue import SqlCatalogue
from bot.index.engine import reading
from bot.index.installations import installation
from bot.index.postings import next_generation
from bot.index.reader import SqlIndex
from bot.index.tables import document, entry, indexed, metadata
from bot.index.walls import alone, everywhere, within
from bot.model import PUBLIC, SourceDocument, Tenant
from bot.ports import Index

_REMEMBERED: Final = 64
"""Indexes of workspaces that have documents of their own; each holds its words in memory."""


class SqlTenants:
    """The libraries beside the public one."""

    def __init__(self, engine: sa.Engine, public: Index) -> None:
        """Take the engine, and the index of the public library, which most workspaces share."""
        self._engine = engine
        self._public = public
        self._indexes: OrderedDict[str, Index] = OrderedDict()
        self._lock = threading.Lock()

    def index_of(self, library: str) -> Index:
        """Return the index of a library and the public one; those with nothing share one."""
        if library == PUBLIC or not self._has_something(library):
            return self._public
        with self._lock:
            found = self._indexes.pop(library, None) or SqlIndex(within(self._engine, library))
            self._indexes[library] = found
            while len(self._indexes) > _REMEMBERED:
                self._indexes.popitem(last=False)
            return found

    def all(self) -> list[Tenant]:
        """Return every library but the public one that has anything, by name."""
        found: dict[str, dict[str, int]] = {}
        with reading(everywhere(self._engine)).connect() as connection:
            for table in _of_a_library():
                counted = sa.select(table.c.library, sa.func.count()).group_by(table.c.library)
                for library, number in connection.execute(counted.where(_not_public(table))):
                    found.setdefault(library, {})[table.name] = number
        return [
            Tenant(library, counts.get(document.name, 0), counts.get(entry.name, 0), counts)
            for library, counts in sorted(found.items())
        ]

    def filled(self) -> frozenset[str]:
        """Return the names of the libraries beside the public one that have entries."""
        found = sa.select(indexed.c.library).where(indexed.c.entries > 0, _not_public(indexed))
        with reading(everywhere(self._engine)).connect() as connection:
            return frozenset(connection.scalars(found))

    def documents(self, library: str) -> Iterator[SourceDocument]:
        """Yield a library's own documents, by name."""
        for stored in SqlCatalogue(alone(self._engine, library)).documents():
            yield stored.document

    def delete(self, library: str) -> int:
        """Delete all that is of a library, and its workspace's token; return how many rows.

        Raises:
            NoSuchThing: it is the public one, which is no workspace's.
        """
        if library == PUBLIC:
            raise NoSuchThing("workspace")
        platform, _, workspace = library.partition(":")
        token = sa.and_(installation.c.platform == platform, installation.c.workspace == workspace)
        with alone(self._engine, library).begin() as connection:
            gone = sum(_delete_dependents(connection, library))
            for table in reversed(_of_a_library()):
                where = table.c.library == library
                gone += connection.execute(sa.delete(table).where(where)).rowcount
            gone += connection.execute(sa.delete(installation).where(token)).rowcount
            next_generation(connection)
        with self._lock:
            self._indexes.pop(library, None)
        return gone

    def _has_something(self, library: str) -> bool:
        found = sa.select(indexed.c.entries).where(indexed.c.library == library)
        with reading(within(self._engine, library)).connect() as connection:
            return bool(connection.scalar(found))


def _of_a_library() -> list[sa.Table]:
    """Return the tables whose rows are each of a library, those that are pointed at first."""
    return [table for table in metadata.sorted_tables if "library" in table.c]


def _delete_dependents(connection: sa.Connection, library: str) -> list[int]:
    """Delete rows that point at rows of a library and say none themselves."""
    gone = []
    for table in reversed(metadata.sorted_tables):
        for key in table.foreign_keys:
            parent = key.column.table
            if "library" not in table.c and "library" in parent.c:
                theirs = sa.select(key.column).where(parent.c.library == library)
                result = connection.execute(sa.delete(table).where(key.parent.in_(theirs)))
                gone.append(result.rowcount)
    return gone


def _not_public(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.library != PUBLIC

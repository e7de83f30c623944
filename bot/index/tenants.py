"""Workspaces' own libraries: which there are, what each has, an index for each, and their end."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from bot.errors import NoSuchThing
from bot.index import installations  # noqa: F401  its table is among those that are deleted
from bot.index.catalogue import SqlCatalogue
from bot.index.engine import reading
from bot.index.held import Held
from bot.index.postings import next_generation
from bot.index.reader import SqlIndex
from bot.index.tables import document, entry, indexed, metadata
from bot.index.walls import alone, everywhere, within
from bot.model import PUBLIC, SourceDocument, Tenant
from bot.ports import Index

_MADE_ANEW: Final = frozenset(("posting", "term", "indexed", "suggestion"))
_LEFT_OUT: Final = frozenset(
    (
        ("document", "data"),
        ("document", "layer"),
        ("installation", "token"),
        ("proposal", "token"),
        ("proposal", "data"),
    )
)
_REMEMBERED: Final = 64
"""Indexes of workspaces that have documents of their own; each holds its words in memory."""


class SqlTenants:
    """The libraries beside the public one."""

    def __init__(self, engine: sa.Engine, public: Index) -> None:
        """Take the engine, and the index of the public library, which most workspaces share."""
        self._engine = engine
        self._public = public
        self._indexes: OrderedDict[str, Index] = OrderedDict()
        self._held = Held()  # by all of them together
        self._lock = threading.Lock()

    def index_of(self, library: str) -> Index:
        """Return the index of a library and the public one; those with nothing share one."""
        if library == PUBLIC or not self._has_something(library):
            return self._public
        with self._lock:
            found = self._indexes.pop(library, None) or self._new_index(library)
            self._indexes[library] = found
            while len(self._indexes) > _REMEMBERED:
                self._indexes.popitem(last=False)
            return found

    def _new_index(self, library: str) -> Index:
        return SqlIndex(within(self._engine, library), self._held)

    def all(self) -> list[Tenant]:
        """Return every library but the public one that has anything, by name.

        A workspace that has installed podquote has its token.
        """
        found: dict[str, dict[str, int]] = {}
        with reading(everywhere(self._engine)).connect() as connection:
            for table, name in _named():
                counted = sa.select(name, sa.func.count()).where(name != PUBLIC).group_by(name)
                for library, number in connection.execute(counted):
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

    def rows(self, library: str) -> Iterator[tuple[str, dict[str, object]]]:
        """Yield every row of a library with its table's name, but for what is made anew.

        Left out are the search index, the documents' bytes, which `documents` gives, and whatever
        is a key to something: tokens.
        """
        with reading(alone(self._engine, library)).connect() as connection:
            for table in metadata.sorted_tables:
                mine = whose(table, library)
                if mine is None or table.name in _MADE_ANEW:
                    continue
                shown = [one for one in table.c if (table.name, one.name) not in _LEFT_OUT]
                for row in connection.execute(sa.select(*shown).where(mine)):
                    yield table.name, dict(row._mapping)  # noqa: SLF001  its public name

    def delete(self, library: str) -> int:
        """Delete all that is of a library, and its workspace's token; return how many rows.

        Raises:
            NoSuchThing: it is the public one, which is no workspace's.
        """
        if library == PUBLIC:
            raise NoSuchThing("workspace")
        gone = 0
        with alone(self._engine, library).begin() as connection:
            for table in reversed(metadata.sorted_tables):
                mine = whose(table, library)
                if mine is not None:
                    gone += connection.execute(sa.delete(table).where(mine)).rowcount
            next_generation(connection)
        with self._lock:
            self._indexes.pop(library, None)
        return gone

    def _has_something(self, library: str) -> bool:
        found = sa.select(indexed.c.entries).where(indexed.c.library == library)
        with reading(within(self._engine, library)).connect() as connection:
            return bool(connection.scalar(found))


def _named() -> Iterator[tuple[sa.Table, sa.ColumnElement[str]]]:
    """Yield the tables whose rows name their library themselves, each with what names it."""
    for table in metadata.sorted_tables:
        if "library" in table.c:
            yield table, table.c.library
        elif _is_a_workspaces(table):
            yield table, table.c.platform + ":" + table.c.workspace


def _is_a_workspaces(table: sa.Table) -> bool:
    return {"platform", "workspace"} <= set(table.c.keys())


def whose(table: sa.Table, library: str) -> sa.ColumnElement[bool] | None:
    """Return what tells the rows of a library in a table, or None: its rows are nobody's.

    They say it themselves, or are of the workspace whose library it is, or they point at rows that
    say it.
    """
    if "library" in table.c:
        return table.c.library == library
    if _is_a_workspaces(table):
        platform, _, workspace = library.partition(":")
        return sa.and_(table.c.platform == platform, table.c.workspace == workspace)
    theirs = [
        key.parent.in_(sa.select(key.column).where(key.column.table.c.library == library))
        for key in table.foreign_keys
        if "library" in key.column.table.c
    ]
    return sa.or_(*theirs) if theirs else None


def _not_public(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.library != PUBLIC

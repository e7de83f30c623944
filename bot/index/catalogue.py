"""The write side: documents, episodes, entries and search index change together or not at all."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from bot.index.asking import Given, Statement, asking
from bot.index.correcting import read_history, read_relabellings, read_settlements
from bot.index.engine import reading
from bot.index.forgetting import list_marks, scrub
from bot.index.postings import wait_for_other_writers
from bot.index.rows import DOCUMENTS, ENTRIES, to_entry, to_row, to_stored
from bot.index.tables import document, entry, episode
from bot.index.walls import alone, own_of, seen_by
from bot.index.writer import SqlWriter
from bot.model import (
    PUBLIC,
    Correction,
    DocumentReport,
    Entry,
    ForgottenThing,
    Kind,
    Overview,
    Relabelling,
    Settled,
)
from bot.ports import Stored, Writer

_SAID: Final = [kind.value for kind in Kind if kind.is_speech]
_AT_ONCE: Final = 2_000  # entries that are read; one takes some kilobytes
# A document's own library stands behind its bytes: the entry's is enough (`bot/index/reader.py`).
_SPEECH: Final = Statement(
    f"{ENTRIES} WHERE entry.library IN @libraries AND entry.kind IN @kinds AND entry.id > :after "
    "ORDER BY entry.id LIMIT :limit"
)


class SqlCatalogue:
    """`bot.ports.Catalogue` on a database that is at the newest revision."""

    def __init__(self, engine: sa.Engine, *, within: sa.Connection | None = None) -> None:
        """Take the engine; nothing is opened yet.

        With `within`, everything that is written goes into its transaction, which is not ended.
        """
        self._engine = engine
        self._within = within
        self._reading = reading(engine)
        # One's own alone: what others have does not decide how one's own documents are grouped.
        self._own = alone(engine, own_of(engine))
        self.library = own_of(engine)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Open one transaction for writing; an exception inside undoes all of it."""
        if self._within is not None:
            with self._within.begin_nested():
                yield SqlWriter(self._within)
            return
        with self._own.begin() as connection:
            # Nobody else changes what is read until the end; on SQLite they queue by themselves.
            wait_for_other_writers(connection)
            yield SqlWriter(connection)

    def known(self) -> dict[str, str]:
        """Return the name of every document of this library, by the sha256 of its bytes."""
        query = sa.select(document.c.sha256, document.c.file)
        with reading(self._own).connect() as connection:
            return {row.sha256: row.file for row in connection.execute(query)}

    def standing(self, files: Sequence[str]) -> Sequence[DocumentReport]:
        """Return how the documents of those names stand; nothing was done to them."""
        query = (
            sa.select(document.c.file, document.c.format, episode.c.title, episode.c.conflicts)
            .join_from(document, episode, document.c.episode_id == episode.c.id)
            .where(document.c.file.in_(files))
        )
        with reading(self._own).connect() as connection:
            return [
                DocumentReport(
                    row.file,
                    format=row.format,
                    episode=row.title,
                    conflicts=tuple(json.loads(row.conflicts)),
                    is_known=True,
                )
                for row in (connection.execute(query) if files else ())
            ]

    def documents(self) -> Iterator[Stored]:
        """Yield every document, by name."""
        with self._reading.connect() as connection:
            for row in connection.execute(DOCUMENTS.order_by(document.c.file)):
                yield to_stored(row)

    def entries_of(self, file: str) -> Sequence[Entry]:
        """Return the entries whose words stand in `file`, also those that it only confirms."""
        with self._reading.connect() as connection:
            episode_id = connection.scalar(
                sa.select(document.c.episode_id).where(document.c.file == file)
            )
            rows = connection.execute(
                ENTRIES.where(entry.c.episode_id == episode_id).order_by(entry.c.position)
            )
            found = [to_entry(row) for row in rows]
        return [e for e in found if any(file == s.file for s in (e.source, *e.also_in))]

    def speech(self) -> Iterator[Entry]:
        """Yield every quote and segment, by id, as they are when it comes to them."""
        libraries = list(seen_by(self._reading) or (PUBLIC,))
        given: dict[str, Given] = {"libraries": libraries, "kinds": _SAID, "limit": _AT_ONCE}
        after = ""
        while True:
            # Nothing of the database is held while whoever takes them computes: a forgetting would
            # wait for it to empty the log.
            with asking(self._reading) as ask:
                rows = [to_row(row) for row in ask(_SPEECH, {**given, "after": after})]
            if not rows:
                return
            yield from map(to_entry, rows)
            after = rows[-1].id

    def overview(self) -> Overview:
        """Count what is there."""
        podcasts = sa.select(sa.func.count(sa.distinct(episode.c.podcast)))
        with self._reading.connect() as connection:
            counts = [
                connection.scalar(query) or 0
                for query in (
                    podcasts,
                    *(
                        sa.select(sa.func.count()).select_from(t)
                        for t in (episode, document, entry)
                    ),
                )
            ]
        return Overview(*counts)

    def history(self, subjects: Collection[str] | None) -> Sequence[Correction]:
        """Return what curators changed of `subjects`, or at all, oldest first."""
        with self._reading.connect() as connection:
            return read_history(connection, subjects)

    def settlements(self) -> Sequence[Settled]:
        """Return who said what as curators settled it, by entry."""
        with self._reading.connect() as connection:
            return read_settlements(connection)

    def relabellings(self) -> Sequence[Relabelling]:
        """Return whom labels stand for, by document and label."""
        with self._reading.connect() as connection:
            return read_relabellings(connection)

    def forgotten(self) -> Sequence[ForgottenThing]:
        """Return what was forgotten, the newest first."""
        with self._reading.connect() as connection:
            return list_marks(connection)

    def scrub(self) -> None:
        """Leave nothing of what was taken out, in no file of the database.

        Raises:
            UnusableDatabase: something of it is left for now, and why.
        """
        scrub(self._engine)

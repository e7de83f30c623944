"""The write side: documents, episodes, entries and search index change together or not at all."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from bot.frozen import claims_from_json, claims_to_json
from bot.index.aliases import learn, unlearn
from bot.index.correcting import (
    correct,
    corrected,
    move_corrections,
    read_history,
    read_relabellings,
    read_settlements,
    relabel,
    remember,
    settle_as,
    settle_labels,
)
from bot.index.curation import settle, succeed
from bot.index.engine import reading
from bot.index.forgetting import (
    drop_marks,
    drop_names,
    drop_traces,
    keep_marks,
    list_marks,
    read_marks,
    scrub,
)
from bot.index.postings import Numbered, add_words, drop_words, next_generation
from bot.index.rows import ENTRIES, AnyRow, entry_row, episode_row, new_rows, to_entry
from bot.index.tables import document, entry, episode
from bot.index.walls import alone, own_of
from bot.marks import Mark, Marks
from bot.model import (
    Change,
    Correction,
    DocumentReport,
    Entry,
    ForgottenThing,
    Kind,
    Overview,
    Relabelling,
    Settled,
    SourceDocument,
)
from bot.ports import Keys, Reconciled, Stored, Writer
from bot.succession import changes, successors

_SHOWN = sa.select(
    document.c.file,
    document.c.sha256,
    document.c.data,
    document.c.layer,
    document.c.format,
    document.c.given,
)
_PREFIX_END = "\U0010ffff"


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
            for row in connection.execute(_SHOWN.order_by(document.c.file)):
                yield _stored(row)

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

    def speech(self) -> Sequence[Entry]:
        """Return every quote and segment, by id."""
        kinds = [kind.value for kind in Kind if kind.is_speech]
        query = ENTRIES.where(entry.c.kind.in_(kinds)).order_by(entry.c.id)
        with self._reading.connect() as connection:
            return [to_entry(row) for row in connection.execute(query)]

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
        """Leave nothing of what was taken out, in no file of the database."""
        scrub(self._engine)


class SqlWriter:
    """`bot.ports.Writer` inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        """Take the connection whose transaction this writes in."""
        self._connection = connection
        self.library = own_of(connection)
        self._gone: dict[str, Entry] = {}  # what this transaction took out; some of it returns

    def file_of(self, sha256: str) -> str | None:
        """Return the name of the document with these bytes, or None."""
        return self._connection.scalar(
            sa.select(document.c.file).where(document.c.sha256 == sha256)
        )

    def episode_of(self, file: str) -> tuple[str | None, tuple[str, ...]]:
        """Return the title and the conflicts of the episode that the document `file` is of."""
        row = self._connection.execute(
            sa.select(episode.c.title, episode.c.conflicts)
            .join_from(document, episode, document.c.episode_id == episode.c.id)
            .where(document.c.file == file)
        ).one()
        return row.title, tuple(json.loads(row.conflicts))

    def forget(self, file: str) -> tuple[str, ...] | None:
        """Take the document of that name out; return the other files of its episode, if any."""
        found = self._connection.execute(
            sa.select(document.c.id, document.c.episode_id).where(document.c.file == file)
        ).one_or_none()
        if found is None:
            return None
        others = self._connection.scalars(
            sa.select(document.c.file).where(
                document.c.episode_id == found.episode_id, document.c.id != found.id
            )
        ).all()
        self._drop_episodes({found.episode_id})
        self._connection.execute(sa.delete(document).where(document.c.id == found.id))
        return tuple(sorted(others))

    def keep(self, stored: Stored, keys: Keys) -> None:
        """Put a document in, to no episode yet."""
        self._connection.execute(
            sa.insert(document).values(
                file=stored.document.file,
                sha256=stored.document.sha256,
                format=stored.format,
                data=stored.document.data,
                layer=stored.document.layer,
                video_id=keys.video_id,
                title_key=keys.title,
                glued_key=keys.glued and keys.glued[::-1],
                item_key=keys.item,
                given=stored.given and claims_to_json(stored.given),
            )
        )

    def related(self, keys: Keys) -> Sequence[Stored]:
        """Return the documents that may be of the same episode, by name: a superset."""
        clauses = []
        if keys.video_id:
            clauses.append(document.c.video_id == keys.video_id)
        if keys.item:
            clauses.append(document.c.item_key == keys.item)
        if keys.title:
            backwards = keys.title[::-1]
            clauses += [
                document.c.title_key == keys.title,
                # A glued title ends with this one: backwards it begins with it.
                document.c.glued_key.between(backwards, backwards + _PREFIX_END),
            ]
        if keys.glued:
            tails = [keys.glued[start:] for start in range(len(keys.glued))]
            clauses += [document.c.glued_key == keys.glued[::-1], document.c.title_key.in_(tails)]
        return self._select(sa.or_(sa.false(), *clauses))

    def named(self, files: Sequence[str]) -> Sequence[Stored]:
        """Return the documents of those names that are there, in the order of their names."""
        return self._select(document.c.file.in_(files))

    def replace(self, files: Sequence[str], episodes: Sequence[Reconciled]) -> tuple[Change, ...]:
        """Make `episodes` all that the documents `files` give; return what changes by that."""
        rows = self._connection.execute(
            sa.select(document.c.file, document.c.id, document.c.episode_id).where(
                document.c.file.in_(files)
            )
        ).all()
        old = {row.episode_id for row in rows if row.episode_id is not None}
        homes = {one.source.file: one.episode.id for one in self._gone.values()}
        homes |= {row.file: row.episode_id for row in rows if row.episode_id is not None}
        move_corrections(self._connection, homes, episodes)
        episodes = [corrected(self._connection, found) for found in episodes]
        self._drop_episodes(old | {found.episode.id for found in episodes})
        there = {e.id: e for found in episodes for e in found.entries}
        followed = successors(self._gone, there)
        # First of all: words are found by the names that a curator settled, too.
        succeed(self._connection, {old: there[new] for old, new in followed.items()}, set(there))
        for found in episodes:
            self._add_episode(found, {row.file: row.id for row in rows})
        # Those of a batch at once: every stem of the index is read and written once.
        add_words(self._connection, self._entries({found.episode.id for found in episodes}))
        self._none_is_left_out()
        next_generation(self._connection)
        return changes(self._gone, there, followed)

    def _none_is_left_out(self) -> None:
        left = self._connection.scalars(
            sa.select(document.c.file).where(document.c.episode_id.is_(None))
        ).all()
        if left:  # the transaction is undone: better no change than words lost in silence
            raise AssertionError(f"documents of no episode: {left}")

    def settle(self, id: str, name: str, because: str, at: str) -> bool:
        """Settle who said an entry, for good; return whether there is such an entry."""
        was = next((one.name for one in read_settlements(self._connection, id)), None)
        found = settle(self._connection, id, name, because, at)
        if found:
            change = Correction(at, "speaker", id, "name", was, name, because)
            remember(self._connection, change)
        next_generation(self._connection)
        return found

    def together(self, file: str) -> Sequence[str]:
        """Return the names of the documents of the episode that the document `file` is of."""
        theirs = sa.select(document.c.episode_id).where(document.c.file == file)
        names = sa.select(document.c.file).where(document.c.episode_id == theirs.scalar_subquery())
        return self._connection.scalars(names).all()

    def files(self) -> Sequence[str]:
        """Return the names of all documents, in order."""
        return self._connection.scalars(sa.select(document.c.file).order_by(document.c.file)).all()

    def correct(self, change: Correction) -> None:
        """Lay one field of an episode over what its documents say, and remember it."""
        correct(self._connection, change)

    def correct_again(self, change: Correction) -> None:
        """Do a correction of an episode again that another library remembers; others: remember."""
        if change.what == "episode":
            correct(self._connection, change)
        elif change.what != "label":  # a relabelling remembers itself
            remember(self._connection, change)

    def settle_again(self, one: Settled) -> None:
        """Settle who said an entry as another library has it, unless it is settled here."""
        settle_as(self._connection, one)

    def relabel(self, file: str, label: str, name: str, because: str, at: str) -> None:
        """Say whom a label in a document stands for, and remember it."""
        relabel(self._connection, Relabelling(file, label, name, because, at))

    def marks(self) -> Marks:
        """Return what was forgotten, and stays out."""
        return read_marks(self._connection)

    def keep_out(self, keys: Iterable[tuple[str, ...]], mark: Mark) -> None:
        """Keep out from now on whatever has one of `keys`."""
        keep_marks(self._connection, keys, mark)

    def let_in(self, id: str) -> int:
        """Let in again what was forgotten under `id`; return how many marks it had."""
        return drop_marks(self._connection, id)

    def files_of(self, episode_id: str) -> Sequence[str]:
        """Return the names of an episode's documents."""
        names = sa.select(document.c.file).where(document.c.episode_id == episode_id)
        return self._connection.scalars(names.order_by(document.c.file)).all()

    def ids_of(self, file: str) -> Sequence[str]:
        """Return the ids of the entries of the episode that the document `file` is of."""
        ids = sa.select(entry.c.id).join(document, document.c.episode_id == entry.c.episode_id)
        return self._connection.scalars(ids.where(document.c.file == file)).all()

    def erase(
        self,
        ids: Collection[str],
        episodes: Collection[str],
        files: Collection[str],
        names: Collection[str] = (),
    ) -> int:
        """Take out every trace of entries, episodes and documents beside themselves."""
        drop_names(self._connection, names)
        return drop_traces(self._connection, ids, episodes, files)

    def _select(self, where: sa.ColumnElement[bool]) -> Sequence[Stored]:
        rows = self._connection.execute(_SHOWN.where(where).order_by(document.c.file))
        return [_stored(row) for row in rows]

    def _add_episode(self, found: Reconciled, document_ids: dict[str, int]) -> None:
        connection = self._connection
        connection.execute(sa.insert(episode).values(**episode_row(found.episode, found.conflicts)))
        connection.execute(
            sa.update(document)
            .where(document.c.file.in_(found.files))
            .values(episode_id=found.episode.id)
        )
        learn(connection, found.aliases)
        settle_labels(connection, found)
        if not found.entries:
            return
        numbers = new_rows(connection, len(found.entries))
        rows = [
            {"row": number, **entry_row(e, document_ids[e.source.file])}
            for number, e in zip(numbers, found.entries, strict=True)
        ]
        connection.execute(sa.insert(entry), rows)

    def _drop_episodes(self, episode_ids: set[str]) -> None:
        """Take episodes and their entries out."""
        connection, gone = self._connection, self._entries(episode_ids)
        drop_words(connection, gone)
        connection.execute(sa.delete(entry).where(entry.c.episode_id.in_(episode_ids)))
        connection.execute(
            sa.update(document)
            .where(document.c.episode_id.in_(episode_ids))
            .values(episode_id=None)
        )
        connection.execute(sa.delete(episode).where(episode.c.id.in_(episode_ids)))
        unlearn(connection, episode_ids)
        self._gone |= {e.id: e for _, e in gone}

    def _entries(self, episode_ids: set[str]) -> Numbered:
        """Return the entries as the tables have them, what a curator settled included."""
        rows = self._connection.execute(ENTRIES.where(entry.c.episode_id.in_(episode_ids)))
        return [(row.row, to_entry(row)) for row in rows]


def _stored(row: AnyRow) -> Stored:
    given = None if row.given is None else claims_from_json(row.given)
    return Stored(SourceDocument(row.file, row.sha256, row.data, row.layer), row.format, given)

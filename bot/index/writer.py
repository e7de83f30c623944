"""What one transaction writes: documents, episodes, entries and the search index together."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa

from bot.frozen import claims_to_json
from bot.index.aliases import learn, unlearn
from bot.index.correcting import (
    correct,
    corrected,
    move_corrections,
    read_settlements,
    relabel,
    remember,
    settle_as,
    settle_labels,
)
from bot.index.curation import settle, succeed
from bot.index.forgetting import drop_marks, drop_names, drop_traces, keep_marks, read_marks
from bot.index.postings import Numbered, add_words, drop_words, next_generation, numbered
from bot.index.rows import (
    DOCUMENTS,
    ENTRIES,
    episode_row,
    new_rows,
    put_entries,
    to_entry,
    to_stored,
)
from bot.index.tables import document, entry, episode, settled
from bot.index.walls import own_of
from bot.index.words import Words
from bot.marks import Mark, Marks
from bot.model import Change, Correction, Entry, Relabelling, Settled
from bot.ports import Keys, Reconciled, Stored
from bot.succession import changes, successors

_PREFIX_END = "\U0010ffff"


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
        ids = {row.file: row.id for row in rows}
        numbers = {found.episode.id: self._add_episode(found, ids) for found in episodes}
        # Those of a batch at once: every stem of the index is read and written once.
        add_words(self._connection, self._words(episodes, numbers))
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
        rows = self._connection.execute(DOCUMENTS.where(where).order_by(document.c.file))
        return [to_stored(row) for row in rows]

    def _add_episode(self, found: Reconciled, document_ids: dict[str, int]) -> Sequence[int]:
        """Put an episode in with its entries; return the numbers of their rows."""
        connection = self._connection
        connection.execute(sa.insert(episode).values(**episode_row(found.episode, found.conflicts)))
        connection.execute(
            sa.update(document)
            .where(document.c.file.in_(found.files))
            .values(episode_id=found.episode.id)
        )
        learn(connection, found.aliases)
        settle_labels(connection, found)
        numbers = new_rows(connection, len(found.entries))
        put_entries(connection, found.entries, numbers, document_ids)
        return numbers

    def _words(
        self, episodes: Sequence[Reconciled], numbers: Mapping[str, Sequence[int]]
    ) -> list[Numbered]:
        """Return what episodes that are in the tables put into the index.

        What was worked out beforehand holds but where a curator settled who said something.
        """
        query = sa.select(entry.c.episode_id).join_from(
            entry, settled, entry.c.id == settled.c.entry_id
        )
        touched = self._connection.scalars(
            query.where(entry.c.episode_id.in_(numbers)).distinct()
        ).all()
        found: list[Numbered] = []
        for one in episodes:
            rows = numbers[one.episode.id]
            if isinstance(one.words, Words) and one.episode.id not in touched:
                found.append((rows, one.words))
            else:
                found.append(numbered(self._entries({one.episode.id})))
        return found

    def _drop_episodes(self, episode_ids: set[str]) -> None:
        """Take episodes and their entries out."""
        connection, gone = self._connection, self._entries(episode_ids)
        drop_words(connection, numbered(gone))
        connection.execute(sa.delete(entry).where(entry.c.episode_id.in_(episode_ids)))
        connection.execute(
            sa.update(document)
            .where(document.c.episode_id.in_(episode_ids))
            .values(episode_id=None)
        )
        connection.execute(sa.delete(episode).where(episode.c.id.in_(episode_ids)))
        unlearn(connection, episode_ids)
        self._gone |= {e.id: e for _, e in gone}

    def _entries(self, episode_ids: set[str]) -> list[tuple[int, Entry]]:
        """Return the entries as the tables have them, what a curator settled included."""
        rows = self._connection.execute(ENTRIES.where(entry.c.episode_id.in_(episode_ids)))
        return [(row.row, to_entry(row)) for row in rows]

"""The read side: own postings by key, in plain SQL that SQLite and PostgreSQL share.

No text of a user reaches an engine's search syntax: stems and words are keys, bound as such.
"""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from bot.aliases import Aliases
from bot.concepts import Concept, Way
from bot.index.aliases import read_aliases
from bot.index.blocks import Block, joined
from bot.index.curation import current_id
from bot.index.engine import reading
from bot.index.matching import affordable, best_rows
from bot.index.postings import generation
from bot.index.rows import ENTRIES, to_entry, to_episode
from bot.index.spelling import Spellings
from bot.index.tables import PUBLIC, entry, episode, posting
from bot.index.vocabulary import SqlVocabulary, words_since
from bot.model import Entry, Episode, Kind
from bot.tokens import tokenize

_TITLES: Final = (
    2000  # titles that are looked at for topics: enough to tell what a library is about
)
_TEXTS: Final = 200  # texts that are read to tell whether a word is ordinary
_POSTINGS = sa.select(posting.c.stem, posting.c.block, posting.c.data).where(
    posting.c.library.in_(sa.bindparam("libraries", expanding=True)),
    posting.c.stem.in_(sa.bindparam("stems", expanding=True)),
)
_SHOWN = ENTRIES.where(entry.c.row.in_(sa.bindparam("rows", expanding=True)))
_WORDING = sa.select(entry.c.text).where(entry.c.row.in_(sa.bindparam("rows", expanding=True)))


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read at one generation of the index."""

    generation: int
    vocabulary: SqlVocabulary
    aliases: Aliases


class SqlIndex:
    """`bot.ports.Index` on the tables that `bot.index.postings` writes."""

    def __init__(self, engine: sa.Engine, libraries: Sequence[str] = (PUBLIC,)) -> None:
        """Take the engine and the libraries that may be seen; nothing is read yet."""
        self._engine = reading(engine)
        self._libraries = list(libraries)
        self._lock = threading.Lock()
        self._known: _Known | None = None
        self._spellings = Spellings()
        self._spelled_until = -1

    def vocabulary(self) -> SqlVocabulary:
        """Return the words that are indexed now."""
        return self._read().vocabulary

    def aliases(self) -> Aliases:
        """Return the names as heard; read again only when the index has changed."""
        return self._read().aliases

    def candidates(self, concepts: Sequence[Concept], limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries that meet some of the concepts, likelier ones first."""
        rows = self._rows(concepts, limit)
        if not rows:
            return []
        with self._engine.connect() as connection:
            found = connection.execute(_SHOWN, {"rows": rows}).all()
        by_row = {row.row: to_entry(row) for row in found}
        return [by_row[row] for row in rows if row in by_row]

    def entry(self, id: str) -> Entry | None:
        """Return the entry of that id, or what has become of it, or None."""
        with self._engine.connect() as connection:
            current = current_id(connection, id)
            row = connection.execute(ENTRIES.where(entry.c.id == current)).one_or_none()
        return to_entry(row) if row else None

    def around(self, segment: Entry) -> Sequence[Entry]:
        """Return `segment` with the segments right before and after it, in their order."""
        places = (segment.position - 1, segment.position + 1)
        query = ENTRIES.where(
            entry.c.episode_id == segment.episode.id,
            entry.c.kind == Kind.SEGMENT.value,
            entry.c.position.between(*places),
        ).order_by(entry.c.position)
        with self._engine.connect() as connection:
            found = [to_entry(row) for row in connection.execute(query)]
        return [one for one in found if one.source.file == segment.source.file]

    def topics(self) -> Sequence[str]:
        """Return folded words that titles are made of, those of most titles first."""
        titles = sa.func.substr(entry.c.text, 1, entry.c.title_length)
        chapter = entry.c.kind == Kind.CHAPTER.value
        query = (
            sa.select(sa.case((chapter, entry.c.text), else_=titles))
            .where(sa.or_(chapter, entry.c.title_length > 0))
            .order_by(entry.c.row)
            .limit(_TITLES)
        )
        with self._engine.connect() as connection:
            found = connection.scalars(query).all()
        counted = Counter(word for title in found for word in {t.word for t in tokenize(title)})
        return [word for word, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]

    def episodes(self) -> Sequence[Episode]:
        """Return all episodes, by id."""
        with self._engine.connect() as connection:
            return [
                to_episode(row) for row in connection.execute(sa.select(episode).order_by("id"))
            ]

    def _rows(self, concepts: Sequence[Concept], limit: int) -> list[int]:
        stems = {stem for one in concepts for way in one.ways for stem in way.stems}
        vocabulary = self.vocabulary()
        vocabulary.fetch((), stems)
        chosen = affordable(concepts, vocabulary.stems)
        read = sorted({stem for one in chosen for way in one.ways for stem in way.stems})
        return best_rows(chosen, self._postings(read), limit) if read else []

    def _postings(self, stems: Sequence[str]) -> dict[str, dict[int, Block]]:
        parts: dict[str, dict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        with self._engine.connect() as connection:
            given = {"libraries": self._libraries, "stems": stems}
            for stem, block, data in connection.execute(_POSTINGS, given):
                parts[stem][block].append(data)
        return {
            stem: {number: joined(of_block) for number, of_block in blocks.items()}
            for stem, blocks in parts.items()
        }

    def _read(self) -> _Known:
        with self._engine.connect() as connection, self._lock:
            now = generation(connection)
            if self._known is None or self._known.generation != now:
                aliases = Aliases(read_aliases(connection), is_ordinary=self._is_ordinary)
                vocabulary = SqlVocabulary(
                    self._engine, self._libraries, lambda: self._spelled(now)
                )
                self._known = _Known(now, vocabulary, aliases)
            return self._known

    def _spelled(self, now: int) -> Spellings:
        """Return how words are spelled, with those that came since it was asked last."""
        with self._lock, self._engine.connect() as connection:
            if self._spelled_until < now:
                self._spellings.add(words_since(connection, self._libraries, self._spelled_until))
                self._spelled_until = now
            return self._spellings

    def _is_ordinary(self, words: str) -> bool:
        """Whether these folded words stand side by side in small letters in one of a few texts."""
        stems = tuple(token.stem for token in tokenize(words))
        rows = self._rows([Concept(words, 1.0, (Way(stems),))], _TEXTS)
        small = re.compile(rf"\b{re.escape(words).replace(' ', '[ -]')}\b")
        with self._engine.connect() as connection:
            return any(small.search(text) for text in connection.scalars(_WORDING, {"rows": rows}))

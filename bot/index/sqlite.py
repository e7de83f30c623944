"""The read side on SQLite: FTS5 finds candidates, everything else is plain rows.

No text of a user reaches MATCH: it sees stems of the one tokeniser, each in double quotes.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from bot.aliases import Aliases
from bot.index.aliases import GENERATION, read_aliases
from bot.index.curation import current_id
from bot.index.engine import reading
from bot.index.rows import ENTRIES, to_entry, to_episode
from bot.index.tables import entry, episode, state, term
from bot.model import Entry, Episode, Kind
from bot.ports import Term, Vocabulary
from bot.tokens import tokenize

_TITLES = 2000  # titles that are looked at for topics: enough to tell what a library is about
_MATCHING = sa.text(
    "SELECT rowid FROM entry_fts WHERE entry_fts MATCH :query ORDER BY rank, rowid LIMIT :limit"
)
_TEXTS = 200  # texts that are read to tell whether a word is ordinary
_WITH_PHRASE = sa.text(
    "SELECT entry.text FROM entry_fts JOIN entry ON entry.row = entry_fts.rowid "
    "WHERE entry_fts MATCH :query LIMIT :limit"
)


class SqliteIndex:
    """`bot.ports.Index` on SQLite FTS5."""

    def __init__(self, engine: sa.Engine) -> None:
        """Take the engine; nothing is read yet."""
        self._engine = reading(engine)
        self._lock = threading.Lock()
        self._known: tuple[str | None, Vocabulary, Aliases] | None = None

    def vocabulary(self) -> Vocabulary:
        """Return every word that is indexed; read again only when the index has changed."""
        return self._read()[0]

    def aliases(self) -> Aliases:
        """Return the names as heard; read again only when the index has changed."""
        return self._read()[1]

    def candidates(self, stems: Sequence[str], limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries that have one of `stems`, likelier ones first."""
        if not stems:
            return []
        query = " OR ".join(f'"{stem}"' for stem in stems)
        with self._engine.connect() as connection:
            rows = connection.scalars(_MATCHING, {"query": query, "limit": limit}).all()
            found = connection.execute(ENTRIES.where(entry.c.row.in_(rows))).all()
        by_row = {row.row: to_entry(row) for row in found}
        return [by_row[row] for row in rows]

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

    def _read(self) -> tuple[Vocabulary, Aliases]:
        with self._engine.connect() as connection, self._lock:
            now = connection.scalar(sa.select(state.c.value).where(state.c.name == GENERATION))
            if self._known is None or self._known[0] != now:
                aliases = Aliases(read_aliases(connection), is_ordinary=self._is_ordinary)
                self._known = now, _read_vocabulary(connection), aliases
            return self._known[1:]

    def _is_ordinary(self, words: str) -> bool:
        """Whether these folded words stand side by side in small letters in one of a few texts."""
        query = " ".join(token.stem for token in tokenize(words))
        small = re.compile(rf"\b{re.escape(words).replace(' ', '[ -]')}\b")
        with self._engine.connect() as connection:
            texts = connection.scalars(_WITH_PHRASE, {"query": f'"{query}"', "limit": _TEXTS})
            return any(small.search(text) for text in texts)


def _read_vocabulary(connection: sa.Connection) -> Vocabulary:
    rows = connection.execute(sa.select(term.c.word, term.c.stem, term.c.entries))
    words = {row.word: Term(*row) for row in rows}
    stems: dict[str, int] = {}
    for known in words.values():
        stems[known.stem] = max(known.entries, stems.get(known.stem, 0))
    entries = connection.scalar(sa.select(sa.func.count()).select_from(entry)) or 0
    return Vocabulary(words, stems, entries)

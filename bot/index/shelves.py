"""What a library has, ready to be looked through: the read side of `suggestion`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from bot.index.asking import Ask, Statement, asking
from bot.index.engine import reading
from bot.index.rows import ENTRIES, to_entry, to_episode
from bot.index.suggestions import TITLE
from bot.index.tables import entry, episode
from bot.index.walls import seen_by
from bot.model import PUBLIC, Entry, Episode, Kind, Shelved, Status, SuggestionKind

_TWICE: Final = 2  # entries that a phrase stands in before it is a topic
_SPELLED_FROM: Final = 3  # letters; of fewer, any word would be the beginning
_PHRASES: Final = 100  # that begin with one word, and are looked at
_PREFIX_END: Final = "\U0010ffff"
_SELECT: Final = (
    "SELECT label, value, entries, key FROM suggestion WHERE library = :library AND kind = :kind"
)
_ORDER: Final = "ORDER BY entries DESC, value DESC, key DESC LIMIT :limit"
_ALL: Final = Statement(f"{_SELECT} {_ORDER}")
_OF_LETTER: Final = Statement(f"{_SELECT} AND first = :prefix {_ORDER}")
_OF_PREFIX: Final = Statement(f"{_SELECT} AND key BETWEEN :prefix AND :end {_ORDER}")
_WORDS: Final = Statement(
    "SELECT word AS label, word AS value, entries, word AS key FROM term "
    "WHERE library = :library AND word BETWEEN :prefix AND :end "
    "ORDER BY entries DESC, word LIMIT :limit"
)
_SAID: Final = Statement(
    "SELECT word, SUM(entries) FROM term WHERE library IN @libraries AND word IN @words "
    "GROUP BY word"
)
_NAMES: Final = frozenset(
    {
        SuggestionKind.TOPIC,
        SuggestionKind.SPEAKER,
        SuggestionKind.EPISODE,
        SuggestionKind.PODCAST,
    }
)


class SqlShelves:
    """`bot.ports.Shelves` on both databases."""

    def __init__(self, engine: sa.Engine) -> None:
        """Take the engine; nothing is read yet."""
        self._engine = reading(engine)
        self._libraries = list(seen_by(engine) or (PUBLIC,))

    def beginning(
        self, kinds: Collection[SuggestionKind], prefix: str, limit: int
    ) -> dict[SuggestionKind, list[Shelved]]:
        """Return what of each kind begins with folded words at any of its words, of most first."""
        query = _OF_PREFIX if len(prefix) > 1 else _OF_LETTER if prefix else _ALL
        with asking(self._engine) as ask:
            return {
                kind: self._words(ask, prefix, limit)
                if kind is SuggestionKind.SPELLING
                else self._read(ask, query, kind, prefix, limit)
                for kind in kinds
            }

    def alike(
        self, kinds: Collection[SuggestionKind], prefix: str, limit: int
    ) -> dict[SuggestionKind, list[Shelved]]:
        """Return what names of each kind begin with the first letter of `prefix`, of most first."""
        named = [kind for kind in kinds if kind in _NAMES]
        with asking(self._engine) as ask:
            return {kind: self._read(ask, _OF_LETTER, kind, prefix[:1], limit) for kind in named}

    def said(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many entries each of the folded words stands; those in none are absent."""
        with asking(self._engine) as ask:
            rows = ask(_SAID, {"libraries": self._libraries, "words": sorted(words)})
            return {word: int(entries) for word, entries in rows}

    def leading(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many topics' entries each folded word stands before another word."""
        found: dict[str, int] = {}
        with asking(self._engine) as ask:
            for word in words:
                asked = {
                    **_of_beginning(f"{word} ", _PHRASES),
                    "kind": SuggestionKind.TOPIC.value,
                }
                # A longer phrase counts as the two words that it begins with do.
                found[word] = sum(
                    one.entries
                    for one in self._rows(ask, _OF_PREFIX, asked)
                    if one.key.count(" ") == 1
                )
        return found

    def people(self) -> Sequence[Shelved]:
        """Return everybody who is stated as the speaker of an entry, and of how many."""
        query = (
            sa.select(entry.c.candidates, sa.func.count())
            .where(entry.c.status == Status.STATED.value)
            .group_by(entry.c.candidates)
        )
        said: Counter[str] = Counter()
        with self._engine.connect() as connection:
            for candidates, count in connection.execute(query):
                said.update(dict.fromkeys(json.loads(candidates), count))
        return [Shelved(name, name, count) for name, count in sorted(said.items())]

    def episodes(self) -> Sequence[tuple[Episode, int]]:
        """Return all episodes with how many entries each has, by id."""
        counts = sa.select(entry.c.episode_id, sa.func.count()).group_by(entry.c.episode_id)
        with self._engine.connect() as connection:
            counted = {row[0]: row[1] for row in connection.execute(counts)}
            rows = connection.execute(sa.select(episode).order_by(episode.c.id))
            return [(to_episode(row), counted.get(row.id, 0)) for row in rows]

    def of_episode(self, id: str, kinds: Collection[Kind], limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries of those kinds of an episode, in the catalogue's order."""
        query = (
            ENTRIES.where(
                entry.c.episode_id == id, entry.c.kind.in_([kind.value for kind in kinds])
            )
            .order_by(entry.c.position, entry.c.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [to_entry(row) for row in connection.execute(query)]

    def drawn(self, place: float) -> Entry | None:
        """Return the quote, or where none is, the segment, at a place between 0 and 1."""
        with self._engine.connect() as connection:
            for kind in (Kind.QUOTE, Kind.SEGMENT):
                ids = sa.select(entry.c.id).where(_of_kind(kind)).order_by(entry.c.id)
                count = connection.scalar(sa.select(sa.func.count()).select_from(ids.subquery()))
                if count:
                    id = connection.scalar(ids.offset(int(place * count)).limit(1))  # noqa: A001
                    return to_entry(connection.execute(ENTRIES.where(entry.c.id == id)).one())
        return None

    def _read(
        self, ask: Ask, statement: Statement, kind: SuggestionKind, prefix: str, limit: int
    ) -> list[Shelved]:
        asked = _of_beginning(prefix, limit)
        found = self._rows(ask, statement, {**asked, "kind": kind.value})
        if kind is SuggestionKind.TOPIC:
            phrases = [shelved for shelved in found if shelved.entries >= _TWICE]
            found = phrases + self._rows(ask, statement, {**asked, "kind": TITLE})
        return found

    def _words(self, ask: Ask, prefix: str, limit: int) -> list[Shelved]:
        if len(prefix) < _SPELLED_FROM:
            return []
        return self._rows(ask, _WORDS, _of_beginning(prefix, limit))

    def _rows(self, ask: Ask, statement: Statement, asked: Mapping[str, Any]) -> list[Shelved]:
        """Return what the statement finds, as many as were asked for of all libraries together."""
        found: dict[tuple[str, str], Shelved] = {}
        # One library after another: of several at once SQLite reads no index in its order.
        read = [row for one in self._libraries for row in ask(statement, {**asked, "library": one})]
        for row in sorted(read, key=lambda row: -row[2])[: asked["limit"]]:
            shelved = Shelved(*row)  # what two libraries have is one thing
            key = (shelved.value, shelved.key)
            first = found.get(key)
            found[key] = (
                replace(first, entries=first.entries + shelved.entries) if first else shelved
            )
        return list(found.values())


def _of_beginning(prefix: str, limit: int) -> dict[str, Any]:
    return {"prefix": prefix, "end": prefix + _PREFIX_END, "limit": limit}


def _of_kind(kind: Kind) -> sa.ColumnElement[bool]:
    """Return what holds for ids of a kind: they begin with its letter, and their index is small."""
    letter = kind.value[0]
    return sa.and_(entry.c.id >= letter, entry.c.id < chr(ord(letter) + 1))

"""What a library has, ready to be looked through: the read side of `suggestion`."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

import sqlalchemy as sa

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
    "SELECT label, value, entries, key FROM suggestion WHERE library IN :libraries AND kind = :kind"
)
_ORDER: Final = "ORDER BY entries DESC, value DESC, key DESC LIMIT :limit"
_SEEN: Final[sa.BindParameter[str]] = sa.bindparam("libraries", expanding=True)
_ALL: Final = sa.text(f"{_SELECT} {_ORDER}").bindparams(_SEEN)
_OF_LETTER: Final = sa.text(f"{_SELECT} AND first = :prefix {_ORDER}").bindparams(_SEEN)
_OF_PREFIX: Final = sa.text(f"{_SELECT} AND key BETWEEN :prefix AND :end {_ORDER}").bindparams(
    _SEEN
)
_WORDS: Final = sa.text(
    "SELECT word AS label, word AS value, entries, word AS key FROM term "
    "WHERE library IN :libraries AND word BETWEEN :prefix AND :end "
    "ORDER BY entries DESC, word LIMIT :limit"
).bindparams(_SEEN)
_SAID: Final = sa.text(
    "SELECT word, SUM(entries) FROM term WHERE library IN :libraries AND word IN :words "
    "GROUP BY word"
).bindparams(_SEEN, sa.bindparam("words", expanding=True, type_=sa.Text))
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

    def beginning(
        self, kinds: Collection[SuggestionKind], prefix: str, limit: int
    ) -> dict[SuggestionKind, list[Shelved]]:
        """Return what of each kind begins with folded words at any of its words, of most first."""
        query = _OF_PREFIX if len(prefix) > 1 else _OF_LETTER if prefix else _ALL
        with self._engine.connect() as connection:
            return {
                kind: _words(connection, prefix, limit)
                if kind is SuggestionKind.SPELLING
                else _read(connection, query, kind, prefix, limit)
                for kind in kinds
            }

    def alike(
        self, kinds: Collection[SuggestionKind], prefix: str, limit: int
    ) -> dict[SuggestionKind, list[Shelved]]:
        """Return what names of each kind begin with the first letter of `prefix`, of most first."""
        named = [kind for kind in kinds if kind in _NAMES]
        with self._engine.connect() as connection:
            return {kind: _read(connection, _OF_LETTER, kind, prefix[:1], limit) for kind in named}

    def said(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many entries each of the folded words stands; those in none are absent."""
        with self._engine.connect() as connection:
            seen = list(seen_by(connection) or (PUBLIC,))
            rows = connection.execute(_SAID, {"libraries": seen, "words": sorted(words)})
            return {word: int(entries) for word, entries in rows}

    def leading(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many topics' entries each folded word stands before another word."""
        found: dict[str, int] = {}
        with self._engine.connect() as connection:
            for word in words:
                before = f"{word} "
                asked: dict[str, str | int] = {
                    "kind": SuggestionKind.TOPIC.value,
                    "prefix": before,
                    "end": before + _PREFIX_END,
                    "limit": _PHRASES,
                }
                # A longer phrase counts as the two words that it begins with do.
                found[word] = sum(
                    one.entries
                    for one in _rows(connection, _OF_PREFIX, asked)
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
    connection: sa.Connection, query: sa.TextClause, kind: SuggestionKind, prefix: str, limit: int
) -> list[Shelved]:
    asked: dict[str, str | int] = {
        "kind": kind.value,
        "prefix": prefix,
        "end": prefix + _PREFIX_END,
        "limit": limit,
    }
    found = _rows(connection, query, asked)
    if kind is SuggestionKind.TOPIC:
        phrases = [shelved for shelved in found if shelved.entries >= _TWICE]
        found = phrases + _rows(connection, query, {**asked, "kind": TITLE})
    return found


def _words(connection: sa.Connection, prefix: str, limit: int) -> list[Shelved]:
    if len(prefix) < _SPELLED_FROM:
        return []
    asked: dict[str, str | int] = {
        "prefix": prefix,
        "end": prefix + _PREFIX_END,
        "limit": limit,
    }
    return _rows(connection, _WORDS, asked)


def _rows(
    connection: sa.Connection, query: sa.TextClause, asked: Mapping[str, str | int]
) -> list[Shelved]:
    given = {**asked, "libraries": list(seen_by(connection) or (PUBLIC,))}
    named = {name: given[name] for name in _parameters(query)}
    found: dict[tuple[str, str], Shelved] = {}
    for row in connection.execute(query, named):  # what two libraries have is one thing
        shelved = Shelved(*row)
        key = (shelved.value, shelved.key)
        first = found.get(key)
        found[key] = replace(first, entries=first.entries + shelved.entries) if first else shelved
    return list(found.values())


@functools.cache
def _parameters(query: sa.TextClause) -> tuple[str, ...]:
    """Return what a statement is given; compiled once, which costs more than to run it."""
    return tuple(query.compile().params)


def _of_kind(kind: Kind) -> sa.ColumnElement[bool]:
    """Return what holds for ids of a kind: they begin with its letter, and their index is small."""
    letter = kind.value[0]
    return sa.and_(entry.c.id >= letter, entry.c.id < chr(ord(letter) + 1))

"""What a library can be asked about, counted as entries come and go.

A label has a row for each of its words that it may be found by: "wu" finds Sherwin Wu. The key is
the folded label from that word on.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import sqlalchemy as sa

from bot.everyday import carries_nothing
from bot.index.engine import reading
from bot.index.rows import ENTRIES, to_entry
from bot.index.tables import entry as entries_table
from bot.index.tables import suggestion
from bot.index.walls import own_of
from bot.model import Entry, Kind, SuggestionKind
from bot.tokens import tokenize
from bot.topics import LONGEST, shortened, title_of, topics_of

TITLE: Final = "title"
"""A row's kind beside `SuggestionKind`: a whole title, which is a topic by itself."""

_Row = tuple[str, str, str, str]
_STARTS: Final = 6  # words of a label that it is found by
_KEY: Final = 48  # characters of a key
_NAMING: Final = sa.text(
    "INSERT INTO suggestion(library, kind, key, value, first, label, entries) "
    "VALUES (:library, :kind, :key, :value, :first, :label, :entries) "
    "ON CONFLICT (library, kind, key, value) DO UPDATE SET "
    "entries = suggestion.entries + excluded.entries, "
    "label = CASE WHEN excluded.label < suggestion.label "
    "THEN excluded.label ELSE suggestion.label END"
)
_COUNTING: Final = sa.text(
    "UPDATE suggestion SET entries = entries - :entries "
    "WHERE library = :library AND kind = :kind AND key = :key AND value = :value"
)

_EMPTYING: Final = sa.text(
    "DELETE FROM suggestion WHERE library = :library AND kind = :kind AND key = :key "
    "AND value = :value AND entries <= 0"
)
_AT_ONCE: Final = 2000  # entries
_TABLES: Final = (suggestion, entries_table)


def add_suggestions(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    """Count `entries` in; of labels that differ in their writing the same one wins always."""
    if rows := _counted(entries, own_of(connection)):
        connection.execute(_NAMING, rows)


def drop_suggestions(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    """Count `entries` out; they must be as they were counted in."""
    if rows := _counted(entries, own_of(connection)):
        connection.execute(_COUNTING, rows)
        connection.execute(_EMPTYING, rows)


def fill_suggestions(engine: sa.Engine) -> None:
    """Count all entries in, where none is counted yet: the library is older than the counting."""
    with reading(engine).connect() as connection:
        if not _is_lacking(connection):
            return
    with engine.begin() as connection:
        if not _is_lacking(connection):  # another process was first
            return
        rows = connection.execute(ENTRIES).partitions(_AT_ONCE)
        for part in list(rows):
            add_suggestions(connection, [to_entry(row) for row in part])


def _is_lacking(connection: sa.Connection) -> bool:
    first = [connection.scalar(sa.select(sa.literal(1)).select_from(t).limit(1)) for t in _TABLES]
    return first == [None, 1]


def _counted(entries: Sequence[Entry], library: str) -> list[dict[str, object]]:
    counted: Counter[_Row] = Counter(row for entry in entries for row in set(_rows(entry)))
    return [
        {
            "library": library,
            "kind": kind,
            "key": key,
            "value": value,
            "first": key[:1],
            "label": label,
            "entries": count,
        }
        for (kind, key, value, label), count in sorted(counted.items())
    ]


def _rows(entry: Entry) -> Iterator[_Row]:
    for value, label in topics_of(entry).items():
        yield from _starts(SuggestionKind.TOPIC, value, label)
    title = shortened(title_of(entry)).removesuffix("…")
    yield from _starts(TITLE, title, title)
    for name in entry.attribution.candidates:
        yield from _starts(SuggestionKind.SPEAKER, name, name)
    episode = entry.episode
    yield from _starts(SuggestionKind.EPISODE, episode.id, shortened(episode.title or ""))
    yield from _starts(SuggestionKind.PODCAST, episode.podcast or "", episode.podcast or "")
    if entry.kind is Kind.QUOTE:
        key = _key([token.word for token in tokenize(entry.text)])
        yield SuggestionKind.QUOTE, key, entry.id, shortened(entry.text)


@functools.lru_cache(maxsize=4096)  # of an episode's entries most have the same
def _starts(kind: str, value: str, label: str) -> tuple[_Row, ...]:
    if not label or max(len(value), len(label)) > LONGEST:
        return ()
    words = [token.word for token in tokenize(label)]
    starts = [at for at, word in enumerate(words) if at == 0 or not carries_nothing(word)]
    return tuple((kind, _key(words[at:]), value, label) for at in starts[:_STARTS])


def _key(words: Sequence[str]) -> str:
    return " ".join(words)[:_KEY].rstrip()

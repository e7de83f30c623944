"""What a library can be asked about, counted as entries come and go.

A label has a row for each of its words that it may be found by: "wu" finds Sherwin Wu. The key is
the folded label from that word on.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import sqlalchemy as sa

from bot.everyday import carries_nothing
from bot.index.engine import reading
from bot.index.many import ForMany
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

Suggested: TypeAlias = Counter[_Row]
"""Kind, key, value and label of what can be asked about, and how many entries have it."""

_STARTS: Final = 6  # words of a label that it is found by
_KEY: Final = 48  # characters of a key
_NAMING: Final = ForMany(
    "INSERT INTO suggestion(library, kind, key, value, first, label, entries) "
    "VALUES (:library, :kind, :key, :value, :first, :label, :entries) "
    "ON CONFLICT (library, kind, key, value) DO UPDATE SET "
    "entries = suggestion.entries + excluded.entries, "
    "label = CASE WHEN excluded.label < suggestion.label "
    "THEN excluded.label ELSE suggestion.label END"
)
_COUNTING: Final = ForMany(
    "UPDATE suggestion SET entries = entries - :entries "
    "WHERE library = :library AND kind = :kind AND key = :key AND value = :value"
)

_EMPTYING: Final = ForMany(
    "DELETE FROM suggestion WHERE library = :library AND kind = :kind AND key = :key "
    "AND value = :value AND entries <= 0"
)
_AT_ONCE: Final = 2000  # entries
_TABLES: Final = (suggestion, entries_table)


def suggested(entries: Iterable[Entry]) -> Suggested:
    """Return what one may be asked about because of `entries`, and by how many of them."""
    return Counter(row for entry in entries for row in set(_rows(entry)))


def add_suggestions(connection: sa.Connection, counted: Suggested) -> None:
    """Count entries in; of labels that differ in their writing the same one wins always."""
    library = own_of(connection)
    _NAMING.execute(
        connection,
        [
            (library, kind, key, value, key[:1], label, count)
            for (kind, key, value, label), count in sorted(counted.items())
        ],
    )


def drop_suggestions(connection: sa.Connection, counted: Suggested) -> None:
    """Count entries out; they must be as they were counted in."""
    library = own_of(connection)
    rows = [
        (count, library, kind, key, value)
        for (kind, key, value, _), count in sorted(counted.items())
    ]
    _COUNTING.execute(connection, rows)
    _EMPTYING.execute(connection, [row[1:] for row in rows])


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
            add_suggestions(connection, suggested(map(to_entry, part)))


def _is_lacking(connection: sa.Connection) -> bool:
    first = [connection.scalar(sa.select(sa.literal(1)).select_from(t).limit(1)) for t in _TABLES]
    return first == [None, 1]


def _rows(entry: Entry) -> Iterator[_Row]:
    for value, label in topics_of(entry).items():
        yield from _starts(SuggestionKind.TOPIC.value, value, label)
    title = shortened(title_of(entry)).removesuffix("…")
    yield from _starts(TITLE, title, title)
    for name in entry.attribution.candidates:
        yield from _starts(SuggestionKind.SPEAKER.value, name, name)
    episode = entry.episode
    yield from _starts(SuggestionKind.EPISODE.value, episode.id, shortened(episode.title or ""))
    yield from _starts(SuggestionKind.PODCAST.value, episode.podcast or "", episode.podcast or "")
    if entry.kind is Kind.QUOTE:
        key = _key([token.word for token in tokenize(entry.text)])
        yield SuggestionKind.QUOTE.value, key, entry.id, shortened(entry.text)


@functools.lru_cache(maxsize=4096)  # of an episode's entries most have the same
def _starts(kind: str, value: str, label: str) -> tuple[_Row, ...]:
    if not label or max(len(value), len(label)) > LONGEST:
        return ()
    words = [token.word for token in tokenize(label)]
    starts = [at for at, word in enumerate(words) if at == 0 or not carries_nothing(word)]
    return tuple((kind, _key(words[at:]), value, label) for at in starts[:_STARTS])


def _key(words: Sequence[str]) -> str:
    return " ".join(words)[:_KEY].rstrip()

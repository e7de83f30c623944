"""The words of entries in the search index and the vocabulary: put in and taken out alike.

Everything is read and written by key, in plain SQL that SQLite and PostgreSQL share; what one
episode changes is its own stems in the newest part of the newest block.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from bot.index.blocks import MAY_BE_NAMED, NAMED, impact, place_of, sealed, with_more, without
from bot.index.suggestions import add_suggestions, drop_suggestions
from bot.index.tables import indexed, posting, state
from bot.index.walls import own_of
from bot.model import PUBLIC, Entry, Status
from bot.sounds import sound
from bot.tokens import tokenize

GENERATION: Final = "generation"
"""The name of the row in `state` that changes whenever the index does, for readers' caches."""

Numbered = Sequence[tuple[int, Entry]]
"""Entries with the number of their row."""

_AT_ONCE: Final = 500  # keys of one statement
_WRITER: Final = 4_206_197  # the key of the one lock that writers of the index queue for

_PUT = sa.text(
    "INSERT INTO posting(library, stem, block, part, data) "
    "VALUES (:library, :stem, :block, :part, :data) "
    "ON CONFLICT (library, stem, block, part) DO UPDATE SET data = excluded.data"
)
_TAKE = sa.text(
    "DELETE FROM posting "
    "WHERE library = :library AND stem = :stem AND block = :block AND part = :part"
)
_COUNT = sa.text(
    "INSERT INTO term(library, word, stem, sound, entries, since) "
    "VALUES (:library, :word, :stem, :sound, :entries, :since) "
    "ON CONFLICT (library, word) DO UPDATE SET entries = term.entries + excluded.entries"
)
_UNUSED = sa.text("DELETE FROM term WHERE library = :library AND word = :word AND entries <= 0")
_TALLY = sa.text(
    "INSERT INTO indexed(library, entries, postings) VALUES (:library, :entries, :postings) "
    "ON CONFLICT (library) DO UPDATE SET entries = indexed.entries + excluded.entries, "
    "postings = indexed.postings + excluded.postings"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """What a few entries have.

    Attributes:
        stems: by block and part, by stem, the places and their impacts.
        terms: words with their stems, and in how many of the entries each stands.
        postings: how many pairs of a stem and an entry there are.
    """

    stems: dict[tuple[int, int], dict[str, dict[int, int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    terms: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def postings(self) -> int:
        return sum(len(places) for part in self.stems.values() for places in part.values())


def add_words(connection: sa.Connection, entries: Numbered) -> None:
    """Make `entries` searchable in the connection's own library; many at once cost less."""
    if not entries:
        return
    library = own_of(connection)
    _wait_for_other_writers(connection)
    words = _words_of(entries)
    for (block, part), stems in words.stems.items():
        old = _stored(connection, library, stems, block, part)
        rows = [
            (stem, block, part, with_more(old.get((stem, part)), more))
            for stem, more in stems.items()
        ]
        _put(connection, library, rows)
        if block and not part:
            _seal(connection, library, stems, block - 1)
    _count(connection, library, words.terms, sign=1)
    _tally(connection, library, len(entries), words.postings)
    add_suggestions(connection, [entry for _, entry in entries])


def drop_words(connection: sa.Connection, entries: Numbered) -> None:
    """Take `entries` out of the search again; they must be as they were put in."""
    if not entries:
        return
    library = own_of(connection)
    _wait_for_other_writers(connection)
    words = _words_of(entries)
    by_block: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for (block, _), stems in words.stems.items():
        for stem, places in stems.items():
            by_block[block][stem].update(places)
    for block, gone in by_block.items():
        old = _stored(connection, library, gone, block)
        rows = [
            (stem, block, part, without(data, gone[stem])) for (stem, part), data in old.items()
        ]
        _put(connection, library, [row for row in rows if row[3]])
        _take(connection, library, [row for row in rows if not row[3]])
    _count(connection, library, words.terms, sign=-1)
    unused = [{"library": library, "word": word} for word, _ in words.terms]
    if unused:
        connection.execute(_UNUSED, unused)
    _tally(connection, library, -len(entries), -words.postings)
    drop_suggestions(connection, [entry for _, entry in entries])


def stems_of(entry: Entry) -> dict[str, int]:
    """Return the stems that an entry is found by, with their impacts."""
    tokens = tokenize(entry.text)
    says = NAMED if entry.attribution.status is Status.STATED else MAY_BE_NAMED
    found = dict.fromkeys((token.stem for token in tokenize(_names(entry))), says)
    counted = Counter(token.stem for token in tokens)
    found.update((stem, impact(times, len(tokens))) for stem, times in counted.items())
    return found


def _words_of(entries: Numbered) -> _Words:
    words = _Words()
    for row, entry in entries:
        block, part, place = place_of(row)
        stems = words.stems[block, part]
        for stem, says in stems_of(entry).items():
            stems[stem][place] = says
        tokens = (*tokenize(entry.text), *tokenize(_names(entry)))
        words.terms.update({(token.word, token.stem) for token in tokens})
    return words


def _names(entry: Entry) -> str:
    """Return what an entry is also found by: who speaks, or may have."""
    return " ".join(entry.attribution.candidates)


def _stored(
    connection: sa.Connection,
    library: str,
    stems: Iterable[str],
    block: int,
    part: int | None = None,
) -> dict[tuple[str, int], bytes]:
    """Return what is stored of stems in a block, or in one part of it, by stem and part."""
    query = sa.select(posting.c.stem, posting.c.part, posting.c.data).where(
        posting.c.library == library,
        posting.c.stem.in_(sa.bindparam("stems", expanding=True)),
        posting.c.block == block,
        *([] if part is None else [posting.c.part == part]),
    )
    return {
        (row.stem, row.part): row.data
        for some in _few(sorted(stems))
        for row in connection.execute(query, {"stems": some})
    }


def _seal(connection: sa.Connection, library: str, stems: Iterable[str], block: int) -> None:
    """Make one part of all those that stems have in a full block: fewer reads for a lookup."""
    parts: dict[str, dict[int, bytes]] = defaultdict(dict)
    for (stem, part), data in _stored(connection, library, stems, block).items():
        parts[stem][part] = data
    several = {stem: found for stem, found in parts.items() if len(found) > 1}
    gone = [(s, block, part, b"") for s, found in several.items() for part in found]
    _take(connection, library, gone)
    rows = [
        (s, block, 0, sealed([found[at] for at in sorted(found)])) for s, found in several.items()
    ]
    _put(connection, library, rows)


_Row = tuple[str, int, int, bytes]


def _put(connection: sa.Connection, library: str, rows: Sequence[_Row]) -> None:
    if rows:
        connection.execute(_PUT, [_named(library, row) for row in rows])


def _take(connection: sa.Connection, library: str, rows: Sequence[_Row]) -> None:
    if rows:
        connection.execute(_TAKE, [_named(library, row) for row in rows])


def _named(library: str, row: _Row) -> dict[str, object]:
    stem, block, part, data = row
    return {"library": library, "stem": stem, "block": block, "part": part, "data": data}


def _count(
    connection: sa.Connection, library: str, terms: Mapping[tuple[str, str], int], sign: int
) -> None:
    """Count in how many entries each word stands, among its words or its names."""
    if not terms:
        return
    since = generation(connection) + 1  # this change's own, see `next_generation`
    rows = [
        {
            "library": library,
            "word": word,
            "stem": stem,
            "sound": sound(word),
            "entries": sign * number,
            "since": since,
        }
        for (word, stem), number in sorted(terms.items())
    ]
    connection.execute(_COUNT, rows)


def _tally(connection: sa.Connection, library: str, entries: int, postings: int) -> None:
    row = {"library": library, "entries": entries, "postings": postings}
    connection.execute(_TALLY, row)


def generation(connection: sa.Connection) -> int:
    """Return the number of the index's last change; 0 before the first."""
    return int(connection.scalar(sa.select(state.c.value).where(state.c.name == GENERATION)) or 0)


def version_of(connection: sa.Connection, library: str) -> tuple[str, ...]:
    """Return what changes whenever anything that a library sees does.

    Libraries that see the same have the same: all that have nothing of their own.
    """
    mine = sa.select(indexed.c.entries).where(indexed.c.library == library)
    seen = (PUBLIC, library) if connection.scalar(mine) else (PUBLIC,)
    names = [f"{GENERATION}:{one}" for one in seen]
    found = connection.execute(
        sa.select(state.c.name, state.c.value).where(state.c.name.in_(names))
    )
    return (*seen, *(f"{name} {value}" for name, value in sorted(map(tuple, found))))


def next_generation(connection: sa.Connection) -> None:
    """Tell readers that what they remember of the index, and of this library, is old."""
    connection.execute(
        sa.text(
            "INSERT INTO state(name, value) VALUES (:name, '1') ON CONFLICT (name) DO UPDATE "
            "SET value = CAST(CAST(state.value AS INTEGER) + 1 AS TEXT)"
        ),
        [{"name": name} for name in (GENERATION, f"{GENERATION}:{own_of(connection)}")],
    )


def _wait_for_other_writers(connection: sa.Connection) -> None:
    """Queue on PostgreSQL, until the transaction ends; SQLite's writers have queued already."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})


def _few(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]

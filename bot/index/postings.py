"""The words of entries in the search index and the vocabulary: put in and taken out alike.

Everything is read and written by key, in plain SQL that SQLite and PostgreSQL share; what one
episode changes is its own stems in the newest part of the newest block.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

import numpy as np
import sqlalchemy as sa

from bot.index.asking import Given, Statement, ask_on
from bot.index.blocks import from_bytes, places_of, sealed, with_more, without
from bot.index.many import ForMany
from bot.index.suggestions import add_suggestions, drop_suggestions
from bot.index.tables import indexed, state
from bot.index.walls import own_of
from bot.index.words import Words, words_of
from bot.model import PUBLIC, Entry
from bot.sounds import sound

GENERATION: Final = "generation"
"""The name of the row in `state` that changes whenever the index does, for readers' caches."""

Numbered: TypeAlias = tuple[Sequence[int], Words]
"""The numbers of entries' rows, ascending, and what the entries put into the index."""

_row: Final = operator.itemgetter(0)
_WRITER: Final = 4_206_197  # the key of the one lock that writers of the index queue for

_PUT: Final = ForMany(
    "INSERT INTO posting(library, stem, block, part, data) "
    "VALUES (:library, :stem, :block, :part, :data) "
    "ON CONFLICT (library, stem, block, part) DO UPDATE SET data = excluded.data"
)
_TAKE: Final = ForMany(
    "DELETE FROM posting "
    "WHERE library = :library AND stem = :stem AND block = :block AND part = :part"
)
_COUNT: Final = ForMany(
    "INSERT INTO term(library, word, stem, sound, entries, since) "
    "VALUES (:library, :word, :stem, :sound, :entries, :since) "
    "ON CONFLICT (library, word) DO UPDATE SET entries = term.entries + excluded.entries"
)
_UNUSED: Final = ForMany(
    "DELETE FROM term WHERE library = :library AND word = :word AND entries <= 0"
)
_TALLY = sa.text(
    "INSERT INTO indexed(library, entries, postings) VALUES (:library, :entries, :postings) "
    "ON CONFLICT (library) DO UPDATE SET entries = indexed.entries + excluded.entries, "
    "postings = indexed.postings + excluded.postings"
)
_OF_BLOCK: Final = Statement(
    "SELECT stem, part, data FROM posting "
    "WHERE library = :library AND block = :block AND stem IN @stems"
)
_OF_PART: Final = Statement(
    "SELECT stem, part, data FROM posting "
    "WHERE library = :library AND block = :block AND part = :part AND stem IN @stems"
)


def numbered(entries: Sequence[tuple[int, Entry]]) -> Numbered:
    """Return what entries, each with the number of its row, put into the index."""
    ordered = sorted(entries, key=_row)
    return [row for row, _ in ordered], words_of([entry for _, entry in ordered])


def add_words(connection: sa.Connection, found: Sequence[Numbered]) -> None:
    """Make entries searchable in the connection's own library; many at once cost less."""
    found = [one for one in found if one[0]]
    if not found:
        return
    library = own_of(connection)
    wait_for_other_writers(connection)
    for (block, part), stems in _by_part(found).items():
        old = _stored(connection, library, stems, block, part)
        rows = [
            (library, stem, block, part, with_more(old.get((stem, part)), more))
            for stem, more in sorted(stems.items())  # neighbours lie on one page
        ]
        _PUT.execute(connection, rows)
        if block and not part:
            _seal(connection, library, stems, block - 1)
    _count(connection, library, found, sign=1)
    for _, words in found:
        add_suggestions(connection, words.suggestions)


def drop_words(connection: sa.Connection, found: Numbered) -> None:
    """Take entries out of the search again; they must be as they were put in."""
    rows, words = found
    if not rows:
        return
    library = own_of(connection)
    wait_for_other_writers(connection)
    by_block: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (block, _), stems in _by_part([found]).items():
        for stem, gone in stems.items():
            by_block[block][stem] += from_bytes(gone).places.tolist()
    for block, places in by_block.items():
        old = _stored(connection, library, places, block)
        left = [
            (library, stem, block, part, without(data, places[stem]))
            for (stem, part), data in old.items()
        ]
        _PUT.execute(connection, [row for row in left if row[-1]])
        _TAKE.execute(connection, [row[:-1] for row in left if not row[-1]])
    _count(connection, library, [found], sign=-1)
    _UNUSED.execute(connection, sorted({(library, word) for word, _ in words.terms}))
    drop_suggestions(connection, words.suggestions)


def _by_part(found: Sequence[Numbered]) -> dict[tuple[int, int], dict[str, bytes]]:
    """Return the postings of entries as they are stored: by block and part, by stem."""
    numbers: dict[str, int] = {}
    stems, rows, impacts = [], [], []
    for its_rows, words in found:
        own = [numbers.setdefault(stem, len(numbers)) for stem in words.stems]
        stems.append(np.repeat(np.asarray(own, np.int64), np.asarray(words.sizes)))
        rows.append(np.asarray(its_rows, np.int64)[np.asarray(words.places, np.int64)])
        impacts.append(np.frombuffer(words.impacts, np.uint8))
    stem, row, says = np.concatenate(stems), np.concatenate(rows), np.concatenate(impacts)
    order = np.lexsort((row, stem, *places_of(row)[1::-1]))
    stem, row, says = stem[order], row[order], says[order]
    block, part, place = places_of(row)
    is_first = np.ones(len(row), bool)
    is_first[1:] = (np.diff(stem) != 0) | (np.diff(part) != 0) | (np.diff(block) != 0)
    starts = np.flatnonzero(is_first)
    ends = [*starts[1:].tolist(), len(row)]
    written = list(numbers)
    places, impact = place.astype("<u2").tobytes(), says.tobytes()
    parts: dict[tuple[int, int], dict[str, bytes]] = defaultdict(dict)
    of_each = zip(*(one[starts].tolist() for one in (block, part, stem)), strict=True)
    for start, end, (of_block, of_part, number) in zip(starts.tolist(), ends, of_each, strict=True):
        postings = places[2 * start : 2 * end] + impact[start:end]
        parts[of_block, of_part][written[number]] = postings
    return parts


def _stored(
    connection: sa.Connection,
    library: str,
    stems: Iterable[str],
    block: int,
    part: int | None = None,
) -> dict[tuple[str, int], bytes]:
    """Return what is stored of stems in a block, or in one part of it, by stem and part."""
    given: dict[str, Given] = {"library": library, "stems": sorted(stems), "block": block}
    if part is None:
        rows = ask_on(connection, _OF_BLOCK, given)
    else:
        rows = ask_on(connection, _OF_PART, {**given, "part": part})
    return {(stem, of_part): data for stem, of_part, data in rows}


def _seal(connection: sa.Connection, library: str, stems: Iterable[str], block: int) -> None:
    """Make one part of all those that stems have in a full block: fewer reads for a lookup."""
    parts: dict[str, dict[int, bytes]] = defaultdict(dict)
    for (stem, part), data in _stored(connection, library, stems, block).items():
        parts[stem][part] = data
    several = {stem: found for stem, found in parts.items() if len(found) > 1}
    gone = [(library, s, block, part) for s, found in several.items() for part in found]
    _TAKE.execute(connection, gone)
    rows = [
        (library, s, block, 0, sealed([found[at] for at in sorted(found)]))
        for s, found in several.items()
    ]
    _PUT.execute(connection, rows)


def _count(connection: sa.Connection, library: str, found: Sequence[Numbered], sign: int) -> None:
    """Count in how many entries each word stands, among its words or its names."""
    terms: Counter[tuple[str, str]] = Counter()
    for _, words in found:
        terms.update(words.terms)
    since = generation(connection) + 1  # this change's own, see `next_generation`
    rows = [
        (library, word, stem, sound(word), sign * number, since)
        for (word, stem), number in sorted(terms.items())
    ]
    _COUNT.execute(connection, rows)
    entries = sum(words.entries for _, words in found)
    postings = sum(len(words.places) for _, words in found)
    _tally(connection, library, sign * entries, sign * postings)


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


def wait_for_other_writers(connection: sa.Connection) -> None:
    """Queue on PostgreSQL, until the transaction ends; SQLite's writers have queued already."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})

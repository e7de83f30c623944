"""The words of entries in the search index and the vocabulary: put in and taken out alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from bot.index.suggestions import add_suggestions, drop_suggestions
from bot.index.tables import term
from bot.model import Entry
from bot.tokens import Token, tokenize

Numbered = Sequence[tuple[int, Entry]]
"""Entries with the number of their row."""

_ADD = sa.text("INSERT INTO entry_fts(rowid, words, names) VALUES (:row, :words, :names)")
_DROP = sa.text("DELETE FROM entry_fts WHERE rowid = :row")
_COUNT = sa.text(
    "INSERT INTO term(word, stem, entries) VALUES (:word, :stem, :entries) "
    "ON CONFLICT (word) DO UPDATE SET entries = term.entries + excluded.entries"
)


def add_words(connection: sa.Connection, entries: Numbered) -> None:
    """Make `entries` searchable."""
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        rows = [
            {"row": row, "words": _stems(e.text), "names": _stems(_names(e))} for row, e in entries
        ]
        connection.execute(_ADD, rows)
    _count(connection, entries, sign=1)
    add_suggestions(connection, [entry for _, entry in entries])


def drop_words(connection: sa.Connection, entries: Numbered) -> None:
    """Take `entries` out of the search again; they must be as they were put in."""
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_DROP, [{"row": row} for row, _ in entries])
    _count(connection, entries, sign=-1)
    connection.execute(sa.delete(term).where(term.c.entries <= 0))
    drop_suggestions(connection, [entry for _, entry in entries])


def _count(connection: sa.Connection, entries: Numbered, sign: int) -> None:
    """Count in how many entries each word stands, among its words or its names."""
    counted = Counter(pair for _, entry in entries for pair in _terms(entry))
    if counted:
        rows = [
            {"word": word, "stem": stem, "entries": sign * number}
            for (word, stem), number in sorted(counted.items())
        ]
        connection.execute(_COUNT, rows)


def _terms(entry: Entry) -> Iterator[tuple[str, str]]:
    tokens: list[Token] = tokenize(entry.text) + tokenize(_names(entry))
    yield from {(token.word, token.stem) for token in tokens}


def _names(entry: Entry) -> str:
    """Return what an entry is also found by: who speaks, or may have."""
    return " ".join(entry.attribution.candidates)


def _stems(text: str) -> str:
    return " ".join(token.stem for token in tokenize(text))

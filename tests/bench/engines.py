"""Other people's search engines, on the same tokens: what podquote is measured beside.

Each indexes the stems that podquote's tokeniser gives, and looks a question's stems up, each with
its own defaults. All give numbers of passages, best first. Whether stop words are among what they
are asked is up to who asks: with them they find more, and take several times as long.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import bm25s
import tantivy

from bot.everyday import carries_nothing
from bot.tokens import tokenize

Search = Callable[[list[str]], list[tuple[int, float]]]
"""Stems of a question -> numbers of the best ten passages, each with its score: more is better."""

TEN = 10


def stems_of(text: str) -> list[str]:
    """Return the stems of a text."""
    return [token.stem for token in tokenize(text)]


def stems_asked(text: str) -> list[str]:
    """Return the stems of a question that carry something, or all where none does."""
    tokens = tokenize(text)
    return [t.stem for t in tokens if not carries_nothing(t.word)] or [t.stem for t in tokens]


def engines(texts: Sequence[str], folder: Path) -> dict[str, Search]:
    """Build every engine over the texts, in the order in which they are shown."""
    stems = [stems_of(text) for text in texts]
    return {
        **_fts5(stems, folder / "fts5.db"),
        **_tantivy(stems, folder / "tantivy"),
        "bm25s": _bm25s(stems),
    }


def _fts5(stems: Sequence[list[str]], file: Path) -> dict[str, Search]:
    database = sqlite3.connect(file)
    database.execute("CREATE VIRTUAL TABLE passage USING fts5(words, tokenize = 'unicode61')")
    rows = enumerate(" ".join(words) for words in stems)
    database.executemany("INSERT INTO passage(rowid, words) VALUES (?, ?)", rows)
    database.commit()
    ranked = "SELECT rowid, -rank FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?"

    def search(joined_by: str) -> Search:
        def found(asked: list[str]) -> list[tuple[int, float]]:
            query = joined_by.join(f'"{stem}"' for stem in asked)
            return database.execute(ranked, (query, TEN)).fetchall() if query else []

        return found

    return {"FTS5 AND": search(" AND "), "FTS5 OR, bm25": search(" OR ")}


def _tantivy(stems: Sequence[list[str]], folder: Path) -> dict[str, Search]:
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", stored=False, tokenizer_name="whitespace")
    builder.add_integer_field("number", stored=True, fast=True)
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(200_000_000, 1)
    for number, words in enumerate(stems):
        writer.add_document(tantivy.Document(words=" ".join(words), number=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def best(query: tantivy.Query) -> list[tuple[int, float]]:
        hits = searcher.search(query, TEN).hits
        return [(int(searcher.doc(address)["number"][0]), score) for score, address in hits]

    def either(terms: list[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

    def exact(asked: list[str]) -> list[tuple[int, float]]:
        return best(either([tantivy.Query.term_query(schema, "words", s) for s in asked]))

    def fuzzy(asked: list[str]) -> list[tuple[int, float]]:
        near = [tantivy.Query.fuzzy_term_query(schema, "words", s, distance=1) for s in asked]
        same = [tantivy.Query.term_query(schema, "words", s) for s in asked]
        return best(either([*same, *near]))  # a fuzzy term alone scores all words alike

    return {"Tantivy": exact, "Tantivy, fuzzy": fuzzy}


def _bm25s(stems: Sequence[list[str]]) -> Search:
    index: Any = bm25s.BM25()
    index.index(list(stems), show_progress=False)

    def search(asked: list[str]) -> list[tuple[int, float]]:
        found, scores = index.retrieve([asked], k=TEN, show_progress=False)
        return [(int(n), float(score)) for n, score in zip(found[0], scores[0], strict=True)]

    return search

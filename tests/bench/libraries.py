"""Libraries of any number of passages, written by the real write side."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bot.index.catalogue import SqlCatalogue
from bot.index.opening import open_library
from bot.index.tables import indexed, posting, suggestion, term
from bot.model import (
    Attribution,
    Entry,
    Episode,
    Evidence,
    Kind,
    Source,
    SourceDocument,
    Status,
    Truth,
)
from bot.ports import Keys, Reconciled, Stored
from bot.resources import folder
from tests.bench.passages import Passage


def build_library(path: Path, passages: Iterable[Passage]) -> None:
    """Write the passages, an episode a transcript, into a new database at `path`."""
    engine, _ = open_library(f"sqlite:///{path}", folder("migrations"))
    with SqlCatalogue(engine).writing() as writer:
        for name, few in itertools.groupby(passages, key=lambda one: one.episode):
            document, reconciled = _episode(name, list(few))
            writer.keep(Stored(document, "bench"), Keys(None, None, None))
            writer.replace([document.file], [reconciled])
    engine.dispose()


def id_of(passage: Passage) -> str:
    """Return the id that a passage's entry has."""
    return _digest(f"{passage.episode}\n{passage.text}")


def _episode(name: str, passages: list[Passage]) -> tuple[SourceDocument, Reconciled]:
    # Its name first: the corpus has one transcript under two names, and no bytes come in twice.
    text = "\n".join([name, *(passage.text for passage in passages)])
    data = text.encode()
    document = SourceDocument(name, hashlib.sha256(data).hexdigest(), data, text)
    people = tuple(sorted({passage.speaker for passage in passages}))
    episode = Episode(_digest(name), name, "Changelog", None, None, people)
    entries: dict[str, Entry] = {}
    start = len(name) + 1
    for at, passage in enumerate(passages):
        entry = _entry(episode, passage, at, start)
        entries.setdefault(entry.id, entry)
        start += len(passage.text) + 1
    return document, Reconciled(episode, tuple(entries.values()), (name,), ())


def _entry(episode: Episode, passage: Passage, at: int, start: int) -> Entry:
    speaker = passage.speaker
    return Entry(
        id=id_of(passage),
        episode=episode,
        kind=Kind.SEGMENT,
        truth=Truth.VERBATIM,
        text=passage.text,
        attribution=Attribution(Status.STATED, (speaker,)),
        source=Source(passage.episode, ((start, start + len(passage.text)),)),
        position=at,
        evidence=(Evidence(passage.episode, passage.text, speaker),),
    )


def _digest(text: str) -> str:
    return f"s{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def passages_in(library: Path) -> dict[str, list[Passage]]:
    """Return what was said in the episodes of a library that somebody has ingested."""
    database = sqlite3.connect(library)
    said = "SELECT episode_id, candidates, text FROM entry WHERE kind IN ('segment', 'quote')"
    found: dict[str, list[Passage]] = {}
    for episode, speaker, text in database.execute(f"{said} ORDER BY row"):
        found.setdefault(episode, []).append(Passage(episode, speaker, text))
    database.close()
    return found


def size_of(library: Path) -> tuple[float, float]:
    """Return how many megabytes the search index of a library takes, and all the rest."""
    database = sqlite3.connect(library)
    of = "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE {})"
    names = "', '".join(table.name for table in (posting, term, indexed, suggestion))
    [index] = database.execute(of.format(f"tbl_name IN ('{names}')")).fetchone()
    [whole] = database.execute("SELECT sum(pgsize) FROM dbstat").fetchone()
    database.close()
    return index / 1e6, (whole - index) / 1e6

"""A real library in a real SQLite file, filled with readings that a test writes."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from bot.index.catalogue import SqlCatalogue
from bot.index.opening import open_library
from bot.index.reader import SqlIndex
from bot.ingest.grouping import group, keys_of
from bot.ingest.reconcile import Read, reconcile
from bot.ports import Stored
from bot.resources import folder
from bot.settings import Settings


def migrate(url: str) -> None:
    """Bring an empty database to the newest revision, with nothing in it."""
    open_library(url, folder("migrations"))[0].dispose()


def new_file(path: Path) -> Path:
    """Make a SQLite file at the newest revision with nothing in it; return its path."""
    path.write_bytes(_migrated())
    return path


@functools.cache
def _migrated() -> bytes:
    """Run the revisions once a process: they take a third of a second, a copy takes none."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "podquote.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()


def copied(settings: Settings, path: Path) -> Path:
    """Copy the SQLite file of a core that is in use; return the copy's path."""
    shared = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))
    with contextlib.closing(shared), contextlib.closing(sqlite3.connect(path)) as copy:
        shared.backup(copy)
    return path


def open_empty(path: Path) -> sa.Engine:
    """Return an engine on a new SQLite file with all revisions, and nothing in it."""
    engine, _ = open_library(f"sqlite:///{new_file(path)}", folder("migrations"))
    return engine


@contextlib.contextmanager
def index_of(path: Path, *read: Read) -> Iterator[SqlIndex]:
    """Open an index on a new SQLite file that has these readings."""
    engine = open_empty(path)
    put(engine, *read)
    yield SqlIndex(engine)
    engine.dispose()


def put(engine: sa.Engine, *read: Read) -> dict[str, int]:
    """Put readings in as if they had come from documents; return new entries by kind."""
    with SqlCatalogue(engine).writing() as writer:
        for one in read:
            writer.keep(Stored(one.document, "test"), keys_of(one.reading.claims))
        groups = group([one.reading.claims for one in read])
        episodes = [reconcile([read[at] for at in indexes]) for indexes in groups]
        changes = writer.replace([one.document.file for one in read], episodes)
    return dict(Counter(change.new.kind.value for change in changes if change.new))

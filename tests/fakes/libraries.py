"""A real library in a real SQLite file, filled with readings that a test writes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from bot.index.catalogue import SqlCatalogue
from bot.index.opening import open_library
from bot.ingest.grouping import group, keys_of
from bot.ingest.reconcile import Read, reconcile
from bot.ports import Stored
from bot.resources import folder


def open_empty(path: Path) -> sa.Engine:
    """Return an engine on a new database with all revisions, and nothing in it."""
    engine, _ = open_library(f"sqlite:///{path}", folder("migrations"))
    return engine


def put(engine: sa.Engine, *read: Read) -> dict[str, int]:
    """Put readings in as if they had come from documents; return new entries by kind."""
    with SqlCatalogue(engine).writing() as writer:
        for one in read:
            writer.keep(Stored(one.document, "test"), keys_of(one.reading.claims))
        groups = group([one.reading.claims for one in read])
        episodes = [reconcile([read[at] for at in indexes]) for indexes in groups]
        changes = writer.replace([one.document.file for one in read], episodes)
    return dict(Counter(change.new.kind.value for change in changes if change.new))

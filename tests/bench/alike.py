"""Whether SQLite and PostgreSQL answer alike on a real corpus: equal ids in the first five places.

The library is written into SQLite and moved to PostgreSQL with what `podquote copy` does. Questions
whose first five differ are listed. `PODQUOTE_BENCH_PASSAGES` says how many passages; 10,000 by
default.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bot.bootstrap import Podquote
from bot.model import Question
from bot.moving import move
from tests.bench.known_items import Known
from tests.bench.libraries import build_library
from tests.bench.passages import Passage, of_corpus, so_many
from tests.bench.searching import questions
from tests.bot.conftest import opened, settings_at
from tests.platforms.postgres import databases

NUMBER: Final = 10_000
FIRST: Final = 5
FLOOR: Final = 0.99
_SHOWN: Final = 20


def report(corpora: Path | None) -> list[str]:
    """Ask both engines the known-item questions, and say where they differ."""
    if corpora is None:
        return ["no corpus, so nothing was asked"]
    number = int(os.environ.get("PODQUOTE_BENCH_PASSAGES", NUMBER))
    own = of_corpus(corpora / "changelog-dev.tar.gz")
    return list(_compared(own, list(so_many(own, number))))


def _compared(own: dict[str, list[Passage]], passages: Sequence[Passage]) -> Iterator[str]:
    asked = questions(own, passages)
    with tempfile.TemporaryDirectory() as folder, databases() as servers:
        if servers is None:
            yield "no PostgreSQL server on this machine, so nothing was compared"
            return
        file = Path(folder) / "library.db"
        build_library(file, passages)
        url = servers.empty()
        moved = move(str(file), url)
        yield f"{len(passages):,} passages, {sum(moved.rows.values()):,} rows moved and compared"
        both = [opened(settings_at(one)) for one in (f"sqlite:///{file}", url)]
        different = [one for one in asked if len({_first(core, one) for core in both}) > 1]
        for core in both:
            core.close()
    share = 1 - len(different) / len(asked)
    yield f"first {FIRST} equal for {share:.2%} of {len(asked)} questions (floor {FLOOR:.0%})"
    yield from (f"differs, {one.kind}: {one.query}" for one in different[:_SHOWN])


def _first(core: Podquote, one: Known) -> tuple[str, ...]:
    found = core.ask(Question(one.query, limit=FIRST)).matches
    return tuple(match.entry.id for match in found)

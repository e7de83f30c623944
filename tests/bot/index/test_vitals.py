"""What a database is asked at every scrape."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.index.ledger import SqlLedger
from bot.index.vitals import read_vitals
from tests.fakes.libraries import open_empty
from tests.fakes.world import DUE, HOUR, World


def test_an_empty_library_has_nothing_and_nothing_waits(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "podquote.db")

    found = read_vitals(engine, DUE)

    assert (0, 0, {}, 0.0) == (
        found.documents,
        found.entries,
        found.occurrences,
        found.queue_age,
    )
    engine.dispose()


def test_a_post_that_is_due_waits_since_then(world: World, tmp_path: Path) -> None:
    world.add()
    engine = open_empty(tmp_path / "podquote.db")

    assert 0.0 == read_vitals(engine, DUE - HOUR).queue_age
    assert 3600.0 == read_vitals(engine, DUE + HOUR).queue_age
    world.tick(DUE)
    assert 0.0 == read_vitals(engine, DUE + dt.timedelta(minutes=1)).queue_age
    assert 1 == read_vitals(engine, DUE).occurrences["sent"]
    engine.dispose()


def test_every_record_is_told_of(world: World, tmp_path: Path) -> None:
    told: list[str] = []
    world.add()
    engine = open_empty(tmp_path / "podquote.db")
    ledger = SqlLedger(engine, lambda of: told.append(of.state.value))

    claimed = ledger.claim(DUE, ["slack"])
    assert claimed is not None
    ledger.record(claimed)

    assert ["claimed"] == told
    engine.dispose()

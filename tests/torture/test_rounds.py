"""A smaller round of `make torture`: real processes, killed and frozen; a platform that fails."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.platforms.postgres import cluster, find_server
from tests.torture.rounds import Result, Round, run

SMALL = Round(300, 40, workers=1, kill=0.05)
SIX = Round(300, 40, workers=6, kill=0.05)


def nothing_is_doubled_or_lost(result: Result) -> None:
    assert (0, 0, 0) == (result.doubled, result.lost, result.false), result
    assert 300 == result.occurrences
    assert result.kills >= 30


@pytest.mark.slow
def test_on_sqlite_nothing_is_doubled_and_nothing_lost_without_a_reason(tmp_path: Path) -> None:
    nothing_is_doubled_or_lost(run(f"sqlite:///{tmp_path / 'torture.db'}", SMALL, seed=11))


@pytest.mark.slow
def test_on_postgresql_with_six_nothing_is_doubled_or_lost() -> None:
    server = find_server()
    if server is None:
        pytest.skip("no PostgreSQL server on this machine: six processes are NOT tortured here")
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with cluster(server, Path(name)) as made:
            nothing_is_doubled_or_lost(run(made.url, SIX, seed=12))

"""A smaller round of `make torture`: real processes, killed and frozen; platforms that fail."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.platforms.postgres import cluster, find_server
from tests.torture.rounds import Result, Round, run

ALONE = Round(300, minutes=24, workers=1, scale=80)
SIX = Round(300, minutes=24, workers=6, scale=60)


def nothing_is_doubled_or_lost(result: Result) -> None:
    assert result.holds, result
    assert 300 == result.occurrences
    assert result.kills >= 60
    assert 0 == result.failed


@pytest.mark.slow
def test_on_sqlite_nothing_is_doubled_and_nothing_lost_without_a_reason(tmp_path: Path) -> None:
    nothing_is_doubled_or_lost(run(f"sqlite:///{tmp_path / 'torture.db'}", ALONE, 11, tmp_path))


@pytest.mark.slow
def test_on_postgresql_with_six_nothing_is_doubled_or_lost() -> None:
    server = find_server()
    if server is None:
        pytest.skip("no PostgreSQL server on this machine: six processes are NOT tortured here")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o755)
        with cluster(server, home) as made:
            nothing_is_doubled_or_lost(run(made.url, SIX, 12, home))

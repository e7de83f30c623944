"""A real ledger on each engine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.index import ledger_tables
from bot.index.ledger import SqlLedger
from bot.index.opening import open_library
from bot.ports import Ledger
from bot.resources import folder
from tests.platforms.postgres import cluster, find_server


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    server = find_server()
    if server is None:
        pytest.skip("no PostgreSQL server on this machine: its ledger is NOT tested here")
    # A socket's path is at most 107 bytes, and the server's user must reach it: no deep tmp_path.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with cluster(server, Path(name)) as url:
            yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'ledger.db'}" if sqlite else request.getfixturevalue("postgres")
    opened, _ = open_library(url, folder("migrations"))
    yield opened
    with opened.begin() as connection:
        connection.execute(sa.delete(ledger_tables.occurrence))
        connection.execute(sa.delete(ledger_tables.schedule))
    opened.dispose()


@pytest.fixture
def ledger(engine: sa.Engine) -> Ledger:
    return SqlLedger(engine)

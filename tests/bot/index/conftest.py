"""A real database of each engine, at the newest revision and empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.index.ledger import SqlLedger
from bot.index.opening import open_library
from bot.ports import Ledger
from bot.resources import folder
from tests.platforms.postgres import Databases


def _migrate(url: str) -> None:
    open_library(url, folder("migrations"))[0].dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    if request.param == "postgresql":
        postgres: Databases = request.getfixturevalue("postgres")
        url = postgres.filled(_migrate)
    opened, _ = open_library(url, folder("migrations"))
    yield opened
    opened.dispose()


@pytest.fixture
def ledger(engine: sa.Engine) -> Ledger:
    return SqlLedger(engine)

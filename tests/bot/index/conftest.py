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
from tests.fakes.libraries import migrate, new_file
from tests.platforms.postgres import Databases


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    postgres: Databases | None = None
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres")
        url = postgres.filled(migrate)
    else:
        url = f"sqlite:///{new_file(tmp_path / 'library.db')}"
    opened, _ = open_library(url, folder("migrations"))
    yield opened
    opened.dispose()
    if postgres is not None:
        postgres.drop(url)


@pytest.fixture
def ledger(engine: sa.Engine) -> Ledger:
    return SqlLedger(engine)

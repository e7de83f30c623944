"""The same revisions on a real PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.index.ledger_tables import occurrence
from bot.index.migrate import rebuilding
from bot.index.opening import is_ready, open_library
from bot.index.tables import metadata
from bot.index.walls import everywhere
from bot.resources import folder
from tests.platforms.postgres import Databases

pytestmark = pytest.mark.slow


def test_every_revision_runs_on_postgresql(postgres: Databases) -> None:
    engine, _ = open_library(postgres.empty(), folder("migrations"))

    assert is_ready(engine)
    assert set(metadata.tables) < set(sa.inspect(engine).get_table_names())
    assert occurrence.name in metadata.tables
    engine.dispose()


def test_the_revisions_go_back_and_forth(engine: sa.Engine) -> None:
    _to(engine, "0003")
    _to(engine, "head")

    assert is_ready(engine)


def test_many_first_starts_at_once_make_one_database(postgres: Databases) -> None:
    url = postgres.empty()

    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_library(url, folder("migrations"))[0], range(8)))

    assert all(is_ready(engine) for engine in opened)
    for engine in opened:
        engine.dispose()


def _to(engine: sa.Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    move = command.upgrade if revision == "head" else command.downgrade
    with rebuilding(everywhere(engine)) as connection, connection.begin():
        config.attributes["connection"] = connection
        move(config, revision)

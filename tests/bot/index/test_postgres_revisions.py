"""The same revisions on a real PostgreSQL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.bootstrap import build
from bot.errors import UnusableDatabase
from bot.index.ledger_tables import occurrence
from bot.index.opening import is_ready, open_library
from bot.index.tables import metadata
from bot.resources import folder
from bot.settings import Settings
from tests.platforms.postgres import cluster, find_server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = find_server()
    if server is None:
        pytest.skip("no PostgreSQL server on this machine: its revisions are NOT tested here")
    # A socket's path is at most 107 bytes, and the server's user must reach it: no deep tmp_path.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with cluster(server, Path(name)) as found:
            yield found


def test_every_revision_runs_on_postgresql(url: str) -> None:
    engine, _ = open_library(url, folder("migrations"))

    assert is_ready(engine)
    assert set(metadata.tables) < set(sa.inspect(engine).get_table_names())
    assert occurrence.name in metadata.tables
    engine.dispose()


def test_questions_on_postgresql_are_refused_plainly_for_now(url: str) -> None:
    with pytest.raises(UnusableDatabase, match="answers from SQLite"):
        build(Settings.model_validate({"PODQUOTE_DATABASE_URL": url}))

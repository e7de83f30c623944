"""Writers of the index take turns, from their first moment on."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bot.index.catalogue import SqlCatalogue
from bot.index.opening import open_library
from bot.resources import folder
from tests.fakes.libraries import migrate
from tests.platforms.postgres import Databases

_WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
_LOOKS = 2_000  # at most, each a round trip: until the other thread has got so far


@pytest.fixture
def engine(postgres: Databases) -> Iterator[sa.Engine]:
    url = postgres.filled(migrate)
    opened, _ = open_library(url, folder("migrations"))
    yield opened
    opened.dispose()
    postgres.drop(url)


@pytest.mark.slow
def test_on_postgresql_a_writer_queues_before_it_reads_anything(engine: sa.Engine) -> None:
    done: list[str] = []

    def second() -> None:
        with SqlCatalogue(engine).writing():
            done.append("second")

    other = threading.Thread(target=second)
    with SqlCatalogue(engine).writing(), engine.connect() as watch:
        other.start()
        waiting = (watch.scalar(_WAITING) for _ in itertools.repeat(None, _LOOKS))
        waits = any(waiting)
        done.append("first")
    other.join()

    assert waits
    assert ["first", "second"] == done

"""The database goes away and comes back; podquote says so meanwhile, and needs no restart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.bootstrap import build
from bot.errors import UnusableDatabase
from bot.model import Asker, Question
from tests.bot.conftest import settings_at
from tests.platforms.postgres import Cluster, cluster, find_server, short_folder

pytestmark = pytest.mark.slow


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    server = find_server()
    if server is None:
        pytest.skip("no PostgreSQL server on this machine: its loss is NOT tested here")
    with short_folder() as folder, cluster(server, folder) as made:
        yield made


def test_a_database_that_is_lost_is_said_to_be_and_used_again_when_it_is_back(
    own_cluster: Cluster,
) -> None:
    core = build(settings_at(own_cluster.url), say=lambda _line: None)
    before = core.answer(Question("fine-tuning"))
    assert core.ready()

    own_cluster.stop()
    assert not core.ready()
    with pytest.raises(UnusableDatabase):
        core.answer(Question("fine-tuning"))
    with pytest.raises(UnusableDatabase):  # so no door may ask for it outside of its net
        core.asked_by(Asker("slack", "T1", "C1", "U1"))

    own_cluster.start()
    assert core.ready()
    assert before == core.answer(Question("fine-tuning"))
    core.close()

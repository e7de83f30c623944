"""A process stays with the SQLite file that it opened, and says so when that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Podquote, build
from bot.errors import UnusableDatabase
from bot.model import Question
from tests.fakes.libraries import new_file
from tests.fakes.settings import settings_for

ASKED = Question("fine-tuning")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return new_file(tmp_path / "podquote.db")


@pytest.fixture
def running(file: Path) -> Iterator[Podquote]:
    core = build(settings_for(file, PODQUOTE_DEMO="off"), say=lambda _line: None)
    core.answer(ASKED)
    yield core
    core.close()


def test_a_file_that_is_moved_away_is_refused_until_it_is_back(
    running: Podquote, file: Path
) -> None:
    away = file.with_name("away.db")
    before = running.answer(ASKED)

    file.rename(away)
    assert not running.ready()
    with pytest.raises(UnusableDatabase, match="moved, deleted or replaced"):
        running.answer(ASKED)
    assert not file.exists()  # nor is an empty one made

    away.rename(file)
    assert running.ready()
    assert before == running.answer(ASKED)


def test_another_file_in_its_place_is_for_a_new_start(running: Podquote, file: Path) -> None:
    new_file(file.with_name("other.db")).rename(file)

    assert not running.ready()
    started = build(running.settings, say=lambda _line: None)
    assert started.ready()
    started.close()

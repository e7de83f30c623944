"""The same documents, the same question, the same answer: on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from bot.model import Question
from tests.bot.conftest import opened, settings_at
from tests.platforms.postgres import Databases

pytestmark = pytest.mark.slow

ASKED = Path(__file__).parents[1] / "bench" / "questions.jsonl"


@pytest.fixture(scope="module")
def both(
    postgres: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Podquote, Podquote]]:
    file = tmp_path_factory.mktemp("engines") / "podquote.db"
    cores = [opened(settings_at(url)) for url in (f"sqlite:///{file}", postgres.empty())]
    yield cores[0], cores[1]
    for core in cores:
        core.close()


def found(core: Podquote, question: Question) -> list[tuple[str, float, tuple[str, ...]]]:
    return [(match.entry.id, match.score, match.why) for match in core.ask(question).matches]


def test_equal_ids_in_equal_order_with_equal_reasons(both: tuple[Podquote, Podquote]) -> None:
    asked = [json.loads(line) for line in ASKED.read_text().splitlines()]
    fields = ("speaker", "episode", "podcast")
    questions = [
        Question(one["query"], **{name: one.get(name) for name in fields}, limit=50)
        for one in asked
    ]

    different = [
        question.text
        for question in questions
        if found(both[0], question) != found(both[1], question)
    ]

    assert len(questions) > 100
    assert [] == different


@pytest.mark.parametrize("prefix", ["", "f", "fi", "fine", "sher", "open"])
def test_equal_suggestions(both: tuple[Podquote, Podquote], prefix: str) -> None:
    assert both[0].browsing.suggest(prefix) == both[1].browsing.suggest(prefix)


def test_equal_lists_and_checks(both: tuple[Podquote, Podquote]) -> None:
    sqlite, postgres = both

    assert sqlite.browsing.topics() == postgres.browsing.topics()
    assert sqlite.browsing.speakers() == postgres.browsing.speakers()
    assert sqlite.office.overview() == postgres.office.overview()
    for text in ("the models eat your scaffolding for breakfast", "nobody ever said this"):
        assert sqlite.check(text) == postgres.check(text)

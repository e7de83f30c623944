"""The questions of `tests/bench/questions.jsonl`, asked of the five documents: the floors hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.cli.translate import to_score
from bot.bootstrap import Podquote
from bot.scoring import Scored, Scores, first_hit, to_scores

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests/bench/questions.jsonl"
GIVEN = ROOT / "../shared/eval/seed_queries.jsonl"


def scores(core: Podquote, lines: list[bytes]) -> Scores:
    scored = []
    for one in map(to_score, lines):
        matches = core.ask(one.question).matches
        rank = first_hit(matches, one.relevant)
        scored.append(Scored(one.kind, bool(one.relevant), bool(matches), rank, 0.0))
    return to_scores(scored)


def lines_of(name: str) -> list[bytes]:
    every = QUESTIONS.read_bytes().splitlines()
    return [line for line in every if json.loads(line)["set"] == name]


@pytest.mark.parametrize("name", ["tune", "prove"])
def test_questions_to_the_documents_are_answered(core: Podquote, name: str) -> None:
    found = scores(core, lines_of(name))

    assert (35, 8) == (found.total.questions, found.unanswerable)
    assert found.total.first >= 0.85
    assert found.total.few >= 0.94
    assert found.total.answered >= 0.94
    assert found.wrongly_answered <= 0.15


@pytest.mark.parametrize("name", ["tune2", "prove2"])
def test_harsher_questions_are_answered_as_often_as_was_measured(core: Podquote, name: str) -> None:
    found = scores(core, lines_of(name))

    assert (43, 16) == (found.total.questions, found.unanswerable)
    assert found.total.first >= 0.76
    assert found.total.few >= 0.86
    assert found.wrongly_answered <= 0.15


def test_topics_that_nobody_talked_about_are_misses(core: Podquote) -> None:
    found = scores(core, lines_of("topics"))

    assert 40 == found.unanswerable
    assert found.wrongly_answered <= 0.1


def test_what_is_typed_heard_or_remembered_wrongly_is_found(core: Podquote) -> None:
    lines = [*lines_of("tune"), *lines_of("prove")]
    rows = {row.kind: row for row in scores(core, lines).kinds}

    for kind in ("company", "exact", "misquote", "speaker", "syntax", "typo"):
        assert rows[kind].first == 1.0
    assert rows["asr"].few >= 0.75


def test_questions_given_to_us_are_answered(core: Podquote) -> None:
    if not GIVEN.exists():
        pytest.skip(f"no {GIVEN.name} beside the repository")
    found = scores(core, GIVEN.read_bytes().splitlines())

    assert found.total.first >= 0.85
    assert found.total.few >= 0.92
    assert found.wrongly_answered <= 0.15

"""The questions of `tests/bench/questions.jsonl`, asked of the five documents: the floors hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from adapters.cli.translate import to_score
from bot.bootstrap import Podquote
from bot.model import Question
from bot.scoring import Scored, Scores, first_hit, to_scores

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests/bench/questions.jsonl"
NONSENSE = ROOT / "tests/bench/nonsense.txt"
GIVEN = ROOT / "../shared/eval/seed_queries.jsonl"


def scores(core: Podquote, lines: list[bytes]) -> Scores:
    scored = []
    for one in map(to_score, lines):
        answer = core.ask(one.question)
        rank = first_hit(answer.matches, one.relevant)
        answered = bool(answer.matches)
        scored.append(Scored(one.kind, bool(one.relevant), answered, rank, 0.0, answer.sure))
    return to_scores(scored)


def lines_of(name: str) -> list[bytes]:
    every = QUESTIONS.read_bytes().splitlines()
    return [line for line in every if json.loads(line)["set"] == name]


class Floor(NamedTuple):
    """What was measured of a set of questions.

    Attributes:
        first, few: questions whose first match, or one of whose first five, is right.
        answered: questions with an answer that get one.
        wrongly: questions without one that get one.
    """

    first: int
    few: int
    answered: int
    wrongly: int


FLOORS = {
    "tune": Floor(31, 34, 35, 0),
    "prove": Floor(35, 35, 35, 0),
    "tune2": Floor(35, 37, 41, 1),
    "prove2": Floor(35, 38, 40, 2),
    "tune3": Floor(49, 51, 53, 2),
    "prove3": Floor(44, 47, 51, 4),
    "tune4": Floor(34, 36, 39, 0),
    "prove4": Floor(44, 45, 46, 0),
    "tune5": Floor(36, 37, 38, 0),
    "prove5": Floor(36, 38, 39, 0),
}


@pytest.mark.parametrize("name", FLOORS)
def test_questions_are_answered_as_often_as_was_measured(core: Podquote, name: str) -> None:
    found, floor = scores(core, lines_of(name)), FLOORS[name]
    total = found.total

    assert floor.first <= round(total.first * total.questions)
    assert floor.few <= round(total.few * total.questions)
    assert floor.answered <= round(total.answered * total.questions)
    assert floor.wrongly >= round(found.wrongly_answered * found.unanswerable)


def test_nonsense_and_what_is_on_other_matters_are_misses(core: Podquote) -> None:
    lines = NONSENSE.read_text("utf-8").splitlines()
    answers = [core.ask(Question(line)) for line in lines]

    assert len(answers) >= 100
    # Two long sentences have two words by chance: what is let through is counted, not hidden.
    assert 2 >= len([answer for answer in answers if answer.matches])
    assert not [answer for answer in answers if not answer.matches and not answer.suggestions]


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

    assert found.total.first >= 0.9
    assert found.total.few >= 0.925
    assert 0.0 == found.wrongly_answered
    assert 0.0 == found.wrongly_at_most

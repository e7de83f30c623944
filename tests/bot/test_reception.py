"""Whoever asks through a door is counted, limited and logged, and their words are not."""

from __future__ import annotations

import pytest
import structlog

from bot.bootstrap import Podquote
from bot.errors import TooManyQuestions
from bot.limits import Limits, Rate
from bot.model import Asker, Question
from tests.fakes.meters import FakeMeters

ADA = Asker("slack", "T1", "C1", "ada")


@pytest.fixture
def meters(own_core: Podquote) -> FakeMeters:
    meters = FakeMeters()
    own_core.meters = meters
    return meters


def test_each_question_is_counted_once_by_its_door_and_outcome(
    own_core: Podquote, meters: FakeMeters
) -> None:
    front = own_core.asked_by(ADA)
    found = own_core.ask(Question('"fine-tuning"'))

    front.answer(Question("fine-tuning"))
    front.ask(Question("kubernetes"))
    front.check(found.matches[0].entry.text)
    front.conversation.press("of no version")

    served = [counted for counted in meters.counted if counted[0] == "served"]
    assert [
        ("served", "slack", "answer", "answer"),
        ("served", "slack", "ask", "miss"),
        ("served", "slack", "check", "said"),
        ("served", "slack", "press", "trouble"),
    ] == served


def test_the_core_itself_is_nobody_s_and_counts_nothing(
    own_core: Podquote, meters: FakeMeters
) -> None:
    own_core.asked_by(ADA)

    own_core.answer(Question("fine-tuning"))

    assert [] == meters.counted


def test_who_asks_too_much_is_told_and_nobody_else_is(
    own_core: Podquote, meters: FakeMeters
) -> None:
    own_core._limits = Limits({"user": Rate(2, 0.001)})
    for _ in range(2):
        own_core.asked_by(ADA).ask(Question(""))

    with pytest.raises(TooManyQuestions):
        own_core.asked_by(ADA).ask(Question(""))
    own_core.asked_by(Asker("slack", "T1", "C1", "ben")).ask(Question(""))

    assert ("served", "slack", "ask", "limited") == meters.counted[-2]


def test_a_failure_is_counted_and_goes_on(own_core: Podquote, meters: FakeMeters) -> None:
    front = own_core.asked_by(ADA)
    front._index = None  # type: ignore[assignment]  # no way to have nobody to ask

    with pytest.raises(AttributeError):
        front.ask(Question("fine-tuning"))

    assert [("served", "slack", "ask", "failed")] == meters.counted


def test_the_log_has_an_id_for_the_request_and_no_word_of_it(own_core: Podquote) -> None:
    structlog.contextvars.clear_contextvars()
    with structlog.testing.capture_logs(
        processors=[structlog.contextvars.merge_contextvars]
    ) as logged:
        own_core.asked_by(ADA).ask(Question("canary words"))
        own_core.asked_by(ADA).check("canary words")
    structlog.contextvars.clear_contextvars()

    assert ["served", "served"] == [event["event"] for event in logged]
    assert 1 == len({event["request"] for event in logged})
    assert "canary" not in repr(logged)
    assert "ada" not in repr(logged)


def test_looking_around_is_counted_and_limited_and_suggestions_take_less(
    own_core: Podquote, meters: FakeMeters
) -> None:
    own_core._limits = Limits({"user": Rate(2, 0.001)})
    browsing = own_core.asked_by(ADA).browsing
    for _ in range(5):
        browsing.suggest("fine")
    browsing.topics()

    with pytest.raises(TooManyQuestions):
        browsing.episodes()

    whats = [counted[2:] for counted in meters.counted]
    assert [("suggest", "done")] * 5 == whats[:5]
    assert [("topics", "done"), ("episodes", "limited")] == whats[5:]


def test_whoever_looks_around_sees_what_the_core_has(own_core: Podquote) -> None:
    mine, all_of_it = own_core.asked_by(ADA).browsing, own_core.browsing
    id = all_of_it.episodes()[0].episode.id

    assert all_of_it.suggest("fine") == mine.suggest("fine")
    assert all_of_it.speakers() == mine.speakers()
    assert all_of_it.episode(id) == mine.episode(id)
    assert all_of_it.random("x") == mine.random("x")

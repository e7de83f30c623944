"""Who asks too much waits, and nobody else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TooManyQuestions
from bot.limits import RATES, Limits, Rate
from bot.model import Asker

TWO_THEN_ONE_A_SECOND = {"user": Rate(2, 1.0)}
ADA = Asker("slack", "T1", "C1", "ada")
BEN = Asker("slack", "T1", "C1", "ben")


def test_a_burst_is_let_through_and_then_one_at_a_time() -> None:
    limits = Limits(TWO_THEN_ONE_A_SECOND)

    waits = [limits.wait(ADA, at) for at in (0.0, 0.0, 0.0, 0.5, 1.0, 1.0)]

    assert [0.0, 0.0, 1.0, 0.5, 0.0, 1.0] == waits


def test_a_thousand_commands_of_one_person_keep_nobody_else_waiting() -> None:
    limits = Limits()

    let_through = [at for at in range(1000) if limits.wait(ADA, at / 1000) == 0]

    back = RATES["user"].per_second
    assert RATES["user"].burst <= len(let_through) <= RATES["user"].burst + back
    assert limits.wait(BEN, 1.0) == 0


def test_who_waits_takes_nothing_from_their_channel() -> None:
    limits = Limits({"user": Rate(1, 0.1), "channel": Rate(2, 0.1)})

    for _ in range(10):
        limits.wait(ADA, 0.0)

    assert limits.wait(BEN, 0.0) == 0


@pytest.mark.parametrize(
    ("kind", "same", "other"),
    [
        ("user", Asker("slack", "T2", "C9", "ada"), BEN),
        ("channel", BEN, Asker("slack", "T1", "C2", "ben")),
        ("workspace", Asker("slack", "T1", "C9", "eve"), Asker("slack", "T2", "C1", "ada")),
    ],
)
def test_each_limit_is_of_its_own(kind: str, same: Asker, other: Asker) -> None:
    limits = Limits({kind: Rate(1, 1.0)})
    limits.wait(ADA, 0.0)

    assert limits.wait(same, 0.0) > 0
    assert limits.wait(other, 0.0) == 0


def test_one_platform_s_ids_are_not_another_s() -> None:
    limits = Limits({"user": Rate(1, 1.0)})
    limits.wait(Asker("slack", user="1"), 0.0)

    assert limits.wait(Asker("discord", user="1"), 0.0) == 0


def test_nobody_in_particular_is_not_limited() -> None:
    limits = Limits()

    assert {0.0} == {limits.wait(Asker("web"), 0.0) for _ in range(5000)}


def test_memory_is_bounded_whoever_asks() -> None:
    limits = Limits(TWO_THEN_ONE_A_SECOND, most=100)

    for number in range(1000):
        limits.wait(Asker("slack", user=str(number)), 0.0)

    assert len(limits._full_at) == 100


def test_a_bucket_that_is_full_again_is_forgotten() -> None:
    limits = Limits(TWO_THEN_ONE_A_SECOND)
    limits.wait(ADA, 0.0)

    limits.wait(BEN, 100.0)

    assert len(limits._full_at) == 1


@given(st.lists(st.floats(0, 5), max_size=80))
def test_never_more_than_the_burst_and_what_came_back(gaps: list[float]) -> None:
    limits, at, let = Limits(TWO_THEN_ONE_A_SECOND), 0.0, 0
    for gap in gaps:
        at += gap
        let += limits.wait(ADA, at) == 0

    assert let <= 2 + at + 1e-6


@pytest.mark.parametrize(("wait", "said"), [(0.2, "1 second."), (2.1, "3 seconds.")])
def test_the_refusal_says_how_long(wait: float, said: str) -> None:
    assert str(TooManyQuestions(wait)).endswith(said)

"""Numbers as words and as figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures import asks_how_many, figures, has_number, in_words, says_nothing


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("two hundred bots", {0: "200", 1: "200"}),
        ("ten percent", {0: "10"}),
        ("a hundred", {1: "100"}),
        ("twenty five or six", {0: "25", 1: "25", 3: "6"}),
        ("ten hundred", {}),
        ("one two", {}),
        ("two hundred hundred", {}),
        ("many bots", {}),
    ],
)
def test_a_number_in_words_is_read_as_figures(words: str, found: dict[int, str]) -> None:
    assert found == figures(words.split())


@given(st.integers(1, 999))
def test_what_is_written_in_words_is_read_as_the_same_number(number: int) -> None:
    words = in_words(str(number)).split()

    assert dict.fromkeys(range(len(words)), str(number)) == figures(words)


@pytest.mark.parametrize("other", ["1000", "ten", "", "-1", "²", "4.1"])
def test_what_people_do_not_say_in_words_is_left(other: str) -> None:
    assert "" == in_words(other)


def test_percent_only_reads_the_sign_of_a_number_before_it() -> None:
    assert says_nothing(["ten", "percent"], 1)
    assert says_nothing(["10", "percent"], 1)
    assert not says_nothing(["what", "percent"], 1)
    assert not says_nothing(["percent", "10"], 0)


def test_many_says_nothing_of_what_is_counted() -> None:
    assert says_nothing(["many", "users"], 0)
    assert not says_nothing(["users", "often"], 1)


@pytest.mark.parametrize("question", ["how many users are there", "so what percentage is it"])
def test_a_question_after_a_number_is_told(question: str) -> None:
    assert asks_how_many(question.split())
    assert not asks_how_many(["how", "do", "they"])


def test_an_amount_that_is_told_is_not_asked_for() -> None:
    assert not asks_how_many(["im", "on", "many", "slacks"])


def test_a_number_is_one_in_words_or_in_figures() -> None:
    assert has_number(["some", "two"])
    assert has_number(["800", "million"])
    assert not has_number(["some", "users", ""])

"""A text as the words that are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import Wording, to_wording


def keys(text: str) -> list[str]:
    return [unit.key for unit in to_wording(text).units]


def free(text: str) -> list[str]:
    return [unit.key for unit in to_wording(text).units if unit.free]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It's DEAD!", "it is dead"),
        ("they\u2019re done", "they are done"),
        ("we can't", "we cannot"),
        ("I won't", "I will not"),
        ("dont", "do not"),
        ("we're gonna", "we are going to"),
        ("café", "CAFE\u0301"),
        ("fine-tuning", "fine tuning"),
        ("10%", "10 percent"),
        ("1,000 users", "1000 users"),
        ("two ways", "2 ways"),
        ("OK", "okay"),
    ],
)
def test_the_same_words_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("is", "isn't"),
        ("10", "10%"),
        ("2.5", "25"),
        ("2.5", "2 5"),
        ("C", "C++"),
        ("$5", "5"),
        ("2022", "2023"),
        ("can", "can't"),
    ],
)
def test_what_means_something_else_is_another_word(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_a_genitive_is_one_word() -> None:
    assert ["openais", "model"] == keys("OpenAI's model")


def test_fillers_and_repetitions_are_free() -> None:
    assert ["um", "the"] == free("Um, the, the point")
    assert ["uh", "the"] == free("the uh the point")


def test_like_is_a_filler_only_beside_a_comma() -> None:
    assert [] == free("they are like thieves")
    assert ["like"] == free("they are, like thieves")
    assert ["you", "know"] == free("it is dead, you know.")


def test_a_number_twice_is_no_repetition() -> None:
    assert [] == free("10 10")


def test_dots_are_cuts_between_words_only() -> None:
    assert frozenset({2}) == to_wording("...one two ... three...").cuts
    assert frozenset({1}) == to_wording("one\u2026two").cuts


def test_only_so_many_words_are_read() -> None:
    assert 2 == len(to_wording("one two three", 2).words)


@given(st.text())
def test_every_word_stands_in_the_text_in_order_and_has_a_unit(text: str) -> None:
    wording: Wording = to_wording(text)

    ends = [0, *(place for span in wording.words for place in span)]
    assert sorted(ends) == ends
    assert list(range(len(wording.words))) == sorted({unit.word for unit in wording.units})

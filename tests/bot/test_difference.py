"""Words that were asked, beside the words of a text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadline import Deadline
from bot.difference import Laid, lay
from bot.wording import to_wording


def laid(asked: str, text: str) -> Laid:
    found = lay(to_wording(asked), to_wording(text), lambda _unit: 1.0)
    assert found
    return found


def shown(asked: str, text: str) -> str:
    return " ".join(word if sign == "=" else sign + word for sign, word in laid(asked, text).diff)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("the dam is the interface", "So: The dam, um, is the interface. Yes."),
        ("the the dam", "The dam."),
        ("it is done, you know", "It's done"),
        ("the dam is done ... nobody reads the dam", "The dam is done and so nobody reads the dam"),
        ("the dam is ... done by noon today", "The dam is done by noon today"),
    ],
)
def test_case_punctuation_fillers_and_dots_leave_words_the_same(asked: str, text: str) -> None:
    assert laid(asked, text).same


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("the dam is dead", "The dam isn't dead"),
        ("the dam is not dead", "The dam is dead"),
        ("the dam is", "The dam isn't dead"),
        ("so we can", "so we can't build"),
        ("built in 2023", "built in 2022"),
        ("otters build", "otter builds"),
        ("the dam is ... the best of dams", "The dam is not the best of dams"),
        ("I ... love ... crime", "I read that people love to hate crime"),
        ("a dam", "a big dam"),
        ("a big dam", "a dam"),
    ],
)
def test_another_word_is_never_the_same(asked: str, text: str) -> None:
    assert not laid(asked, text).same


@pytest.mark.parametrize(
    ("asked", "text", "diff"),
    [
        ("dam is dead", "The dam isn't dead, you know", "dam -is +isn't dead"),
        ("is not dead", "isn't dead", "isn't dead"),
        ("an old dam", "this OLD big dam here", "-an +this OLD +big dam"),
        ("back in 2023", "this is back in 2022...so", "back in -2023 +2022"),
        ("dam modles", "dam models", "dam -modles +models"),
        ("a b c ... x y z", "a b c d x y z", "a b c +d x y z"),
        ("it is a dam", "it is kind of like a dam", "it is +kind +of +like a dam"),
        ("mud will open the dam", "just open up the dam", "-mud -will +just open +up the dam"),
        ("dam holds", "dam of mud and sticks by the lake that holds", "dam -holds +of"),
        ("nothing alike", "", "-nothing -alike"),
    ],
)
def test_the_difference_is_told_word_by_word(asked: str, text: str, diff: str) -> None:
    assert diff == shown(asked, text)


def test_marks_are_where_both_have_the_words() -> None:
    text = "So the old dam, um, holds."

    found = laid("the dam holds", text)

    assert ["the", "dam", "holds"] == [text[start:end] for start, end in found.marks]
    assert "the old dam, um, holds" == text[slice(*found.extent)]


def test_a_slip_of_the_pen_counts_for_half() -> None:
    assert 0.75 == laid("dam modles", "dam models").likeness
    assert 0.5 == laid("dam otters", "dam models").likeness


def test_words_too_many_count_as_much_as_words_too_few() -> None:
    assert laid("a dam", "a big dam").likeness == laid("a big dam", "a dam").likeness


WORDS = st.lists(
    st.sampled_from(["the", "dam", "isn't", "is", "not", "um,", "...", "2022", "like,", "models"]),
    max_size=12,
).map(" ".join)


@given(WORDS, WORDS)
def test_the_source_s_words_are_told_whole_and_in_order(asked: str, text: str) -> None:
    found = laid(asked, text)

    start, end = found.extent
    told = [word for sign, word in found.diff if sign != "-"]
    wording = to_wording(text)
    assert [text[a:b] for a, b in wording.words if start <= a and b <= end] == told
    assert 0.0 <= found.likeness <= 1.0


@given(WORDS)
def test_every_text_is_the_same_as_itself(text: str) -> None:
    wording = to_wording(text)

    if any(not unit.free for unit in wording.units) and not wording.cuts:
        assert laid(text, text).same


def test_a_long_comparison_ends_in_its_middle_when_the_time_is_up() -> None:
    words = to_wording(" ".join(f"dam{number}" for number in range(100)))
    looks = itertools.count()
    deadline = Deadline(lambda: float(next(looks)), 10.0)

    assert lay(words, words, lambda _unit: 1.0, deadline) is None
    assert deadline.cut_short
    assert 11 == next(looks)  # one of them to begin with

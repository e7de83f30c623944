"""Words that are spelled nearly alike, against trying every word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.index.spelling import Spellings

WORDS = st.lists(st.text("abcdeé1", min_size=1, max_size=8), max_size=40)


@given(first=WORDS, later=WORDS, word=st.text("abcdeé1", min_size=1, max_size=8))
def test_none_is_missed_and_none_is_made_up(first: list[str], later: list[str], word: str) -> None:
    spellings = Spellings()
    spellings.add(first)
    spellings.add(later)

    for edits in (1, 2):
        expected = {w for w in (*first, *later) if 0 < OSA.distance(word, w) <= edits}
        assert sorted(expected) == spellings.near(word, edits)


@given(first=WORDS, later=WORDS, asked=WORDS)
def test_what_is_known_may_be_there_and_most_else_is_told_apart(
    first: list[str], later: list[str], asked: list[str]
) -> None:
    spellings = Spellings()
    spellings.add(first)
    spellings.add(later)

    assert [word for word in asked if word in {*first, *later}] == spellings.may_have(asked)

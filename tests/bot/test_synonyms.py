"""Words that people exchange when they retell what was said."""

from __future__ import annotations

import pytest

from bot.everyday import says_little
from bot.synonyms import _GROUPS, _WHOLE, synonyms
from bot.tokens import tokenize

EVERY_WORD = {word for group in _GROUPS.split(", ") for word in group.split()}


def instead_of(word: str) -> set[str]:
    [token] = tokenize(word)
    return {one.word for one in synonyms(token)}


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("quickly", {"fast", "rapid", "speedy", "swift"}),
        ("firms", {"company", "business", "businesses", "corporation", "enterprise"}),
        ("businesses", {"company", "firm", "corporation", "enterprise"}),
        ("bought", {"purchase", "acquire"}),
        ("acquired", {"buy", "bought", "purchase"}),
        ("experiments", {"trial", "test"}),
        ("podcasts", set()),
    ],
)
def test_a_word_is_exchanged_in_any_of_its_forms(word: str, others: set[str]) -> None:
    assert others == instead_of(word)


@pytest.mark.parametrize(
    "word", ["imports", "experience", "busy", "universe", "managing", "authority", "objects"]
)
def test_words_that_only_share_a_stem_are_not_exchanged(word: str) -> None:
    assert not instead_of(word) & {
        *("crucial", "trial", "company", "school", "boss", "writer", "goal"),
    }


def test_a_word_is_exchanged_in_its_degrees() -> None:
    assert {"faster", "fast", "speedier"} <= instead_of("quicker")
    assert {"simplest", "simple"} <= instead_of("easiest")
    assert set() == instead_of("weather")


def test_a_word_is_no_synonym_of_itself() -> None:
    assert [] == [word for word in EVERY_WORD if word in instead_of(word)]


def test_what_says_little_is_in_no_group() -> None:
    assert [] == [word for word in EVERY_WORD if says_little(word)]


def test_every_word_that_is_met_as_written_is_in_a_group() -> None:
    assert set() == {group[0] for group in _WHOLE.values()} - EVERY_WORD

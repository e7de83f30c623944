"""Words of one root that the stemmer keeps apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.families import relatives


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("founded", "founder"),
        ("consume", "consumption"),
        ("consumption", "consumes"),
        ("decided", "decision"),
        ("decisions", "decide"),
        ("classifying", "classification"),
        ("growth", "grow"),
        ("subscribers", "subscriber"),
        ("reduced", "reduction"),
    ],
)
def test_a_word_is_looked_up_with_its_family(word: str, other: str) -> None:
    assert other in set(relatives(word, 3))


@pytest.mark.parametrize(
    ("word", "other"), [("end", "ension"), ("ride", "rision"), ("mit", "mission")]
)
def test_what_would_leave_no_root_is_no_relative(word: str, other: str) -> None:
    assert other not in set(relatives(word, 3))


@given(st.text(max_size=60))
def test_any_word_has_few_relatives(word: str) -> None:
    assert len(set(relatives(word, 3))) < 2_000

"""English words whose forms no stemmer joins."""

from __future__ import annotations

import pytest

from bot.irregular import forms


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("paid", ("pay",)),
        ("pay", ("paid",)),
        ("paying", ("pay", "paid")),
        ("choosing", ("choose", "chose", "chosen")),
        ("children", ("child",)),
        ("found", ()),
        ("pricing", ()),
    ],
)
def test_a_word_has_its_other_forms(word: str, others: tuple[str, ...]) -> None:
    assert others == forms(word)

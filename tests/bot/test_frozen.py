"""A card survives being frozen."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frozen import card_from_json, card_to_json
from bot.model import Card, CardItem, CardKind
from tests.fakes.core import CARD

texts = st.text(max_size=40)
maybe = st.none() | texts
marks = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2).map(tuple)
items = st.builds(
    CardItem,
    id=texts,
    words=texts,
    quoted=st.booleans(),
    where=texts,
    badge=texts,
    source=texts,
    marks=marks,
    title=maybe,
    label=maybe,
    speaker=maybe,
    moment=maybe,
    url=maybe,
    plays=st.booleans(),
)
cards = st.builds(
    Card,
    kind=st.sampled_from(CardKind),
    lead=texts,
    items=st.lists(items, max_size=3).map(tuple),
    hints=st.lists(texts, max_size=3).map(tuple),
    clocks=st.lists(st.tuples(texts, st.integers(0, 9)), max_size=2).map(tuple),
)


@given(cards)
def test_a_card_thaws_as_it_was_frozen(card: Card) -> None:
    frozen = card_to_json(card)

    assert card == card_from_json(frozen)
    assert frozen.isascii()


def test_the_same_card_freezes_to_the_same_text() -> None:
    assert card_to_json(CARD) == card_to_json(card_from_json(card_to_json(CARD)))


def changed(**fields: object) -> str:
    return json.dumps(json.loads(card_to_json(CARD)) | fields)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        changed(version=2),
        changed(kind="poem"),
        changed(items=[{"id": "q1"}]),
        changed(items=["q1"]),
        changed(items=None),
        changed(colour="red"),
    ],
)
def test_what_is_no_card_of_a_known_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        card_from_json(text)

"""What a button carries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Action, ActionKind, from_token, offered, to_token
from bot.model import CardKind
from tests.fakes.core import CARD, ITEM

IDS = st.from_regex(r"[A-Za-z0-9_-]{1,80}", fullmatch=True)
ACTIONS = st.builds(Action, kind=st.sampled_from(ActionKind), entry_id=IDS)


def test_a_token_begins_with_its_version() -> None:
    assert "1:sources:q34akdr2g3dkvini4" == to_token(
        Action(ActionKind.SOURCES, "q34akdr2g3dkvini4")
    )


@given(ACTIONS)
def test_a_token_means_what_it_was_made_of_and_fits_every_platform(action: Action) -> None:
    token = to_token(action)

    assert action == from_token(token)
    assert token.isascii()
    assert len(token) <= 100


@given(st.text() | st.from_regex(r"1:sources:.*"))
def test_any_text_is_a_token_that_was_written_here_or_none(text: str) -> None:
    found = from_token(text)

    assert found is None or text == to_token(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1:sources:",
        "0:sources:q1",
        "2:sources:q1",
        "1:SOURCES:q1",
        "1:share:q1",
        "1:sources:q1\n",
        " 1:sources:q1",
        "1:sources:q1:3",
        "1:sources:q\u0661",
        "1:sources:" + "q" * 81,
    ],
)
def test_what_another_version_or_nobody_wrote_is_none(text: str) -> None:
    assert from_token(text) is None


@pytest.mark.parametrize("id", ["", "a b", "q:1", "ü", "q" * 81])
def test_an_id_that_no_button_can_carry_makes_no_action(id: str) -> None:
    with pytest.raises(ValueError, match="no entry's id"):
        Action(ActionKind.SOURCES, id)


def test_the_texts_of_an_answer_offer_their_sources_and_no_other_cards_do() -> None:
    assert (Action(ActionKind.SOURCES, "q1"),) == offered(CARD, ITEM)
    others = [replace(CARD, kind=kind) for kind in CardKind if kind is not CardKind.ANSWER]
    assert all(offered(card, ITEM) == () for card in others)


@given(st.text())
def test_a_text_of_any_id_can_be_asked_for_its_actions(id: str) -> None:
    actions = offered(CARD, replace(ITEM, id=id))

    assert all(action.entry_id == id for action in actions)


def test_an_id_that_no_button_can_carry_offers_nothing() -> None:
    assert () == offered(CARD, replace(ITEM, id="a b"))

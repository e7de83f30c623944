"""One text at a time: what is asked, checked and pressed, on the real index."""

from __future__ import annotations

import base64

import pytest

from bot import phrasing
from bot.actions import Action, ActionKind, from_token, of_one, offered, to_token
from bot.bootstrap import Podquote
from bot.model import Card, CardKind, Kind, Question, Reach, Steps
from tests.dialogs import WALKS, Walk

GONE_ID = "q" + base64.b32encode(b"0123456789").decode().lower()


def button(card: Card, kind: ActionKind) -> str:
    (found,) = (action for action in offered(card) if action.kind is kind)
    return to_token(found)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.asked[:20])
def test_every_press_of_a_walk_leads_where_the_table_says(core: Podquote, walk: Walk) -> None:
    card = core.conversation.reply(Question(walk.asked))

    assert card.lead.startswith(walk.first)
    for kind, lead, shows in walk.presses:
        card = core.conversation.press(button(card, kind))
        assert lead in card.lead
        assert shows in phrasing.to_text(card)


def test_every_text_that_a_step_shows_stands_in_its_document(core: Podquote) -> None:
    for walk in WALKS:
        card = core.conversation.reply(Question(walk.asked))
        for kind, _, _ in walk.presses:
            card = core.conversation.press(button(card, kind))
            for item in card.items:
                entry = core.entry(item.id)
                assert entry is not None
                assert item.words in entry.text


def test_stepping_on_comes_by_every_match_once_and_back_to_the_first(core: Podquote) -> None:
    first = card = core.conversation.reply(Question("fine-tuning"))
    assert card.steps is not None
    seen = []

    for _ in card.steps.ids:
        seen.append(card.items[0].id)
        card = core.conversation.press(button(card, ActionKind.NEXT))

    assert list(card.steps.ids if card.steps else ()) == seen
    assert first.items[0].id == card.items[0].id


def test_what_is_widened_is_narrowed_to_the_very_same(core: Podquote) -> None:
    # A step away from the first, whose marks a press does not know.
    asked = core.conversation.reply(Question("token laundering"))
    before = core.conversation.press(button(asked, ActionKind.NEXT))

    wide = core.conversation.press(button(before, ActionKind.WIDER))

    assert len(wide.items) > len(before.items)
    assert before == core.conversation.press(button(wide, ActionKind.NARROWER))


def test_a_miss_help_and_trouble_have_nothing_to_press(core: Podquote) -> None:
    cards = [
        core.conversation.reply(Question("kubernetes")),
        core.conversation.reply(Question("")),
        core.conversation.check("kubernetes"),
        core.conversation.press("0:x"),
    ]

    assert [(), (), (), ()] == [offered(card) for card in cards]


def test_what_is_gone_is_stepped_over_and_a_button_to_it_alone_says_so(core: Podquote) -> None:
    there = core.conversation.reply(Question("token laundering")).items[0].id
    both = Steps((GONE_ID, there), (None, None))

    stepped = core.conversation.press(to_token(Action(ActionKind.NEXT, both)))
    alone = core.conversation.press(to_token(Action(ActionKind.WIDER, both)))

    assert there == stepped.items[0].id
    assert (CardKind.TROUBLE, phrasing.GONE) == (alone.kind, alone.lead)
    for kind in (ActionKind.NEXT, ActionKind.SHARE, ActionKind.SOURCES):
        gone = core.conversation.press(to_token(Action(kind, of_one(GONE_ID))))
        assert (CardKind.TROUBLE, phrasing.GONE) == (gone.kind, gone.lead)


def test_removing_is_for_the_door_and_everybody_else_is_told(core: Podquote) -> None:
    pressed = core.conversation.press(to_token(Action(ActionKind.REMOVE, of_one("q1"), "U1")))

    assert (CardKind.TROUBLE, phrasing.NOT_YOURS) == (pressed.kind, pressed.lead)


def test_checked_words_can_be_shared_and_widened(core: Podquote) -> None:
    card = core.conversation.check("pricing is kind of like a one way ratchet")

    kinds = [action.kind for action in offered(card)]
    assert [ActionKind.SHARE, ActionKind.WIDER, ActionKind.SOURCES] == kinds


def test_words_over_two_turns_cannot_be_shared_as_one(core: Podquote) -> None:
    card = core.conversation.check("so that you know daytoday we're trying to support companies")

    assert ActionKind.SHARE not in [action.kind for action in offered(card)]
    assert card.steps is not None


def test_a_turn_that_is_shown_by_its_sentence_can_be_seen_whole(core: Podquote) -> None:
    for question in ("agents", "companies", "humanoid robots", "data collection in homes"):
        card = core.conversation.reply(Question(question))
        while card.steps and card.steps.reach is not Reach.SENTENCE and card.steps.at < 4:
            before = card.steps.at
            card = core.conversation.press(button(card, ActionKind.NEXT))
            if card.steps is None or card.steps.at <= before:
                break
        if card.steps and card.steps.reach is Reach.SENTENCE:
            break
    assert card.steps is not None
    assert Reach.SENTENCE is card.steps.reach
    (item,) = card.items
    whole = core.conversation.press(button(card, ActionKind.WIDER))
    entry = core.entry(item.id)
    assert entry is not None
    assert Kind.SEGMENT is entry.kind
    assert any(item.cut)
    assert entry.text == whole.items[0].words
    assert (False, False) == whole.items[0].cut


def test_one_text_has_its_buttons_and_none_has_none(core: Podquote) -> None:
    id = core.conversation.reply(Question("token laundering")).items[0].id

    card = core.conversation.one(id)

    assert card is not None
    assert "1 match." == card.lead
    assert core.conversation.one(GONE_ID) is None


def test_no_token_holds_what_was_asked(core: Podquote) -> None:
    card = core.conversation.reply(Question("laundering"))

    for action in offered(card, by="U0ASKER"):
        token = to_token(action)
        assert "laundering" not in token
        assert action == from_token(token)

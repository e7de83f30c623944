"""What is typed, understood: the words of the grammar alone, and everything else a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import phrasing
from bot.bootstrap import Podquote
from bot.commands import Command, CommandKind, read
from bot.model import CardKind
from tests.dialogs import TYPED, Typed


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed.typed[:30] or "nothing")
def test_what_is_typed_asks_for_what_the_table_says(typed: Typed) -> None:
    assert Command(typed.kind, typed.text) == read(typed.typed)


@given(st.text() | st.from_regex(r"(daily|check|topics) .*"))
def test_any_text_asks_for_something(text: str) -> None:
    assert read(text).kind in CommandKind


@pytest.mark.parametrize(
    ("kind", "shows"),
    [
        (CommandKind.TOPICS, "topic"),
        (CommandKind.EPISODES, "How OpenAI Builds for 800 Million"),
        (CommandKind.SPEAKERS, "Sherwin Wu"),
        (CommandKind.HELP, 'check "WORDS"'),
    ],
)
def test_lists_and_help_show_what_the_library_has(
    core: Podquote, kind: CommandKind, shows: str
) -> None:
    card = core.conversation.hear(Command(kind))

    assert CardKind.HELP == card.kind
    assert shows in phrasing.to_text(card)


def test_random_is_one_quote_with_its_buttons_the_same_for_the_same_seed(core: Podquote) -> None:
    one = core.conversation.hear(Command(CommandKind.RANDOM), "a")

    assert one == core.conversation.hear(Command(CommandKind.RANDOM), "a")
    assert one.steps is not None
    assert one != core.conversation.hear(Command(CommandKind.RANDOM), "b")


def test_an_empty_library_says_so_to_random(empty_core: Podquote) -> None:
    assert phrasing.EMPTY == empty_core.conversation.hear(Command(CommandKind.RANDOM)).lead


def test_questions_and_checks_are_heard_as_such(core: Podquote) -> None:
    talk = core.conversation

    assert talk.hear(read("token laundering")).lead.startswith("Best of")
    assert "Said so." == talk.hear(read('check "like a one way ratchet"')).lead

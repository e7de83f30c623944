from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from jinja2.filters import do_striptags

from adapters import preview
from adapters.discord_app import preview as discord_app
from bot import phrasing
from bot.actions import of_one
from bot.model import Card, CardKind
from tests.fakes.core import ITEM
from tests.pictures import looks

TOLD = replace(
    ITEM, id="q2", quoted=False, marks=(), title="Dams", label="Summary <b>", speaker=None, url=None
)
CARD = Card(CardKind.ANSWER, "2 matches.", (ITEM, TOLD), steps=of_one("q1"))
LOOKS = (looks.slack, looks.discord, looks.terminal)

Look = Callable[[Card, str], str]


def read(html: str) -> str:
    """Return what is readable, in one line."""
    return unescape(do_striptags(html[html.rindex("</style>") :]))


@pytest.mark.parametrize("look", LOOKS)
def test_a_picture_shows_every_text_of_the_card_as_the_door_sends_it(look: Look) -> None:
    text = read(look(CARD, "a & b"))

    item = (ITEM.words, ITEM.speaker, ITEM.where, ITEM.badge, ITEM.source, "q1", "q2", "Dams")
    wanted = (*item, "a & b", "Summary <b>", "2 matches.")
    assert [part for part in wanted if part is None or part not in text] == []
    assert f"“{ITEM.words}”" in text


@pytest.mark.parametrize("look", [looks.slack, looks.discord])
def test_a_picture_of_a_chat_shows_the_buttons_of_its_card(look: Look) -> None:
    assert 1 == read(look(CARD, "x")).count("Sources")


@pytest.mark.parametrize("look", LOOKS)
def test_a_picture_of_a_miss_shows_its_hints(look: Look) -> None:
    text = read(look(Card(CardKind.MISS, phrasing.MISS, hints=("dams", "otters")), "x"))

    assert phrasing.MISS in text
    assert phrasing.NEAR in text
    assert "otters" in text


@pytest.mark.parametrize("look", LOOKS)
def test_what_matched_is_bold(look: Look) -> None:
    html = look(CARD, "x")

    assert any(
        bold in html
        for bold in (
            '<span class="bold ">dam</span>',
            "<b>dam</b>",
            'font-weight: bold">dam</span>',
        )
    )


def test_discords_escapes_are_taken_off_and_its_bold_is_shown() -> None:
    assert discord_app.to_markup(r"a\_b **c\*** <i>") == "a_b <b>c*</b> &lt;i&gt;"


def test_what_a_template_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="does not know"):
        preview._unknown({"type": "carousel"})

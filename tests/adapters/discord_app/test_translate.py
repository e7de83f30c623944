from __future__ import annotations

import dataclasses
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord_app import markup, translate
from bot import phrasing
from bot.actions import of_one
from bot.model import LONGEST_QUESTION, Card, CardItem, CardKind, Question
from tests.adapters.discord_app.cards import CARDS, TEXTS
from tests.fakes.core import CARD, ITEM, SOURCES, STEPPED
from tests.platforms import discord_rules
from tests.platforms.discord_markdown import look

WORDS = " ".join(f"word{number}" for number in range(1500))


def items(count: int, **changes: Any) -> Card:  # noqa: ANN401  a field of any kind
    every = tuple(dataclasses.replace(ITEM, id=f"q{number}", **changes) for number in range(count))
    return Card(CardKind.ANSWER, f"{count} matches, best first.", every, steps=of_one("q1"))


def body(shown: translate.Rendered) -> dict[str, Any]:
    return {
        "content": shown.content,
        "embeds": [embed.to_dict() for embed in shown.embeds],
        "components": translate.to_view(shown).to_components(),
        "allowed_mentions": discord.AllowedMentions.none().to_dict(),
    }


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("fine-tuning", "fine-tuning"),
        ("<@1> fine-tuning", "fine-tuning"),
        ("<@!1> fine-tuning <@&2> <#3>", "fine-tuning"),
        ("<@1>", ""),
        ("<:otter:1> dams <a:river:2>", "otter dams river"),
        ("</podquote:5> dams", "podquote dams"),
        ("dams <t:1700000000:R>", "dams"),
        ("a\x00b", "ab"),
        ("a \ud800 b", "a  b"),
        ("<!channel>", "<!channel>"),
        ("@everyone", "@everyone"),
        ("x" * 5000, "x" * (LONGEST_QUESTION + 1)),
    ],
)
def test_a_question_is_read_without_the_markup(typed: str, read: str) -> None:
    assert read == translate.to_question(typed).text


def test_filters_are_read_alike_and_a_blank_one_is_none() -> None:
    question = translate.to_question("dams", " <@1>Ada ", "   ", None)

    assert Question("dams", speaker="Ada", limit=translate.MOST_ITEMS) == question


@given(st.text())
def test_any_text_is_a_question_that_a_database_takes(text: str) -> None:
    question = translate.to_question(text, text, text, text)

    assert len(question.text) <= LONGEST_QUESTION + 1
    assert question.text.encode() is not None
    assert "\x00" not in question.text


def test_a_card_shows_the_words_the_speaker_the_episode_the_moment_and_how_sure() -> None:
    shown = translate.render(CARD)

    assert "1 match." == shown.content
    seen = look(shown.embeds[0].description or "")
    assert (
        "“The dam is the interface & nobody reads the dam.”\n"
        "— Ada Brook\n"
        "The River Show · How Otters Build · 1:01"
    ) == seen.text
    assert ["dam"] == seen.bold()
    assert "word for word, one source · otters.txt · q1" == shown.embeds[0].footer.text
    assert (translate.Link("Play from 1:01", str(ITEM.url)),) == shown.links


def test_words_that_are_no_speech_stand_without_quotation_marks_under_what_they_are() -> None:
    takeaway = dataclasses.replace(
        ITEM, quoted=False, speaker=None, title="On *dams*", label="Summary, in the words of x"
    )

    embed = translate.render(Card(CardKind.ANSWER, "", (takeaway,))).embeds[0]

    assert "“" not in str(embed.description)
    assert "— " not in str(embed.description)
    assert "On *dams*" == look(str(embed.title)).text
    assert "Summary, in the words of x" == embed.author.name


def test_a_mark_of_a_cut_stands_outside_of_the_quotation_marks() -> None:
    embed = translate.render(items(1, words=WORDS, marks=())).embeds[0]

    quoted, rest = str(embed.description).split("”")
    assert WORDS.startswith(quoted.removeprefix("“") + " ")
    assert rest.startswith(" …\n— Ada Brook")
    assert 4096 - 10 <= len(str(embed.description)) <= 4096


def test_at_most_five_items_are_shown_and_numbered_with_their_links() -> None:
    shown = translate.render(items(6))

    numbers = ["1", "2", "3", "4", "5"]
    assert numbers == [embed.author.name for embed in shown.embeds]
    assert [f"{n} · Play from 1:01" for n in numbers] == [link.label for link in shown.links]
    assert "6 matches, best first. Shown: the first 5 of 6." == shown.content


@pytest.mark.parametrize(
    ("count", "rows"),
    [
        (1, [["Play from 1:01", "Share", "Next", "More context", "Sources"]]),
        (
            2,
            [
                ["1 · Play from 1:01", "2 · Play from 1:01"],
                ["Share", "Next", "More context", "Sources"],
            ],
        ),
    ],
)
def test_links_come_first_and_what_can_be_done_beside_them_where_there_is_room(
    count: int, rows: list[list[str]]
) -> None:
    card = dataclasses.replace(items(count), steps=STEPPED.steps)
    shown = body(translate.render(card))["components"]

    assert rows == [[button["label"] for button in row["components"]] for row in shown]


def test_what_everybody_sees_can_be_removed_by_who_asked_and_not_shared_again() -> None:
    asked = [press.label for press in translate.render(STEPPED, by="200").presses]
    posted = [press.label for press in translate.render(STEPPED, by="").presses]

    assert ["Next", "More context", "Sources", "Remove"] == asked
    assert ["Next", "More context", "Sources"] == posted


def test_words_that_were_left_out_are_marked_outside_of_the_quotation_marks() -> None:
    item = dataclasses.replace(ITEM, marks=(), cut=(True, True))
    (embed,) = translate.render(Card(CardKind.ANSWER, "", (item,))).embeds

    assert str(embed.description).startswith(f"… “{ITEM.words}” …\n")


def test_what_does_not_fit_stands_whole_in_a_file_and_else_there_is_none() -> None:
    long = translate.render(items(1, words=WORDS, marks=()))

    assert WORDS in str(long.whole)
    assert translate.render(items(1)).whole is None
    assert translate.render(items(6)).whole is not None


def test_a_list_of_names_from_documents_stands_in_an_embed() -> None:
    shown = translate.render(Card(CardKind.HELP, "2 people.\n@everyone: 1 quote\n[b](https://b)"))

    assert shown.content is None
    assert "@everyone: 1 quote" in look(str(shown.embeds[0].description)).text
    assert set() == look(str(shown.embeds[0].description)).kinds()


def test_a_card_of_sources_shows_up_to_five_and_says_what_is_doubted_in_an_embed() -> None:
    doubt = "6 sources have these words.\nb has a part of it too: “discord.gg/abc @everyone”"
    card = dataclasses.replace(items(6), kind=CardKind.SOURCES, lead=doubt, steps=None)

    shown = translate.render(card)

    assert doubt == look(str(shown.embeds[0].description)).text
    assert set() == look(str(shown.embeds[0].description)).kinds()
    assert "Shown: the first 5 of 6." == shown.content
    assert (6, 5, ()) == (len(shown.embeds), len(shown.links), shown.presses)
    assert [] == discord_rules.problems_by_hand(body(shown))


def test_a_card_of_one_source_needs_no_words_outside_of_its_embeds() -> None:
    shown = translate.render(dataclasses.replace(SOURCES, items=(ITEM,)))

    assert shown.content is None
    assert 2 == len(shown.embeds)


def test_items_are_left_out_whole_where_all_would_be_too_long() -> None:
    shown = translate.render(items(3, words=WORDS[:3000].rsplit(" ", 1)[0], marks=()))

    assert 1 == len(shown.embeds)
    assert "…" not in str(shown.embeds[0].description)
    assert "3 matches, best first. Shown: the first 1 of 3." == shown.content
    assert 1 == len(shown.links)


def test_a_post_carries_its_key_at_the_end_of_the_footer_however_long_the_rest_is() -> None:
    embed = translate.render(items(1, badge=WORDS), key="abc").embeds[0]

    assert str(embed.footer.text).endswith(" · abc")


@pytest.mark.parametrize(
    "url",
    [None, "javascript:x", "ftp://a.example", "https://", "https://a b", "https://a/" + "x" * 600],
)
def test_only_an_address_of_the_web_becomes_a_button(url: str | None) -> None:
    assert () == translate.render(items(1, url=url)).links


def test_hints_are_shown_with_what_they_are() -> None:
    shown = translate.render(Card(CardKind.MISS, phrasing.MISS, hints=("fine-tuning", "*evals*")))

    assert phrasing.MISS == shown.content
    assert "Near it: fine-tuning, *evals*" == look(str(shown.embeds[0].description)).text


def test_a_card_with_nothing_on_it_is_an_honest_miss_and_no_empty_message() -> None:
    assert phrasing.MISS == translate.render(Card(CardKind.ANSWER, " ")).content


@settings(deadline=None)  # cards are large, and the machine may be busy
@given(CARDS, st.sampled_from(["", "k" * 20]))
def test_any_card_keeps_within_the_limits_and_is_inert(card: Card, key: str) -> None:
    shown = translate.render(card, key)

    assert [] == discord_rules.problems_by_hand(body(shown))
    for embed in shown.embeds:
        assert look(str(embed.description)).kinds() <= {"bold"}
        assert set() == look(embed.title or "").kinds()
    assert set() == look(shown.content or "").kinds()
    assert all(link.url.lower().startswith(("https://", "http://")) for link in shown.links)
    assert len(shown.embeds) <= 1 + translate.MOST_ITEMS
    assert shown.whole is None or len(card.items) > 0


@pytest.mark.skipif(not discord_rules.has_specs(), reason=discord_rules.NO_SPECS)
@settings(deadline=None)  # cards are large, and the machine may be busy
@given(CARDS)
def test_any_card_is_what_discords_own_document_takes(card: Card) -> None:
    message = body(translate.render(card))

    assert [] == discord_rules.problems_by_schema("POST", "/channels/1/messages", message)


GOOD: dict[str, Any] = body(translate.render(CARD))
LEADING = {"type": 2, "style": 5, "label": "a", "url": "https://a.example"}
BUTTON = {"type": 2, "style": 1, "label": "a", "custom_id": "x"}


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({"content": "", "embeds": []}, "an empty message"),
        ({"content": " ", "embeds": [{"description": " "}]}, "an empty message"),
        ({"content": "x" * 2001}, "more than 2,000 characters of content"),
        ({"embeds": [{"description": "x" * 3001}] * 2}, "more than 6,000 characters"),
        ({"embeds": [{"description": "😀" * 2049}]}, "description too long"),
        ({"embeds": [{"title": "x" * 257}]}, "title too long"),
        ({"embeds": [{"title": "x", "footer": {"text": "x" * 2049}}]}, "footer too long"),
        ({"embeds": [{"title": "x", "author": {"name": "x" * 257}}]}, "author too long"),
        ({"components": [{"type": 1, "components": [BUTTON, BUTTON]}]}, "a custom_id twice"),
        (
            {"components": [{"type": 1, "components": [BUTTON | {"custom_id": ""}]}]},
            "a custom_id that is none",
        ),
        (
            {"components": [{"type": 1, "components": [BUTTON | {"custom_id": "x" * 101}]}]},
            "a custom_id that is none",
        ),
        ({"components": [{"type": 1, "components": []}]}, "rows that are"),
        ({"components": [{"type": 1, "components": [LEADING] * 6}]}, "rows that are"),
        ({"components": [{"type": 1, "components": [LEADING]}] * 6}, "rows that are"),
        ({"allowed_mentions": {"parse": ["everyone"]}}, "mentions are allowed"),
        ({"allowed_mentions": None}, "mentions are allowed"),
    ],
)
def test_the_check_by_hand_refuses_a_broken_message(broken: dict[str, Any], why: str) -> None:
    assert [] == discord_rules.problems_by_hand(GOOD)

    problems = discord_rules.problems_by_hand(GOOD | broken)

    assert any(problem.startswith(why) for problem in problems)


@pytest.mark.skipif(not discord_rules.has_specs(), reason=discord_rules.NO_SPECS)
@pytest.mark.parametrize(
    "broken",
    [
        {"embeds": [{"title": "x"}] * 11},
        {"embeds": [{"description": 5}]},
        {"components": [{"type": 1, "components": [{"type": 2, "style": 5, "label": "a" * 81}]}]},
        {"components": [{"type": 1, "components": []}]},
        {"nonce": "x" * 26},
        {"allowed_mentions": {"parse": ["nobody"]}},
        {"content": ["a"]},
    ],
)
def test_discords_own_document_refuses_a_broken_message(broken: dict[str, Any]) -> None:
    path = "/channels/1/messages"
    assert [] == discord_rules.problems_by_schema("POST", path, GOOD)

    assert [] != discord_rules.problems_by_schema("POST", path, GOOD | broken)


@given(TEXTS)
def test_what_is_shown_of_an_item_is_a_beginning_of_its_words(words: str) -> None:
    item = dataclasses.replace(ITEM, words=words, marks=(), quoted=True)

    shown = look(
        str(translate.render(Card(CardKind.ANSWER, "", (item,))).embeds[0].description)
    ).text

    quoted = shown[1 : shown.rindex("”\n") if "”\n" in shown else shown.rindex("” …")]
    visible = markup.visible(words).replace("\u200b", "")
    assert visible.startswith(quoted)


def test_an_item_of_any_number_of_lines_stays_one_item() -> None:
    item: CardItem = dataclasses.replace(ITEM, words="one\n# two\n- three", marks=())

    embed = translate.render(Card(CardKind.ANSWER, "", (item,))).embeds[0]

    assert () == look(str(embed.description)).active

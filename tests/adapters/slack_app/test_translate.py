"""Slack's markup into questions, cards into Block Kit: tables and properties (threats T1, T2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from adapters.slack_app.fitting import CUT_MARK, cut, cut_at, escaped, is_link, shown, units
from adapters.slack_app.translate import (
    SHOWN,
    Message,
    to_message,
    to_plain,
)
from bot.model import LONGEST_QUESTION, Card, CardItem, CardKind
from tests.fakes.core import CARD, ITEM
from tests.platforms.slack_rules import problems_of_message

HOSTILE = (
    "<!channel> <@U1> <#C1|x> <!subteam^S1> <https://evil.example|youtube.com> @everyone",
    "*bold* _it_ ~no~ `code` ```block``` > quote :smile:",
    "\u202eright to left\u202c \x00\x07\x1b[31m \ud800",
    "שלום עולם [youtube.com](https://evil.example) &lt;!here&gt;",
    "word " * 800,
    "x" * 4000,
    "\N{ROBOT FACE}" * 4000,
    "& < > " * 700,
    "\u3042" * 2000 + "\u3002" + "\u3042" * 2000,
)
unhurried = profile(deadline=None)  # others work on this machine too
texts = st.text() | st.sampled_from(HOSTILE)
urls = st.none() | st.sampled_from(
    [
        "javascript:alert(1)",
        "https://",
        "http://[",
        "https://a b",
        "https://x.example/" + "y" * 1900,
    ]
)
items = st.builds(
    CardItem,
    id=st.text() | st.from_regex(r"[a-z0-9]{1,80}", fullmatch=True),
    words=texts,
    quoted=st.booleans(),
    where=texts,
    badge=st.text(),
    source=texts,
    marks=st.lists(st.tuples(st.integers(-5, 5000), st.integers(-5, 5000)), max_size=5).map(tuple),
    title=st.none() | texts,
    label=st.none() | texts,
    speaker=st.none() | texts,
    moment=st.none() | texts,
    url=urls | st.text().map(lambda path: f"https://youtube.com/{path}") | texts,
    plays=st.booleans(),
)
cards = st.builds(
    Card,
    kind=st.sampled_from(CardKind),
    lead=texts.map(lambda text: f"x {text}"),
    items=st.lists(items, max_size=4).map(tuple),
    hints=st.lists(texts, max_size=6).map(tuple),
)
LONG = "word & " * 2000
FULL = Card(
    CardKind.ANSWER,
    LONG,
    (
        CardItem(
            "i" * 9,
            LONG,
            True,
            LONG,
            LONG,
            LONG,
            (),
            LONG,
            LONG,
            LONG,
            LONG,
            "https://x.example/" + "&" * 90,
        ),
    )
    * 4,
    (LONG,) * 6,
)
"""A card with too much of everything."""


def parts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from parts(inner)


def reading(message: Message) -> str:
    """Return all that a reader sees of the blocks, in order."""
    return "".join(
        part["text"] for part in parts(message.blocks) if isinstance(part.get("text"), str)
    )


def of_type(message: Message, kind: str) -> list[dict[str, Any]]:
    return [part for part in parts(message.blocks) if part.get("type") == kind]


@pytest.mark.parametrize(
    ("delivered", "asked"),
    [
        ("<@U0BOT> fine-tuning", "fine-tuning"),
        ("fine-tuning <@U0BOT|podquote>", "fine-tuning"),
        ("<@U0BOT>", ""),
        ("R&amp;D &lt;3 &gt; 2", "R&D <3 > 2"),
        ("&amp;lt;", "&lt;"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("&lt;@U0BOT&gt; x", "<@U0BOT> x"),
        ("<!channel> tokens", "@channel tokens"),
        ("<!subteam^S1|@team> x", "@team x"),
        ("<!subteam^S1>", "@subteam"),
        ("<!date^1392734382^{date}|18 Feb>", "18 Feb"),
        ("<https://a16z.com/x?a=1&amp;b=2|a16z.com> said", "a16z.com said"),
        ("<https://a16z.com>", "https://a16z.com"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<#C1|general> x", "#general x"),
        ("<#C1> x", "x"),
        ("< <a", "< <a"),
        ("nul\x00byte", "nulbyte"),
        ("  padded  ", "padded"),
        ("x" * 4000, "x" * (LONGEST_QUESTION + 1)),
    ],
)
def test_a_question_is_what_the_person_meant(delivered: str, asked: str) -> None:
    assert asked == to_plain(delivered)


@unhurried
@given(st.text() | st.sampled_from(HOSTILE))
@example("<" * 50_000)
@example("<a" * 50_000 + "|" * 50_000)
def test_any_text_is_a_question(text: str) -> None:
    asked = to_plain(text)

    assert len(asked) <= LONGEST_QUESTION + 1
    assert "\x00" not in asked


def test_a_quote_stands_whole_in_marks_with_what_matched_in_bold() -> None:
    message = to_message(CARD)

    (quote,) = of_type(message, "rich_text_quote")
    assert [
        ("“", False),
        ("The ", False),
        ("dam", True),
        (" is the interface & nobody reads the dam.", False),
        ("”", False),
    ] == [(part["text"], "style" in part) for part in quote["elements"]]


def test_a_quotes_link_plays_the_moment_and_its_source_stands_below() -> None:
    message = to_message(CARD)

    assert [{"type": "link", "url": ITEM.url, "text": "Play from 1:01"}] == of_type(message, "link")
    assert "— Ada Brook\nThe River Show · How Otters Build\n" in reading(message)
    assert reading(message).endswith("word for word, one source · otters.txt · q1ShareSources")


def test_a_takeaway_has_its_label_and_title_and_no_quotation_marks() -> None:
    item = replace(
        ITEM, quoted=False, label="Summary, in the words of x.txt", title="Dams", speaker=None
    )

    message = to_message(Card(CardKind.ANSWER, "1 match.", (item,)))

    assert [] == of_type(message, "rich_text_quote")
    assert "“" not in reading(message) + message.text
    assert "Summary, in the words of x.txtDamsThe dam is" in reading(message)


def test_a_moment_stands_without_a_link_or_beside_one_that_does_not_play() -> None:
    beside = to_message(replace(CARD, items=(replace(ITEM, plays=False),)))
    alone = to_message(replace(CARD, items=(replace(ITEM, url=None),)))

    assert "Open the episode · 1:01" in reading(beside)
    assert "How Otters Build\n1:01" in reading(alone)


def test_a_card_shows_six_texts_at_most_and_says_so() -> None:
    many = replace(CARD, items=tuple(replace(ITEM, id=f"q{n}") for n in range(7)))

    message = to_message(many)

    assert SHOWN == len(of_type(message, "rich_text_quote"))
    assert "q6" not in message.text + reading(message)
    assert message.text.endswith("\n\nShown: the first 6 of 7.")
    assert "Shown: the first 6 of 7." in reading(message)


def test_of_a_card_with_too_much_of_everything_the_first_item_stays_with_its_link() -> None:
    message = to_message(FULL)

    assert [] == problems_of_message(message.text, list(message.blocks))
    assert 1 == len(of_type(message, "rich_text_quote"))
    assert 1 == len(of_type(message, "link"))
    assert "https://x.example/&amp;" in message.text


def test_items_that_do_not_fit_together_are_left_out_whole() -> None:
    words = "seventeen letters " * 166
    long = replace(
        ITEM,
        words=words,
        marks=(),
        title="t " * 150,
        where="w " * 150,
        url="https://x.example/" + "y" * 1900,
    )
    message = to_message(replace(CARD, items=(long, long, long)))

    quotes = of_type(message, "rich_text_quote")
    assert 2 == len(quotes)
    assert all(words == quote["elements"][1]["text"] for quote in quotes)
    assert "Shown: the first 2 of 3." in reading(message)


def test_a_miss_lists_what_is_near_it() -> None:
    message = to_message(Card(CardKind.MISS, "Nothing.", hints=("tokens", "<!here>")))

    assert "Nothing.Near it:tokens<!here>" == reading(message)
    assert "Nothing.\n\nNear it: tokens, &lt;!here&gt;" == message.text


def test_a_card_of_one_entry_has_no_lead() -> None:
    message = to_message(replace(CARD, lead=""))

    assert reading(message).startswith("“")
    assert [] == problems_of_message(message.text, list(message.blocks))


@unhurried
@given(cards)
def test_any_card_is_a_message_that_slack_takes(card: Card) -> None:
    message = to_message(card)

    assert [] == problems_of_message(message.text, list(message.blocks))


@unhurried
@given(cards)
def test_no_card_pings_anybody_or_uses_markup(card: Card) -> None:
    message = to_message(card)

    assert [] == of_type(message, "mrkdwn")
    assert set() == {"user", "usergroup", "broadcast", "channel", "team", "emoji"} & {
        str(part.get("type")) for part in parts(message.blocks)
    }
    assert not re.search("<|>|@(everyone|here|channel)", message.text, re.IGNORECASE)


@unhurried
@given(cards)
def test_every_link_is_the_cards_own_and_says_nothing_of_a_document(card: Card) -> None:
    links = of_type(to_message(card), "link")

    assert {link["url"] for link in links} <= {item.url for item in card.items}
    assert all(re.match("https?://", link["url"]) for link in links)
    assert all(re.match("Play from |Open the episode$", link["text"]) for link in links)


@unhurried
@given(texts, st.lists(st.tuples(st.integers(-5, 5000), st.integers(-5, 5000)), max_size=5))
def test_words_are_shown_whole_or_cut_after_a_word_and_marked(
    words: str, marks: list[tuple[int, int]]
) -> None:
    card = replace(CARD, items=(replace(ITEM, words=words, marks=tuple(marks)),))

    (quote,) = of_type(to_message(card), "rich_text_quote")

    said = "".join(part["text"] for part in quote["elements"])
    expected = shown(words)
    if units(expected) <= 3000:
        assert f"“{expected}”" == said
    else:
        kept = said.removeprefix("“").removesuffix(f"{CUT_MARK}”")
        assert expected.startswith(kept)
        assert said.endswith(f"{CUT_MARK}”")
        assert not kept or re.match(r"\s", expected[len(kept) :]) or kept.endswith("\u3002")


@unhurried
@given(st.lists(st.text(alphabet="ab\N{ROBOT FACE}\u0301", min_size=1)), st.integers(2, 60))
def test_no_cut_parts_a_word(words: list[str], limit: int) -> None:
    text = " ".join(words)

    kept = text[: cut_at(text, limit)]

    assert kept.split(" ") == words[: len(kept.split(" "))] or kept == ""
    assert units(cut(text, limit)) <= limit


@unhurried
@given(st.text())
def test_what_cannot_be_shown_takes_the_place_of_what_could(text: str) -> None:
    assert len(text) == len(shown(text))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", shown(text))


def test_units_are_utf_16() -> None:
    assert 5 == units("ab\N{ROBOT FACE}\u0301")


def test_an_escaped_text_neither_pings_nor_marks_up() -> None:
    assert "&lt;!channel&gt; &amp; @\u2060Everyone @\u2060here" == escaped(
        "<!channel> & @Everyone @here"
    )


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://www.youtube.com/watch?v=otter&t=61s", True),
        ("http://127.0.0.1:8080/q/1", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://[bad", False),
        ("//youtube.com", False),
        ("https://a b", False),
        ("https://a\u0000b", False),
        ("https://x.example/" + "y" * 2000, False),
        ("", False),
        (None, False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(url: str | None, linked: bool) -> None:  # noqa: FBT001
    assert linked is is_link(url)

"""What a shell gives, and what a terminal may be given."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.cli.translate import BrokenLine, inert, inert_card, is_url, to_asked, to_json, to_text
from bot.model import Card, CardItem, CardKind, Question


@given(st.text(alphabet=st.characters()))
def test_inert_text_is_as_long_as_before_and_holds_nothing_a_terminal_obeys(text: str) -> None:
    shown = inert(text)

    assert len(text) == len(shown)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in shown if unicodedata.bidirectional(c) in BIDI_MARKS]


BIDI_MARKS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "M"])))
def test_letters_marks_and_signs_stay_as_they_are(text: str) -> None:
    shown = inert(text)

    assert text == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("\x9b31mred", "\N{REPLACEMENT CHARACTER}31mred"),
        ("bell\x07", "bell␇"),
        ("one\ntwo\r\n", "one two  "),
        ("tab\tbed", "tab bed"),
        ("[bold]not bold[/bold]", "[bold]not bold[/bold]"),
        ("a\u202eb", "a\N{WORD JOINER}b"),
        ("\udcff", "\N{REPLACEMENT CHARACTER}"),
        ("NUL\x00", "NUL␀"),
        ("del\x7f", "del␡"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text: str, shown: str) -> None:
    assert shown == inert(text)


def test_every_text_of_a_card_is_inert_and_marks_keep_their_places() -> None:
    evil = "a\x1b[2Jb"
    item = CardItem(
        id="q1",
        words=evil,
        quoted=True,
        where=evil,
        badge=evil,
        source=evil,
        marks=((5, 6),),
        title=evil,
        label=evil,
        speaker=evil,
        url=evil,
    )

    card = inert_card(Card(CardKind.ANSWER, evil, (item,), (evil,)))

    assert "\x1b" not in repr(card)
    assert "b" == card.items[0].words[slice(*card.items[0].marks[0])]


def test_what_an_item_does_not_have_stays_away() -> None:
    item = CardItem("q1", "words", quoted=False, where="here", badge="sure", source="file")

    card = Card(CardKind.ANSWER, "lead", (item,))

    assert card == inert_card(card)


def test_words_of_a_command_line_are_joined_with_a_space() -> None:
    assert "token laundering" == to_text(["token", "laundering"])
    assert "" == to_text(None)


@pytest.mark.parametrize("written", ["https://a.example/x.txt", "HTTP://a", "file:///etc/passwd"])
def test_an_address_is_known(written: str) -> None:
    assert is_url(written)


@pytest.mark.parametrize("written", ["seeds", "./a:b", "/srv/x", "C:/docs", ""])
def test_a_path_is_no_address(written: str) -> None:
    assert not is_url(written)


def test_a_line_of_a_batch_becomes_a_question() -> None:
    line = {"id": 7, "query": "evals", "speaker": "Wu", "episode": "e", "podcast": "p", "limit": 2}

    asked = to_asked(json.dumps(line).encode())

    assert 7 == asked.id
    assert Question("evals", "Wu", "e", "p", 2) == asked.question


@pytest.mark.parametrize("id", [None, 0, "x", [1, {"a": None}], 1.5, True])
def test_a_line_keeps_whatever_id_it_came_with(id: object) -> None:
    asked = to_asked(json.dumps({"id": id, "query": "", "limit": None, "speaker": ""}).encode())

    assert id == asked.id
    assert Question("") == asked.question


def test_a_byte_order_mark_is_no_part_of_a_line() -> None:
    assert Question("x") == to_asked(b'\xef\xbb\xbf{"query": "x"}').question


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense",
        b"[]",
        b'"query"',
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_line_that_is_no_object_is_refused_without_an_id(line: bytes) -> None:
    with pytest.raises(BrokenLine, match="no JSON object") as caught:
        to_asked(line)

    assert caught.value.id is None


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({}, "query"),
        ({"query": None}, "query"),
        ({"query": 5}, "query"),
        ({"query": "x", "limit": 0}, "limit"),
        ({"query": "x", "limit": 101}, "limit"),
        ({"query": "x", "limit": "5"}, "limit"),
        ({"query": "x", "limit": True}, "limit"),
        ({"query": "x", "limit": 2.5}, "limit"),
        ({"query": "x", "speaker": 5}, "speaker"),
        ({"query": "x", "episode": []}, "episode"),
        ({"query": "x", "podcast": {}}, "podcast"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_beside_the_lines_id(
    fields: dict[str, object], named: str
) -> None:
    with pytest.raises(BrokenLine, match=named) as caught:
        to_asked(json.dumps({"id": "mine", **fields}).encode())

    assert "mine" == caught.value.id


@given(st.binary())
def test_any_bytes_are_a_question_or_a_broken_line(line: bytes) -> None:
    try:
        asked = to_asked(line)
    except BrokenLine:
        return

    assert isinstance(asked.question.text, str)


def test_json_is_ascii_on_one_line() -> None:
    assert '"\\u201c\\n\\u001b\\udcff"' == to_json("\u201c\n\x1b\udcff")

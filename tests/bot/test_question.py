"""The grammar of a question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Question
from bot.question import Asked, take_apart


def apart(text: str, **filters: str) -> Asked:
    asked = take_apart(Question(text, **filters))  # type: ignore[arg-type]
    return replace(asked, words=" ".join(asked.words.split()))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("from:sherwin pricing", Asked("pricing", speaker="sherwin")),
        ("pricing speaker:sherwin", Asked("pricing", speaker="sherwin")),
        ('FROM:"Sherwin Wu" pricing', Asked("pricing", speaker="Sherwin Wu")),
        ("from:\u201cSherwin Wu\u201d pricing", Asked("pricing", speaker="Sherwin Wu")),
        ('in:"OpenAI" agents', Asked("agents", place="OpenAI")),
        ("podcast:lennys agents", Asked("agents", podcast="lennys")),
        ('episode:"how openai" agents', Asked("agents", episode="how openai")),
        ("from:ada from:bo dams", Asked("dams", speaker="ada")),
        ("from:ada podcast:river dams", Asked("dams", speaker="ada", podcast="river")),
    ],
)
def test_a_filter_is_taken_out_of_the_text(text: str, asked: Asked) -> None:
    assert asked == apart(text)


@pytest.mark.parametrize(
    "text",
    ["C++: templates", "http://otters.example", "from: sherwin", "from:?! dams", "xfrom:y z"],
)
def test_what_is_no_filter_is_words(text: str) -> None:
    assert Asked(text) == apart(text)


def test_filters_of_the_question_win_over_those_in_its_text() -> None:
    assert "bo" == apart("from:ada dams", speaker="bo").speaker
    assert "river" == apart("podcast:lake dams", podcast="river").podcast
    assert "dams" == apart("episode:lakes dams", episode="dams").episode


@pytest.mark.parametrize("name", ["episode", "podcast"])
def test_a_place_in_the_text_gives_way_to_one_of_the_question(name: str) -> None:
    asked = apart("in:lakes dams", **{name: "rivers"})

    assert (None, "dams") == (asked.place, asked.words)


def test_of_filters_alone_their_words_are_looked_up() -> None:
    assert Asked("ada otters", speaker="ada", place="otters", bare=True) == apart(
        "from:ada in:otters"
    )


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ('"One way" ratchet', ("one way",)),
        ("\u201cone way\u201d and \u201ethe ratchet\u201c", ("one way", "the ratchet")),
        ('«one way» "ONE, way"', ("one way",)),
        ('"one way', ()),
        ('"" "?!"', ()),
        ('"a" ' * 3 + " ".join(f'"b{n}"' for n in range(20)), ("a", "b0", "b1", "b2", "b3", "b4")),
    ],
)
def test_what_stands_in_quotation_marks_is_a_phrase(text: str, phrases: tuple[str, ...]) -> None:
    assert phrases == apart(text).phrases


def test_emoji_codes_are_no_words() -> None:
    assert "agent builder" == apart(":robot_face: agent builder").words


def test_all_filters_are_listed_as_they_were_asked() -> None:
    asked = apart("from:ada podcast:river in:lakes episode:dams water")

    assert ("ada", "dams", "river", "lakes") == asked.filters


@given(st.text(st.sampled_from('frominpodcast:" \u201c\u201d\u201e«»ab\n'), max_size=60))
def test_no_text_raises_and_no_word_is_made_up(text: str) -> None:
    asked = take_apart(Question(text))

    found = [asked.words, *asked.filters]
    assert all(word in text.split(":") or word in text for part in found for word in part.split())

"""Questions in other words than those that were said, on a small library and a real SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.index.reader import SqlIndex
from bot.lookup import lookup
from bot.model import Claims, Kind, Match, Question
from bot.ports import Term
from bot.tokens import tokenize
from bot.wanted import to_concepts
from tests.fakes.libraries import index_of
from tests.fakes.readings import read_of
from tests.fakes.vocabulary import few_words

OTTERS = Claims(
    title="Otters at Work", video_id="x1", edition="youtube", participants=("Ada Brook",)
)
SAID = (
    (
        Kind.QUOTE,
        "A talented otter builds its lodge faster than the others.",
        {"speaker": "Ada Brook"},
    ),
    (Kind.QUOTE, "We chose a lake, and the beavers sold us the dam.", {"speaker": "Ada Brook"}),
    (Kind.QUOTE, "Otters visit a lake for the fish in it.", {"speaker": "Ada Brook"}),
    (Kind.QUOTE, "We counted 200 otters of that lake.", {"speaker": "Ada Brook"}),
    (Kind.QUOTE, "Otters wonder what it is for.", {"speaker": "Bo Reed"}),
    (Kind.QUOTE, "He went to college near the river.", {"speaker": "Bo Reed"}),
    (
        Kind.SEGMENT,
        "Somebody mentioned cheese, and much else that is of no matter here.",
        {"said_at": 90.0},
    ),
    (Kind.SEGMENT, "Cheese is what otters trade, and cheese is what they eat.", {"said_at": 200.0}),
    (Kind.SEGMENT, "Nobody counts the fish of a river twice.", {"said_at": 5.0}),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlIndex]:
    file = tmp_path_factory.mktemp("lookup") / "library.db"
    with index_of(file, read_of("a.md", OTTERS, *SAID)) as found:
        yield found


def matches(index: SqlIndex, text: str, speaker: str | None = None) -> list[Match]:
    return list(lookup(index, Question(text, speaker=speaker)).matches)


def test_an_irregular_form_is_the_same_word(index: SqlIndex) -> None:
    found = matches(index, "choosing a lake")[0]

    assert "We chose a lake, and the beavers sold us the dam." == found.entry.text
    assert "choosing as chose" in found.why


@pytest.mark.parametrize(
    "asked", ["two hundred otters", "200 otters", "two hundred percent otters"]
)
def test_a_number_is_found_however_it_is_written(index: SqlIndex, asked: str) -> None:
    assert "We counted 200 otters of that lake." == matches(index, asked)[0].entry.text


def test_a_question_after_a_number_gets_a_text_with_one_before_its_equals(index: SqlIndex) -> None:
    assert (
        "We counted 200 otters of that lake."
        == matches(index, "how many otters of a lake?")[0].entry.text
    )


def test_the_speaker_s_own_name_adds_nothing_to_the_filter(index: SqlIndex) -> None:
    named = matches(index, "Ada Brook on fish", speaker="Ada")

    assert matches(index, "fish", speaker="Ada") == named
    assert [] == matches(index, "Ada Brook on kubernetes", speaker="Ada")
    assert matches(index, "Ada Brook", speaker="Ada")


@pytest.mark.parametrize("asked", ["colleague", "counter offensive", "talents", "pension otter"])
def test_an_ordinary_word_is_no_typo_of_another(index: SqlIndex, asked: str) -> None:
    reasons = [reason for match in matches(index, asked) for reason in match.why]

    assert [] == [reason for reason in reasons if "read as" in reason or "sounds" in reason]


def test_a_typo_of_the_same_word_still_finds_it(index: SqlIndex) -> None:
    assert "He went to college near the river." == matches(index, "colege")[0].entry.text


def test_another_first_letter_alone_is_near_and_no_answer(index: SqlIndex) -> None:
    answer = lookup(index, Question("jollege"))

    assert ((), ("college",)) == (answer.matches, answer.suggestions)
    assert "He went to college near the river." == matches(index, "jollege river")[0].entry.text


@pytest.mark.parametrize("asked", ["the", "a", "why?", "who is it", "to be or not to be", "1"])
def test_small_words_alone_are_no_question(index: SqlIndex, asked: str) -> None:
    assert [] == matches(index, asked)


def test_a_phrase_of_small_words_is_found_where_it_stands(index: SqlIndex) -> None:
    assert [] == matches(index, "it in for")
    assert ["Otters wonder what it is for."] == [
        match.entry.text for match in matches(index, "what it is for")
    ]


def test_a_phrase_that_no_text_has_needs_more_than_one_of_its_words(index: SqlIndex) -> None:
    assert [] == matches(index, '"ask not what your college can do"')
    assert "He went to college near the river." == matches(index, '"college rivers"')[0].entry.text


def test_a_name_alone_brings_what_reads_alone_first(index: SqlIndex) -> None:
    asked = [[match.entry.text for match in matches(index, text)] for text in ("from:ada", "Ada")]

    assert asked[0][: len(asked[1])] == asked[1]
    assert "A talented otter builds its lodge faster than the others." in asked[0]
    assert not [text for text in asked[0] if "college" in text]


def test_a_form_that_nobody_uses_may_be_a_slip_though_its_stem_is_known() -> None:
    vocabulary = few_words(100, [Term("zorbed", "zorb", 2), Term("zorbine", "zorbin", 20)])

    [slip] = to_concepts(tokenize("zorbing"), vocabulary)
    [known] = to_concepts(tokenize("zorbed"), vocabulary)

    assert [("zorb",), ("zorbin",)] == [way.stems for way in slip.ways]
    assert [("zorb",)] == [way.stems for way in known.ways]


def test_what_is_about_a_topic_comes_before_what_mentions_it(index: SqlIndex) -> None:
    assert [
        "Cheese is what otters trade, and cheese is what they eat.",
        "Somebody mentioned cheese, and much else that is of no matter here.",
    ] == [match.entry.text for match in matches(index, "cheese")]

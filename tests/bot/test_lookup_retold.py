"""Questions that retell what was said in other words, on a small library and a real SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.index.reader import SqlIndex
from bot.lookup import lookup
from bot.model import Claims, Kind, Question
from bot.tokens import tokenize
from bot.wanted import to_concepts
from tests.fakes.libraries import index_of
from tests.fakes.readings import read_of

WEAVING = Claims(title="Nets of Willow", video_id="w1", edition="youtube")
ENTERPRISE = "Every enterprise along the river weaves willow nets for salmon."
FIRM = "Salmon, willow, and nets that a firm by some river may have."
OTHERS = (
    "A rapid boat needs a tall mast.",
    "Nobody counts the stones of a harbour twice.",
    "Imports of copper came by sea.",
)
SAID = tuple((Kind.QUOTE, text, {"speaker": "Ada Brook"}) for text in (ENTERPRISE, FIRM, *OTHERS))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlIndex]:
    file = tmp_path_factory.mktemp("retold") / "library.db"
    with index_of(file, read_of("a.md", WEAVING, *SAID)) as found:
        yield found


def found(index: SqlIndex, text: str) -> list[str]:
    return [match.entry.text for match in lookup(index, Question(text)).matches]


def reasons(index: SqlIndex, text: str) -> list[str]:
    concepts = to_concepts(tokenize(text), index.vocabulary(), written=text)
    return [way.reason for one in concepts for way in one.ways if way.synonym]


def test_a_word_of_like_meaning_finds_a_text_and_says_so(index: SqlIndex) -> None:
    [match] = lookup(index, Question("a quick boat with a mast")).matches

    assert "A rapid boat needs a tall mast." == match.entry.text
    assert "quick as rapid" in match.why
    assert ["rapid boat", "mast"] == [match.entry.text[slice(*mark)] for mark in match.marks]


def test_the_very_word_comes_before_one_of_like_meaning(index: SqlIndex) -> None:
    assert [ENTERPRISE, FIRM] == found(index, "enterprise nets salmon")[:2]
    assert [FIRM, ENTERPRISE] == found(index, "firm willow nets salmon")[:2]


def test_words_of_like_meaning_alone_are_no_answer(index: SqlIndex) -> None:
    assert [] == found(index, "swift ships corporation")
    assert [] == found(index, "a speedy corporation lacking umbrellas")


def test_a_topic_of_two_words_means_them(index: SqlIndex) -> None:
    assert [] == reasons(index, "quick mast")
    assert ["quick as rapid"] == reasons(index, "quick mast boat")


def test_a_name_means_nothing_else(index: SqlIndex) -> None:
    assert [] == reasons(index, "a mast and a boat of Swift")


def test_words_in_quotation_marks_are_meant_as_they_stand(index: SqlIndex) -> None:
    quoted = to_concepts(tokenize("quick mast boat"), index.vocabulary(), quoted=("quick",))

    assert not [way for one in quoted for way in one.ways if way.synonym]
    answer = lookup(index, Question('"quick boat" with a mast'))
    assert not [reason for match in answer.matches for reason in match.why if "rapid" in reason]


def test_a_word_that_is_met_as_written_is_no_other_of_its_stem(index: SqlIndex) -> None:
    assert not [text for text in found(index, "crucial copper umbrellas") if "Imports" in text]

"""What a question's very words decide, slips included, on a small library and a real SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.index.reader import SqlIndex
from bot.lookup import lookup
from bot.model import Claims, Kind, Question
from bot.ports import Term
from bot.tokens import tokenize
from bot.wanted import MISSED_AMONG, to_concepts
from tests.fakes.libraries import index_of
from tests.fakes.readings import read_of
from tests.fakes.vocabulary import few_words

DIVING = Claims(title="Otters Dive", video_id="x1", edition="youtube")
SAID: tuple[tuple[Kind, str, dict[str, str]], ...] = (
    (Kind.QUOTE, "An otter dives, and the lake mirrors its lodge.", {}),
    (Kind.QUOTE, "Some otters dive where the lakes mirror a lodge.", {}),
    (Kind.QUOTE, "Some otters dived, for all the lakes have mirrored a lodge.", {}),
    (Kind.TAKEAWAY, "Herons wade before the pond freezes.", {}),
    (Kind.TAKEAWAY, "A heron waded as some pond froze.", {}),
    (Kind.QUOTE, "Diving and dives are what a trader wants.", {}),
    (Kind.QUOTE, "To dive is what a trader wants.", {}),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlIndex]:
    file = tmp_path_factory.mktemp("typed") / "library.db"
    with index_of(file, read_of("a.md", DIVING, *SAID)) as found:
        yield found


def texts(index: SqlIndex, asked: str) -> list[str]:
    return [match.entry.text for match in lookup(index, Question(asked, limit=20)).matches]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("otter dives lake mirrors", "An otter dives, and the lake mirrors its lodge."),
        ("otters dive lakes mirror", "Some otters dive where the lakes mirror a lodge."),
        (
            "otters dived lakes mirrored",
            "Some otters dived, for all the lakes have mirrored a lodge.",
        ),
    ],
)
def test_words_as_they_were_typed_come_before_their_other_forms(
    index: SqlIndex, asked: str, first: str
) -> None:
    assert first == texts(index, asked)[0]


def test_two_forms_of_one_word_are_both_looked_for(index: SqlIndex) -> None:
    assert "Diving and dives are what a trader wants." == texts(index, "diving dives trader")[0]


def test_the_form_of_a_topic_says_nothing(index: SqlIndex) -> None:
    assert texts(index, "otter dives") == texts(index, "otters dive")


def test_nobody_said_the_words_of_a_summary(index: SqlIndex) -> None:
    assert texts(index, "heron waded pond") == texts(index, "herons wade pond")


def test_the_nearer_spelling_counts_for_more() -> None:
    terms = [Term("investing", "invest", 2), Term("inviting", "invit", 90)]
    [concept] = to_concepts(tokenize("invetsing"), few_words(1_000, terms))

    ways = {way.stems: way.quality for way in concept.ways}
    assert ways["invest",] > ways["invit",]


def test_the_best_way_to_meet_a_word_comes_first() -> None:
    terms = [Term("embracing", "embrac", 9), Term("embarrassing", "embarrass", 9)]
    [concept] = to_concepts(tokenize("emburacing"), few_words(100, terms))

    qualities = [way.quality for way in concept.ways]
    assert len(qualities) > 1
    assert sorted(qualities, reverse=True) == qualities


def test_among_others_a_word_that_a_large_library_lacks_is_likelier_a_slip() -> None:
    def weight_of_missed(asked: str, entries: int) -> float:
        terms = [Term("asset", "asset", 1), Term("ledger", "ledger", 1)]
        concepts = to_concepts(tokenize(asked), few_words(entries, terms))
        return next(one.weight for one in concepts if one.word == "gnna")

    most = weight_of_missed("asset ledger gnna", MISSED_AMONG)
    assert most == weight_of_missed("asset ledger gnna", 100 * MISSED_AMONG)
    assert most < weight_of_missed("asset gnna", 100 * MISSED_AMONG)
    assert most > weight_of_missed("asset ledger gnna", MISSED_AMONG // 2)

"""Question -> Answer, on a small library written here and a real SQLite."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import phrasing
from bot.index.reader import SqlIndex
from bot.lookup import lookup
from bot.model import Answer, Claims, Kind, Question
from tests.fakes.libraries import open_empty, put
from tests.fakes.readings import read_of

WORDS = ("plumbing", "dam", "lodge", "culture", "river", "lake", "otters", "nobody", "years")
MORE = st.sampled_from(WORDS)
BUILD = Claims(
    title="How Otters Build",
    podcast="Lenny's River Podcast",
    video_id="x1",
    edition="youtube",
    participants=("Ada Brook", "Bo Reed"),
)
LAKES = Claims(title="On Lakes", podcast="The Lake Show", video_id="x2", edition="youtube")
SAID = (
    (Kind.QUOTE, "Dam building is mostly plumbing.", {"speaker": "Ada Brook"}),
    (Kind.QUOTE, "Plumbing is what nobody thanks you for.", {"speaker": "Bo Reed"}),
    (Kind.SEGMENT, "So the finetuning of a lodge takes years.", {"said_at": 5.0}),
    (Kind.TAKEAWAY, "Otters treat plumbing as culture."),
    (Kind.CHAPTER, "Fine-tuning a lodge"),
    (Kind.MENTION, "Beaverworks: a plumbing company."),
    (Kind.SEGMENT, "Open door policies keep a lodge dry.", {"said_at": 9.0}),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlIndex]:
    engine = open_empty(Path(tmp_path_factory.mktemp("lookup")) / "library.db")
    lake = (Kind.QUOTE, "A lake is a river that stopped talking.", {"speaker": "Cy Lake"})
    put(engine, read_of("a.md", BUILD, *SAID), read_of("b.md", LAKES, lake))
    yield SqlIndex(engine)
    engine.dispose()


def texts(answer: Answer) -> list[str]:
    return [match.entry.text for match in answer.matches]


def first(index: SqlIndex, text: str) -> str:
    return texts(lookup(index, Question(text)))[0]


@pytest.mark.parametrize(
    "asked", ["finetuning", "fine tuning", "Fine-Tuning", "FINETUNING!", "finetunning"]
)
def test_words_split_or_joined_find_both(index: SqlIndex, asked: str) -> None:
    found = texts(lookup(index, Question(asked)))

    assert {"So the finetuning of a lodge takes years.", "Fine-tuning a lodge"} == set(found)


def test_two_words_that_a_text_has_as_one_find_it(index: SqlIndex) -> None:
    assert "Open door policies keep a lodge dry." == first(index, "opendoor")


@pytest.mark.parametrize("asked", ["plumbign nobody", "plumbing nobdy", "nobody plumbing"])
def test_a_typo_still_hits(index: SqlIndex, asked: str) -> None:
    assert "Plumbing is what nobody thanks you for." == first(index, asked)


def test_a_correction_is_explained(index: SqlIndex) -> None:
    [match, *_] = lookup(index, Question("plumbign")).matches

    assert ("plumbign read as plumbing",) == match.why


def test_a_short_word_is_never_corrected(index: SqlIndex) -> None:
    assert [] == texts(lookup(index, Question("lame")))


def test_quotes_come_before_takeaways_and_mentions_when_equally_good(index: SqlIndex) -> None:
    kinds = [m.entry.kind for m in lookup(index, Question("plumbing")).matches]

    assert [Kind.QUOTE, Kind.QUOTE, Kind.MENTION, Kind.TAKEAWAY] == kinds


def test_more_words_narrow(index: SqlIndex) -> None:
    assert "Otters treat plumbing as culture." == first(index, "plumbing culture")


def test_stop_words_change_nothing(index: SqlIndex) -> None:
    plain = texts(lookup(index, Question("plumbing culture")))

    assert plain == texts(lookup(index, Question("what is the plumbing of a culture?")))


def test_the_words_that_matched_are_marked(index: SqlIndex) -> None:
    [match] = lookup(index, Question("lake stopped talking")).matches

    assert ["lake", "stopped talking"] == [match.entry.text[a:b] for a, b in match.marks]
    assert ("words: lake, stopped, talking",) == match.why


def test_a_speaker_is_found_by_name_beside_words(index: SqlIndex) -> None:
    [match, *_] = lookup(index, Question("Bo Reed plumbing")).matches

    assert "Plumbing is what nobody thanks you for." == match.entry.text
    assert ("words: plumbing", "named: bo, reed") == match.why


@pytest.mark.parametrize("speaker", ["Ada Brook", "ada", "Brook"])
def test_a_speaker_filter_keeps_what_they_said_then_unlabelled_talk(
    index: SqlIndex, speaker: str
) -> None:
    plumbing = texts(lookup(index, Question("plumbing", speaker=speaker)))
    lodge = texts(lookup(index, Question("lodge", speaker=speaker)))

    assert ["Dam building is mostly plumbing."] == plumbing
    assert 2 == len(lodge)


@pytest.mark.parametrize("podcast", ["lennys", "Lenny's River Podcast", "river"])
def test_a_podcast_filter_forgives_spelling(index: SqlIndex, podcast: str) -> None:
    assert 4 == len(texts(lookup(index, Question("plumbing", podcast=podcast))))
    assert [] == texts(lookup(index, Question("talking", podcast=podcast)))


def test_an_episode_filter_keeps_one_episode(index: SqlIndex) -> None:
    assert ["A lake is a river that stopped talking."] == texts(
        lookup(index, Question("river", episode="on lakes"))
    )


def test_a_filter_that_names_nobody_is_an_honest_miss(index: SqlIndex) -> None:
    answer = lookup(index, Question("plumbing", speaker="Zed"))

    assert () == answer.matches
    assert "plumbing" in answer.suggestions


def test_a_miss_offers_what_is_near(index: SqlIndex) -> None:
    answer = lookup(index, Question("Brooke beaverwork zzzz"))

    assert () == answer.matches
    assert {"beaverworks", "Ada Brook"} <= set(answer.suggestions)


def test_what_is_near_nothing_gets_examples_that_are_called_so(index: SqlIndex) -> None:
    answer = lookup(index, Question("kubernetes"))

    assert not answer.is_near
    assert answer.suggestions
    card = phrasing.to_card(answer)
    assert phrasing.EXAMPLES == phrasing.hints_label(card)
    assert phrasing.NEAR == phrasing.hints_label(
        phrasing.to_card(lookup(index, Question("Brooke beaverwork zzzz")))
    )


def test_everyday_words_are_near_nothing(index: SqlIndex) -> None:
    answer = lookup(index, Question("why does everybody still use kubernetes"))

    assert () == answer.matches
    assert not answer.is_near


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True), more=MORE)
@settings(max_examples=60, deadline=None)
def test_between_equals_the_one_with_the_added_word_comes_first(
    index: SqlIndex, words: list[str], more: str
) -> None:
    """Of two that meet the same of the first words, in one kind, an added word tells."""
    narrowed = lookup(index, Question(" ".join([*words, more]), limit=50)).matches
    met = [{w for w in (*words, more) if w in m.entry.text.lower()} for m in narrowed]

    for before, one in itertools.pairwise(met):
        if before - {more} == one - {more} and more in one:
            assert more in before


def test_a_topic_that_shares_one_common_word_is_a_miss(index: SqlIndex) -> None:
    assert () == lookup(index, Question("plumbing permits")).matches


def test_an_empty_question_gets_things_to_ask(index: SqlIndex) -> None:
    answer = lookup(index, Question("  "))

    assert () == answer.matches
    assert "Ada Brook" in answer.suggestions


def test_a_question_of_stop_words_alone_is_a_miss_with_examples(index: SqlIndex) -> None:
    answer = lookup(index, Question("what you for"))

    assert ((), False) == (answer.matches, answer.is_near)
    assert answer.suggestions


def test_near_duplicates_fold_into_one(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "library.db")
    said = [(Kind.QUOTE, f"Dams are like a one way valve{end}") for end in (".", "...", " now.")]
    put(engine, read_of("a.md", BUILD, *said))

    assert 1 == len(lookup(SqlIndex(engine), Question("one way valve")).matches)
    engine.dispose()


def test_a_limit_is_kept(index: SqlIndex) -> None:
    assert 2 == len(lookup(index, Question("plumbing", limit=2)).matches)


@pytest.mark.parametrize(
    "asked",
    ['"', "*", "AND", "NEAR(", "C++", "you're", "words: plumbing", "\0", "-", "^a OR", "🤖"],
)
def test_the_engine_s_own_syntax_is_only_text(index: SqlIndex, asked: str) -> None:
    assert isinstance(lookup(index, Question(asked)), Answer)


@given(st.text(max_size=400))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_raises_and_the_same_question_gets_the_same_answer(
    index: SqlIndex, text: str
) -> None:
    question = Question(text, speaker=text[:20], podcast=text[20:30])

    assert lookup(index, question) == lookup(index, question)


def test_ten_thousand_words_are_a_question_too(index: SqlIndex) -> None:
    words = " ".join(f"w{number}" for number in range(10_000))

    assert () == lookup(index, Question(words)).matches
    assert lookup(index, Question("plumbing " * 10_000)).matches

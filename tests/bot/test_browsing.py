"""What can be asked about, on the five documents and on libraries of the tests' own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import phrasing
from bot.bootstrap import Podquote
from bot.browsing import Shelf
from bot.index.catalogue import SqlCatalogue
from bot.index.shelves import SqlShelves
from bot.index.suggestions import fill_suggestions
from bot.index.tables import suggestion
from bot.model import Claims, Kind, Question, Suggestion, SuggestionKind
from bot.topics import LONGEST
from tests.fakes.libraries import open_empty, put
from tests.fakes.readings import read_of

TOPIC, SPEAKER, EPISODE = SuggestionKind.TOPIC, SuggestionKind.SPEAKER, SuggestionKind.EPISODE
CLAIMS = Claims(title="How Otters Build", podcast="The River Show", participants=("Zoë Brook",))


def _labels(found: object, kind: SuggestionKind) -> list[str]:
    assert isinstance(found, list)
    return [one.label for one in found if one.kind is kind]


@pytest.mark.parametrize(
    "typed", ["fine-t", "Fine Tun", "FINE-TUNING", "fíne", "finetun", "fien-tun"]
)
def test_a_topic_is_suggested_whatever_its_writing(core: Podquote, typed: str) -> None:
    assert "Fine-Tuning" in _labels(core.browsing.suggest(typed), TOPIC)


@pytest.mark.parametrize("typed", ["sherw", "wu", "Shrewin", "sherwin w"])
def test_a_speaker_is_suggested_by_any_name_and_a_typo(core: Podquote, typed: str) -> None:
    assert ["Sherwin Wu"] == _labels(core.browsing.suggest(typed), SPEAKER)


def test_what_is_nowhere_is_not_suggested(core: Podquote) -> None:
    assert [] == core.browsing.suggest("kuber")


def test_a_short_beginning_is_never_corrected(core: Podquote) -> None:
    assert [] == core.browsing.suggest("shrw")


def test_marks_and_spaces_alone_suggest_nothing(core: Podquote) -> None:
    assert [] == core.browsing.suggest(" !?* ")


def test_nothing_typed_gets_something_of_every_kind_to_begin_with(core: Podquote) -> None:
    kinds = {one.kind for one in core.browsing.suggest("")}

    assert {*SuggestionKind} - {SuggestionKind.SPELLING} == kinds


def test_only_the_kinds_that_are_asked_for_come(core: Podquote) -> None:
    assert {SPEAKER} == {one.kind for one in core.browsing.suggest("", [SPEAKER])}


def test_a_picked_quote_leads_to_exactly_that_quote(core: Podquote) -> None:
    picked = core.browsing.suggest("the big unlock", [SuggestionKind.QUOTE])

    assert 2 == len(picked)
    for one in picked:
        answer = core.ask(Question(one.value))
        assert [one.value] == [match.entry.id for match in answer.matches]


def test_a_picked_episode_leads_to_exactly_that_episode(core: Podquote) -> None:
    for one in core.browsing.suggest("", [EPISODE]):
        answer = core.ask(Question("the models", episode=one.value, limit=50))

        assert {one.value} == {match.entry.episode.id for match in answer.matches}


def test_a_picked_speaker_leads_to_their_words(core: Podquote) -> None:
    [one] = core.browsing.suggest("sherw", [SPEAKER])

    first = core.ask(Question("pricing", speaker=one.value)).matches[0]

    assert one.value == first.entry.attribution.speaker


def test_a_picked_topic_is_a_question_with_an_answer(core: Podquote) -> None:
    topics = core.browsing.suggest("", [TOPIC])

    assert all(core.ask(Question(one.value)).matches for one in topics)


@given(st.text(max_size=120), st.integers(min_value=0, max_value=40))
@settings(max_examples=80, deadline=None)
def test_whatever_is_typed_labels_and_values_fit_the_platforms(
    core: Podquote, typed: str, limit: int
) -> None:
    found = core.browsing.suggest(typed, limit=limit)

    assert len(found) <= limit
    assert found == core.browsing.suggest(typed, limit=limit)
    assert len(found) == len({(one.kind, one.value) for one in found})
    for one in found:
        assert 0 < len(one.label) <= LONGEST
        assert 0 < len(one.value) <= LONGEST


def test_lists_count_what_there_is(core: Podquote) -> None:
    speakers = core.browsing.speakers()
    episodes = core.browsing.episodes()
    topics = core.browsing.topics()

    assert "Sherwin Wu" == speakers[0].name
    assert speakers[0].said > 10
    assert core.office.overview().entries == sum(one.entries for one in episodes)
    assert "OpenAI" == topics[0].label
    assert dt.date(2025, 11, 28) == episodes[0].episode.date


def test_one_seed_gives_one_quote_and_many_seeds_give_many(core: Podquote) -> None:
    drawn = [core.browsing.random(str(seed)) for seed in range(15)]

    assert drawn[:5] == [core.browsing.random(str(seed)) for seed in range(5)]
    assert len({one.id for one in drawn if one}) > 5
    assert all(one and one.kind is Kind.QUOTE for one in drawn)


def test_an_empty_library_suggests_and_lists_nothing(empty_core: Podquote) -> None:
    browsing = empty_core.browsing

    assert [[], [], [], [], None] == [
        browsing.suggest("a"),
        browsing.topics(),
        browsing.speakers(),
        browsing.episodes(),
        browsing.random("a"),
    ]


def test_the_lists_are_cards_that_tell_how_much_there_is(core: Podquote) -> None:
    speakers = phrasing.to_speakers_card(core.browsing.speakers())
    episodes = phrasing.to_episodes_card(core.browsing.episodes())

    assert "Sherwin Wu: 17 quotes, 1 episode" in speakers.lead.splitlines()
    assert 'from:"Sherwin Wu"' in speakers.hints
    assert "2 episodes." == episodes.lead.splitlines()[0]


def _shelf(engine: sa.Engine) -> Shelf:
    return Shelf(SqlShelves(engine))


def _rows(engine: sa.Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.select(suggestion))]


def test_what_is_forgotten_is_not_suggested_any_more(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "podquote.db")
    put(
        engine,
        read_of("a.txt", CLAIMS, (Kind.QUOTE, "Otters build nothing.", {"speaker": "Zoë Brook"})),
    )

    assert "Zoë Brook" in _labels(_shelf(engine).suggest("zoe"), SPEAKER)

    with SqlCatalogue(engine).writing() as writer:
        writer.forget("a.txt")

    assert [] == _shelf(engine).suggest("zoe")
    assert [] == _rows(engine)


def test_a_library_older_than_suggestions_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "podquote.db")
    put(engine, read_of("a.txt", CLAIMS, (Kind.QUOTE, "Otters build nothing at all.")))
    before = _rows(engine)
    with engine.begin() as connection:
        connection.execute(sa.delete(suggestion))

    fill_suggestions(engine)
    fill_suggestions(engine)

    assert before == _rows(engine)
    assert before


def test_a_long_title_is_suggested_by_its_first_words(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "podquote.db")
    title = "Otters " + "and rivers and more rivers " * 8
    put(
        engine, read_of("a.txt", Claims(title=title, podcast="The River Show"), (Kind.QUOTE, "Hm."))
    )

    [one] = _shelf(engine).suggest("otters", [EPISODE])

    assert one.label.endswith("rivers…")
    assert one.kind is Suggestion(EPISODE, "", "").kind
    assert LONGEST - 10 < len(one.label) <= LONGEST


def test_a_word_is_a_topic_where_titles_end_with_it_and_not_where_it_describes(
    tmp_path: Path,
) -> None:
    engine = open_empty(tmp_path / "podquote.db")
    titles = ["Two dams", "Two lodges", "Building dams", "Muddy lodges", "Muddy banks"]
    chapters: list[tuple[Kind, str]] = [(Kind.CHAPTER, title) for title in titles]
    put(engine, read_of("a.txt", CLAIMS, *chapters))

    assert {"dams", "lodges"} == {one.label for one in _shelf(engine).topics()}


def test_a_word_that_is_said_in_passing_by_everybody_is_no_topic(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "podquote.db")
    titles = ["Otters, hey", "Beavers, hey", "The otters"]
    chapters: list[tuple[Kind, str]] = [(Kind.CHAPTER, title) for title in titles]
    said: list[tuple[Kind, str]] = [
        (Kind.QUOTE, f"They say hey to number {at} of them.") for at in range(30)
    ]
    put(engine, read_of("a.txt", CLAIMS, *chapters, *said))

    assert {"Otters"} == {one.label for one in _shelf(engine).topics()}

"""How much around a text is shown, over readings that a test writes."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bot.context import Relation, view
from bot.index.catalogue import SqlCatalogue
from bot.index.surroundings import SqlSurroundings
from bot.model import Claims, Entry, Kind, Reach, Truth
from tests.fakes.libraries import open_empty, put
from tests.fakes.readings import read_of

TIMED = Claims(title="Dams", podcast="The River Show", video_id="dQw4w9WgXcQ", edition="youtube")
SAID = [f"Turn number {n} of the talk about dams and otters goes like this." for n in range(9)]


def library(tmp_path: Path) -> tuple[sa.Engine, list[Entry]]:
    engine = open_empty(tmp_path / "podquote.db")
    told = [(Kind.SEGMENT, text, {"said_at": 60.0 * n}) for n, text in enumerate(SAID)]
    put(
        engine,
        read_of("talk.md", TIMED, *told),
        read_of(
            "notes.txt",
            TIMED,
            (Kind.CHAPTER, "Beginning", {"said_at": 0.0}),
            (Kind.CHAPTER, "The middle", {"said_at": 120.0}),
            (Kind.CHAPTER, "The end", {"said_at": 480.0}),
            (Kind.TAKEAWAY, "A summary without a time."),
        ),
    )
    catalogue = SqlCatalogue(engine)
    return engine, [*catalogue.entries_of("talk.md"), *catalogue.entries_of("notes.txt")]


def shown(engine: sa.Engine, entry: Entry, reach: Reach) -> list[tuple[Relation, str]]:
    found = view(SqlSurroundings(engine), entry, reach)
    return [(relation, one.text) for relation, one in found.shown]


def test_around_a_turn_are_the_turns_before_and_after_it(tmp_path: Path) -> None:
    engine, entries = library(tmp_path)

    assert [
        (Relation.BEFORE, SAID[3]),
        (Relation.ITSELF, SAID[4]),
        (Relation.AFTER, SAID[5]),
    ] == shown(engine, entries[4], Reach.AROUND)
    assert [(Relation.ITSELF, SAID[0]), (Relation.AFTER, SAID[1])] == shown(
        engine, entries[0], Reach.AROUND
    )


def test_a_chapter_is_its_title_and_the_talk_around_the_text_in_it(tmp_path: Path) -> None:
    engine, entries = library(tmp_path)

    found = shown(engine, entries[6], Reach.CHAPTER)

    assert (Relation.CHAPTER, "The middle") == found[0]
    assert (Relation.ITSELF, SAID[6]) in found
    assert [*SAID[3:8]] == [text for _, text in found[1:]]


def test_the_last_chapter_does_not_end_and_a_chapter_shows_its_own_talk(tmp_path: Path) -> None:
    engine, entries = library(tmp_path)
    ending = next(one for one in entries if one.text == "The end")

    assert [(Relation.ITSELF, "The end"), (Relation.IN_CHAPTER, SAID[8])] == shown(
        engine, ending, Reach.CHAPTER
    )


def test_what_has_no_time_has_no_chapter_and_the_most_below_it_is_shown(tmp_path: Path) -> None:
    engine, entries = library(tmp_path)
    summary = next(one for one in entries if one.kind is Kind.TAKEAWAY)

    found = view(SqlSurroundings(engine), summary, Reach.CHAPTER)

    assert Reach.AROUND is found.reach
    assert (None, Reach.TEXT) == (found.wider, found.narrower)


def test_a_text_that_stands_alone_has_nothing_around_it(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "podquote.db")
    put(engine, read_of("one.txt", Claims(title="Alone"), (Kind.QUOTE, "A dam is never done.")))
    (entry,) = SqlCatalogue(engine).entries_of("one.txt")

    found = view(SqlSurroundings(engine), entry, Reach.AROUND)

    assert (Reach.TEXT, None, None) == (found.reach, found.wider, found.narrower)


def test_a_quotation_widens_to_the_turn_that_it_was_taken_from(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "podquote.db")
    turn = (
        "Well I always say that the dam is the interface and nobody ever reads the dam, "
        "which is a pity because every single otter of the river has written a part of it."
    )
    quote = "the dam is the interface and nobody ever reads the dam, which is a pity"
    put(
        engine,
        read_of("talk.md", TIMED, (Kind.SEGMENT, turn, {"said_at": 61.0})),
        read_of("notes.txt", TIMED, (Kind.QUOTE, quote, {"truth": Truth.VERBATIM})),
    )
    found = [one for one in SqlCatalogue(engine).speech() if one.kind is Kind.QUOTE]
    (entry,) = (one for one in found if one.also_in)

    assert [(Relation.TURN, turn)] == shown(engine, entry, Reach.TURN)

"""Many readings, one episode."""

from __future__ import annotations

import datetime as dt

from bot.ingest.reconcile import reconcile
from bot.model import Claims, Kind, Source, Status, Truth
from tests.fakes.readings import read_of

NOTES = Claims(
    title="How Otters Build",
    podcast="River",
    date=dt.date(2025, 3, 1),
    video_id="x1",
    url="https://www.youtube.com/watch?v=x1",
    edition="youtube",
)
PAGE = Claims(title="RiverHow Otters Build", glued=True)
WORDS = "The dam is the interface."


def test_the_same_words_in_two_documents_are_one_quote_with_two_sources() -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, WORDS, {"said_at": 61.0}))
    page = read_of("b.txt", PAGE, (Kind.QUOTE, "the dam is the interface"))

    [entry] = reconcile([page, notes]).entries

    assert entry.truth is Truth.CORROBORATED
    assert WORDS == entry.text
    assert Source("a.md", ((0, 25),)) == entry.source
    assert (Source("b.txt", ((0, 24),)),) == entry.also_in


def test_the_same_words_twice_in_one_document_corroborate_nothing() -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, WORDS), (Kind.QUOTE, WORDS))

    [entry] = reconcile([notes]).entries

    assert entry.truth is Truth.VERBATIM
    assert 1 == len(entry.also_in)


def test_a_time_is_taken_from_the_source_that_has_one() -> None:
    page = read_of("a.txt", PAGE, (Kind.QUOTE, WORDS))
    notes = read_of("b.md", NOTES, (Kind.QUOTE, WORDS, {"said_at": 61.0}))

    [entry] = reconcile([page, notes]).entries

    assert (61.0, "youtube") == (entry.said_at, entry.edition)
    assert "https://www.youtube.com/watch?v=x1&t=61s" == entry.url


def test_a_source_s_own_link_is_kept_unchanged() -> None:
    link = "https://www.youtube.com/watch?v=x1&t=51s"
    notes = read_of("a.md", NOTES, (Kind.QUOTE, WORDS, {"said_at": 61.0, "url": link}))

    assert link == reconcile([notes]).entries[0].url


def test_a_time_of_another_edition_gets_the_episode_s_link_only() -> None:
    audio = Claims(title="How Otters Build", podcast="River", edition="audio")
    reading = read_of("b.txt", audio, (Kind.TAKEAWAY, "Dams talk.", {"said_at": 9.0}))

    [entry] = reconcile([read_of("a.md", NOTES), reading]).entries

    assert ("audio", "https://www.youtube.com/watch?v=x1") == (entry.edition, entry.url)


def test_ids_are_the_same_whatever_the_order_and_the_database() -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, WORDS), (Kind.TAKEAWAY, "Dams talk."))
    page = read_of("b.txt", PAGE, (Kind.CHAPTER, "Dams"))

    assert reconcile([notes, page]) == reconcile([page, notes])
    assert 3 == len({e.id for e in reconcile([notes, page]).entries})


def test_two_segments_of_one_second_keep_both() -> None:
    turns = read_of(
        "a.md",
        NOTES,
        (Kind.SEGMENT, "Yeah.", {"said_at": 5.0}),
        (Kind.SEGMENT, "No.", {"said_at": 5.0}),
        (Kind.SEGMENT, "Well.", {"said_at": 5.0}),
    )

    entries = reconcile([turns]).entries

    assert ["Yeah.", "No.", "Well."] == [e.text for e in entries]
    assert 3 == len({e.id for e in entries})


def test_a_title_with_a_channel_glued_to_it_stands_and_is_reported() -> None:
    found = reconcile([read_of("b.txt", PAGE, (Kind.CHAPTER, "Dams"))])

    assert "RiverHow Otters Build" == found.episode.title
    assert "glued" in found.conflicts[0]


def test_the_plain_title_wins_over_the_glued_one() -> None:
    found = reconcile([read_of("b.txt", PAGE), read_of("a.md", NOTES)])

    assert "How Otters Build" == found.episode.title
    assert () == found.conflicts


def test_conflicts_are_kept_and_named() -> None:
    other = Claims(
        title="How Otters Build",
        podcast="Brook",
        date=dt.date(2025, 3, 2),
        video_id="x1",
        participants=("Cy Lake",),
    )
    mine = Claims(
        title="How Otters Build",
        podcast="River",
        date=dt.date(2025, 3, 1),
        video_id="x1",
        participants=("Bo Reed",),
    )

    found = reconcile([read_of("a.md", mine), read_of("b.md", other)])

    assert (
        "dates differ: a.md says 2025-03-01; b.md says 2025-03-02",
        "podcast names differ: a.md says River; b.md says Brook",
        "participants differ: a.md says Bo Reed; b.md says Cy Lake",
    ) == found.conflicts


def test_a_document_without_a_title_is_an_episode_of_its_own() -> None:
    one = reconcile([read_of("a.md", Claims(), (Kind.QUOTE, WORDS))])
    other = reconcile([read_of("b.md", Claims(), (Kind.QUOTE, "Other words."))])

    assert one.episode.title is None
    assert one.episode.id != other.episode.id


def test_a_title_of_an_idea_is_measured() -> None:
    document = read_of("a.md", NOTES, (Kind.TAKEAWAY, "Dams Talk", {"titled": True}))

    assert 9 == reconcile([document]).entries[0].title_length


def test_nobody_is_stated_for_an_unlabelled_segment() -> None:
    document = read_of("a.md", NOTES, (Kind.SEGMENT, WORDS))

    assert reconcile([document]).entries[0].attribution.status is Status.UNLABELLED


def test_a_word_that_is_said_thousands_of_times_has_an_id_each_time() -> None:
    # Not timed: where each tries the ids of all before it, this takes minutes.
    turns = read_of("a.vtt", NOTES, *[(Kind.SEGMENT, "Yeah.")] * 8000)

    entries = reconcile([turns]).entries

    assert 8000 == len({entry.id for entry in entries})

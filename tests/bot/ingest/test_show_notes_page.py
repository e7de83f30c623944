from __future__ import annotations

import datetime as dt

from bot.ingest.show_notes_page import parse
from bot.model import Kind, Truth
from tests.bot.ingest.documents import SEEDS, lines_of, read, texts, written


def test_the_seed_names_its_episode() -> None:
    claims = read(SEEDS["002"])[0].claims

    assert (
        "How OpenAI Builds for 800 Million Weekly Users: Model Specialization and Fine-Tuning"
        == claims.title
    )
    assert not claims.glued
    assert "The a16z Show" == claims.podcast
    assert dt.date(2025, 11, 28) == claims.date
    assert ("Sherwin Wu", "Martin Casado") == claims.participants
    assert "audio" == claims.edition


def test_the_seed_has_a_summary_and_six_highlights_with_times() -> None:
    reading, layer = read(SEEDS["002"])

    takeaways = [one for one in reading.passages if one.kind is Kind.TAKEAWAY]
    assert [None, 750.0, 1438.0, 1681.0, 1961.0, 2472.0, 2855.0] == [
        one.said_at for one in takeaways
    ]
    assert takeaways[0].text_in(layer).startswith("In this conversation, Martin Casado and")
    assert takeaways[0].text_in(layer).endswith("across industries.")
    assert {Truth.PARAPHRASE} == {one.truth for one in takeaways}


def test_the_seed_s_seven_chapters_have_the_time_after_their_title() -> None:
    reading, layer = read(SEEDS["002"])

    chapters = [one for one in reading.passages if one.kind is Kind.CHAPTER]
    assert [0.0, 612.0, 1007.0, 1545.0, 1826.0, 2196.0, 2725.0] == [one.said_at for one in chapters]
    assert "From One Model to Many: How OpenAI Is Specializing Its AI Offerings" == chapters[
        0
    ].text_in(layer)


def test_of_the_seed_s_transcript_only_the_fragment_is_left_out() -> None:
    reading, layer = read(SEEDS["002"])

    assert [
        (
            "Sherwin Wu",
            (
                "We want ChatGPT as a first-party app. First-party app is a really great way to "
                "get 800 million users or whatever. Now."
            ),
        ),
        ("Martin Casado", "Tenth of the globe, right?"),
        ("Sherwin Wu", "Yeah, yeah, 10% of the globe uses it. Every week, every week. Yeah."),
    ] == [(one.speaker, one.text_in(layer)) for one in reading.passages if one.kind is Kind.SEGMENT]
    assert [16, 53] == lines_of(reading.unread)


def test_turns_go_over_lines_and_doubtful_labels_are_nobody_s() -> None:
    reading, layer = written("show_notes_page/lighthouse.txt")

    assert [
        ("Ines Duarte", "Nobody keeps a light for the money."),
        ("Tom Hale", "No?"),
        ("Ines Duarte", "No. You keep it for the dark."),
        (
            None,
            (
                "Warning: that is the short answer. And it stays the answer. "
                "It was my father's light first."
            ),
        ),
        ("Tom Hale", "And the long one?"),
        (None, "After the break."),
        (None, "New York: remember New York."),
        ("Ines Duarte", "The long one is an hour."),
    ] == [(one.speaker, one.text_in(layer)) for one in reading.passages if one.kind is Kind.SEGMENT]


def test_sections_stand_in_any_order_and_a_title_may_lack_its_time() -> None:
    reading, layer = written("show_notes_page/lighthouse.txt")

    assert [
        ("chapter", 130.0, "Why anybody stays"),
        ("chapter", 3753.0, "The storm of the century"),
        ("chapter", None, "What comes after"),
        ("takeaway", 3605.0, "A light is kept for the dark, not for the money."),
        (
            "takeaway",
            None,
            "Ines Duarte keeps a light. This hour, Tom Hale sits down with Ines Duarte to ask why.",
        ),
    ] == [
        (one.kind.value, one.said_at, one.text_in(layer))
        for one in reading.passages
        if one.kind is not Kind.SEGMENT
    ]
    assert [14, 28, 30] == lines_of(reading.unread)
    assert ("Ines Duarte", "Tom Hale") == reading.claims.participants
    assert dt.date(2024, 3, 3) == reading.claims.date


def test_a_missing_podcast_stays_unknown_and_times_may_stand_before_titles() -> None:
    reading, layer = written("show_notes_page/sourdough.txt")

    assert None is reading.claims.podcast
    assert "Bread Without a Clock" == reading.claims.title
    assert [
        (None, "A baker talks about waiting."),
        (None, "Time is an ingredient."),
        (750.0, "Flour has a memory."),
        (0.0, "Feeding the starter"),
        (4500.0, "Burning the crust on purpose"),
    ] == [(one.said_at, one.text_in(layer)) for one in reading.passages]
    assert [9] == lines_of(reading.unread)


def test_lines_and_times_without_a_place_are_counted() -> None:
    page = """Title
Podcast
Something else
Highlights
Words.
1:00
2:00
Transcript
Ada Brook: One: and all: of it.
0:30
Ada Brook: Two.
Chapters
12:00
A title
14:00
"""

    reading = parse("page.txt", page)

    assert [3, 7, 10, 15] == lines_of(reading.unread)
    assert ["Words.", "One: and all: of it.", "Two.", "A title"] == texts(reading.passages, page)


def test_a_transcript_of_nothing_but_a_fragment_has_no_segment() -> None:
    page = "Title\nHighlights\nSome words.\nTranscript\nAda Brook: And then..."

    reading = parse("page.txt", page)

    assert ["Some words."] == texts(reading.passages, page)
    assert [5] == lines_of(reading.unread)
    assert () == reading.claims.participants


def test_a_name_without_a_word_after_it_says_nothing() -> None:
    page = "Title\nHighlights\nSome words.\nTranscript\nAda Brook:"

    reading = parse("page.txt", page)

    assert ["Some words."] == texts(reading.passages, page)

from __future__ import annotations

import datetime as dt

import pytest

from bot.errors import BrokenDocument
from bot.ingest.captions_markdown import parse, recognises
from bot.model import Kind, Truth
from tests.bot.ingest.documents import SEEDS, layer_of, lines_of, read, texts, written


def test_the_seed_names_its_video_and_no_channel_or_date() -> None:
    claims = read(SEEDS["004"])[0].claims

    assert "YouTube Video: 2VroIM26s84" == claims.title
    assert "2VroIM26s84" == claims.video_id
    assert "https://www.youtube.com/watch?v=2VroIM26s84" == claims.url
    assert "youtube" == claims.edition
    assert None is claims.podcast
    assert None is claims.date
    assert (
        "Rebecca Balon",
        "Russell Brandom",
        "Mark Manara",
        "Russell Brandham",
    ) == claims.participants


def test_every_word_of_the_seed_s_cues_is_in_one_segment_in_order() -> None:
    reading, layer = read(SEEDS["004"])

    cues = [line for line in layer_of(SEEDS["004"]).splitlines() if line.startswith("- [")]
    words = " ".join(cue.split("] ", 1)[1] for cue in cues if not cue.endswith("[Music]"))
    assert 819 == len(cues)
    assert words.replace(">> ", "").split() == " ".join(texts(reading.passages, layer)).split()
    assert () == reading.unread


def test_the_seed_s_segments_have_their_first_cue_s_time_and_link() -> None:
    reading, layer = read(SEEDS["004"])

    third = reading.passages[2]
    assert third.text_in(layer).startswith("I'm Russell Brandham, the AI editor at TechCrunch,")
    assert 33.0 == third.said_at
    assert "https://www.youtube.com/watch?v=2VroIM26s84&t=33s" == third.url
    assert {Kind.SEGMENT} == {one.kind for one in reading.passages}
    assert {Truth.VERBATIM} == {one.truth for one in reading.passages}
    assert 136 == len(reading.passages)
    assert 75 > max(len(one.text_in(layer).split()) for one in reading.passages)


def test_only_a_self_introduction_labels_a_segment_of_the_seed() -> None:
    reading, _ = read(SEEDS["004"])

    assert ["Rebecca Balon", None, "Russell Brandham"] == [
        one.speaker for one in reading.passages[:3]
    ]
    assert {None} == {one.speaker for one in reading.passages[3:]}


def test_turns_noise_and_unreadable_lines_end_a_segment() -> None:
    reading, layer = written("captions_markdown/kites.md")

    assert [
        (
            1.0,
            "Ada Brook",
            "Hello everyone, my name is Ada Brook, and today I am joined by Bo Lind.",
        ),
        (3.0, None, "Hi there."),
        (5.0, None, "I'm Super Excited, really."),
        (5.0, None, "So am I"),
        (3598.0, None, "[ __ ] happens when the wind turns around. You let the string go."),
        (3607.0, None, "and then it flies"),
        (3611.0, None, "back."),
    ] == [(one.said_at, one.speaker, one.text_in(layer)) for one in reading.passages]
    assert [6, 21, 23] == lines_of(reading.unread)


def test_an_unknown_speaker_is_none_and_the_introduced_take_part() -> None:
    claims = written("captions_markdown/kites.md")[0].claims

    assert ("Ada Brook", "Bo Lind") == claims.participants
    assert "Wind and String" == claims.podcast
    assert "https://www.youtube.com/watch?v=kite_Video-1" == claims.url
    assert None is claims.date


def test_without_front_matter_there_are_words_and_no_links() -> None:
    reading, layer = written("captions_markdown/wells.md")

    assert [0.0, 20.0] == [one.said_at for one in reading.passages]
    assert [None, None] == [one.url for one in reading.passages]
    assert texts(reading.passages, layer)[0].endswith("one two three. Four five six.")
    assert texts(reading.passages, layer)[1].startswith("Seven eight nine ten")
    assert None is reading.claims.edition


def test_the_video_s_id_may_stand_in_its_link_alone() -> None:
    page = """---
video_id: no id
video_url: https://youtu.be/abcDEF12345
date: 2024-05-06
---
- [0:05] Hi."""

    reading = parse("page.md", page)

    assert "abcDEF12345" == reading.claims.video_id
    assert "https://youtu.be/abcDEF12345" == reading.claims.url
    assert "https://www.youtube.com/watch?v=abcDEF12345&t=5s" == reading.passages[0].url
    assert dt.date(2024, 5, 6) == reading.claims.date
    assert [2] == lines_of(reading.unread)


def test_a_link_that_is_none_is_counted() -> None:
    reading = parse("page.md", "---\nvideo_url: javascript:alert(1)\n---\n- [0:05] Hi.")

    assert None is reading.claims.url
    assert [2] == lines_of(reading.unread)


def test_cues_alone_or_a_heading_alone_are_not_this_format() -> None:
    assert not recognises("- [0:05] Hi.")
    assert not recognises("---\ntitle: x\n---\n")
    assert not recognises("Some words.")


def test_captions_without_a_word_are_refused() -> None:
    with pytest.raises(BrokenDocument, match="captions"):
        parse("page.md", "---\ntitle: x\n---\n- [0:05] [Music]\n")

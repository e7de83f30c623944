"""One episode as the files that players read."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from bot.episode_files import WRITERS, chapters, soundbites, transcript, webvtt
from bot.ingest import podcast_json
from bot.ingest import webvtt as captions
from bot.model import Attribution, Entry, Episode, Kind, Source, Status, Truth

EPISODE = Episode("e1", "On lakes", "The Lake Show", None, None, ())
SAID = Entry(
    id="s1",
    episode=EPISODE,
    kind=Kind.SEGMENT,
    truth=Truth.VERBATIM,
    text="A lake & a river <both> are wet, whatever anybody says.",
    attribution=Attribution(Status.STATED, ("Ada Brook",)),
    source=Source("talk.vtt", ((0, 1),)),
    said_at=3661.5,
    edition="audio",
)
NEXT = replace(
    SAID,
    id="s2",
    text="Nobody knows who said this one, but somebody did.",
    attribution=Attribution(Status.UNLABELLED, ("Ada Brook",)),
    said_at=3663.0,
)
ELSEWHERE = replace(SAID, id="s3", edition="youtube", said_at=1.0)
UNTIMED = replace(SAID, id="s4", said_at=None)
QUOTE = replace(SAID, id="q1", kind=Kind.QUOTE, text="A lake <waits>.")
CHAPTER = replace(SAID, id="c1", kind=Kind.CHAPTER, text="Wet things", said_at=3660.0)
ENTRIES = (NEXT, SAID, ELSEWHERE, UNTIMED, QUOTE, CHAPTER)


def test_webvtt_is_read_again_with_voices_only_where_it_is_known_whose() -> None:
    text = webvtt(EPISODE, ENTRIES)

    assert "01:01:01.500 --> 01:01:03.000\n<v Ada Brook>A lake &amp; a river &lt;both&gt;" in text
    assert captions.recognises(text)
    reading = captions.parse("out.vtt", text)
    assert {"Ada Brook", None} == {one.speaker for one in reading.passages}


def test_a_transcript_is_read_again() -> None:
    text = transcript(EPISODE, ENTRIES)

    first, second = json.loads(text)["segments"]
    assert (3661.5, 3663.0, "Ada Brook") == (first["startTime"], first["endTime"], first["speaker"])
    assert "speaker" not in second
    assert podcast_json.recognises(text)


def test_chapters_stand_in_the_order_of_their_times() -> None:
    earlier = replace(CHAPTER, id="c2", text="Before", said_at=0.0)

    found = json.loads(chapters(EPISODE, (CHAPTER, earlier, UNTIMED)))

    assert [(0.0, "Before"), (3660.0, "Wet things")] == [
        (one["startTime"], one["title"]) for one in found["chapters"]
    ]


def test_soundbites_are_elements_of_a_feed() -> None:
    lines = soundbites(EPISODE, ENTRIES)

    found = ET.fromstring(f'<item xmlns:podcast="urn:x">{lines}</item>')  # noqa: S314  our own
    (bite,) = found
    assert ("3661.500", "15.0", "A lake <waits>.") == (
        bite.get("startTime"),
        bite.get("duration"),
        bite.text,
    )


@pytest.mark.parametrize("name", WRITERS)
def test_an_episode_without_times_gives_an_empty_file_of_its_kind(name: str) -> None:
    text = WRITERS[name](EPISODE, (UNTIMED,))

    assert "s4" not in text
    assert "wet" not in text

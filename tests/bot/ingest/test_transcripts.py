"""Each transcript written by hand, by what is read of it and what is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.errors import BrokenDocument, EmptyDocument
from bot.ingest.opening import open_document, rebuilt_layer
from bot.model import Claims
from tests.bot.ingest.documents import ROOT, read, written

Row = tuple[float | None, str | None, str | None, str]
"""When it was said, by whom, under which label that names nobody, and the words."""

EXPECTED: dict[str, tuple[list[Row], list[tuple[int, str]]]] = {
    "bold_turns/linked-times.md": (
        [
            (1.0, "Ada Brook", None, "The nets are torn."),
            (74.0, "Bo Lind", None, "Then we mend them."),
        ],
        [],
    ),
    "chapters_json/2024-05-06-tide-pools.chapters.json": ([(12.0, None, None, "Crabs")], []),
    "chapters_json/bridge.json": (
        [
            (0.0, None, None, "Welcome"),
            (61.5, None, None, "Arches & piers"),
            (50.0, None, None, "Backwards"),
        ],
        [
            (1, "chapter 3: it has no title"),
            (1, "chapter 4: it is not to be listed"),
            (1, "chapter 5: its time is none"),
            (1, "chapter 6: times run backwards: 0:50 comes after 1:20"),
        ],
    ),
    "html_transcript/bare.html": (
        [(53.0, "Sarah", None, "Creating good audio is key."), (3723.0, "Travis", None, "Yes.")],
        [],
    ),
    "html_transcript/page.html": (
        [
            (0.0, "Ada Brook", None, "Q&A about beekeeping, every week. And what it costs."),
            (65.0, None, "Speaker 2", "Not much…"),
            (None, "Ada Brook", None, "Well."),
        ],
        [(3, "text that stands in no paragraph"), (10, "a time that is none")],
    ),
    "named_lines/fields.txt": (
        [
            (None, "ADA", None, "Salt is old."),
            (None, "BO", None, "How old, then?"),
            (None, "ADA", None, "Older than us."),
            (None, "BO", None, "My."),
        ],
        [(line, "a line that is no part of the talk") for line in (1, 2, 3)],
    ),
    "named_lines/front.txt": (
        [
            (None, None, "SPEAKER 1", "Ropes hold."),
            (None, None, "SPEAKER 2", "They do."),
            (None, None, "SPEAKER 1", "Always."),
        ],
        [],
    ),
    "named_lines/talk.txt": (
        [
            (None, "Ada Brook", None, "Welcome. Today we speak of nets."),
            (None, "Bo Lind", None, "Thank you. Nets are old, you know."),
            (None, None, None, "Remember: they tear."),
            (None, "Ada Brook", None, "They do remember."),
            (None, None, "Host", "We are back."),
            (None, "Bo Lind", None, "Good."),
        ],
        [(1, "a line that is no part of the talk")],
    ),
    "named_times/alone.txt": (
        [
            (5.0, "Ada Brook", None, "Salt is old."),
            (14.0, "Bo Lind", None, "How old, then? I wonder."),
            (22.0, "Ada Brook", None, "Older than us."),
        ],
        [(1, "a line that is no part of the talk")],
    ),
    "named_times/bold.md": (
        [
            (5.0, "Ada Brook", None, "Salt is old."),
            (None, None, "Speaker 2", "No time for this."),
            (3723.0, "Ada Brook", None, "Older than us."),
        ],
        [(6, "a time that is none")],
    ),
    "named_times/lenny.md": (
        [
            (0.0, "Ada Brook", None, "Welcome. I like one thing: it is slow."),
            (12.0, "Bo Lind", None, "Thank you."),
            (90.0, "Bo Lind", None, "And one more thing."),
            (70.0, "Ada Brook", None, "Go on."),
        ],
        [(22, "times run backwards: 1:10 comes after 1:30")],
    ),
    "named_times/colons.txt": (
        [
            (5.0, "Ada Brook", None, "Salt is old."),
            (14.0, "Bo Lind", None, "How old, then?"),
            (22.0, "Ada Brook", None, "Older than us."),
        ],
        [],
    ),
    "named_times/linked.md": (
        [(5.0, "Ada Brook", None, "Salt is old."), (14.0, "Bo Lind", None, "How old, then?")],
        [],
    ),
    "named_times/otter.txt": (
        [
            (5.0, "Ada Brook", None, "Salt is old. Older than bread."),
            (14.0, None, "Unknown Speaker", "How old, then?"),
            (3723.0, "Bo Lind", None, "Older than us."),
        ],
        [],
    ),
    "podcast_json/sentences.json": (
        [
            (0.0, None, None, "First this. Then that."),
            (95.5, None, None, "And\tafter a while the rest."),
        ],
        [],
    ),
    "podcast_json/words.json": (
        [
            (0.5, "Ada Brook", None, "Bees know."),
            (2.0, None, "Speaker 2", 'Do they, "really"?'),
            (4.0, None, None, "Nobody says."),
            (3.5, "Ada Brook", None, "They do."),
        ],
        [
            (1, "segment 5: its time is none"),
            (1, "segment 6: times run backwards: 0:03 comes after 0:04"),
        ],
    ),
    "podcast_json/written.json": (
        [(0.5, "Ada Brook", None, "Bees know.")],
        [(1, "segment 2: its time is none")],
    ),
    "subrip/harbour.srt": (
        [
            (0.5, None, None, "The harbour was full of boats."),
            (5.0, None, "SPEAKER_01", "Cafés were open."),
        ],
        [],
    ),
    "subrip/kites.srt": (
        [
            (
                1.0,
                "Ada Brook",
                None,
                "Kites & wind, that is all I ever think about. You run, and it rises.",
            ),
            (5.0, "Bo", None, "Yeah. Yeah."),
            (7.0, None, None, "Look: the string is fantastic."),
            (9.0, "Bo", None, "I look at it, and it goes."),
            (8.0, None, None, "And back."),
            (8.0, None, None, "And forth."),
            (120.0, "Ada Brook", None, "That was it."),
        ],
        [(28, "a cue whose time is none"), (32, "times run backwards: 0:08 comes after 0:09")],
    ),
    "timed_lines/bold.txt": (
        [
            (5.0, "Ada Brook", None, "Salt is old."),
            (14.0, "Bo Lind", None, "How old, then?"),
            (22.0, "Ada Brook", None, "Older than us."),
        ],
        [],
    ),
    "timed_lines/names_behind.txt": (
        [
            (5.12, "Ada Brook", None, "Salt is old."),
            (14.05, None, "Speaker 2", "How old, then?"),
            (22.2, "Ada Brook", None, "Older than us."),
        ],
        [],
    ),
    "timed_lines/brackets.txt": (
        [
            (0.0, None, None, "Hello there, this is the sea."),
            (9.0, "Ada Brook", None, "It is loud."),
            (12.0, "Bo Lind", None, "It is."),
            (10.0, None, None, "And large."),
        ],
        [
            (1, "a line that is no part of the talk"),
            (7, "a time that is none"),
            (6, "times run backwards: 0:10 comes after 0:12"),
        ],
    ),
    "timed_lines/copied.txt": (
        [
            (0.0, None, None, "hello and welcome to the show"),
            (3610.0, None, None, "that was the end"),
        ],
        [],
    ),
    "timed_lines/recogniser.txt": (
        [
            (0.0, None, None, "The tide came in. It went out."),
            (130.0, None, None, "Nobody saw."),
        ],
        [],
    ),
    "timed_lines/with_labels.txt": (
        [
            (0.0, None, None, "hello and welcome to the show 9 minutes is all we have"),
            (3723.0, None, None, "that was the end"),
        ],
        [(line, "the time again, in words") for line in (2, 5, 8)],
    ),
    "webvtt/meeting.vtt": (
        [
            (1.0, "Ada Brook", None, "The nets are torn."),
            (5.0, "Bo Lind", None, "Then we mend them."),
            (9.0, "Ada Brook", None, "All of them?"),
        ],
        [],
    ),
    "webvtt/podcast.vtt": (
        [
            (1.0, "Ada Brook", None, "Q&A is what we do, each and every week."),
            (5.0, "Bo Lind", None, "Every <week>?"),
            (5.0, "Ada Brook", None, "Every week."),
            (3607.0, None, "Speaker 1", "And now you know."),
        ],
        [],
    ),
    "webvtt/rolling.en.vtt": (
        [(0.16, None, None, "hello and welcome to the show yeah yeah we begin")],
        [],
    ),
    "whisper_json/assemblyai.json": (
        [
            (0.1, None, "Speaker A", "Did you see it?"),
            (1.2, None, "Speaker B", "I did."),
        ],
        [],
    ),
    "whisper_json/cpp.json": ([(0.0, None, None, "Salt and pepper.")], []),
    "whisper_json/plain.json": (
        [(0.0, None, None, "The tide came in. It went out."), (70.0, None, None, "Nobody saw.")],
        [],
    ),
    "whisper_json/whisperx.json": (
        [
            (0.1, None, "SPEAKER_00", "Did you see it?"),
            (1.2, None, "SPEAKER_01", "I did."),
            (2.2, None, "SPEAKER_00", "Good."),
            (3.1, "Ada Brook", None, "Ada Brook it was."),
        ],
        [],
    ),
    "youtube_json/list.json": (
        [(0.5, None, None, 'Q&A with "Ada" 😀 today yeah yeah')],
        [(1, "caption 6: its time is none")],
    ),
    "youtube_json/wells.json3": (
        [(0.16, None, None, "the well is deep yeah yeah"), (6.0, None, None, "cafés are open")],
        [(1, "caption 6: its time is none")],
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_transcript_gives_its_turns_and_names_what_is_not_read(name: str) -> None:
    reading, layer = written(name)
    segments, wrong = EXPECTED[name]

    assert segments == [
        (one.said_at, one.speaker, one.label, one.text_in(layer)) for one in reading.passages
    ]
    assert wrong == [
        *((one.line, one.reason) for one in reading.unread),
        *((one.line, one.says) for one in reading.notes),
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_layer_is_rebuilt_from_the_bytes_and_has_nothing_that_they_have_not(name: str) -> None:
    path = ROOT / "tests" / "documents" / name
    opened = open_document(name, path.read_bytes())

    assert opened.document.layer == rebuilt_layer(opened.stored)
    assert len(opened.document.layer) <= len(opened.text)


def test_the_layer_of_captions_has_no_markup_in_its_cues() -> None:
    _, layer = written("webvtt/podcast.vtt")

    assert "00:03.500 --> 00:06.000\neach and every week.\n" in layer.replace("each", "each")
    assert "Q&A is what we do," in layer
    assert "<v" not in layer


def test_the_layer_of_json_is_the_json_with_its_texts_unescaped() -> None:
    _, layer = written("youtube_json/list.json")

    assert '{"text": ""Ada" \U0001f600\ntoday", "start": 2.6, "duration": 3}' in layer


def test_the_layer_of_youtube_s_own_json_is_its_words() -> None:
    _, layer = written("youtube_json/wells.json3")

    assert "the well is\ndeep yeah yeah[Music]lostcaf\u00e9s\nare open" == layer


def test_the_layer_of_html_is_the_page_s_text_without_scripts() -> None:
    _, layer = written("html_transcript/page.html")

    assert "Bees & Flowers" in layer
    assert "Q&A about beekeeping,every week." in layer
    assert "alert" not in layer
    assert "color" not in layer


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        (
            "named_times/lenny.md",
            Claims(
                title="Growing slowly",
                podcast="The Slow Show",
                date=dt.date(2024, 3, 5),
                participants=("Bo Lind", "Ada Brook"),
                video_id="abcDEF12345",
                url="https://www.youtube.com/watch?v=abcDEF12345",
                edition="youtube",
            ),
        ),
        (
            "named_lines/front.txt",
            Claims(title="Ropes", date=dt.date(2023, 2, 1), participants=("Cy Reed",)),
        ),
        (
            "chapters_json/bridge.json",
            Claims(title="Bridges of \u00d6land", podcast="Over Water", edition="audio"),
        ),
        (
            "chapters_json/2024-05-06-tide-pools.chapters.json",
            Claims(title="tide pools", date=dt.date(2024, 5, 6), edition="audio"),
        ),
        (
            "html_transcript/page.html",
            Claims(title="Bees & Flowers", participants=("Ada Brook",)),
        ),
    ],
)
def test_a_transcript_says_what_it_knows_of_its_episode(name: str, claims: Claims) -> None:
    assert claims == written(name)[0].claims


@pytest.mark.parametrize(
    "data",
    [
        b'{"text": "", "segments": [], "language": "en"}',
        b'{"segments": [{"start": 0, "end": 1, "text": " "}]}',
        b'{"segments": []}',
    ],
)
def test_a_whisper_document_in_which_nothing_was_heard_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        open_document("a.json", data).reading()


@pytest.mark.parametrize("kind", ["youtube_json", "podcast_json", "chapters_json", "whisper_json"])
def test_json_that_was_cut_off_is_named_with_its_line(kind: str) -> None:
    path = max((ROOT / "tests" / "documents" / kind).iterdir())

    with pytest.raises(BrokenDocument, match=r"cut\.json: line \d+: it is broken JSON"):
        open_document("cut.json", path.read_bytes()[:-9].rstrip()).reading()


def test_json_nested_a_hundred_thousand_deep_is_refused() -> None:
    deep = b'{"segments": [{"text": ' + b"[" * 100_000

    with pytest.raises(BrokenDocument, match="nested too deeply"):
        open_document("deep.json", deep).reading()


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted((ROOT.parent / "shared" / "samples").glob("*.*"))
        if path.suffix in (".srt", ".vtt", ".json", ".html")
    ]
    or [pytest.param(Path(), marks=pytest.mark.skip("../shared/samples is not here"))],
    ids=lambda path: path.name,
)
def test_each_sample_that_is_a_transcript_or_chapters_is_read_whole(path: Path) -> None:
    reading, layer = read(path)

    assert reading.passages
    assert "&amp;" not in layer
    assert {"it has no title"} >= {one.reason.split(": ")[-1] for one in reading.unread}


def test_where_only_some_names_have_a_time_behind_them_nobody_gets_another_s_words() -> None:
    talk = "Ada Brook: [00:05] Salt is old.\n\nBo Lind: How old?\n\nAda Brook: [00:22] Very.\n"

    reading = open_document("talk.txt", talk.encode()).reading()

    assert ["Ada Brook", "Bo Lind", "Ada Brook"] == [one.speaker for one in reading.passages]

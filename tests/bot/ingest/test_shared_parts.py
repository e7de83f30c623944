"""The small pure pieces that the parsers share."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.ingest.lines import is_time, pieces, to_lines, words_of
from bot.ingest.links import video_id, video_id_in, video_link, web_link
from bot.ingest.markdown_blocks import Form, to_blocks
from bot.ingest.printed_dates import to_date
from bot.ingest.segments import Piece, to_segments
from bot.sentences import sentence_ends, whole_sentences


def test_lines_know_where_they_stand() -> None:
    layer = "\ufeff one \r\n\n two\x85three"

    lines = to_lines(layer)

    assert [(1, "one"), (2, ""), (3, "two"), (4, "three")] == [
        (one.number, one.text) for one in lines
    ]
    assert ["one", "", "two", "three"] == [layer[slice(*one.span)] for one in lines]
    assert ["one", "two", "three"] == [one.text for one in words_of(layer)]


def test_what_is_left_of_a_line_keeps_its_place() -> None:
    layer = "x\n- [0:10]  words"

    rest = to_lines(layer)[1].after(8)

    assert "words" == rest.text == layer[slice(*rest.span)]


def test_a_stretch_is_cut_at_line_ends() -> None:
    layer = "a one \r\n  two\n \n three b"

    spans = pieces(layer, 2, len(layer) - 2)

    assert ["one", "two", "three"] == [layer[start:end] for start, end in spans]


@pytest.mark.parametrize("text", ["0:00", "12:30", "1:02:03", "0:00 - 4:10", "99:99"])
def test_a_time_alone_on_its_line_is_one(text: str) -> None:
    assert is_time(to_lines(text)[0])


@pytest.mark.parametrize("text", ["12", "at 12:30", "12:30 Words", "1:2"])
def test_other_lines_are_no_time(text: str) -> None:
    assert not is_time(to_lines(text)[0])


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", ["One.", " Two?", " Three!"]),
        ("He met Dr. Brook. She left.", ["He met Dr. Brook.", " She left."]),
        ("J. R. Brook came.", ["J. R. Brook came."]),
        ("It was 2.5 m. deep.", ["It was 2.5 m. deep."]),
        ("One... Two.", ["One... Two."]),
        ('He said "no." Then.', ['He said "no."', " Then."]),
        ("no end", []),
        ("Well.... Yes.", ["Well.... Yes."]),
    ],
)
def test_sentences_end_where_they_do(text: str, sentences: list[str]) -> None:
    ends = sentence_ends(text)

    assert sentences == [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("One. Two", "One. Two"),
        ("One. Two...", "One."),
        ("One. Two …", "One."),
        ("One...", ""),
        ("Yeah. E...", "Yeah."),
    ],
)
def test_of_a_cut_text_whole_sentences_are_left(text: str, whole: str) -> None:
    assert whole == text[: whole_sentences(text)]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025-11-28", dt.date(2025, 11, 28)),
        ("2025/11/28", dt.date(2025, 11, 28)),
        ("2025.1.2", dt.date(2025, 1, 2)),
        ("2025-11-28T10:00:00Z", dt.date(2025, 11, 28)),
        ("Nov 28, 2025", dt.date(2025, 11, 28)),
        ("November 28th 2025", dt.date(2025, 11, 28)),
        ("28. November 2025", dt.date(2025, 11, 28)),
        ("2025-02-30", None),
        ("2025-11/28", None),
        ("11/10/2025", None),
        ("Foo 28, 2025", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_read_or_none(written: str, date: dt.date | None) -> None:
    assert date == to_date(written)


def test_only_web_addresses_are_links() -> None:
    assert "https://a.example/x?y=1" == web_link("https://a.example/x?y=1")
    assert None is web_link("javascript:alert(1)")
    assert None is web_link("https://a.example/ x")
    assert None is web_link("")


def test_a_video_is_known_by_its_id() -> None:
    assert "abcDEF12345" == video_id_in("https://www.youtube.com/watch?list=x&v=abcDEF12345&t=1s")
    assert "abcDEF12345" == video_id_in("https://youtu.be/abcDEF12345?t=1")
    assert None is video_id_in("https://vimeo.example/abcDEF12345")
    assert None is video_id_in(None)
    assert "abcDEF12345" == video_id("abcDEF12345")
    assert None is video_id("not an id")
    assert None is video_id(None)
    assert "https://www.youtube.com/watch?v=abcDEF12345&t=62s" == video_link("abcDEF12345", 62.9)
    assert "https://www.youtube.com/watch?v=abcDEF12345" == video_link("abcDEF12345")


def _piece(start: int, words: int, *, sentence: bool = False, cue: bool = True) -> Piece:
    return Piece((start, start + 10), words, float(start), sentence, cue)


def test_a_segment_ends_at_the_first_sentence_end_from_thirty_words_on() -> None:
    turn = [_piece(0, 20, sentence=True), _piece(20, 12, sentence=True), _piece(40, 10)]

    segments = to_segments([turn])

    assert [(0.0, 32), (40.0, 10)] == [(one.said_at, one.words) for one in segments]


def test_a_segment_without_a_sentence_end_ends_at_a_cue_s_end_from_sixty_words_on() -> None:
    turn = [_piece(0, 59), _piece(20, 3, cue=False), _piece(40, 3), _piece(60, 9)]

    segments = to_segments([turn])

    assert [65, 9] == [one.words for one in segments]
    assert [(0, 10), (20, 50)] == segments[0].spans


def test_a_short_rest_joins_the_segment_before_it_within_a_turn() -> None:
    rest = [_piece(0, 40, sentence=True), _piece(20, 7)]

    assert [47] == [one.words for one in to_segments([rest])]
    assert [40, 7] == [one.words for one in to_segments([rest[:1], rest[1:]])]
    assert [55, 7] == [
        one.words for one in to_segments([[_piece(0, 55, sentence=True), _piece(20, 7)]])
    ]


def test_blocks_of_markdown_begin_where_their_markers_stand() -> None:
    layer = "# A\nB\nC\n\n---\n- D\n1. E\n> F\n>\n**G**: H\nI\n***\n| J |\n```\n# K\n```\n#L"

    blocks = list(to_blocks(to_lines(layer)))

    assert [
        (Form.HEADING, "A"),
        (Form.PARAGRAPH, "B\nC"),
        (Form.PARAGRAPH, "D"),
        (Form.PARAGRAPH, "E"),
        (Form.QUOTED, "F"),
        (Form.PARAGRAPH, "**G**: H\nI"),
        (Form.OTHER, "| J |"),
        (Form.OTHER, "```"),
        (Form.PARAGRAPH, "#L"),
    ] == [(one.form, layer[slice(*one.span)]) for one in blocks]

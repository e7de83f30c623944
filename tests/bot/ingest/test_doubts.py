"""What a document has wrong in itself is named by line, and the rest is kept."""

from __future__ import annotations

import pytest

from bot.ingest import (
    at_a_glance_page,
    captions_markdown,
    markdown_notes,
    show_notes_page,
)
from bot.ingest.doubts import backwards, twice
from bot.ingest.lines import LineFinder, to_lines
from bot.ingest.links import moment_in
from bot.ingest.readings import sentences_of
from bot.model import Note
from tests.bot.ingest.documents import SEEDS, read, texts

HEAD = "# Title\n\n**Podcast:** A Show\n**Participants:** Ada Brook\n"


def test_the_seeds_have_nothing_wrong_in_them() -> None:
    assert [()] * 5 == [read(path)[0].notes for path in SEEDS.values()]
    assert [0, 0, 2, 0, 0] == [len(sentences_of(read(path)[0])) for path in SEEDS.values()]


def test_a_time_runs_backwards_against_the_one_right_before_it() -> None:
    times = [(1, 10.0), (2, 99.0), (3, None), (4, 20.0), (5, 20.0), (6, 30.0), (7, 5.0)]

    notes = backwards(times)

    assert [
        Note(4, "times run backwards: 0:20 comes after 1:39"),
        Note(7, "times run backwards: 0:05 comes after 0:30"),
    ] == notes


def test_what_is_given_twice_names_the_line_that_holds() -> None:
    note = twice("the date", 9, 4)

    assert Note(9, "the date is given twice; line 4 has another, which is the one kept") == note


@pytest.mark.parametrize("layer", ["", "one", "a\nb", "a\r\n\r\nb\n", "\ufeffa\u2028b\x85c"])
def test_the_line_of_every_offset_is_the_one_that_holds_it(layer: str) -> None:
    find = LineFinder(layer)

    for line in to_lines(layer):
        assert all(line.number == find.at(offset) for offset in range(*line.span))
    assert None is find.at(len(layer))
    assert None is find.at(-1)


@pytest.mark.parametrize(
    ("url", "second"),
    [
        ("https://a.example/watch?v=x&t=18m1s", 1081.0),
        ("https://a.example/e?t=3725#x", 3725.0),
        ("https://a.example/e?start=90&x=1", 90.0),
        ("https://a.example/e#t=1:02:03", 3723.0),
        ("https://a.example/e?at=90", None),
        ("https://a.example/e?t=soon", None),
        (None, None),
    ],
)
def test_a_link_leads_to_a_moment_or_to_none(url: str | None, second: float | None) -> None:
    assert second == moment_in(url)


def test_highlights_and_chapters_that_run_backwards_are_noted_and_kept() -> None:
    page = """Title
Highlights
10:00
One is said.
5:00
Two is said.
Chapters
A chapter
20:00
Another
10:00
Transcript
Ada Brook: One.
0:30
Ada Brook: Two.
0:20
"""

    reading = show_notes_page.parse("page.txt", page)

    assert [(5, "5:00"), (11, "10:00"), (16, "0:20")] == [
        (one.line, one.says.split()[3]) for one in reading.notes
    ]
    assert ["One is said.", "Two is said.", "A chapter", "Another", "One.", "Two."] == texts(
        reading.passages, page
    )


def test_of_two_dates_in_a_header_the_first_holds() -> None:
    page = "Title\nPod\n2024-05-01\nPod\n2024-06-01\n2024-05-01\nHighlights\nWords.\nChapters\n"

    reading = show_notes_page.parse("page.txt", page)

    assert "2024-05-01" == str(reading.claims.date)
    assert ["line 5: the date is given twice; line 3 has another, which is the one kept"] == [
        *sentences_of(reading)
    ]


def test_of_a_field_that_is_given_twice_the_first_good_value_holds() -> None:
    page = (
        "# Title\n\n# Another\n\n**Date:** soon\n**Date:** 2024-05-01\n**Date:** 2024-06-01\n"
        "**Podcast:** A Show\n**Podcast:** A Show\n\n### Theme\n\nWords that go on for a while."
    )

    reading = markdown_notes.parse("notes.md", page)

    assert "2024-05-01" == str(reading.claims.date)
    assert "Title" == reading.claims.title
    assert [
        "line 3: the title is given twice; line 1 has another, which is the one kept",
        "line 5: a date that is none; not kept",
        "line 7: the date is given twice; line 6 has another, which is the one kept",
    ] == [*sentences_of(reading)]


def test_a_citation_may_link_a_minute_away_and_no_further() -> None:
    page = HEAD + (
        "**Video ID:** abcDEF12345\n\n### Theme\n\n"
        'Ada says: "the first of these has a minute." [[10:00]](https://youtu.be/abcDEF12345?t=540)'
        '\nAda says: "the second has a second more." [[20:00]](https://youtu.be/abcDEF12345?t=1139)'
        '\nAda says: "the third is elsewhere." [[15:00]](https://youtu.be/zzzDEF12345?t=900) And'
        " so it ends, with no time [[0:61]](https://youtu.be/abcDEF12345?t=61) at all."
    )

    reading = markdown_notes.parse("notes.md", page)

    assert [
        "line 10: a citation prints 20:00 and links to 18:59",
        "line 11: a time that is none; not kept",
        "line 11: a citation that links to another video",
        "line 11: times run backwards: 15:00 comes after 20:00",
    ] == [*sentences_of(reading)]
    assert [600.0, 1200.0, 900.0] == [one.said_at for one in reading.passages if one.speaker]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("# Title\n\n**Podcast:** A\n**Video ID:** abcDEF12345\n", 5),
        ("# [Title](https://youtu.be/abcDEF12345)\n\n**Podcast:** A\n", 4),
    ],
)
def test_a_video_s_id_and_link_may_contradict_each_other(head: str, line: int) -> None:
    page = head + "**Video URL:** https://youtu.be/zzzDEF12345\n\n### Theme\n\nWords."

    reading = markdown_notes.parse("notes.md", page)

    assert (f"line {line}: the link leads to another video than the one named",) == sentences_of(
        reading
    )


def test_a_mark_that_is_missing_is_named_opening_or_closing() -> None:
    page = HEAD + (
        '\n### Theme\n\nAda says: "this one never closes and goes on.\n\n'
        'And this one never opens", they wrote below the picture.'
    )

    reading = markdown_notes.parse("notes.md", page)

    assert [
        "line 8: a quotation without its closing mark; not kept",
        "line 10: a quotation without its opening mark; not kept",
    ] == [*sentences_of(reading)]


def test_captions_that_run_backwards_or_miss_a_minute_are_not_joined() -> None:
    page = """---
title: One
title: Unknown
title: Two
video_id: abcDEF12345
video_url: https://youtu.be/zzzDEF12345
---
- [0:10] we go
- [0:11] on
- [0:05] back
- [1:05] again
- [2:06] at last
"""

    reading = captions_markdown.parse("page.md", page)

    assert ["we go on", "back again", "at last"] == texts(reading.passages, page)
    assert [10.0, 5.0, 126.0] == [one.said_at for one in reading.passages]
    assert "One" == reading.claims.title
    assert [
        "line 4: the key title is given twice; line 2 has another, which is the one kept",
        "line 6: the link leads to another video than the one named",
        "line 10: times run backwards: 0:05 comes after 0:11",
    ] == [*sentences_of(reading)]


def test_counters_that_disagree_are_noted() -> None:
    page = """At a glance
IDEAS WORTH REMEMBERING
3 ideasOne title.
Its body is longer.
WORDS WORTH SAVING
3 quotes"It never closes.
— Ada Brook
The second.
"""

    reading = at_a_glance_page.parse("page.txt", page)

    assert [
        "line 3: the page counts 3 ideas, and 2 lines stand below",
        "line 6: a quotation without its closing mark",
        "line 6: the page counts 3 quotes, and 2 can be told apart",
    ] == [*sentences_of(reading)]
    assert ["One title.", "Its body is longer.", '"It never closes.', "The second."] == texts(
        reading.passages, page
    )


def test_counted_titles_without_bodies_are_no_contradiction() -> None:
    page = "At a glance\nIDEAS WORTH REMEMBERING\n2 ideas\nOne title.\nAnother.\n"

    reading = at_a_glance_page.parse("page.txt", page)

    assert () == reading.notes
    assert ["One title.", "Another."] == texts(reading.passages, page)

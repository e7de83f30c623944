"""Pages as other makers, editors and tools might leave them: nothing is joined or ascribed wrongly.

Chapters pages, at-a-glance pages and show-notes pages; Markdown is in `test_other_markdown`.
"""

from __future__ import annotations

import unicodedata

import pytest

from bot.ingest.at_a_glance_page import parse as parse_glance
from bot.ingest.chapters_page import parse as parse_chapters
from bot.ingest.people import is_name, is_role
from bot.ingest.recognise import recognise
from bot.ingest.show_notes_page import parse as parse_notes
from bot.model import Kind, Reading
from tests.bot.ingest.documents import lines_of, texts


def said(reading: Reading, layer: str) -> list[tuple[str | None, str]]:
    return [(one.speaker, one.text_in(layer)) for one in reading.passages if one.kind.is_speech]


def timed(reading: Reading, layer: str) -> list[tuple[float | None, str]]:
    return [(one.said_at, one.text_in(layer)) for one in reading.passages]


def test_a_plural_counter_of_one_is_cut_off_whole_with_windows_line_ends() -> None:
    page = (
        "\ufeffDeep WaterWhy Divers Lie\r\nWORDS WORTH SAVING\r\n"
        "1 quotesI came up too fast, and I knew it.\r\n\u2014 Jean-Luc O'Neil\r\nAt a glance\r\n"
    )

    reading = recognise("page.txt", page).parse("page.txt", page)

    assert [("Jean-Luc O'Neil", "I came up too fast, and I knew it.")] == said(reading, page)
    assert "Deep WaterWhy Divers Lie" == reading.claims.title


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1 quoteshe said it", "she said it"),
        ("1 quotes She said it", "She said it"),
        ("1 ideas\u201cIt\u201d is said", "\u201cIt\u201d is said"),
        ("12 ideassome said it", "some said it"),
        ("3 ideas changed my life", "3 ideas changed my life"),
        ("1 quotes are enough", "1 quotes are enough"),
    ],
)
def test_a_counter_is_told_from_words(line: str, words: str) -> None:
    page = f"At a glance\nWORDS WORTH SAVING\n{line}\n"

    assert [words] == texts(parse_glance("page.txt", page).passages, page)


def test_quotes_bear_other_marks_and_speakers_in_their_own_line() -> None:
    page = """Deep WaterWhy Divers Lie
WORDS WORTH SAVING
6 quotes
\u00abNobody counts the minutes down there.\u00bb
\u2014 Dr. Ana Mar\u00eda Ruiz, physician
\u2018We don\u2019t count; we breathe.\u2019
\u201cThe wall goes on forever.\u201d \u2014 Ada van der Lee
Jean-Luc O'Neil: "It says 'no' and you go anyway."
- We said so -- Ada Brook
I went back to the old harbour \u2014 New York
At a glance
"""

    reading = parse_glance("page.txt", page)

    assert [
        ("Dr. Ana Mar\u00eda Ruiz", "Nobody counts the minutes down there."),
        (None, "We don\u2019t count; we breathe."),
        ("Ada van der Lee", "The wall goes on forever."),
        ("Jean-Luc O'Neil", "It says 'no' and you go anyway."),
        (None, "We said so"),
        (None, "I went back to the old harbour \u2014 New York"),
    ] == said(reading, page)
    assert () == reading.notes


def test_what_stands_below_the_quotes_is_no_quote() -> None:
    page = """At a glance
WORDS WORTH SAVING
1 quotesThe only one.
\u2014 Ada Brook
Buy our book today.
Chapters
0:00 Intro
TRANSCRIPT
Ada Brook: So where do we begin?
"""

    reading = parse_glance("page.txt", page)

    assert [("Ada Brook", "The only one.")] == said(reading, page)
    assert [5, 6, 7, 8, 9] == lines_of(reading.unread)


def test_ideas_without_a_counter_are_paired_only_where_they_look_so() -> None:
    paired = "At a glance\nIDEAS WORTH REMEMBERING\nRust waits.\nIt waits for the paint to forget."
    loose = "At a glance\nIDEAS WORTH REMEMBERING\nDepth is a drug, and a habit.\nGas is time."

    assert [True] == [one.titled for one in parse_glance("a", paired).passages]
    assert [False, False] == [one.titled for one in parse_glance("a", loose).passages]


def test_a_second_heading_adds_chapters_and_another_part_of_the_page_does_not() -> None:
    page = """Deep WaterWhy Divers Lie
CHAPTERS
Going down
They describe the first ten metres.
Coming up
CHAPTERS
Drying off
A towel, and a long talk about it.
TRANSCRIPT
Ada Brook: Hello there, and welcome.
Get more out of YouTube videos.
"""

    reading = parse_chapters("page.txt", page)

    assert [
        ("chapter", "Going down"),
        ("takeaway", "They describe the first ten metres."),
        ("chapter", "Coming up"),
        ("chapter", "Drying off"),
        ("takeaway", "A towel, and a long talk about it."),
    ] == [(one.kind.value, one.text_in(page)) for one in reading.passages]
    assert [9, 10] == lines_of(reading.unread)


def test_chapters_may_have_titles_alone() -> None:
    page = "CHAPTERS\r\n1. Why now?\r\n2. Why not?\r\n3. Who is Dr. Ana Ruiz?\r\nAdd to Chrome\r\n"

    reading = parse_chapters("page.txt", page)

    assert {Kind.CHAPTER} == {one.kind for one in reading.passages}
    assert "3. Who is Dr. Ana Ruiz?" == texts(reading.passages, page)[2]
    assert None is reading.claims.title


def test_labels_may_be_bold_have_initials_titles_and_roles() -> None:
    page = """The Tide Hour

Salt and Silence

2024-05-01
The Tide Hour

Transcript

**Jean-Luc O'Neil:** Hello. **Dr. Ana Mar\u00eda Ruiz**: Hi there.
And I met Dr. Bo Lind: he was early.
J.R. Smith (caller): Am I on?
bell hooks: You are.
More of it.
SPEAKER_01: Who is it?
Ada Brook: Right.
Related Topics
Buy our book today.
Comments
Great show!
Ada Brook: And back.

Chapters
"""

    reading = parse_notes("page.txt", page)

    assert [
        ("Jean-Luc O'Neil", "Hello."),
        ("Dr. Ana Mar\u00eda Ruiz", "Hi there. And I met Dr. Bo Lind: he was early."),
        ("J.R. Smith", "Am I on?"),
        (None, "bell hooks: You are. More of it."),
        (None, "Who is it?"),
        ("Ada Brook", "Right."),
        ("Ada Brook", "And back."),
    ] == said(reading, page)
    assert [17, 18, 19, 20] == lines_of(reading.unread)
    assert ("Salt and Silence", "The Tide Hour") == (reading.claims.title, reading.claims.podcast)


def test_names_may_stand_alone_above_what_they_say() -> None:
    page = """Salt
Shownotes
In this hour, Ada Brook talks with Bo Lind about salt.
Transcript
Ada Brook
Hello there.
It goes on.
Bo Lind
Hi.
0:30
Cy Reed
Who am I?
Ada Brook
So, where were we?
"""

    reading = parse_notes("page.txt", page)

    assert [
        ("Ada Brook", "Hello there. It goes on."),
        ("Bo Lind", "Hi."),
        ("Ada Brook", "So, where were we?"),
    ] == said(reading, page)
    assert [10, 11, 12] == lines_of(reading.unread)


def test_a_first_name_is_a_label_where_only_one_person_bears_it() -> None:
    page = (
        "Salt\nHighlights\nTranscript\nAda Brook: So. Ada: Well. Bo Lind: Yes. Bo Hall: No. "
        "Bo: Hm. Warning: it is hot.\n"
    )

    reading = parse_notes("page.txt", page)

    assert [
        ("Ada Brook", "So."),
        ("Ada Brook", "Well."),
        ("Bo Lind", "Yes."),
        ("Bo Hall", "No."),
        (None, "Bo: Hm."),
        (None, "Warning: it is hot."),
    ] == said(reading, page)


def test_times_may_stand_at_the_head_of_titles_or_be_a_stretch() -> None:
    page = """Salt
Chapters
00:00 The start
05:00 \u2013 The middle
[1:02:03] The end
99:99 Nowhere
Highlights
12:30 - 14:00
Salt is slow.
16:00
Salt is old.
18:00
"""

    reading = parse_notes("page.txt", page)

    assert [
        (0.0, "The start"),
        (300.0, "The middle"),
        (3723.0, "The end"),
        (None, "Nowhere"),
        (750.0, "Salt is slow."),
        (960.0, "Salt is old."),
    ] == timed(reading, page)
    assert [(6, "a time that is none"), (12, "a time without words")] == [
        (one.line, one.reason) for one in reading.unread
    ]


def test_times_stand_before_their_titles_where_the_first_line_is_one() -> None:
    page = "Salt\nHighlights\nChapters\n0:00\nOne\nTwo\n5:00\nThree\n9:00\n"

    reading = parse_notes("page.txt", page)

    assert [(0.0, "One"), (None, "Two"), (300.0, "Three")] == timed(reading, page)
    assert [9] == lines_of(reading.unread)


@pytest.mark.parametrize(
    "name",
    [
        "J.R. Smith",
        "Jean-Luc O'Neil",
        "Dr. Ana Mar\u00eda de la Cruz Ruiz",
        unicodedata.normalize("NFD", "Ana Mar\u00eda Ruiz"),
    ],
)
def test_other_names_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("label", ["SPEAKER_01", "Speaker A", "Guest 2", "host"])
def test_other_roles_are_no_names(label: str) -> None:
    assert is_role(label)
    assert not is_name(label)


def test_a_word_that_heads_a_line_as_pages_do_is_nobody_s_name() -> None:
    page = "Salt\nHighlights\nTranscript\nTom: Hello.\nSponsors: salt.example\nTom: Bye.\n"

    reading = parse_notes("page.txt", page)

    assert [("Tom", "Hello."), (None, "Sponsors: salt.example"), ("Tom", "Bye.")] == said(
        reading, page
    )
    assert ("Tom",) == reading.claims.participants

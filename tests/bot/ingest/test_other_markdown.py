"""Notes and captions in Markdown as others might write them: nothing is ascribed wrongly."""

from __future__ import annotations

import pytest

from bot.errors import BrokenDocument
from bot.ingest.captions_markdown import parse as parse_captions
from bot.ingest.introductions import introduced, self_introduced
from bot.ingest.markdown_notes import parse as parse_notes
from bot.ingest.recognise import recognise
from bot.ingest.saying import speaker_of
from bot.model import Kind
from tests.bot.ingest.documents import lines_of, texts

PEOPLE = ("Jean-Luc O'Neil", "Dr. Ana Mar\u00eda Ruiz")
LINK = "https://youtu.be/abcDEF12345?t="


def test_notes_name_nobody_whose_words_they_are_not() -> None:
    page = f"""# Salt

**Podcast:** Sea Talk\r
**Participants:** Jean-Luc O'Neil (host), Dr. Ana Mar\u00eda Ruiz\r

### Themes

Jean-Luc recalls Ana's warning: "never trust the water when it is quiet" [[10:00]]({LINK}600)

Ruiz challenges the slogan: "move fast and break things in the water" [[12:00]]({LINK}720)

Ruiz says: 'I never sleep before a dive, not ever.' [[13:00]]({LINK}780)

Jean-Luc O'Neil explains: \u201cshe told me \u2018breathe out, out\u2019 and I did\u201d \
[[1:02:03]]({LINK}1h2m3s)

**Jean-Luc O'Neil:** "the tide is a clock that everybody can read" [[14:00]]({LINK}840)

"We go at noon," Ruiz said. "We always go at noon, all of us." [[16:00]]({LINK}960)
"""

    reading = parse_notes("notes.md", page)

    assert [
        (None, 600.0, "never trust the water when it is quiet"),
        (None, 720.0, "move fast and break things in the water"),
        (PEOPLE[0], 3723.0, "she told me \u2018breathe out, out\u2019 and I did"),
        (PEOPLE[0], 840.0, "the tide is a clock that everybody can read"),
        (None, 960.0, "We always go at noon, all of us."),
    ] == [
        (one.speaker, one.said_at, one.text_in(page))
        for one in reading.passages
        if one.kind is Kind.QUOTE
    ]
    assert PEOPLE == reading.claims.participants


def test_people_may_be_listed_without_words_about_them() -> None:
    page = (
        "# Salt\n\n**Podcast:** Sea Talk\n**Participants:** Ada Brook\n\n"
        "### 2. People Mentioned\n\n**Bo Lind**\n\n- **Cy Reed** \u2014 a diver\n\n"
        '**Ada Brook**: "I carried the first core out of the valley"\n\n'
        "**Everybody** went home.\n"
    )

    reading = parse_notes("notes.md", page)

    assert [
        ("mention", "Bo Lind"),
        ("mention", "Cy Reed a diver"),
        ("mention", 'Ada Brook "I carried the first core out of the valley"'),
    ] == [(one.kind.value, one.text_in(page)) for one in reading.passages]


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Jean-Luc recalls Ana's old warning:", None),
        ("Jean-Luc notes, quoting Bo Lind:", None),
        ("Jean-Luc explains according to Bo:", None),
        ("Jean-Luc challenges the idea that:", None),
        ("Jean-Luc challenged the myth:", None),
        ("Jean-Luc never said:", None),
        ("Jean-Luc challenges the industry's taste for speed:", PEOPLE[0]),
        ("Jean-Luc describes the harbour's winter:", PEOPLE[0]),
    ],
)
def test_who_repeats_or_opposes_words_does_not_say_them(lead: str, speaker: str | None) -> None:
    assert speaker == speaker_of(lead, PEOPLE)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("And he goes, hi, I'm Bo Lind, and we laughed.", ()),
        ("It was like, hello, I am Bo Lind.", ()),
        ("Hi, I'm Bo Lind.", ("Bo Lind",)),
        ("He said so. I'm Bo Lind.", ("Bo Lind",)),
        ("Welcome, everyone, I'm Bo Lind.", ("Bo Lind",)),
    ],
)
def test_a_told_introduction_introduces_nobody(text: str, names: tuple[str, ...]) -> None:
    assert names == introduced(text)
    assert (names[0] if names else None) == self_introduced(text)


def test_captions_have_labels_noises_songs_and_hours() -> None:
    page = """---\r
title: "The Long Wave"\r
video_id: abcDEF12345\r
channel: Sea Talk\r
---\r
# Transcript: abcDEF12345\r
\r
- [0:58:00] Welcome. >> Jean-Luc O'Neil: Thanks, it is\r
- [0:58:03] good to be here. (soft music) [Laughter] >> HOST: Well.\r
- [0:58:10] \u266a la la \u266a Look: it is \u266a\r
- [1:02:03] late now. >> Hey, I'm Dr. Ana Mar\u00eda Ruiz, a doctor.\r
- [1:02:04] and so on it\r
  goes over the line\r
- [1:02:05] went. >> Speaker 2: Hello. >> Warning: hot.\r
"""

    reading = recognise("page.md", page).parse("page.md", page)

    assert [
        (3480.0, None, "Welcome."),
        (3480.0, PEOPLE[0], "Thanks, it is good to be here."),
        (3483.0, None, "Well."),
        (3490.0, None, "Look: it is"),
        (3723.0, None, "late now."),
        (3723.0, PEOPLE[1], "Hey, I'm Dr. Ana Mar\u00eda Ruiz, a doctor. and so on it"),
        (3725.0, None, "went."),
        (3725.0, None, "Hello."),
        (3725.0, None, "Warning: hot."),
    ] == [(one.said_at, one.speaker, one.text_in(page)) for one in reading.passages]
    assert PEOPLE == reading.claims.participants
    assert [13] == lines_of(reading.unread)


def test_captions_of_sound_alone_are_refused() -> None:
    page = "# Transcript\n\n- [0:00] [Music]\n- [0:05] \u266a \u266a\n- [0:09] (Applause)\n"

    with pytest.raises(BrokenDocument, match="nothing in it can be read"):
        parse_captions("page.md", page)


def test_a_censored_word_stays_and_a_title_that_is_no_yaml_is_named_by_its_line() -> None:
    page = "# Text\n- [00:08] He said [ __ ] twice &gt;&gt; and left.\n"
    broken = "---\ntitle: Waves: a talk\n---\n- [0:00] Hi.\n"

    assert ["He said [ __ ] twice", "and left."] == texts(
        parse_captions("page.md", page).passages, page
    )
    with pytest.raises(BrokenDocument, match="line 2"):
        parse_captions("page.md", broken)

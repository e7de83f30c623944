"""Any text at all gives a reading or an error of our own, and spans are always in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PodquoteError
from bot.ingest.recognise import FORMATS, Format, recognise
from bot.model import Reading
from tests.bot.ingest.documents import SEEDS, WRITTEN, text_of

LINES = sorted(
    {line for path in (*SEEDS.values(), *WRITTEN) for line in text_of(path).splitlines()[:60]}
)
SCRAPS = [
    *(
        '"',
        "“",
        "”",
        "[[0:10]](https://a.b)",
        ">>",
        "**A**: ",
        "*Why*: ",
        "# ",
        "### 1. x",
        "- [0:05] ",
    ),
    *(
        "[Music]",
        "Ada Brook: ",
        "says: ",
        "...",
        "…",
        "---",
        "CHAPTERS",
        "At a glance",
        "Transcript",
    ),
    *(
        "IDEAS WORTH REMEMBERING",
        "WORDS WORTH SAVING",
        "5 ideas",
        "— Ada Brook",
        "Highlights",
        "12:30",
    ),
    *(
        "Ada says",
        "Bo Lind",
        "\r\n",
        "\u2028",
        "\ufeff",
        "\x00",
        "&gt;&gt;",
        "|",
        "```",
        "> ",
        "1. ",
    ),
    *("**Podcast:** x", "**Date:** 2024-01-01", "a: &b [", "words that go on for a while", ". "),
]
HOSTILE = [
    *(
        '"',
        '" ',
        "“",
        "[[",
        "[[0:10]](",
        "](",
        ">>",
        "> ",
        "**",
        "*a",
        "**a",
        "_",
        "- ",
        "A",
        "A ",
        "A-",
    ),
    *(
        "A: ",
        "Ada Brook: ",
        "says: ",
        'Ada says, "a" ',
        "I'm A",
        "joined by A ",
        "sat down with ",
        "(",
    ),
    *(
        ". ",
        "...",
        "12:30\n",
        "- [0:05] a\n",
        "#",
        "# a\n",
        "\n",
        " ",
        "\t",
        "— ",
        "\r\n",
        "é",
        "`",
        "{",
    ),
    *("♪", "♪ a", " — Ada Brook", "Ada Brook\n", "**A:** ", ">> Ada Brook: ", "12:30 a\n"),
]


def _check(reading: Reading, layer: str) -> None:
    assert reading.passages
    for passage in reading.passages:
        edges = [edge for span in passage.spans for edge in span]
        assert edges
        assert edges == sorted(edges)
        assert 0 <= edges[0]
        assert edges[-1] <= len(layer)
        for start, end in passage.spans:
            words = layer[start:end]
            assert words
            assert words == words.strip()
            assert 1 == len(words.splitlines())
        assert not passage.titled or len(passage.spans) > 1
        assert passage.speaker is None or passage.kind.is_speech


def _parse(known: Format, layer: str) -> None:
    try:
        reading = known.parse("any.txt", layer)
        made = known.to_layer("any.txt", layer)
    except PodquoteError:
        return
    _check(reading, made)


@pytest.mark.slow
@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
@given(parts=st.lists(st.sampled_from([*SCRAPS, *LINES, "\n"]) | st.text(max_size=8), max_size=40))
def test_any_scraps_give_a_reading_or_an_error(known: Format, parts: list[str]) -> None:
    _parse(known, "".join(parts))
    _parse(known, "\n".join(parts))


@given(layer=st.text())
def test_any_text_is_of_one_format_or_an_error(layer: str) -> None:
    try:
        known = recognise("any.txt", layer)
    except PodquoteError:
        return
    _parse(known, layer)


@pytest.mark.slow
@given(number=st.sampled_from(sorted(SEEDS)), start=st.integers(0, 60), data=st.data())
def test_a_damaged_seed_gives_a_reading_or_an_error(
    number: str, start: int, data: st.DataObject
) -> None:
    lines = text_of(SEEDS[number]).splitlines(keepends=True)[:120]
    scrap = data.draw(st.sampled_from(SCRAPS))
    at = data.draw(st.integers(0, len(lines)))
    damaged = "".join([*lines[:at], scrap, *lines[min(len(lines), at + start) :]])

    for known in FORMATS:
        _parse(known, damaged)


OUR_OWN = (
    '{"podquote_redacted": ',
    "funny:\n- id: aa\n  an: Ada\n  txt: Nobody reads the dam.\n",
)
"""How the formats begin that nobody writes by hand."""


@pytest.mark.slow
@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_hostile_repetition_of_50_kb_is_read_or_refused(known: Format) -> None:
    # Not timed: a reading that is not linear would take minutes here, not a second. The patterns
    # themselves are counted in test_patterns.py; a megabyte of each format, in the bench.
    texts = (*map(text_of, (*SEEDS.values(), *WRITTEN)), *OUR_OWN)
    seed = next(text for text in texts if known.recognises(text))

    for scrap in HOSTILE:
        hostile = seed + "\n\n- [0:05] " + scrap * (50_000 // len(scrap))
        known.recognises(hostile)
        _parse(known, hostile)

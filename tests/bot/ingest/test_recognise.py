from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.errors import AmbiguousFormat, BrokenDocument, EmptyDocument, UnknownFormat
from bot.ingest import nearest
from bot.ingest.recognise import FORMATS, recognise
from tests.bot.ingest.documents import SEEDS, WRITTEN, text_of

KINDS = {
    "000": "chapters page",
    "001": "Markdown notes",
    "002": "show-notes page",
    "003": "at-a-glance page",
    "004": "captions in Markdown",
    "chapters_page": "chapters page",
    "markdown_notes": "Markdown notes",
    "show_notes_page": "show-notes page",
    "at_a_glance_page": "at-a-glance page",
    "captions_markdown": "captions in Markdown",
    "subrip": "SubRip captions",
    "webvtt": "WebVTT captions",
    "youtube_json": "YouTube captions in JSON",
    "podcast_json": "Podcasting 2.0 transcript",
    "chapters_json": "JSON chapters",
    "whisper_json": "Whisper JSON",
    "html_transcript": "HTML transcript",
    "named_times": "transcript with names and times",
    "timed_lines": "transcript with times",
    "named_lines": "transcript with names",
    "bold_turns": "transcript in Markdown",
    "feed": "podcast feed",
}
OUR_OWN = {"redacted document", "quotes of another bot"}
"""What podquote itself makes: of a document whose words are forgotten, of another bot's export."""
DOCUMENTS = [*SEEDS.values(), *WRITTEN]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_document_is_of_its_own_kind_and_no_other(path: Path) -> None:
    expected = KINDS.get(path.parent.name) or KINDS[path.name[:3]]

    claiming = [one.name for one in FORMATS if one.recognises(text_of(path))]

    assert [expected] == claiming
    assert expected == recognise(path.name, text_of(path)).name


@pytest.mark.parametrize(
    "path",
    # Front matter stands at the very beginning, and cannot come again.
    [path for path in DOCUMENTS if path.suffix in (".txt", ".md") and text_of(path)[:3] != "---"],
    ids=lambda path: path.name,
)
def test_a_document_whose_words_come_again_is_of_the_same_kind(path: Path) -> None:
    text = text_of(path)

    assert recognise(path.name, text) == recognise(path.name, f"{text}\n\n{text}")


def test_two_documents_of_each_kind_were_written_by_hand() -> None:
    kinds = Counter(path.parent.name for path in WRITTEN)

    assert 1 < min(kinds.values())
    assert {one.name for one in FORMATS} - OUR_OWN == {KINDS[kind] for kind in kinds}
    assert 5 == len(SEEDS)


@pytest.mark.parametrize("layer", ["", " \n\t ", "\ufeff\r\n"])
def test_a_document_without_a_word_is_empty(layer: str) -> None:
    with pytest.raises(EmptyDocument, match=r"nothing\.txt"):
        recognise("nothing.txt", layer)


@pytest.mark.parametrize(
    "layer",
    [
        "Just a letter.\n\nDear Ada, all is well.",
        "# A read-me\n\n**Note:** nothing here is about a podcast.",
        "---\ntitle: a post\n---\nWords.",
        '{"name": "a package", "version": "1.0.0"}',
        "[1, 2, 3]",
        "Subject: nets\nFrom: Ada Brook\nTo: Bo Lind\n\nDear Bo,\nall is well.\nYours, Ada",
        "<p>A page.</p>",
        "**Title:** Otters\n\n**Note:** Dams.\n",
        "Chapters\n00:00\nOne",
        "**Podcast:** A\n**Date:** 2024-01-01\n",
        "Intro\n\n# Title\n\n**Podcast:** A\n**Date:** 2024-01-01\n",
        "# Title\n\n**Podcast:** A\n\nWords.",
    ],
)
def test_what_no_format_claims_is_named_with_what_was_expected(layer: str) -> None:
    with pytest.raises(UnknownFormat, match=r"odd\.txt: no known format: .*docs/formats\.md"):
        recognise("odd.txt", layer)


@pytest.mark.parametrize(
    ("layer", "near"),
    [
        ("[1, 2, 3]", nearest.JSON),
        ('\ufeff {"a": 1}', nearest.JSON),
        ("<p>A page.</p>", nearest.PAGE),
        ("<?xml version='1.0'?><opml/>", nearest.XML),
        ("Hello.\n00:01 --> 00:02\nwords", nearest.CAPTIONS),
        ("Chapters\n[00:00] One", nearest.TIMES),
        ("Ada Brook: Hello.\nAnd so on.", nearest.NAMES),
        ("# A heading\n\nProse.", nearest.MARKDOWN),
        ("a,b\n1,2\n", nearest.TABLE),
        ("Some words,\nand no form.", nearest.PROSE),
    ],
)
def test_what_it_is_nearest_to_is_named(layer: str, near: str) -> None:
    assert near == nearest.nearest(layer)


def test_what_two_formats_claim_is_named() -> None:
    both = "# Transcript\n**Podcast:** A\n**Date:** 2024-01-01\n\n- [00:00] Hello there."

    with pytest.raises(AmbiguousFormat, match=r"Markdown notes, captions in Markdown"):
        recognise("both.md", both)


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_a_document_with_nothing_to_read_in_it_is_broken(known: object) -> None:
    parse = next(one.parse for one in FORMATS if one is known)

    with pytest.raises(BrokenDocument, match=r"bare\.txt: line 1: "):
        parse("bare.txt", "")

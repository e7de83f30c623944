"""A text as Markdown: read back by somebody else's reader, it says what it said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import phrasing
from tests.fakes.core import ITEM

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def test_a_quote_is_a_block_with_its_citation_as_the_only_link() -> None:
    markdown = phrasing.to_markdown(ITEM)

    assert markdown.startswith("> “The dam is the interface & nobody reads the dam.”\n>\n> — Ada")
    assert 1 == markdown.count("](<")
    assert f"](<{ITEM.url}>) at 1:01" in markdown


def test_what_nobody_said_has_no_quotation_marks() -> None:
    told = replace(ITEM, quoted=False, speaker=None, title="Dams", label="Summary, by x")

    assert "“" not in phrasing.to_markdown(told)


@pytest.mark.parametrize(
    ("hostile", "inert"),
    [
        ("[a](http://evil)", r"\[a\](http\://evil)"),
        ("@everyone", r"\@everyone"),
        ("<script>", r"\<script\>"),
        ("https://x.example", r"https\://x.example"),
        ("www.x.example", r"www\.x.example"),
        ("`code` *b* _c_", r"\`code\` \*b\* \_c\_"),
        ("AT&T; &amp;", r"AT\&T; \&amp;"),
        ("fine-tuning (1.5), ok!", "fine-tuning (1.5), ok!"),
    ],
)
def test_nothing_in_the_words_is_markup_and_plain_words_stay_plain(
    hostile: str, inert: str
) -> None:
    line = phrasing.to_markdown(replace(ITEM, words=hostile)).splitlines()[0]

    assert f"> “{inert}”" == line


@pytest.mark.parametrize("beginning", ["# head", "- item", "1. one", "+ plus"])
def test_what_nobody_said_begins_no_list_and_no_head(beginning: str) -> None:
    told = replace(ITEM, quoted=False, words=beginning, speaker=None)

    line = phrasing.to_markdown(told).splitlines()[0]

    assert "\\" in line
    assert f"> {beginning}" == line.replace("\\", "")


@given(words=st.text(min_size=1, max_size=80))
def test_any_words_stay_one_line_and_read_as_they_are(words: str) -> None:
    first = phrasing.to_markdown(replace(ITEM, words=words)).split("\n")[0]

    assert f"> “{' '.join(words.split())}”" == ESCAPED.sub(r"\1", first)

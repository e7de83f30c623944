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

    assert markdown.startswith(
        "> “The dam is the interface \\& nobody reads the dam\\.”\n>\n> — Ada"
    )
    assert 1 == markdown.count("](<")
    assert f"](<{ITEM.url}>) at 1\\:01" in markdown


def test_what_nobody_said_has_no_quotation_marks() -> None:
    told = replace(ITEM, quoted=False, speaker=None, title="Dams", label="Summary, by x")

    assert "“" not in phrasing.to_markdown(told)


@pytest.mark.parametrize(
    "hostile",
    [
        "[a](http://evil)",
        "@everyone",
        "<script>",
        "# head",
        "https://evil.example",
        "`code`",
        "*b*",
    ],
)
def test_nothing_in_the_words_is_markup(hostile: str) -> None:
    line = phrasing.to_markdown(replace(ITEM, words=hostile)).splitlines()[0]

    bare = re.sub(r"\\.", "", line)
    assert [] == [sign for sign in "[]()<>#`*@:" if sign in bare.removeprefix(">")]
    assert hostile in ESCAPED.sub(r"\1", line)


@given(words=st.text(min_size=1, max_size=80))
def test_any_words_stay_one_line_and_read_as_they_are(words: str) -> None:
    first = phrasing.to_markdown(replace(ITEM, words=words)).split("\n")[0]

    assert f"> “{' '.join(words.split())}”" == ESCAPED.sub(r"\1", first)

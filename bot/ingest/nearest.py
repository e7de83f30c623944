"""What a text that no format claims comes nearest to, and what it lacks for that. Pure, linear.

A refusal that only lists nineteen formats helps nobody; it repeats no words of the document.
"""

from __future__ import annotations

import re
from typing import Final

from bot.ingest.lines import words_of
from bot.ingest.people import NAME, is_name, is_role
from bot.timecode import CLOCK

_LOOKED_AT: Final = 2000  # lines
_JSON: Final = re.compile(r"[\[{]\s*[\[{\"\]}]|\[\s*\d+\s*[,\]]")
_NAMED: Final = re.compile(rf"(?P<name>{NAME}|[A-Za-z]{{1,20}}[ _-]?\d{{0,3}}):(?=\s|$)")
_TIMED: Final = re.compile(rf"[\[(]?{CLOCK}[\])]?(?=\s|$)", re.ASCII)
_SEPARATORS: Final = ("\t", ";", ",")
_XML: Final = ("<?xml", "<tt", "<timedtext")

JSON: Final = (
    "it is JSON, but has no list of segments, events or chapters with words and times in it, nor "
    "of quotes with text and author"
)
PAGE: Final = (
    "it is a web page; a transcript among those has <cite> or <time> before its paragraphs. If its "
    "words are the transcript, save them as text"
)
XML: Final = "it is XML, but no RSS feed with items"
CAPTIONS: Final = (
    "it has the times of captions (-->), but does not begin as SubRip (a number, then a line with "
    "two times) or WebVTT (WEBVTT) do"
)
TIMES: Final = (
    "some lines begin with a time; a transcript with times has three such lines, and they are a "
    "third of all from the first on"
)
NAMES: Final = (
    "some lines begin with a name and a colon; a transcript with names has three turns, somebody "
    "speaks twice, and below the first turn stand no headings or tables"
)
MARKDOWN: Final = (
    "it is Markdown without what tells who speaks (**Ada Brook:** …) or what it is of "
    "(**Podcast:** …)"
)
TABLE: Final = "it is a table; of these, only quotes are read (columns text and author)"
PROSE: Final = "no line in it begins with a name and a colon, or with a time"


def nearest(text: str) -> str:
    """Return what `text` seems to be, and what it would need to be read."""
    begins = text.lstrip("\ufeff \t\r\n")[:200].casefold()
    if _JSON.match(begins):
        return JSON
    if begins.startswith("<"):
        return XML if begins.startswith(_XML) and "<html" not in begins else PAGE
    lines = [line.text for line in words_of(text)[:_LOOKED_AT]]
    kinds = (
        (CAPTIONS, any("-->" in line for line in lines)),
        (TIMES, any(map(_TIMED.match, lines))),
        (NAMES, any(map(_is_named, lines))),
        (MARKDOWN, any(line.startswith(("# ", "## ", "**", "- ")) for line in lines)),
        (TABLE, len(lines) > 1 and _is_table(lines[:5])),
    )
    return next((kind for kind, is_near in kinds if is_near), PROSE)


def _is_table(lines: list[str]) -> bool:
    """Whether all lines have as many of one separator: prose has commas, but not as many."""
    counts = [{line.count(separator) for line in lines} for separator in _SEPARATORS]
    return any(len(found) == 1 and found != {0} for found in counts)


def _is_named(line: str) -> bool:
    found = _NAMED.match(line)
    return found is not None and (is_name(found["name"]) or is_role(found["name"]))

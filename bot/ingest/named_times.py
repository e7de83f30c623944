"""Transcripts in Markdown or plain text with heads such as `Ada Brook (00:12:30):`. Pure.

The colon may stand before the time, which may be a link; a time without brackets stands two spaces
behind a name, alone on its line, as Otter writes it. The name may stand on a line of its own, right
above the time.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from bot.ingest.lines import Line, words_of
from bot.ingest.links import TARGET
from bot.ingest.named_lines import is_timed, name_of
from bot.ingest.people import is_name, is_role
from bot.ingest.transcript_lines import NO_TALK, Paragraph, is_talk, read_transcript
from bot.model import Reading, Unread
from bot.timecode import CLOCK, to_seconds

NAME: Final = "transcript with names and times"

_NAME: Final = r"(?P<name>[^\s*()\[\]:#|>-][^*()\[\]:#|]{0,60}?)"
_HEAD: Final = re.compile(
    rf"\*{{0,2}}(?:{_NAME}(?P<colon>:)?)?(?(colon)|\*{{0,2}})\s?"
    rf"(?:[(\[](?P<time>{CLOCK})[)\]]|\[[(\[]?(?P<linked>{CLOCK})[)\]]?\]\({TARGET}\))"
    rf"\*{{0,2}}:?\*{{0,2}}(?=\s|$)\s*",
    re.ASCII,
)
_BARE: Final = re.compile(rf"{_NAME}(?:\s{{2}}|\t)\s{{0,9}}(?P<time>{CLOCK})", re.ASCII)
_TIME: Final = re.compile(
    rf"(?P<open>[(\[])?(?P<time>{CLOCK})(?(open)[)\]]:?(?=\s|$)|$)\s*", re.ASCII
)
_ENOUGH: Final = 2  # heads with a name that a transcript has
_MOST_ABOVE: Final = 3  # times for a name above one; in between somebody goes on


def recognises(text: str) -> bool:
    """Whether two or more of its lines are, or begin with, a name and a time in brackets."""
    if named_above(text):
        return True
    heads, has_colons = 0, False
    for line in words_of(text):
        found = _head(line)
        if found and found["name"]:
            heads += 1
            has_colons |= found.re is _HEAD and found["colon"] is not None
            if heads >= _ENOUGH and not has_colons:
                return True
    # Where some names have a time behind their colon and others have none, colons part the turns.
    return heads >= _ENOUGH and all(is_timed(line) for line in words_of(text) if name_of(line))


def parse(file: str, text: str) -> Reading:
    """Take what stands below each head as said by whom it names; a time alone goes on with him.

    Raises:
        BrokenDocument: the front matter is unsafe or no YAML, or nobody says a word.
    """
    above = named_above(text)
    return read_transcript(
        NAME,
        file,
        text,
        lambda line: line.number in above or _head(line),
        functools.partial(_paragraphs, above),
    )


@functools.lru_cache(maxsize=1)  # two formats ask
def named_above(text: str) -> Mapping[int, str]:
    """Return the names that stand alone right above a time, by their line; none of fewer than two.

    A single word has to come again, and beside another name. Where most times have no name above,
    as below the titles of chapters, what looks like one is a title, too.
    """
    timed = [one for one, below in pairwise(words_of(text)) if _TIME.match(below.text)]
    found = {one.number: one.text for one in timed if is_name(one.text) or is_role(one.text)}
    often = Counter(found.values())
    sure = {at: name for at, name in found.items() if " " in name or often[name] > 1}
    names = set(sure.values())
    is_sure = len(names) > 1 or any(" " in name for name in names)
    return sure if is_sure and len(sure) >= max(_ENOUGH, len(timed) / _MOST_ABOVE) else {}


def _head(line: Line) -> re.Match[str] | None:
    if ":" not in line.text:  # of its time
        return None
    found = _HEAD.match(line.text) or _BARE.fullmatch(line.text)
    name = found["name"] if found else None
    if name and not (is_name(name.strip()) or is_role(name.strip())):
        return None
    return found


def _time(head: re.Match[str]) -> str:
    named = head.groupdict()
    return str(named["time"] or named.get("linked"))


def _paragraphs(
    above: Mapping[int, str], lines: Sequence[Line]
) -> tuple[list[Paragraph], list[Unread]]:
    found: list[Paragraph] = []
    left: list[Unread] = []
    voice: str | None = None
    named = False
    for line in lines:
        if line.number in above:
            voice, named = above[line.number], True
            continue
        head = _TIME.match(line.text) if named else _head(line)
        if head:
            is_new = named or head["name"] is not None
            named = False
            voice = name.strip() if (name := head.groupdict().get("name")) else voice
            said_at = to_seconds(_time(head))
            if said_at is None:
                left.append(Unread(line.number, "a time that is none"))
            found.append(Paragraph(line.number, said_at, voice, [], is_new))
            line = line.after(head.end())  # noqa: PLW2901  what is left of it
        if line.text and found and is_talk(line):
            found[-1].words.append(line)
        elif line.text:
            left.append(Unread(line.number, NO_TALK))
    return [one for one in found if one.words], left

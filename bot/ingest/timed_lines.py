"""Plain transcripts whose lines begin with a time: `[12:30] words`, `12:30 words`. Pure, linear.

The time may stand on a line of its own above the words, as YouTube's page copies it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.ingest.lines import Line, has_cues, words_of
from bot.ingest.named_times import named_above
from bot.ingest.people import is_name, is_role
from bot.ingest.transcript_lines import NO_TALK, Paragraph, is_talk, read_transcript
from bot.model import Reading, Unread
from bot.timecode import CLOCK, to_seconds

NAME: Final = "transcript with times"

_HEAD: Final = re.compile(
    rf"(?P<open>[\[(])?(?P<time>{CLOCK})(?:\s*(?:-->|-|\u2013|\u2014)\s*{CLOCK})?"
    r"(?(open)[\])])(?!\()"
    r"(?=\s|$|[-\u2013\u2014:|])\s*(?:[-\u2013\u2014|]\s+|:\s+)?",
    re.ASCII,
)
_IN_WORDS: Final = re.compile(
    r"(?:(?P<hours>\d{1,3}) hours?)?(?:,? ?(?P<minutes>\d{1,2}) minutes?)?"
    r"(?:,? ?(?P<seconds>\d{1,2}) seconds?)?",
    re.ASCII,
)
_NEARLY: Final = 0.9
_AGAIN: Final = "the time again, in words"
_ENOUGH: Final = 3  # lines with a time that a transcript has
_SHARE: Final = 0.3  # of the lines from the first time on, one that is alone counting twice


def recognises(text: str) -> bool:
    """Whether from its first time on its lines begin with times, alone or with words behind."""
    heads, bracketed, others, first = 0, 0, 0, None
    for line in words_of(text):
        found = _head(line)
        if found:
            heads += 1
            bracketed += found["open"] is not None
            first = first if first is not None else others
        elif (
            heads
            or not is_talk(line)
            or (not line.text.startswith(("---",)) and ":" not in line.text)
        ):
            others += 1
    if heads < _ENOUGH or has_cues(text) or named_above(text):
        return False
    return heads >= _SHARE * (heads + others) and (bracketed > heads / 2 or _is_bare(text))


def parse(file: str, text: str) -> Reading:
    """Take what stands behind or below each time; a label ("Ada: …") says who speaks.

    Raises:
        BrokenDocument: the front matter is unsafe or no YAML, or there are no words.
    """
    return read_transcript(NAME, file, text, _head, _paragraphs)


def _is_bare(text: str) -> bool:
    """Whether the document is nothing but times and words from its first line on."""
    first = next(iter(words_of(text)), None)
    return first is not None and _head(first) is not None


def _head(line: Line) -> re.Match[str] | None:
    return _HEAD.match(line.text)


def _says(text: str, at: float | None) -> bool:
    """Whether a text is that time in words ("1 minute, 9 seconds"), as YouTube's page has it."""
    found = _IN_WORDS.fullmatch(text) if text[:1].isdigit() else None
    if found is None or at is None:
        return False
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (hours * 60 + minutes) * 60 + seconds == int(at)


def _names_alone(lines: Sequence[Line]) -> frozenset[str]:
    """Return what stands alone behind times and is nobody's words: names that come again, roles.

    Only where nearly every time has such behind it, and its words below.
    """
    heads = [(line.after(head.end()).text) for line in lines if (head := _head(line))]
    often = Counter(text for text in heads if is_name(text) or is_role(text))
    if len(often) < 2 or sum(often.values()) < _NEARLY * len(heads):  # noqa: PLR2004  a talk of two
        return frozenset()
    return frozenset(often)


def _paragraphs(lines: Sequence[Line]) -> tuple[list[Paragraph], list[Unread]]:
    found: list[Paragraph] = []
    left: list[Unread] = []
    alone = _names_alone(lines)
    for line in lines:
        head = _head(line)
        said_at = to_seconds(head["time"]) if head else None
        if head and said_at is None:
            left.append(Unread(line.number, "a time that is none"))
            continue
        if head:
            rest = line.after(head.end())
            # A name and nothing else behind a time: "[00:14] - Ada Brook", the words below.
            voice = rest.text if rest.text in alone else None
            found.append(Paragraph(line.number, said_at, voice, [], is_new=voice is not None))
            if voice:
                continue
            line = rest  # noqa: PLW2901  what is left of it
        if found and not found[-1].words and _says(line.text, found[-1].said_at):
            left.append(Unread(line.number, _AGAIN))
        elif line.text and found and is_talk(line):
            found[-1].words.append(line)
        elif line.text:
            left.append(Unread(line.number, NO_TALK))
    return [one for one in found if one.words], left

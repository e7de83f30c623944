"""Transcripts in Markdown or plain text with heads such as `Ada Brook (00:12:30):`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.ingest.lines import Line, words_of
from bot.ingest.people import is_name, is_role
from bot.ingest.transcript_lines import NO_TALK, Paragraph, is_talk, read_transcript
from bot.model import Reading, Unread
from bot.timecode import CLOCK, to_seconds

NAME: Final = "transcript with names and times"

_HEAD: Final = re.compile(
    rf"\*{{0,2}}(?P<name>[^\s*()\[\]:#|>-][^*()\[\]:#|]{{0,60}}?)?\*{{0,2}}\s?[(\[](?P<time>{CLOCK})[)\]]"
    rf"\*{{0,2}}:?\*{{0,2}}(?=\s|$)\s*",
    re.ASCII,
)
_ENOUGH: Final = 2  # heads with a name that a transcript has


def recognises(text: str) -> bool:
    """Whether two or more of its lines are, or begin with, a name and a time in brackets."""
    heads = 0
    for line in words_of(text):
        found = _head(line)
        heads += bool(found and found["name"])
        if heads >= _ENOUGH:
            return True
    return False


def parse(file: str, text: str) -> Reading:
    """Take what stands below each head as said by whom it names; a time alone goes on with him.

    Raises:
        BrokenDocument: the front matter is unsafe or no YAML, or nobody says a word.
    """
    return read_transcript(NAME, file, text, _head, _paragraphs)


def _head(line: Line) -> re.Match[str] | None:
    found = _HEAD.match(line.text) if ":" in line.text else None  # of its time
    name = found["name"] if found else None
    if name and not (is_name(name.strip()) or is_role(name.strip())):
        return None
    return found


def _paragraphs(lines: Sequence[Line]) -> tuple[list[Paragraph], list[Unread]]:
    found: list[Paragraph] = []
    left: list[Unread] = []
    voice: str | None = None
    for line in lines:
        head = _head(line)
        if head:
            is_new = head["name"] is not None
            voice = head["name"].strip() if head["name"] else voice
            said_at = to_seconds(head["time"])
            if said_at is None:
                left.append(Unread(line.number, "a time that is none"))
            found.append(Paragraph(line.number, said_at, voice, [], is_new))
            line = line.after(head.end())  # noqa: PLW2901  what is left of it
        if line.text and found and is_talk(line):
            found[-1].words.append(line)
        elif line.text:
            left.append(Unread(line.number, NO_TALK))
    return [one for one in found if one.words], left

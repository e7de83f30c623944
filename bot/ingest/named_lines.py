"""Plain transcripts whose paragraphs begin with a name: `Ada Brook: words`. Pure, linear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.ingest.lines import Line, has_cues, words_of
from bot.ingest.people import NAME as A_NAME
from bot.ingest.people import is_name, is_role
from bot.ingest.transcript_lines import NO_TALK, Paragraph, is_talk, read_transcript
from bot.model import Reading, Unread
from bot.timecode import CLOCK

NAME: Final = "transcript with names"

_ROLE: Final = r"[A-Za-z]{1,20}[ _-]?\d{1,3}|[A-Za-z]{2,20} [A-Z]|[A-Z][a-z-]{2,20}"
_HEAD: Final = re.compile(
    rf"(?P<name>{A_NAME}|{_ROLE})(?: ?[(\[](?!\d)[^()\[\]]{{1,40}}[)\]])?:(?=\s|$)\s*"
)
_TIME_BEHIND: Final = re.compile(rf"[\[(]{CLOCK}[\])]", re.ASCII)
_ENOUGH: Final = 3  # turns that a transcript has at least
_SHARE: Final = 0.3  # of the lines from the first name on


def recognises(text: str) -> bool:
    """Whether its paragraphs begin with names, at least two of which come again or are full."""
    lines = _after_front_matter(text)
    place = next((at for at, line in enumerate(lines) if name_of(line)), None)
    if place is None or any(not is_talk(line) for line in lines[place:]) or has_cues(text):
        return False
    heads = Counter(name for line in lines[place:] if (name := name_of(line)))
    turns = sum(heads.values())
    known = [name for name, count in heads.items() if count > 1]
    return (
        turns >= _ENOUGH
        and bool(known)
        and turns >= _SHARE * (len(lines) - place)
        and 2 * sum(heads[name] for name in known) >= turns
        and not all(is_timed(line) for line in lines[place:] if name_of(line))
    )


def parse(file: str, text: str) -> Reading:
    """Take each paragraph as said by whom it begins with, up to the next such.

    Raises:
        BrokenDocument: the front matter is unsafe or no YAML, or nobody says a word.
    """
    return read_transcript(NAME, file, text, name_of, _paragraphs)


def is_timed(line: Line) -> bool:
    """Whether a time stands behind the name that a line begins with: `Ada Brook: [12:30] words`."""
    found = _HEAD.match(line.text)
    return found is not None and _TIME_BEHIND.match(line.text, found.end()) is not None


def name_of(line: Line) -> str | None:
    """Return the name or the role that a line begins with, or None."""
    found = _HEAD.match(line.text) if ":" in line.text else None
    return found["name"] if found and (is_name(found["name"]) or is_role(found["name"])) else None


def _after_front_matter(text: str) -> Sequence[Line]:
    lines = words_of(text)
    if not lines or lines[0].text != "---":
        return lines
    ends = (place for place, line in enumerate(lines[1:], start=1) if line.text == "---")
    return lines[next(ends, 0) + 1 :]


def _paragraphs(lines: Sequence[Line]) -> tuple[list[Paragraph], list[Unread]]:
    """Return each line as a paragraph; its label is read with the words, as captions' are."""
    talk = [line for line in lines if is_talk(line)]
    left = [Unread(line.number, NO_TALK) for line in lines if not is_talk(line)]
    return [Paragraph(line.number, None, None, [line], is_new=False) for line in talk], left

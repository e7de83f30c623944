"""The cues of captions, "- [mm:ss] words", one after another, as turns. Pure, linear in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.ingest.doubts import backwards
from bot.ingest.lines import Line
from bot.ingest.people import NAME, is_name, is_role
from bot.ingest.segments import Piece
from bot.model import Note, Unread
from bot.sentences import sentence_ends
from bot.timecode import CLOCK, to_seconds

CUE: Final = re.compile(rf"[-*]\s{{1,4}}\[(?P<time>{CLOCK})\](?!\()\s*", re.ASCII)
"""What a cue begins with."""

_NOISE: Final = (
    r"(?:music|singing|applause|cheers|cheering|laughs|laughter|laughing|chuckles|sighs)"
)
BREAK: Final = re.compile(
    r"(?P<mark>(?:>|&gt;){2,})|\[[^\W\d_][^\[\]]{0,40}\]|[♪♫](?:[^♪♫]{0,200}[♪♫])?"
    rf"|\((?:[a-z]{{1,20}} )?{_NOISE}\)",
    re.IGNORECASE,
)
"""What stands between turns: a mark of another speaker, or a noise."""
_LABEL: Final = re.compile(rf"\s{{0,8}}(?P<name>{NAME}(?: \d{{1,3}})?):\s+")
_FURNITURE: Final = re.compile(r"#{1,6}(?:\s.*)?|[-*] (?:URL|Retrieved at|Source|Language)\b.*")
HOLE: Final = 60.0
"""Seconds without a cue; what stands after so long goes on with nothing."""


@dataclass(slots=True)
class Turn:
    """What is said without a break, and by whom if a label says so.

    Attributes:
        speaker: whom it names, or None.
        pieces: the words.
        label: what it calls a speaker whom it does not name ("Speaker 1"), or None.
    """

    speaker: str | None = None
    pieces: list[Piece] = field(default_factory=list)
    label: str | None = None


def read_turns(lines: Sequence[Line]) -> tuple[list[Turn], list[Unread | Note]]:
    """Return the turns of captions, what was not read, and times that run backwards.

    `>>` and noises (in brackets, or what is sung between music notes) end a turn and are no part of
    one. So does whatever would join words that were not said in one go: a line that cannot be read,
    a time that is earlier than the one before, a hole of more than a minute.
    """
    turns = [Turn()]
    left: list[Unread | Note] = []
    times: list[tuple[int, float]] = []
    for line in lines:
        cue = CUE.match(line.text)
        said_at = to_seconds(cue["time"]) if cue else None
        if cue is None or said_at is None:
            if cue or times or not _FURNITURE.fullmatch(line.text):
                left.append(Unread(line.number, "a line that is no cue with a time"))
            turns.append(Turn())
            continue
        if times and not 0 <= said_at - times[-1][1] <= HOLE:
            turns.append(Turn())
        times.append((line.number, said_at))
        first, *others = _turns(line, cue.end(), said_at)
        turns[-1].pieces += first.pieces
        turns += others
    return turns, [*left, *backwards(times)]


def _turns(line: Line, start: int, said_at: float) -> Iterator[Turn]:
    """Yield a cue's turns: first what goes on from the cue before, then one after each break."""
    speaker, role = None, None
    for found in BREAK.finditer(line.text, start):
        yield Turn(speaker, pieces_in(line, start, found.start(), said_at), role)
        start, speaker, role = found.end(), None, None
        label = _LABEL.match(line.text, start) if found["mark"] else None
        if label and (is_role(label["name"]) or _is_full_name(label["name"])):
            start = label.end()
            name = label["name"]
            speaker, role = (None, name) if is_role(name) else (name, None)
    yield Turn(speaker, pieces_in(line, start, len(line.text), said_at), role)


def _is_full_name(words: str) -> bool:
    # One word before a colon may be a word that is said: "Look: it is gone."
    return " " in words and is_name(words)


def pieces_in(line: Line, start: int, end: int, said_at: float | None) -> list[Piece]:
    """Return what stands in `line` from `start` to `end`, cut at sentence ends."""
    text = line.text[start:end]
    ends = sentence_ends(text)
    if ends and not text[ends[-1] :].strip():
        stops = ends
    elif text.strip():
        stops = [*ends, len(text)]
    else:
        return []
    found = []
    past = 0
    for place, stop in enumerate(stops):
        raw = text[past:stop]
        if words := raw.strip():
            at = line.start + start + past + len(raw) - len(raw.lstrip())
            span = (at, at + len(words))
            is_last = place + 1 == len(stops)
            found.append(Piece(span, len(words.split()), said_at, place < len(ends), is_last))
        past = stop
    return found

"""A list of texts with their times: each on a line of its own, or at the head of its text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.ingest.doubts import backwards
from bot.ingest.lines import Line, is_time, time_of
from bot.model import Note, Unread
from bot.timecode import CLOCK, to_seconds

_HEADED: Final = re.compile(
    rf"(?P<open>[\[(])?(?P<time>{CLOCK})(?(open)[\])])\s*(?:[-\u2013—:|]\s*)?(?=\S)", re.ASCII
)
_LONE_TIME: Final = "a time without words"
_NO_TIME: Final = "a time that is none"

Timed = list[tuple[float | None, Line]]


def timed(lines: Sequence[Line], *, time_first: bool) -> tuple[Timed, list[Unread | Note]]:
    """Pair each text with its time in seconds, or None; return also what is wrong.

    Args:
        lines: texts and times of one section, in order.
        time_first: whether a time stands right before its text, else right after it. Where every
            text has a time at its own head ("12:30 Words"), that one is its time.
    """
    heads = [head for line in lines if not is_time(line) and (head := _HEADED.match(line.text))]
    if len(heads) == len(lines):
        return _by_head(lines, heads)
    pairs: Timed = []
    left: list[Unread | Note] = []
    time: Line | None = None
    for line in lines if time_first else reversed(lines):
        if not is_time(line):
            pairs.append((time_of(time) if time else None, line))
            time = None
            continue
        if time:
            left.append(Unread(time.number, _LONE_TIME))
        time = line
    if time:
        left.append(Unread(time.number, _LONE_TIME))
    return pairs, [*left, *_wrong((one.number, time_of(one)) for one in lines if is_time(one))]


def _by_head(
    lines: Sequence[Line], heads: Sequence[re.Match[str]]
) -> tuple[Timed, list[Unread | Note]]:
    pairs: Timed = [
        (to_seconds(head["time"]), line.after(head.end()))
        for line, head in zip(lines, heads, strict=True)
    ]
    return pairs, _wrong((line.number, at) for at, line in pairs)


def _wrong(times: Iterable[tuple[int, float | None]]) -> list[Unread | Note]:
    """Return the times that are none, and those that run backwards."""
    listed = list(times)
    none = [Unread(line, _NO_TIME) for line, at in listed if at is None]
    return [*none, *backwards(listed)]

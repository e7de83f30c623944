"""Timecodes: places in an edition, in seconds, and the ways people write them.

Pure. "00:18:11", "12:30", "[29:08]" and "18m1s" are read; "18:11" is written.
"""

from __future__ import annotations

import re

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?"
"""A pattern for "12:30", "00:18:11" and "1:02:03.5", for parsers to build on."""

_CLOCK = re.compile(
    r"(?P<bracket>\[)?(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,2})"
    r":(?P<seconds>\d{2}(?:\.\d{1,3})?)(?(bracket)\])"
)
_UNITS = re.compile(
    r"(?:(?P<hours>\d{1,4})h)?(?:(?P<minutes>\d{1,5})m)?(?:(?P<seconds>\d{1,6})s?)?"
)

_SIXTY = 60  # minutes of an hour, and seconds of a minute


def to_seconds(written: str) -> float | None:
    """Return the seconds that `written` stands for, or None if it is no timecode.

    "12:75" is none: with an hour before them, minutes end at 59; seconds always do.
    """
    text = written.strip()
    found = _CLOCK.fullmatch(text) or (_UNITS.fullmatch(text) if text else None)
    if found is None:
        return None
    hours, minutes, seconds = map(float, found.groups("0")[-3:])
    if ":" in text and (seconds >= _SIXTY or (found["hours"] and minutes >= _SIXTY)):
        return None
    return (hours * _SIXTY + minutes) * _SIXTY + seconds


def to_clock(seconds: float) -> str:
    """Return `seconds` as "18:11", or "1:02:03" from an hour on; parts of a second are dropped."""
    minutes, rest = divmod(int(seconds), _SIXTY)
    hours, minutes = divmod(minutes, _SIXTY)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

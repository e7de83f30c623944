"""Dates as pages and notes print them. Pure."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_NUMBERS: Final = re.compile(
    r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?:[T ]\d{1,2}:\d{2}.{0,20})?",
    re.ASCII,
)
_MONTH_FIRST: Final = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", re.ASCII
)
_DAY_FIRST: Final = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})", re.ASCII
)


def to_date(written: str) -> dt.date | None:
    """Return the date that `written` stands for, or None.

    "2025-11-28", "2025/11/28", "28 November 2025" and "Nov 28, 2025" are dates; "11/10/2025" is
    none, as it means two days.
    """
    text = " ".join(written.split())
    for pattern in (_NUMBERS, _MONTH_FIRST, _DAY_FIRST):
        found = pattern.fullmatch(text)
        if found:
            return _date(found["year"], found["month"], found["day"])
    return None


def _date(year: str, month: str, day: str) -> dt.date | None:
    name = month.lower()[:3]
    number = int(month) if month.isdigit() else _MONTHS.index(name) + 1 if name in _MONTHS else 0
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None

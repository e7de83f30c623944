"""Which local dates there are, and when one is due; pure but for the machine's zone data.

An occurrence of a local date is due at the first instant whose local wall time is at or after the
chosen time: in a gap of the clock the first instant after it, in an overlap the first of the two.
A date that the zone skipped as a whole (Pacific/Apia, 2011-12-30) has no such instant.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import re
import zoneinfo
from collections.abc import Iterator

from bot.errors import ScheduleError

ACCEPTED_TIMES = "09:00, 9, 9pm, 0900, noon or midnight"

_NAMED = {"noon": dt.time(12), "midnight": dt.time(0)}
_TIME = re.compile(
    r"(?P<hour>\d{1,2})"  # 9, 09, 21
    r"(?:[:.h]?(?P<minute>\d{2}))?"  # :30, .30, h30 or 30
    r"\s*(?P<half>[ap]\.?m\.?)?"  # am, pm, a.m., p.m.
)
_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)
_HALF_DAY = 12  # hours


def parse_time(written: str) -> dt.time:
    """Return the time of day that `written` means: "9", "9pm", "0900", "09:00", "noon".

    Raises:
        ScheduleError: it is none; says what is accepted.
    """
    text = written.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    found = _TIME.fullmatch(text)
    hour = None if found is None else _hour(int(found["hour"]), found["half"])
    minute = 0 if found is None else int(found["minute"] or 0)
    if hour is None or minute > dt.time.max.minute:
        raise ScheduleError(f"That is no time of day; write {ACCEPTED_TIMES}.")
    return dt.time(hour, minute)


def find_zone(name: str) -> zoneinfo.ZoneInfo:
    """Return the zone of an IANA name; how its letters are cased does not matter.

    Raises:
        ScheduleError: there is none of that name; offers the nearest.
    """
    text = name.strip()
    try:
        return zoneinfo.ZoneInfo(text)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        pass  # perhaps spelled another way
    folded = text.casefold().replace(" ", "_")
    names = _zones()
    if folded in names:
        return zoneinfo.ZoneInfo(names[folded])
    raise ScheduleError(f"There is no such time zone; {_nearest(folded, names)}.")


def local_date(instant: dt.datetime, zone: zoneinfo.ZoneInfo) -> dt.date:
    """Return the date that the zone's calendars show at `instant` (aware)."""
    return instant.astimezone(zone).date()


def due_at(date: dt.date, at: dt.time, zone: zoneinfo.ZoneInfo) -> dt.datetime | None:
    """Return the instant (UTC) at which `date` is due, or None if the zone never had that date."""
    wall = dt.datetime.combine(date, at)
    due = _first_instant(wall, zone)
    if local_date(due, zone) == date:
        return due
    # A gap reached past the date's end; the date may still have begun before the gap.
    beginning = _first_instant(dt.datetime.combine(date, dt.time.min), zone)
    return due if local_date(beginning, zone) == date else None


def upcoming(
    first: dt.date, at: dt.time, zone: zoneinfo.ZoneInfo
) -> Iterator[tuple[dt.date, dt.datetime]]:
    """Yield every local date from `first` on that exists, with the instant (UTC) it is due."""
    date = first
    while True:
        due = due_at(date, at, zone)
        if due is not None:
            yield date, due
        date += _DAY


def first_from(
    instant: dt.datetime, at: dt.time, zone: zoneinfo.ZoneInfo
) -> tuple[dt.date, dt.datetime]:
    """Return the first local date that is due at or after `instant`, and when (UTC)."""
    # A day before: a gap at midnight lets a date be due on the next one's calendar page.
    dates = upcoming(local_date(instant, zone) - _DAY, at, zone)
    return next((date, due) for date, due in dates if due >= instant)


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour of 24, or None where there is none such."""
    if half is None:
        return hour if hour <= dt.time.max.hour else None
    if not 1 <= hour <= _HALF_DAY:
        return None
    return hour % _HALF_DAY + (_HALF_DAY if half.startswith("p") else 0)


def _first_instant(wall: dt.datetime, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """Return the first instant (UTC) whose wall time in `zone` is at or after `wall` (naive)."""
    # fold=0 is the first of an overlap's two; in a gap it counts by the offset before the gap.
    late = wall.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)
    if _wall(late, zone) == wall:
        return late
    early = wall.replace(tzinfo=zone, fold=1).astimezone(dt.UTC)
    # The clock jumped somewhere between the two: halve until the second is found.
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        early, late = (early, middle) if _wall(middle, zone) >= wall else (middle, late)
    return late


def _wall(instant: dt.datetime, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


@functools.cache
def _zones() -> dict[str, str]:
    """Return every zone's name by the same name without capitals."""
    return {name.casefold(): name for name in sorted(zoneinfo.available_timezones())}


def _nearest(folded: str, names: dict[str, str]) -> str:
    cities = {name.rpartition("/")[2]: full for name, full in names.items()}
    known = cities | names
    close = difflib.get_close_matches(folded, known, n=1)
    return f"the nearest is {known[close[0]]}" if close else "write a name such as Europe/Berlin"

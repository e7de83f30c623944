"""Which local dates there are, and when one is due; pure but for the machine's zone data.

An occurrence of a local date is due at the first instant whose local wall time is at or after the
chosen time: in a gap of the clock the first instant after it, in an overlap the first of the two.
A date that the zone skipped as a whole (Pacific/Apia, 2011-12-30) has no such instant.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Collection, Iterator

from rapidfuzz import fuzz, process

from bot.errors import ScheduleError
from bot.model import EVERY_DAY

ACCEPTED_TIMES = "09:00, 9, 9pm, 0900, noon or midnight"
DATE_WORDS = "today, tomorrow, a day of the week, or a date such as 2026-12-31"

_NAMED = {"noon": dt.time(12), "midnight": dt.time(0)}
_TIME = re.compile(
    r"(?P<hour>\d{1,2})"  # 9, 09, 21
    r"(?:[:.h]?(?P<minute>\d{2}))?"  # :30, .30, h30 or 30
    r"\s*(?P<half>[ap]\.?m\.?)?"  # am, pm, a.m., p.m.
)
_NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {short: day for day, name in enumerate(_WEEK) for short in (name, name[:3], name[:4])}
_DAYS = {
    **{
        short: (day,)
        for day, name in enumerate(_WEEK, 1)
        for short in (name, f"{name}s", name[:3], name[:4])
    },
    "weekdays": EVERY_DAY[:5],
    "workdays": EVERY_DAY[:5],
    "weekends": EVERY_DAY[5:],
    "everyday": EVERY_DAY,
    "daily": EVERY_DAY,
}
_DASH = re.compile(r"[-\u2013]")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ALIKE = 60  # of 100: from there on a zone's name is near another
_LONGEST_ZONE = 60  # characters; no zone's name comes near
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


def is_date(written: str) -> bool:
    """Whether `written` looks like a date: "tomorrow", "friday", "2026-12-31"."""
    text = written.lower()
    return text in _NEAR_DAYS or text in _WEEKDAYS or _ISO_DATE.fullmatch(text) is not None


def parse_date(written: str, today: dt.date) -> dt.date:
    """Return the date that `written` means; a day of the week is the next one from today on.

    Raises:
        ScheduleError: it is none; says what is accepted.
    """
    text = written.strip().lower()
    if text in _NEAR_DAYS:
        return today + _NEAR_DAYS[text] * _DAY
    if text in _WEEKDAYS:
        return today + (_WEEKDAYS[text] - today.weekday()) % 7 * _DAY
    try:
        return dt.date.fromisoformat(text if _ISO_DATE.fullmatch(text) else "")
    except ValueError:
        raise ScheduleError(f"That is no date; write {DATE_WORDS}.") from None


def is_days(written: str) -> bool:
    """Whether `written` names days of the week: "weekdays", "mon-fri", "mon,wed"."""
    return bool(_days(written))


def parse_days(written: str) -> tuple[int, ...]:
    """Return the days of the week that `written` names, by their ISO numbers, in order.

    Raises:
        ScheduleError: it names none; says what is accepted.
    """
    found = _days(written)
    if not found:
        raise ScheduleError("Those are no days; write weekdays, weekends, mon-fri or mon,wed,fri.")
    return tuple(sorted(set(found)))


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


@functools.lru_cache(maxsize=65_536)
def due_at(date: dt.date, at: dt.time, zone: zoneinfo.ZoneInfo) -> dt.datetime | None:
    """Return the instant (UTC) at which `date` is due, or None if the zone never had that date."""
    wall = dt.datetime.combine(date, at)
    due = _first_instant(wall, zone)
    if local_date(due, zone) == date:
        return due
    # A gap reached past the date's end; the date may still have begun before the gap.
    beginning = _first_instant(dt.datetime.combine(date, dt.time.min), zone)
    return due if local_date(beginning, zone) == date else None


def due_or_none(date: dt.date, at: dt.time, zone: str) -> dt.datetime | None:
    """Return when `date` is due (UTC), or None: there is no such zone (any more), or date in it."""
    try:
        return due_at(date, at, find_zone(zone))
    except ScheduleError:
        return None


def upcoming(
    first: dt.date, at: dt.time, zone: zoneinfo.ZoneInfo, days: Collection[int] = EVERY_DAY
) -> Iterator[tuple[dt.date, dt.datetime]]:
    """Yield every local date from `first` on that exists, with the instant (UTC) it is due.

    `days` are the days of the week that count, by their ISO numbers.
    """
    date = first
    while True:
        due = due_at(date, at, zone) if date.isoweekday() in days else None
        if due is not None:
            yield date, due
        date += _DAY


def first_from(
    instant: dt.datetime,
    at: dt.time,
    zone: zoneinfo.ZoneInfo,
    days: Collection[int] = EVERY_DAY,
) -> tuple[dt.date, dt.datetime]:
    """Return the first local date that is due at or after `instant`, and when (UTC)."""
    # A day before: a gap at midnight lets a date be due on the next one's calendar page.
    dates = upcoming(local_date(instant, zone) - _DAY, at, zone, days)
    return next((date, due) for date, due in dates if due >= instant)


def _days(written: str) -> list[int]:
    """Return the days that `written` names, or none where a part of it names none."""
    found: list[int] = []
    for part in written.strip().lower().split(","):
        ends = [_DAYS.get(end.strip(), ()) for end in _DASH.split(part)]
        if not all(ends) or len(ends) > 2:  # noqa: PLR2004  from one to another
            return []
        first, last = ends[0][0], ends[-1][-1]
        span = range((last - first) % 7 + 1)
        found += ends[0] if len(ends) == 1 else [(first - 1 + n) % 7 + 1 for n in span]
    return found


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
    close = process.extractOne(
        folded[:_LONGEST_ZONE], known.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return f"the nearest is {known[close[0]]}" if close else "write a name such as Europe/Berlin"

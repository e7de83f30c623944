"""What a day came to: what arrived against the ledger, and both against the calendar; pure."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.dates import first_from
from bot.model import OccurrenceState, Schedule
from bot.occurrence import CATCH_UP, NO_QUOTES

_MOMENT: Final = dt.timedelta(seconds=1)

Date = tuple[str, dt.date]
"""A schedule's id, and one of its local dates."""


class Row(Protocol):
    """What the ledger says of a date."""

    @property
    def key(self) -> str: ...
    @property
    def schedule_id(self) -> str: ...
    @property
    def local_date(self) -> dt.date: ...
    @property
    def due_at(self) -> dt.datetime: ...
    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Arrived:
    """A post that reached its platform.

    Attributes:
        key: the date's.
        platform: which one.
        channel: where in it.
        at: when (Unix seconds).
    """

    key: str
    platform: str
    channel: str
    at: int


@dataclass(frozen=True)
class Reckoning:
    """What does not add up; all of it is empty where every date was posted once.

    Attributes:
        doubled: keys that arrived more than once.
        missing: dates that the calendar has and the ledger does not.
        silent: dates without a post, or without the one reason there is for none.
        false: keys of which the ledger says something else than arrived.
        strange: keys that arrived and that the ledger does not know.
        early: keys that arrived before they were due.
        latest: how long after it was due the last one arrived, beside those a kill held up.
    """

    doubled: Collection[str]
    missing: Collection[Date]
    silent: Collection[Date]
    false: Collection[str]
    strange: Collection[str]
    early: Collection[str]
    latest: dt.timedelta


def due_between(
    rules: Sequence[Schedule], since: dt.datetime, until: dt.datetime
) -> Iterator[Date]:
    """Yield which dates of which schedules are due in a time, by the calendar alone."""
    for one in rules:
        zone = zoneinfo.ZoneInfo(one.timezone)
        date, due = first_from(since, one.at, zone, one.days)
        while due < until:
            yield one.id, date
            date, due = first_from(due + _MOMENT, one.at, zone, one.days)


def dates_to_have(
    rules: Sequence[Schedule], since: dt.datetime, until: dt.datetime, now: dt.datetime, empty: str
) -> dict[Date, bool]:
    """Return which dates the ledger must have `now`, and whether each has a post.

    A date of the topic `empty` has no quote: it waits for one until it is too late to be posted,
    and is written down only then.
    """
    full = [one for one in rules if one.filters.topic != empty]
    bare = [one for one in rules if one.filters.topic == empty]
    return {
        **dict.fromkeys(due_between(full, since, until), True),
        **dict.fromkeys(due_between(bare, since, min(until, now - CATCH_UP - _MOMENT)), False),
    }


def reckon(due: Mapping[Date, bool], rows: Sequence[Row], arrived: Sequence[Arrived]) -> Reckoning:
    """Hold what arrived against the ledger, and both against the dates that were due.

    Args:
        due: the dates, and whether each has a post.
        rows: the ledger's, of these dates and perhaps of later ones.
        arrived: what reached the platforms.
    """
    ends = {(row.schedule_id, row.local_date): row for row in rows}
    keys = Counter(one.key for one in arrived)
    times = {one.key: one.at for one in reversed(arrived)}
    waits = {row.key: times[row.key] - row.due_at.timestamp() for row in rows if row.key in times}
    there = {date: ends[date] for date in due if date in ends}
    return Reckoning(
        doubled=[key for key, number in keys.items() if number > 1],
        missing=[date for date in due if date not in ends],
        silent=[date for date, row in there.items() if not _as_it_should(row, posted=due[date])],
        false=[row.key for row in there.values() if _sent(row) != (row.key in keys)],
        strange=sorted(keys.keys() - {row.key for row in rows}),
        early=[key for key, wait in waits.items() if wait < 0],
        latest=dt.timedelta(seconds=max(waits.values(), default=0)),
    )


def _as_it_should(row: Row, *, posted: bool) -> bool:
    skipped = row.state == OccurrenceState.SKIPPED and row.reason == NO_QUOTES
    return _sent(row) if posted else skipped


def _sent(row: Row) -> bool:
    return row.state == OccurrenceState.SENT

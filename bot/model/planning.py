"""What planning goes by: the quotes that had their turn, and what is new in the ledger. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.library import Entry
from bot.model.posts import Occurrence, Schedule


@dataclass(frozen=True, slots=True)
class Used:
    """A quote that had its turn.

    Attributes:
        quote_id: the quote's id, as it is now.
        cycle: the round it had its turn in.
        date: the local date.
    """

    quote_id: str
    cycle: int
    date: dt.date


@dataclass(frozen=True, slots=True)
class Turn:
    """A quote that has its turn.

    Attributes:
        entry: what is shown.
        cycle: the round.
        number, of: the how manieth of how many of the round it is.
    """

    entry: Entry
    cycle: int
    number: int
    of: int

    @property
    def left(self) -> int:
        """How many units are left in the round after this one."""
        return max(self.of - self.number, 0)


@dataclass(frozen=True, slots=True)
class History:
    """What the ledger knows of one schedule when its next dates are planned.

    Attributes:
        schedule: the schedule.
        used: the quotes of its dates, by date; a skipped date's quote may still have its turn.
        dates: the dates from the next one on that are in the ledger already.
        beside: what the other schedules of its channel have on each date.
    """

    schedule: Schedule
    used: Sequence[Used] = ()
    dates: Collection[dt.date] = ()
    beside: dict[dt.date, set[str]] = field(default_factory=dict)


class NoticeKind(StrEnum):
    """Why the owner of a schedule is told something.

    `GONE`: its channel can't be posted to. `LOW`: few quotes are left. `EMPTY`: there is none.
    `NO_ZONE`: its time zone left the zone data.
    """

    GONE = "gone"
    LOW = "low"
    EMPTY = "empty"
    NO_ZONE = "no_zone"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the owner of a schedule is told, once."""

    schedule: Schedule
    kind: NoticeKind


@dataclass(frozen=True, slots=True)
class Plan:
    """What planning a schedule comes to.

    Attributes:
        schedule: with its next date moved on; paused where it cannot go on.
        rows: the new occurrences.
        notices: which kinds of notice hold now, and which certainly do not.
    """

    schedule: Schedule
    rows: Sequence[Occurrence] = ()
    notices: Mapping[NoticeKind, bool] = field(default_factory=dict)

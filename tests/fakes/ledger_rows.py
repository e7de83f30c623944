"""Schedules and occurrences for tests of the ledger, and what those do with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.model import Occurrence, Plan, Schedule
from bot.occurrence import blank
from bot.ports import Ledger

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
SCHEDULE = Schedule("s1", "slack", "C1", dt.time(9), "UTC", NOW.date(), NOW)
OTHER = Schedule("d1", "discord", "11", dt.time(9, 30), "Asia/Tokyo", NOW.date(), NOW)
BOTH = ("slack", "discord")


def row(schedule: Schedule, day: int = 0, quote: str = "q1") -> Occurrence:
    due = NOW + day * DAY
    return replace(blank(schedule, due.date(), due), quote_id=quote, payload="{}")


def plan(ledger: Ledger, *rows: Occurrence) -> int:
    schedule = rows[0].schedule
    ledger.add(schedule)
    moved = replace(schedule, next_date=NOW.date() + 9 * DAY, next_due=NOW + 9 * DAY)
    return ledger.plan([schedule.id], lambda _known: Plan(moved, rows))


def only(ledger: Ledger, id: str = "s1") -> Occurrence:
    (found,) = ledger.occurrences(id, dt.date.min)
    return found


def claim(ledger: Ledger, now: dt.datetime = NOW) -> Occurrence:
    taken = ledger.claim(now, BOTH)
    assert taken is not None
    return taken

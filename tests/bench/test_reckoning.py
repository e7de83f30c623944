"""A day's reckoning finds each way in which a date can go wrong, and nothing where none did."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.dates import first_from
from bot.model import Filters, Schedule
from tests.bench.reckoning import Arrived, Reckoning, dates_to_have, due_between, reckon

NOON = dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC)  # Europe's clocks go forward in the night
NEXT = NOON + dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
SATURDAY, SUNDAY = dt.date(2026, 3, 28), dt.date(2026, 3, 29)


@dataclass(frozen=True)
class Line:
    """One row of a ledger."""

    key: str
    schedule_id: str = "one"
    local_date: dt.date = SATURDAY
    due_at: dt.datetime = NOON
    state: str = "sent"
    reason: str = ""


POSTED, EMPTY = ("one", SATURDAY), ("empty", SATURDAY)
DUE = {POSTED: True, EMPTY: False}
SENT = Line("A")
SKIPPED = Line("B", "empty", state="skipped", reason="no_quotes")
LATER = Line("C", "one", SUNDAY, NEXT, state="planned")
THERE = Arrived("A", "slack", "C1", int(NOON.timestamp()) + 60)
FINE = Reckoning([], [], [], [], [], [], MINUTE)


def rule(at: dt.time, zone: str, topic: str | None = None) -> Schedule:
    date, due = first_from(NOON, at, zoneinfo.ZoneInfo(zone))
    return Schedule("one", "slack", "C1", at, zone, date, due, filters=Filters(topic=topic))


def test_a_day_on_which_each_date_was_posted_once_adds_up() -> None:
    assert FINE == reckon(DUE, [SENT, SKIPPED, LATER], [THERE])


@pytest.mark.parametrize(
    ("rows", "arrived", "wrong"),
    [
        ([SKIPPED], [], {"missing": [POSTED]}),
        ([SENT], [THERE], {"missing": [EMPTY]}),
        ([SENT, SKIPPED], [THERE, THERE], {"doubled": ["A"]}),
        ([replace(SENT, state="planned"), SKIPPED], [], {"silent": [POSTED]}),
        ([replace(SENT, state="skipped", reason="late"), SKIPPED], [], {"silent": [POSTED]}),
        ([SENT, replace(SKIPPED, reason="late")], [THERE], {"silent": [EMPTY]}),
        ([SENT, SKIPPED], [], {"false": ["A"]}),
        (
            [replace(SENT, state="unknown", reason="lost"), SKIPPED],
            [THERE],
            {"silent": [POSTED], "false": ["A"]},
        ),
        ([SENT, SKIPPED], [THERE, replace(THERE, key="Z")], {"strange": ["Z"]}),
        ([replace(SENT, due_at=NEXT), SKIPPED], [THERE], {"early": ["A"]}),
    ],
)
def test_a_date_that_went_wrong_is_found(
    rows: list[Line], arrived: list[Arrived], wrong: dict[str, Any]
) -> None:
    found = reckon(DUE, rows, arrived)

    assert replace(FINE, **wrong) == replace(found, latest=MINUTE)


def test_the_calendar_has_each_local_date_once_also_where_the_clock_jumps() -> None:
    skipped = rule(dt.time(2, 30), "Europe/Berlin")  # no 2:30 on that Sunday

    assert [("one", SUNDAY)] == list(due_between([skipped], NOON, NEXT))
    assert dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC) == skipped.next_due


def test_a_date_for_which_there_is_no_quote_must_be_in_the_ledger_once_it_is_too_late() -> None:
    at_six, at_nine = (rule(dt.time(hour), "UTC", "pricing") for hour in (6, 9))

    assert {("one", SUNDAY): False} == dates_to_have([at_six], NOON, NEXT, NEXT + MINUTE, "pricing")
    assert {} == dates_to_have([at_nine], NOON, NEXT, NEXT + MINUTE, "pricing")
    assert {("one", SUNDAY): True} == dates_to_have([at_nine], NOON, NEXT, NEXT + MINUTE, "models")

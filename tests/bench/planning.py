"""How long very many schedules take to plan, a tick that finds nothing, and a large pool to make.

And which local dates every zone has: that is no measure of speed, but too many dates for a test.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
import statistics
import tempfile
import time
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from adapters.supervise import favour_the_loop
from bot.daily import Pool, with_id
from bot.dates import first_from, upcoming
from bot.index.ledger import SqlLedger
from bot.index.ledger_rows import schedule_row
from bot.index.ledger_tables import occurrence, schedule
from bot.index.opening import open_library
from bot.index.walls import everywhere
from bot.model import PUBLIC, Filters, Schedule
from bot.phrasing import to_entry_card
from bot.phrasing.daily import notice
from bot.posting import Daily
from bot.posting.quotes import Library, Quotes
from bot.resources import folder
from tests.fakes.clock import FakeClock
from tests.fakes.poster import FakePoster
from tests.fakes.quotes import quotes
from tests.platforms.postgres import databases

NUMBER = 100_000
POOL, LARGE_POOL = 1000, 3000
TICKS = 200
NOW = dt.datetime(2026, 1, 5, 9, 0, 30, tzinfo=dt.UTC)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kolkata")
TIMES = tuple(dt.time(*at) for at in ((0,), (2, 30), (8,), (9,), (12,), (17,), (22,), (23, 45)))
FIRST, YEARS = dt.date(2026, 1, 1), 3
_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)


def report() -> list[str]:
    """Measure, and return the lines to print."""
    return list(_lines())


def _lines() -> Iterator[str]:
    pool = quotes(LARGE_POOL)
    yield f"a pool of {LARGE_POOL:,} quotes made: {_seconds(lambda: Pool(pool)):.2f} s"
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "planning.db"
        yield from _planned(f"sqlite:///{file}", "SQLite")
        yield f"  beside it, as many rows copied by SQLite alone: {_bare(file):.1f} s"
    with databases() as postgres:
        if postgres is None:
            yield "no PostgreSQL server on this machine: planning is not measured on it"
        else:
            yield from _planned(postgres.url, "PostgreSQL")
    yield from _zones()


def _planned(url: str, name: str) -> Iterator[str]:
    engine, _ = open_library(url, folder("migrations"))
    _fill(engine)
    clock, pool = FakeClock(NOW), quotes(POOL)
    ledger = SqlLedger(everywhere(engine))
    library = Library(PUBLIC, lambda _name: pool, lambda _name: 0)
    takes_turns = Quotes(ledger, library, to_entry_card)
    takes_turns.pool(PUBLIC)  # made before the clock starts
    daily = Daily(ledger, clock, takes_turns, notice)
    favour_the_loop()  # as a process that serves does
    seconds = _seconds(lambda: daily.tick({}))
    yield f"{NUMBER:,} schedules planned on {name}: {seconds:.1f} s, {_dates(engine):,} dates"
    clock.present = NOW + _DAY
    seconds = _seconds(lambda: daily.tick({}))
    yield f"  a day later, their next dates: {seconds:.1f} s, {_dates(engine):,} dates by then"
    posters = {"slack": FakePoster(), "discord": FakePoster()}
    clock.present = NOW - _HOUR
    times = sorted(1000 * _seconds(lambda: daily.tick(posters)) for _ in range(TICKS))
    p50, p99 = statistics.median(times), times[int(TICKS * 0.99)]
    yield f"  a tick that finds nothing: p50 {p50:.1f} ms, p99 {p99:.1f} ms"
    engine.dispose()


def _fill(engine: sa.Engine) -> None:
    """Put in the schedules: eight times of day, five zones, a channel each, a tenth by a topic."""
    rules = itertools.cycle(itertools.product(TIMES, ZONES))
    rows = [schedule_row(_rule(number, *next(rules))) for number in range(NUMBER)]
    with engine.begin() as connection:
        connection.execute(sa.insert(schedule), rows)


def _rule(number: int, at: dt.time, zone: str) -> Schedule:
    date, due = first_from(NOW, at, zoneinfo.ZoneInfo(zone))
    rule = Schedule(
        id="",
        platform=("slack", "discord")[number % 2],
        channel=f"C{number:09}",
        at=at,
        timezone=zone,
        next_date=date,
        next_due=due,
        filters=Filters(topic=None if number % 10 else "otter"),
    )
    return replace(rule, id=with_id(rule).id + f"{number:06}")


def _dates(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(occurrence)) or 0


def _bare(file: Path) -> float:
    """Time what no planning can be faster than: the same rows once more, with the same indexes."""
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE bare AS SELECT * FROM occurrence WHERE false")
        for number, columns in enumerate(("key", "schedule_id, local_date", "state, ready_at")):
            connection.execute(f"CREATE INDEX bare_{number} ON bare ({columns})")
        copied = "INSERT INTO bare SELECT * FROM occurrence"

        def copy() -> None:
            connection.execute(copied)
            connection.commit()

        return _seconds(copy)


def _zones() -> Iterator[str]:
    names, began = sorted(zoneinfo.available_timezones()), time.perf_counter()
    gaps = [_gaps(zone, at) for zone in names for at in TIMES]
    dates = sum(number for number, _, _ in gaps)
    shortest, longest = min(least for _, least, _ in gaps), max(most for _, _, most in gaps)
    yield (
        f"{len(names)} zones, {YEARS} years, {len(TIMES)} times of day: {dates:,} dates, each once,"
        f" {shortest / _HOUR:.2f} to {longest / _HOUR:.2f} hours apart"
        f" ({time.perf_counter() - began:.0f} s)"
    )


def _gaps(name: str, at: dt.time) -> tuple[int, dt.timedelta, dt.timedelta]:
    """Return how many dates a zone has, and the shortest and the longest time between two.

    Raises:
        AssertionError: a date is missing, or there twice.
    """
    until = FIRST.replace(year=FIRST.year + YEARS)
    coming = upcoming(FIRST, at, zoneinfo.ZoneInfo(name))
    found = list(itertools.takewhile(lambda pair: pair[0] < until, coming))
    if [date for date, _ in found] != [FIRST + n * _DAY for n in range((until - FIRST).days)]:
        raise AssertionError(f"{name} has not every date once at {at}")
    between = [later - earlier for (_, earlier), (_, later) in itertools.pairwise(found)]
    return len(found), min(between), max(between)


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began

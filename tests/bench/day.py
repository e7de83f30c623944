"""A day of 10,000 workspaces and 100,000 schedules, at compressed time: every post once.

The real core plans, claims, sends and records, on the real ledger; one process on SQLite, several
on PostgreSQL. The platforms only count, in a file of what arrived that outlives a killed process:
HTTP would measure HTTP. The clock is an argument: it stands still while the processes tick and then
goes on by 20 seconds, so that the day takes as long as its work. Now and then a
process is killed between a post's arrival and its record.

`PODQUOTE_BENCH_SCHEDULES` says how many schedules (100,000), `PODQUOTE_BENCH_PROCESSES` how many
processes on PostgreSQL (4), `PODQUOTE_BENCH_ENGINE` which engine alone (`sqlite`, `postgresql`).
"""

from __future__ import annotations

import datetime as dt
import gc
import itertools
import logging
import multiprocessing
import os
import random
import resource
import tempfile
import time
import zoneinfo
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import sqlalchemy as sa
import structlog

from bot.bootstrap import build
from bot.daily import with_id
from bot.dates import first_from
from bot.index.engine import open_engine
from bot.index.ledger_rows import schedule_row
from bot.index.ledger_tables import occurrence, schedule
from bot.index.walls import everywhere
from bot.model import EVERY_DAY, Delivery, Filters, Outcome, Post, Schedule
from bot.ports import Poster
from bot.spreading import PACE
from tests.bench.reckoning import Arrived, dates_to_have, reckon
from tests.bot.conftest import settings_at
from tests.fakes.clock import FakeClock
from tests.platforms.postgres import cluster, find_server, short_folder

SCHEDULES: Final = int(os.environ.get("PODQUOTE_BENCH_SCHEDULES", "100000"))
WORKERS: Final = int(os.environ.get("PODQUOTE_BENCH_PROCESSES", "4"))
ONLY: Final = os.environ.get("PODQUOTE_BENCH_ENGINE", "")
OF_A_WORKSPACE: Final = 10
KILLED: Final = 2000
"""One post in so many is the last thing that its process does."""
START: Final = dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC)  # Europe's clocks go forward on the 29th
DAY: Final = dt.timedelta(days=1)
MINUTE: Final = dt.timedelta(minutes=1)
STEP: Final = dt.timedelta(seconds=20)
"""How far the clock goes on between two ticks; a real process ticks more often."""
AFTERWARDS: Final = dt.timedelta(minutes=20)
"""What came due last is spread over ten minutes, and a killed process's post waits a minute."""
USUAL: Final = tuple(dt.time(hour) for hour in (7, 8, 9, 9, 9, 12, 17))
"""Half of all want one of these."""
TOPICS: Final = ("fine-tuning", "models", "startup")
EMPTY: Final = "pricing"
"""Of this the seeds have nothing that reads alone: nothing can be posted, and the reason stands."""
READ: Final = ("key", "schedule_id", "local_date", "due_at", "state", "reason")


def report() -> list[str]:
    """Let the day pass on each engine, and count."""
    return list(_lines())


def _lines() -> Iterator[str]:
    workspaces = f"{SCHEDULES // OF_A_WORKSPACE:,} workspaces, {SCHEDULES:,} schedules"
    if ONLY != "postgresql":
        with tempfile.TemporaryDirectory() as name:
            yield f"{workspaces} on SQLite, one process:"
            yield from _day(f"sqlite:///{name}/day.db", 1, Path(name))
    if ONLY == "sqlite":
        return
    server = find_server()
    if server is None:
        yield "no PostgreSQL server on this machine: the day was not run on it"
        return
    with (
        tempfile.TemporaryDirectory() as name,
        short_folder() as folder,
        # As operators have it: each post changes its row twice, and leaves the old ones behind.
        cluster(server, folder, {"autovacuum": "on"}) as made,
    ):
        yield f"{workspaces} on PostgreSQL, {WORKERS} processes:"
        yield from _day(made.url, WORKERS, Path(name))


@dataclass
class Passed:
    """How the day went: seconds of the machine's, ticks, and processes that were killed."""

    planned: float = 0.0
    seconds: float = 0.0
    ticks: int = 0
    killed: int = 0
    most_memory: int = 0


def _day(url: str, workers: int, home: Path) -> Iterator[str]:
    build(settings_at(url), say=lambda _line: None).close()
    engine = everywhere(open_engine(url))
    rules = _fill(engine)
    clock = FakeClock(START)
    passed = _let_pass(Crew(url, workers, home / "arrived", clock), clock)
    yield (
        f"  48 hours ahead planned in {passed.planned:.0f} s; then a day in {passed.seconds:.0f} s,"
        f" {passed.ticks:,} ticks of {workers}, {passed.killed} killed while they posted"
    )
    arrived = [_read(line) for line in (home / "arrived").read_text().splitlines()]
    yield from _counted(engine, rules, arrived, clock.now())
    each = passed.seconds * 1000 / max(len(arrived), 1)
    yield f"  {each:.1f} ms of the machine a post; a process took {passed.most_memory / 1e6:.0f} MB"
    engine.dispose()


def _fill(engine: sa.Engine) -> list[Schedule]:
    drawn = random.Random(9)  # noqa: S311  a bench's, no secrets
    zones = [zoneinfo.ZoneInfo(name) for name in sorted(zoneinfo.available_timezones())]
    rules = _rules(drawn, zones)
    with engine.begin() as connection:
        connection.execute(
            sa.insert(schedule), [schedule_row(one) | {"library": one.library} for one in rules]
        )
    return rules


def _rules(drawn: random.Random, zones: list[zoneinfo.ZoneInfo]) -> list[Schedule]:
    """Return as many schedules as are wanted; of a hundred thousand draws two are the same rule."""
    found: dict[tuple[object, ...], Schedule] = {}
    while len(found) < SCHEDULES:
        one = _rule(len(found), drawn, zones)
        found.setdefault((one.channel, one.at, one.timezone, one.days, one.filters.topic), one)
    return list(found.values())


def _rule(number: int, drawn: random.Random, zones: list[zoneinfo.ZoneInfo]) -> Schedule:
    """Return a schedule: in any zone, half of them at a usual hour, on all days or on workdays."""
    workspace = number // OF_A_WORKSPACE
    platform = ("slack", "discord")[workspace % 2]
    # Two schedules of a workspace share a channel now and then.
    channel = f"C{workspace:06}{drawn.randrange(OF_A_WORKSPACE * 3):02}"
    minute = drawn.randrange(24 * 60)
    at = drawn.choice(USUAL) if drawn.random() < 0.5 else dt.time(minute // 60, minute % 60)
    days = EVERY_DAY if drawn.random() < 0.8 else (1, 2, 3, 4, 5)
    zone = drawn.choice(zones)
    date, due = first_from(START, at, zone, days)
    rule = Schedule(
        id="",
        platform=platform,
        channel=channel,
        at=at,
        timezone=zone.key,
        next_date=date,
        next_due=due,
        days=days,
        filters=Filters(topic=_topic(drawn.random(), drawn)),
        library=f"{platform}:T{workspace:06}",
    )
    return replace(rule, id=f"{with_id(rule).id}{number:06}")


def _topic(share: float, drawn: random.Random) -> str | None:
    return EMPTY if share < 0.001 else drawn.choice(TOPICS) if share < 0.1 else None


class Counting:
    """A `bot.ports.Poster` that writes down what arrives; its process may end right after."""

    def __init__(self, file: Path, clock: FakeClock, drawn: random.Random) -> None:
        self._file = file
        self._clock = clock
        self._drawn = drawn
        self._arrived = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def send(self, post: Post, deadline: float) -> Outcome:
        if deadline <= self._clock.monotonic():
            return Outcome(Delivery.REFUSED, reason="deadline")
        at = self._clock.now().timestamp()
        line = f"{post.key} {post.platform} {post.channel} {at:.0f}\n"
        os.write(self._arrived, line.encode())  # one write to the file's end is never torn
        if self._drawn.randrange(KILLED) == 0:
            os._exit(9)
        return Outcome(Delivery.SENT, message_ref=post.key)

    def find(self, post: Post) -> Outcome | None:
        there = f"{post.key} ".encode() in self._file.read_bytes()
        if there:
            return Outcome(Delivery.SENT, message_ref=post.key)
        return Outcome(Delivery.REFUSED, reason="not_there")

    def tell(self, person: str, sentence: str, library: str) -> Outcome:
        return Outcome(Delivery.SENT, message_ref="told")

    def channels(self, beside: str) -> Mapping[str, str]:
        return {}

    def check(self, channel: str) -> str | None:
        return None


class Crew:
    """Processes on one database, which tick when they are told what time it is."""

    def __init__(self, url: str, number: int, arrived: Path, clock: FakeClock) -> None:
        self._url = url
        self._arrived = arrived
        self._clock = clock
        self._numbers = itertools.count()
        self._forks = multiprocessing.get_context("spawn")
        self._lines = [self._hired() for _ in range(number)]
        self.killed = 0

    def tick(self) -> int:
        """Let all tick at once; return the most memory that one has, in bytes."""
        now, most = self._clock.now(), 0
        for line in self._lines:
            line.send(now)
        for at, line in enumerate(self._lines):
            try:
                most = max(most, line.recv())
            except EOFError:
                self.killed += 1
                self._lines[at] = self._hired()
        return most

    def close(self) -> None:
        for line in self._lines:
            line.send(None)

    def _hired(self) -> Connection:
        ours, theirs = self._forks.Pipe()
        orders = (theirs, self._url, self._arrived, next(self._numbers), self._clock.now())
        self._forks.Process(target=work, args=orders, daemon=True).start()
        theirs.close()
        return ours


def work(line: Connection, url: str, arrived: Path, number: int, now: dt.datetime) -> None:
    """Tick whenever a time comes along the line, and answer with the memory it takes."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    clock = FakeClock(now)
    core = build(settings_at(url), clock=clock, fill=False, say=lambda _line: None)
    drawn = random.Random(number)  # noqa: S311  a bench's, no secrets
    posters: dict[str, Poster] = {
        name: Counting(arrived, clock, drawn) for name in ("slack", "discord")
    }
    gc.freeze()
    while (present := line.recv()) is not None:
        clock.present = present
        core.daily.tick(posters)
        line.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _let_pass(crew: Crew, clock: FakeClock) -> Passed:
    passed = Passed()
    passed.planned = _seconds(crew.tick)

    def rest() -> None:
        until = START + DAY + AFTERWARDS
        while clock.now() < until:
            clock.advance(STEP.total_seconds())
            passed.most_memory = max(passed.most_memory, crew.tick())
            passed.ticks += 1

    passed.seconds = _seconds(rest)
    passed.killed = crew.killed
    crew.close()
    return passed


def _counted(
    engine: sa.Engine, rules: list[Schedule], arrived: list[Arrived], now: dt.datetime
) -> Iterator[str]:
    """Hold what arrived against the ledger, and both against the calendar."""
    due = dates_to_have(rules, START, START + DAY, now, EMPTY)
    of_now = sa.select(*(occurrence.c[name] for name in READ)).where(occurrence.c.due_at <= now)
    with engine.connect() as connection:
        rows = connection.execute(of_now).all()
    found = reckon(due, rows, arrived)
    yield (
        f"  {len(due):,} dates were due, {len(arrived):,} posts arrived: {len(found.doubled)}"
        f" twice, {len(found.missing)} without a row, {len(found.silent)} without a post or the"
        f" reason, {len(found.false)} of which the ledger says something else,"
        f" {len(found.strange)} that it does not know, {len(found.early)} too early"
    )
    ends = Counter(
        f"{row.state} {row.reason}".strip()
        for row in rows
        if (row.schedule_id, row.local_date) in due
    )
    yield f"  {dict(ends)}; the last one {found.latest / MINUTE:.1f} minutes after it was due"
    yield from _paced(arrived)


def _paced(arrived: list[Arrived]) -> Iterator[str]:
    """Say how fast posts followed one another: as many as in one step of the clock."""
    for platform in PACE:
        steps = Counter(one.at for one in arrived if one.platform == platform)
        a_second = max(steps.values(), default=0) / STEP.total_seconds()
        yield f"  {platform}: at most {a_second:.1f} posts a second"
    together = Counter((one.channel, one.at) for one in arrived)
    most = max(together.values(), default=0)
    yield f"  at most {most} in one channel within {STEP.total_seconds():.0f} s"


def _read(line: str) -> Arrived:
    key, platform, channel, at = line.split()
    return Arrived(key, platform, channel, int(at))


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began

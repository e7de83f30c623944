"""One round: many occurrences, processes that are killed and frozen, platforms that fail."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.ledger_rows import schedule_row
from bot.index.ledger_tables import occurrence, schedule
from bot.index.opening import open_library
from bot.model import OccurrenceState, Schedule
from bot.occurrence import LEASE, QUARANTINE
from bot.resources import folder
from tests.torture.clock import SharedClock
from tests.torture.platform import Platforms

EPOCH = dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)  # a Monday
FIRST = EPOCH + dt.timedelta(hours=1)
CLOSED = (OccurrenceState.SENT, OccurrenceState.SKIPPED, OccurrenceState.UNKNOWN)
PATIENCE = 3600.0  # of the world's seconds, that a round may take
LAPSE = (LEASE + QUARANTINE).total_seconds()


@dataclass(frozen=True)
class Round:
    """What is run, and what goes wrong in it.

    Attributes:
        occurrences: how many dates, every second one on Discord.
        minutes: over how many minutes of the round's clock they are due.
        workers: how many processes there are.
        scale: how many seconds of the round's clock pass in one of the world's.
        kill, freeze: how often, at each of eight points, a process ends, or stands still.
        hole: how often it stands still between a deadline's check and the socket's write.
    """

    occurrences: int
    minutes: float
    workers: int
    scale: float
    kill: float = 0.05
    freeze: float = 0.012
    hole: float = 0.0


@dataclass(frozen=True)
class Result:
    """What came of a round.

    Attributes:
        kills, failed: processes that were killed, and those that ended by an error of their own.
        requests, known_nonces: posts that were asked for, and those that Discord knew already.
        states: how many dates ended as what, and why.
        doubled: keys that were shown twice, by platform.
        lost: dates that are neither sent nor have a reason.
        false: dates that are sent and not there, or skipped and there.
        plan_digest, ledger_digest: of what was planned, and of what became of it.
        seconds: how long it took.
    """

    occurrences: int
    kills: int
    failed: int
    requests: int
    known_nonces: int
    states: dict[str, int]
    doubled: dict[str, int]
    lost: int
    false: int
    plan_digest: str
    ledger_digest: str
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether nothing is doubled, nothing lost, and the ledger true."""
        return not (self.doubled or self.lost or self.false)


def run(url: str, made: Round, seed: int, home: Path) -> Result:
    """Run a round on an empty database, and count; `home` is a folder of its own."""
    engine, _ = open_library(url, folder("migrations"))
    _schedule(engine, made, seed)
    began = time.time()
    clock = SharedClock(home / "clock", made.scale, began, EPOCH.timestamp())
    platforms = Platforms(seed, clock)
    orders = {
        "url": url,
        "slack": platforms.slack,
        "discord": platforms.discord,
        "clock": str(home / "clock"),
        "seed": seed,
        "workers": made.workers,
        "scale": made.scale,
        "began": began,
        "epoch": EPOCH.timestamp(),
        "kill": made.kill,
        "freeze": made.freeze,
        "hole": made.hole,
    }
    command = [sys.executable, "-m", "tests.torture.worker", json.dumps(orders)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as workers:  # noqa: S603
        try:
            _wait_until_closed(engine, made, clock)
        finally:
            workers.send_signal(signal.SIGTERM)
        told = workers.stdout.read() if workers.stdout else ""
    result = _count(engine, platforms, made, json.loads(told), time.time() - began)
    engine.dispose()
    return result


def _schedule(engine: sa.Engine, made: Round, seed: int) -> None:
    with engine.begin() as connection:
        for number in range(made.occurrences):
            due = FIRST + dt.timedelta(minutes=int(number * made.minutes) // made.occurrences)
            one = Schedule(
                id=f"s{seed}-{number:06}",
                platform=("slack", "discord")[number % 2],
                channel=(f"C{number}", f"{10**17 + number}")[number % 2],
                at=due.time(),
                timezone="UTC",
                next_date=due.date(),
                next_due=due,
                days=(due.isoweekday(),),
            )
            connection.execute(sa.insert(schedule), schedule_row(one))


def _wait_until_closed(engine: sa.Engine, made: Round, clock: SharedClock) -> None:
    """Wait until every date is over, and let the clock skip the time in which nothing can be done.

    It skips only where nothing was done or could be for as long as a lease and the quarantine
    after it: then no request is under way that was not given up.
    """
    open_ = occurrence.c.state.not_in(CLOSED)
    asked = sa.select(
        sa.func.count().filter(~open_),
        sa.func.sum(occurrence.c.lease_token),
        sa.func.min(occurrence.c.ready_at).filter(open_),
    )
    latest = time.monotonic() + PATIENCE
    before, since = None, clock.monotonic()
    while time.monotonic() < latest:
        # A frozen worker may hold the one write lock: who only looks must not queue for it.
        with reading(engine).connect() as connection:
            row = connection.execute(asked).one()
        if row[0] == made.occurrences:
            return
        now = clock.now()
        if before != row or row[2] is None or row[2] <= now:
            before, since = row, clock.monotonic()
        elif clock.monotonic() - since > LAPSE:
            clock.skip((row[2] - now).total_seconds())
        time.sleep(0.05)


def _count(
    engine: sa.Engine, platforms: Platforms, made: Round, ended: dict[str, int], seconds: float
) -> Result:
    with engine.connect() as connection:
        rows = connection.execute(
            sa.select(occurrence, schedule.c.platform)
            .join_from(occurrence, schedule, occurrence.c.schedule_id == schedule.c.id)
            .order_by(occurrence.c.key)
        ).all()
    arrived = platforms.arrived
    plan, whole = hashlib.sha256(), hashlib.sha256()
    for row in rows:
        plan.update(f"{row.key} {row.local_date} {row.quote_id}\n".encode())
        whole.update(f"{row.key} {row.state} {row.reason} {row.quote_id}\n".encode())
    explained = [row for row in rows if row.state == "sent" or (row.state in CLOSED and row.reason)]
    return Result(
        occurrences=len(rows),
        kills=ended["killed"],
        failed=ended["failed"],
        requests=platforms.asked,
        known_nonces=platforms.known_nonces,
        states=dict(Counter(f"{row.state} {row.reason}".strip() for row in rows)),
        doubled=dict(Counter(row.platform for row in rows if arrived[row.key] > 1)),
        lost=made.occurrences - len(explained),
        false=sum(
            (row.state == "sent" and not arrived[row.key])
            or (row.state == "skipped" and arrived[row.key] > 0)
            for row in rows
        ),
        plan_digest=plan.hexdigest()[:16],
        ledger_digest=whole.hexdigest()[:16],
        seconds=round(seconds, 1),
    )


def told(result: Result) -> str:
    """Return a result as lines of Markdown."""
    return "\n".join(f"- {name}: {value}" for name, value in asdict(result).items())

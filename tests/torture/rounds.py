"""One round: many occurrences, processes that are killed and frozen, a platform that fails."""

from __future__ import annotations

import datetime as dt
import hashlib
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.ledger import SqlLedger
from bot.index.ledger_tables import occurrence
from bot.index.opening import open_library
from bot.index.walls import everywhere
from bot.model import OccurrenceState, Schedule
from bot.occurrence import CATCH_UP
from bot.resources import folder
from tests.torture.platform import Platform

EPOCH = dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)  # a Monday
FIRST = EPOCH + dt.timedelta(hours=1)
SCALE = 60.0  # a minute is a second: a lease of 60 s is one of 1 s
CLOSED = (OccurrenceState.SENT, OccurrenceState.SKIPPED, OccurrenceState.UNKNOWN)


@dataclass(frozen=True)
class Round:
    """What is run: how many dates, spread over how many real seconds, and what goes wrong."""

    occurrences: int
    seconds: float
    workers: int
    kill: float = 0.042
    freeze: float = 0.012
    hole: float = 0.0


@dataclass(frozen=True)
class Result:
    """What came of a round: counts, what is doubled or lost, and digests of plan and ledger."""

    occurrences: int
    kills: int
    requests: int
    states: dict[str, int]
    doubled: int
    lost: int
    false: int
    plan_digest: str
    ledger_digest: str
    seconds: float


def run(url: str, made: Round, seed: int) -> Result:
    """Run a round on an empty database, and count."""
    engine, _ = open_library(url, folder("migrations"))
    ledger = SqlLedger(everywhere(engine))
    _schedule(ledger, made)
    platform = Platform(seed, silence=1.0)
    began = time.time()
    numbers = [seed, made.workers, SCALE, began, EPOCH.timestamp()]
    faults = [made.kill, made.freeze, made.hole]
    command = [sys.executable, "-m", "tests.torture.worker", url, platform.address]
    command += [str(one) for one in numbers + faults]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as workers:  # noqa: S603
        try:
            _wait_until_closed(engine, made, began)
        finally:
            workers.send_signal(signal.SIGTERM)
        kills = int((workers.stdout.read() if workers.stdout else "0").strip() or 0)
    result = _count(engine, platform, made, kills, time.time() - began)
    engine.dispose()
    return result


def _schedule(ledger: SqlLedger, made: Round) -> None:
    minutes = max(1, int(made.seconds * SCALE / 60))
    for number in range(made.occurrences):
        due = FIRST + dt.timedelta(minutes=number * minutes // made.occurrences)
        ledger.add(
            Schedule(
                id=f"s{number:06}",
                platform="slack",
                channel=f"C{number}",
                at=due.time(),
                timezone="UTC",
                next_date=due.date(),
                next_due=due,
                days=(due.isoweekday(),),
            )
        )


def _wait_until_closed(engine: sa.Engine, made: Round, began: float) -> None:
    """Wait until every date is over; at the latest, one is when its window is."""
    window = CATCH_UP.total_seconds() / SCALE
    latest = began + 60 + made.seconds + 2 * window + 120
    closed = sa.select(sa.func.count()).where(occurrence.c.state.in_(CLOSED))
    while time.time() < latest:
        # A frozen worker may hold the one write lock: who only looks must not queue for it.
        with reading(engine).connect() as connection:
            if connection.scalar(closed) == made.occurrences:
                return
        time.sleep(1)


def _count(
    engine: sa.Engine, platform: Platform, made: Round, kills: int, seconds: float
) -> Result:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(occurrence).order_by(occurrence.c.key)).all()
    arrived = Counter(
        metadata["event_payload"]["key"]
        for messages in platform.posted.values()
        for _, _, metadata in messages
    )
    plan, whole = hashlib.sha256(), hashlib.sha256()
    for row in rows:
        plan.update(f"{row.key} {row.local_date} {row.quote_id}\n".encode())
        whole.update(f"{row.key} {row.state} {row.reason} {row.quote_id}\n".encode())
    explained = [row for row in rows if row.state == "sent" or (row.state in CLOSED and row.reason)]
    return Result(
        occurrences=len(rows),
        kills=kills,
        requests=platform.asked,
        states=dict(Counter(f"{row.state} {row.reason}".strip() for row in rows)),
        doubled=sum(count > 1 for count in arrived.values()),
        lost=made.occurrences - len(explained),
        # A date that is sent and not there, or skipped and there.
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

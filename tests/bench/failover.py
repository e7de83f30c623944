"""The primary killed under load, its synchronous standby promoted: what is lost, and for how long.

Two real PostgreSQL servers on this machine. Somebody asks, somebody's messages come in, and quotes
are posted, all the while; what the database acknowledged is looked for afterwards.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from bot.bootstrap import Podquote, build
from bot.errors import DatabaseError
from bot.index.engine import open_engine
from bot.index.inbox import inbox
from bot.index.ledger_rows import schedule_row
from bot.index.ledger_tables import occurrence, schedule
from bot.index.walls import everywhere
from bot.model import Delivery, Outcome, Post, Question, Schedule
from tests.bot.conftest import settings_at
from tests.platforms.postgres import Cluster, find_server, replicated

POSTS: Final = 40
BEFORE: Final = 10
"""Posts that are sent before the primary is killed."""
SENDING: Final = 0.1  # seconds that the platform takes
PATIENCE: Final = 60.0
WITHIN: Final = 15.0
"""Seconds within which posting goes on."""


@dataclass
class Platform:
    """A `bot.ports.Poster` that takes its time and remembers when."""

    began: list[tuple[float, str]] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)

    def send(self, post: Post, deadline: float) -> Outcome:
        self.began.append((time.monotonic(), post.key))
        time.sleep(SENDING)
        self.arrived.append(post.key)
        return Outcome(Delivery.SENT, message_ref=post.key)

    def find(self, post: Post) -> Outcome | None:
        if post.key in self.arrived:
            return Outcome(Delivery.SENT, message_ref=post.key)
        return Outcome(Delivery.REFUSED, reason="not_there")

    def tell(self, person: str, sentence: str, library: str) -> Outcome:
        return Outcome(Delivery.SENT, message_ref="told")

    def channels(self, beside: str) -> dict[str, str]:
        return {}

    def check(self, channel: str) -> str | None:
        return None


@dataclass
class Failover:
    """What came of it.

    Attributes:
        resumed: seconds from the kill until quotes were posted again.
        answered, refused: questions, from the kill until then, with an answer and with a sentence.
        rude: what was raised that is no sentence.
        acknowledged: rows that the database had said it has.
        lost: those of them that are not there afterwards.
        sent, doubled: posts that arrived, and those that did twice.
    """

    resumed: float = 0.0
    answered: int = 0
    refused: int = 0
    rude: list[str] = field(default_factory=list)
    acknowledged: int = 0
    lost: int = 0
    sent: int = 0
    doubled: int = 0


def report() -> list[str]:
    """Kill a primary, and say what came of it."""
    if find_server() is None:
        return ["no PostgreSQL server on this machine"]
    return told(run())


def told(found: Failover) -> list[str]:
    """Return the lines of a report."""
    answers = f"{found.answered} answered, {found.refused} refused in a sentence"
    return [
        f"posting went on {found.resumed:.1f} s after the kill (at most {WITHIN:.0f})",
        f"questions until then: {answers}, {len(found.rude)} otherwise",
        f"{found.acknowledged} rows were acknowledged, {found.lost} of them lost",
        f"{found.sent} quotes posted, {found.doubled} of them twice",
    ]


def run() -> Failover:
    """Kill a primary under load and promote its standby."""
    server = find_server()
    assert server is not None
    with replicated(server) as (primary, standby):
        url = f"{primary.url},{standby.folder}&port=5432,5432&target_session_attrs=read-write"
        core = build(settings_at(url), say=lambda _line: None)
        _schedule(core, POSTS)
        found = _killed(core, primary, standby)
        core.close()
    return found


def _schedule(core: Podquote, posts: int) -> None:
    due = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0) - dt.timedelta(minutes=1)
    rows = [
        schedule_row(Schedule(f"s{n:04}", "slack", f"C{n}", due.time(), "UTC", due.date(), due))
        for n in range(posts)
    ]
    with everywhere(core._engine).begin() as connection:
        connection.execute(sa.insert(schedule), rows)


def _killed(core: Podquote, primary: Cluster, standby: Cluster) -> Failover:
    found, platform = Failover(), Platform()
    kept: list[int] = []
    killed_at: list[float] = []

    def tick() -> None:
        core.daily.tick({"slack": platform})

    def ask() -> None:
        try:
            core.answer(Question("fine-tuning"))
        except DatabaseError:
            found.refused += bool(killed_at) and not found.resumed
            raise
        found.answered += bool(killed_at) and not found.resumed

    def receive() -> None:
        number = next(numbers)
        if core.inbox.first("slack", number):
            kept.append(number)

    numbers = iter(range(10**9))
    with _all_the_while(found.rude, tick, ask, receive):
        _until(lambda: len(platform.arrived) >= BEFORE)
        sent = _sent(primary.url)
        acknowledged = list(kept)
        killed_at.append(time.monotonic())
        primary.stop()
        standby.run("pg_ctl", "promote")
        found.resumed = _resumed(platform, killed_at[0])
        _until(lambda: len(platform.arrived) >= POSTS - 1)
    there, received = _sent(standby.url), _received(standby.url)
    acknowledged += [number for number in kept if number not in set(acknowledged)]
    found.acknowledged = len(acknowledged) + len(sent)
    found.lost = len(set(acknowledged) - received) + len(sent - there)
    arrived = Counter(platform.arrived)
    found.sent, found.doubled = len(arrived), sum(count > 1 for count in arrived.values())
    return found


def _resumed(platform: Platform, killed: float) -> float:
    """Return after how many seconds something was sent that was not claimed before the kill."""

    def after() -> list[float]:
        return [at for at, _ in list(platform.began) if at > killed]

    _until(lambda: len(after()) > 1)
    return after()[1] - killed


@contextmanager
def _all_the_while(rude: list[str], *works: Callable[[], None]) -> Iterator[None]:
    """Do each again and again in a thread of its own; expected refusals are nothing."""
    stop = threading.Event()

    def again(work: Callable[[], None]) -> None:
        while not stop.wait(0.02):
            try:
                work()
            except DatabaseError:
                continue
            except Exception as error:  # noqa: BLE001  whatever it is, it is no sentence
                rude.append(f"{work.__name__}: {type(error).__name__}: {error}")

    threads = [threading.Thread(target=again, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def _sent(url: str) -> set[str]:
    return set(_column(url, sa.select(occurrence.c.key).where(occurrence.c.state == "sent")))


def _received(url: str) -> set[int]:
    return {int(key) for key in _column(url, sa.select(inbox.c.key))}


def _column(url: str, query: sa.Select[str]) -> list[str]:
    engine = everywhere(open_engine(url))
    with engine.connect() as connection:
        found = list(connection.scalars(query))
    engine.dispose()
    return found

"""The processes that are killed and frozen: one that forks, and those that tick.

What forks has imported everything and does nothing itself, so that a new process costs moments.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app import poster as slack
from adapters.slack_app import sending
from adapters.slack_app.app import TIMEOUT
from bot.index.ledger import SqlLedger
from bot.index.opening import open_library
from bot.index.walls import everywhere
from bot.model import History, Occurrence, Outcome, Plan, Post
from bot.occurrence import LEASE
from bot.resources import folder
from tests.fakes.quotes import quotes
from tests.fakes.world import daily

Result = TypeVar("Result")

POOL = 300


@dataclass(frozen=True)
class Orders:
    """What a round is run with, as it is passed on the command line."""

    url: str
    address: str
    seed: int
    workers: int
    scale: float
    began: float
    epoch: float
    kill: float
    freeze: float
    hole: float

    @property
    def lease(self) -> float:
        """How long a lease is, in real seconds."""
        return LEASE.total_seconds() / self.scale


class ScaledClock:
    """A clock on which a minute is a moment: all that waits is scaled, nothing is changed."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders

    def now(self) -> dt.datetime:
        passed = (time.time() - self._orders.began) * self._orders.scale
        return dt.datetime.fromtimestamp(self._orders.epoch + passed, dt.UTC)

    def monotonic(self) -> float:
        return time.monotonic() * self._orders.scale


class Fate:
    """Kills or freezes its own process at any point it is asked at."""

    def __init__(self, orders: Orders, number: int) -> None:
        self._orders = orders
        self._random = random.Random(f"{orders.seed} {number}")  # noqa: S311  faults, no secrets

    def strike(self) -> None:
        drawn = self._random.random()
        if drawn < self._orders.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        if drawn < self._orders.kill + self._orders.freeze:
            time.sleep(self._orders.lease * self._random.uniform(1.1, 2.5))

    def strike_in_the_hole(self) -> None:
        if self._random.random() < self._orders.hole:
            time.sleep(self._orders.lease * self._random.uniform(2.0, 3.5))


class DoomedLedger(SqlLedger):
    """A ledger whose process may end, or stand still, before and after each write."""

    fate: Fate

    def plan(self, ids: Sequence[str], make: Callable[[History], Plan]) -> int:
        return self._doomed(lambda: super(DoomedLedger, self).plan(ids, make))

    def claim(
        self, now: dt.datetime, platforms: Collection[str], key: str | None = None
    ) -> Occurrence | None:
        taken = super().claim(now, platforms, key)
        if taken is not None:
            self.fate.strike()
        return taken

    def record(self, row: Occurrence, *, pause: bool = False) -> bool:
        return self._doomed(lambda: super(DoomedLedger, self).record(row, pause=pause))

    def _doomed(self, write: Callable[[], Result]) -> Result:
        self.fate.strike()
        written = write()
        self.fate.strike()
        return written


class DoomedPoster(slack.SlackPoster):
    """The real poster, in a process that may end, or stand still, around each request."""

    fate: Fate

    def send(self, post: Post, deadline: float) -> Outcome:
        self.fate.strike()
        outcome = super().send(post, deadline)
        self.fate.strike()
        return outcome

    def find(self, post: Post) -> Outcome | None:
        found = super().find(post)
        self.fate.strike()
        return found


def work(orders: Orders, number: int) -> None:
    """Tick until killed."""
    clock, fate = ScaledClock(orders), Fate(orders, number)
    engine, _ = open_library(orders.url, folder("migrations"))
    ledger = DoomedLedger(everywhere(engine))
    poster = DoomedPoster(clock)
    ledger.fate = poster.fate = fate
    _connect(poster, orders, fate)
    pool = quotes(POOL)
    ticking = daily(ledger, clock, lambda: pool)
    while True:
        ticking.tick({"slack": poster})
        time.sleep(0.02)


def _connect(poster: slack.SlackPoster, orders: Orders, fate: Fate) -> None:
    """Give the poster a client in a loop of its own, whose patience is scaled like the clock."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    patience = TIMEOUT / orders.scale
    real_post = sending.post

    async def post_message(*arguments: object, **named: object) -> object:
        fate.strike_in_the_hole()  # between the deadline check and the socket's write
        return await asyncio.wait_for(real_post(*arguments, **named), patience)  # type: ignore[arg-type]

    vars(slack)["post_message"] = post_message  # the one place to stand between check and write

    async def connect() -> None:
        poster.connect(AsyncWebClient(token="none", base_url=orders.address, timeout=5))
        ready.set()
        await asyncio.Event().wait()

    threading.Thread(target=lambda: loop.run_until_complete(connect()), daemon=True).start()
    ready.wait()


def keep_working(orders: Orders) -> None:
    """Fork workers, and a new one for each that is killed, until told to stop; print the kills."""
    running: set[int] = set()
    killed = number = 0
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    while not stop.is_set():
        while len(running) < orders.workers:
            number += 1
            child = os.fork()
            if child == 0:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                try:
                    work(orders, number)
                except BaseException as error:  # noqa: BLE001  a worker's end is a fault too
                    sys.stderr.write(f"worker {number} ended: {error!r}\n")
                os._exit(1)
            running.add(child)
        ended, status = os.waitpid(-1, os.WNOHANG)
        if ended == 0:
            time.sleep(0.01)
            continue
        running.discard(ended)
        killed += os.WIFSIGNALED(status)
    for child in running:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    url, address, *numbers = sys.argv[1:]
    whole, real = [int(one) for one in numbers[:2]], [float(one) for one in numbers[2:]]
    keep_working(Orders(url, address, whole[0], whole[1], *real))

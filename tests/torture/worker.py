"""The processes that are killed and frozen: one that forks, and those that tick.

What forks has imported and opened everything and does nothing itself, so that a new process costs
moments.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import gc
import json
import logging
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import discord
import structlog
from discord.http import Route
from slack_sdk.web.async_client import AsyncWebClient

from adapters.discord_app import poster as to_discord
from adapters.discord_app.client import to_http_client
from adapters.discord_app.outcomes import trace
from adapters.slack_app import poster as to_slack
from adapters.slack_app.app import TIMEOUT
from bot.index.ledger import SqlLedger
from bot.index.opening import open_library
from bot.index.walls import everywhere
from bot.model import PUBLIC, History, Occurrence, Outcome, Plan, Post
from bot.occurrence import LEASE, QUARANTINE
from bot.phrasing import to_entry_card
from bot.phrasing.daily import notice
from bot.ports import Poster
from bot.posting import Daily
from bot.posting.quotes import Library, Quotes
from bot.resources import folder
from tests.fakes.quotes import quotes
from tests.torture.clock import ScaledLoop, SharedClock

Result = TypeVar("Result")

POOL = 300
TICK = 10.0  # seconds between two ticks

LAPSE = LEASE + QUARANTINE


@dataclass(frozen=True)
class Orders:
    """What a round is run with, as it is passed on the command line."""

    url: str
    slack: str
    discord: str
    clock: str
    seed: int
    workers: int
    scale: float
    began: float
    epoch: float
    kill: float
    freeze: float
    hole: float


class Fate:
    """Kills or freezes its own process at any point it is asked at."""

    def __init__(self, orders: Orders, number: int, clock: SharedClock) -> None:
        self._orders = orders
        self._clock = clock
        self._random = random.Random(f"{orders.seed} {number}")  # noqa: S311  faults, no secrets

    def strike(self) -> None:
        drawn = self._random.random()
        if drawn < self._orders.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        if drawn < self._orders.kill + self._orders.freeze:
            self._freeze(1.1 * LEASE, 1.5 * LAPSE)

    def strike_in_the_hole(self) -> None:
        if self._random.random() < self._orders.hole:
            self._freeze(1.2 * LAPSE, 2 * LAPSE)

    def _freeze(self, least: dt.timedelta, most: dt.timedelta) -> None:
        self._clock.sleep(self._random.uniform(least.total_seconds(), most.total_seconds()))


class DoomedLedger(SqlLedger):
    """A ledger whose process may end, or stand still, before and after each write."""

    fate: Fate

    def plan(
        self, ids: Sequence[str], make: Callable[[History], Plan], now: dt.datetime | None = None
    ) -> int:
        return self._doomed(lambda: super(DoomedLedger, self).plan(ids, make, now))

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


class Doomed:
    """A real poster, in a process that may end, or stand still, around each request."""

    def __init__(self, real: Poster, fate: Fate) -> None:
        self._real = real
        self._fate = fate

    def send(self, post: Post, deadline: float) -> Outcome:
        self._fate.strike()
        outcome = self._real.send(post, deadline)
        self._fate.strike()
        return outcome

    def find(self, post: Post) -> Outcome | None:
        found = self._real.find(post)
        self._fate.strike()
        return found

    def tell(self, person: str, sentence: str, library: str) -> Outcome:
        return self._real.tell(person, sentence, library)

    def channels(self, beside: str) -> Mapping[str, str]:
        return self._real.channels(beside)

    def check(self, channel: str) -> str | None:
        return self._real.check(channel)


class Warm:
    """What every worker inherits: the database looked at, the pool made, nothing connected."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.clock = SharedClock(Path(orders.clock), orders.scale, orders.began, orders.epoch)
        engine, _ = open_library(orders.url, folder("migrations"))
        engine.dispose()  # no connection outlives a fork
        pool = quotes(POOL)
        self.ledger = DoomedLedger(everywhere(engine))
        library = Library(PUBLIC, lambda _name: pool, lambda _name: 0)
        self.quotes = Quotes(self.ledger, library, to_entry_card)
        self.quotes.pool(PUBLIC)
        gc.collect()
        gc.freeze()

    def work(self, number: int) -> None:
        """Tick until killed."""
        fate = Fate(self.orders, number, self.clock)
        self.ledger.fate = fate
        posters = self._connect(fate)
        daily = Daily(self.ledger, self.clock, self.quotes, notice)
        while True:
            daily.tick(posters)
            self.clock.sleep(TICK)

    def _connect(self, fate: Fate) -> dict[str, Poster]:
        """Return the doors' own posters, their clients in a loop that goes by the clock."""
        slack, other = to_slack.SlackPoster(self.clock), to_discord.DiscordPoster(self.clock)
        loop, ready = ScaledLoop(self.clock), threading.Event()
        for module, name in ((to_slack, "post_message"), (to_discord, "_post")):
            vars(module)[name] = _with_hole(vars(module)[name], fate)
        Route.BASE = self.orders.discord

        async def connect() -> None:
            address = self.orders.slack
            slack.connect(AsyncWebClient(token="none", base_url=address, timeout=TIMEOUT))
            other.attach(await _logged_in())
            ready.set()
            await asyncio.Event().wait()

        threading.Thread(target=lambda: loop.run_until_complete(connect()), daemon=True).start()
        ready.wait()
        return {"slack": Doomed(slack, fate), "discord": Doomed(other, fate)}


async def _logged_in() -> discord.Client:
    """Return Discord's client, however long the machine is too busy for a timeout so fast."""
    while True:
        client = to_http_client(trace())
        with contextlib.suppress(TimeoutError):
            await client.login("loopback")
            return client
        await client.close()


def _with_hole(write: Callable[..., Awaitable[Any]], fate: Fate) -> Callable[..., Awaitable[Any]]:
    """Stand between a deadline's check and the socket's write: there is no other place for it."""

    async def doomed(*arguments: object, **named: object) -> object:
        fate.strike_in_the_hole()
        return await write(*arguments, **named)

    return doomed


def keep_working(orders: Orders) -> None:
    """Fork workers, and a new one for each that ends, until told to stop; print how many ended."""
    warm, running = Warm(orders), set[int]()
    killed = number = 0
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    while not stop.is_set():
        while len(running) < orders.workers:
            number += 1
            running.add(_fork(warm, number))
        ended, status = os.waitpid(-1, os.WNOHANG)
        if ended == 0:
            time.sleep(0.005)
            continue
        running.discard(ended)
        killed += os.WIFSIGNALED(status)
    for child in running:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    sys.stdout.write(json.dumps({"killed": killed, "failed": number - killed - len(running)}))


def _fork(warm: Warm, number: int) -> int:
    child = os.fork()
    if child != 0:
        return child
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        warm.work(number)
    except BaseException as error:  # noqa: BLE001  a worker's end is a fault too
        sys.stderr.write(f"worker {number} ended: {error!r}\n")
    os._exit(1)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    keep_working(Orders(**json.loads(sys.argv[1])))

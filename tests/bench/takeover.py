"""A process killed in the middle of a post, by kill -9: after how long another one sends it.

Two real `podquote run` on one database, each with a Slack of its own on loopback. Whichever posts
first is never answered, and killed; the other one's Slack says when the post arrives there.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import aiohttp
import sqlalchemy as sa
from aiohttp import web

from bot.bootstrap import Podquote, build
from bot.index.ledger_tables import occurrence
from bot.index.walls import everywhere
from bot.model import DailyRequest, DailyVerb, Place
from tests.bot.conftest import settings_at
from tests.platforms.postgres import databases
from tests.platforms.slack import BOT_TOKEN, CHANNEL, SlackPeer

AT_MOST: Final = 60.0
PATIENCE: Final = 200.0
SECRET: Final = "a loopback peer's own"
ROOT: Final = Path(__file__).parents[2]
POST: Final = "chat.postMessage"


class SilentSlack(SlackPeer):
    """A Slack that takes no post and says nothing, until it is told to answer."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()
        self.asked = asyncio.Event()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["method"] == POST and not self.answers.is_set():
            self.asked.set()
            await self.answers.wait()
            if request.transport is None:  # whoever asked was killed
                return web.Response()
        return await super()._api(request)


def report() -> list[str]:
    """Kill a process that posts, on each engine, and say how long its post waited."""
    lines = []
    with tempfile.TemporaryDirectory() as name, databases() as servers:
        urls = {"SQLite": f"sqlite:///{name}/library.db"}
        if servers is not None:
            urls["PostgreSQL"] = servers.empty()
        for engine, url in urls.items():
            seconds, tries = asyncio.run(_killed(url))
            lines.append(
                f"{engine}: sent by another process {seconds:.1f} s after the kill"
                f" (at most {AT_MOST:.0f}), at the try number {tries}"
            )
    return lines


async def _killed(url: str) -> tuple[float, int]:
    core = build(settings_at(url), say=lambda _line: None)
    peers = (SilentSlack(), SilentSlack())
    async with peers[0].serving(), peers[1].serving():
        with contextlib.ExitStack() as stack:
            running = [stack.enter_context(_process(url, peer.api_url)) for peer in peers]
            await asyncio.gather(*(asyncio.to_thread(_ready, process) for process in running))
            _due_now(core)
            asked = [asyncio.create_task(peer.asked.wait()) for peer in peers]
            await asyncio.wait(asked, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            first = 0 if asked[0].done() else 1
            peers[1 - first].answers.set()
            running[first].kill()
            killed = time.monotonic()
            await peers[1 - first].until(lambda: bool(peers[1 - first].posts), PATIENCE)
            seconds = time.monotonic() - killed
            peers[first].answers.set()
            for task in asked:
                task.cancel()
    with everywhere(core._engine).connect() as connection:
        tries = connection.scalar(sa.select(sa.func.max(occurrence.c.lease_token)))
    core.close()
    return seconds, int(tries or 0)


def _due_now(core: Podquote) -> None:
    """Set a quote a day up, and let its first date be due at once."""
    asked = DailyRequest(DailyVerb.SET, "9:00", "UTC")
    core.daily.add(asked, Place("slack", CHANNEL))
    with everywhere(core._engine).begin() as connection:
        first = sa.select(sa.func.min(occurrence.c.local_date)).scalar_subquery()
        now = dt.datetime.now(dt.UTC)
        connection.execute(
            sa.update(occurrence)
            .where(occurrence.c.local_date == first)
            .values(due_at=now, ready_at=now)
        )


@contextlib.contextmanager
def _process(url: str, slack: str) -> Iterator[subprocess.Popen[str]]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PODQUOTE_DATABASE_URL": url,
        "PODQUOTE_HTTP_PORT": "0",
        "PODQUOTE_LOG_LEVEL": "error",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack,
    }
    command = [sys.executable, "-m", "adapters.run", "run"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.kill()


def _ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    line = process.stdout.readline()
    address = next(word.rstrip("/") for word in line.split() if word.startswith("http://"))
    asyncio.run(_until_ready(address))


async def _until_ready(address: str) -> None:
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{address}/readyz") as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.1)

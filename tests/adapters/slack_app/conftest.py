"""A loopback Slack for each test, and a door that talks to it."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import datetime as dt
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from adapters.slack_app.door import SlackDoor
from bot.bootstrap import Podquote
from bot.ports import Core
from bot.settings import Settings
from tests.fakes.core import FakeCore, FakeInbox
from tests.platforms.slack import APP_TOKEN, BOT_TOKEN, SlackPeer

SECRET = "a signing secret"


class ManualClock:
    """A `bot.ports.Clock` that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
        self.seconds = 1000.0

    def now(self) -> dt.datetime:
        return self.time

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
async def peer() -> AsyncIterator[SlackPeer]:
    async with SlackPeer().serving() as serving:
        yield serving
    assert [] == serving.problems


@pytest.fixture
def core(core: Podquote) -> Podquote:
    """The shared core, with an inbox of this test's own: other tests deliver the same messages."""
    own = copy.copy(core)
    vars(own)["inbox"] = FakeInbox()
    return own


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def fake() -> FakeCore:
    return FakeCore()


def settings(peer: SlackPeer, *, http: bool = False) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=None if http else SecretStr(APP_TOKEN),
        slack_signing_secret=SecretStr(SECRET) if http else None,
        slack_api_url=peer.api_url,
    )


async def until_ready(door: SlackDoor, *, ready: bool, task: asyncio.Task[None]) -> None:
    """Wait until `door` is ready, or is not; raise what its `task` ended with, if it did."""
    async with asyncio.timeout(5):
        while door.ready is not ready and not task.done():  # noqa: ASYNC110  it has no event
            await asyncio.sleep(0.005)
    if task.done():
        await task


@contextlib.asynccontextmanager
async def running(door: SlackDoor) -> AsyncIterator[SlackDoor]:
    """Run `door` until it is ready, and cancel it at the end."""
    task = asyncio.create_task(door.run())
    try:
        await until_ready(door, ready=True, task=task)
        yield door
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@contextlib.asynccontextmanager
async def over_socket(peer: SlackPeer, core: Core, clock: ManualClock) -> AsyncIterator[SlackDoor]:
    async with running(SlackDoor(core, settings(peer), clock)) as door:
        yield door

"""A socket that is closed, deaf or lost: noticed, told, and had anew."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from adapters.slack_app.door import SlackDoor
from bot.clock import SystemClock
from bot.errors import NotLetIn
from tests.adapters.slack_app.conftest import (
    ManualClock,
    over_socket,
    running,
    settings,
    until_ready,
)
from tests.fakes.core import FakeCore
from tests.platforms.slack import SlackPeer, mention, refusal


async def test_a_lost_socket_is_had_again(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        await peer.until(lambda: len(peer.sockets) == 1)
        await peer.sockets[0].close()
        await peer.until(lambda: len(peer.sockets) == 2)
        await peer.deliver("events_api", mention("otters"))
        await peer.until(lambda: bool(peer.posts))

    assert 2 == peer.methods().count("apps.connections.open")


async def test_a_socket_that_swallows_everything_is_not_ready_and_is_built_anew(
    peer: SlackPeer, fake: FakeCore
) -> None:
    door = SlackDoor(fake, settings(peer), SystemClock(), ping=0.3)
    task = asyncio.create_task(door.run())
    await until_ready(door, ready=True, task=task)
    peer.deaf.add(peer.sockets[0])

    await until_ready(door, ready=False, task=task)
    assert 1 == len(peer.sockets)
    await peer.until(lambda: len(peer.sockets) == 2, 10)
    await until_ready(door, ready=True, task=task)
    await peer.deliver("events_api", mention("otters"))
    await peer.until(lambda: bool(peer.posts))

    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_a_socket_that_answers_pings_and_delivers_nothing_is_had_anew_after_a_while(
    peer: SlackPeer, fake: FakeCore
) -> None:
    async with running(SlackDoor(fake, settings(peer), SystemClock(), ping=0.1, idle=0.3)):
        await peer.until(lambda: len(peer.sockets) > 1)
        await peer.deliver("events_api", mention("otters"))
        await peer.until(lambda: bool(peer.posts))

    assert ["otters"] == [question.text for question in fake.asked]


async def test_a_socket_that_cannot_be_had_anew_stays(peer: SlackPeer, fake: FakeCore) -> None:
    async with running(SlackDoor(fake, settings(peer), SystemClock(), ping=0.1, idle=0.3)):
        peer.fail("apps.connections.open", *[refusal("internal_error")] * 3)
        await peer.until(lambda: peer.methods().count("apps.connections.open") > 1)
        await peer.deliver("events_api", mention("otters"), socket=0)
        await peer.until(lambda: bool(peer.posts))

    assert 1 == len(peer.sockets)


async def test_a_socket_that_stays_lost_ends_the_door(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    door = SlackDoor(fake, settings(peer), clock)
    task = asyncio.create_task(door.run())
    await until_ready(door, ready=True, task=task)
    peer.fail("apps.connections.open", *[refusal("internal_error")] * 9)
    await peer.sockets[0].close()
    await until_ready(door, ready=False, task=task)
    clock.seconds += 61

    with pytest.raises(NotLetIn, match="the socket was lost"):
        await task

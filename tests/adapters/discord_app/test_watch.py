"""The gateway watched: deaf, lost, and asked for too often (threats T21, T22)."""

from __future__ import annotations

import asyncio
import contextlib
import time

import pytest
from structlog.testing import capture_logs

from adapters.discord_app import watch
from adapters.discord_app.inside import lines_of
from adapters.discord_app.watch import MOST_IDENTIFIES, Identifies, hears
from bot.errors import NotLetIn
from tests.adapters.discord_app.conftest import new_client
from tests.adapters.discord_app.test_door import door_to, running
from tests.fakes.clock import FakeClock
from tests.fakes.core import FakeCore
from tests.fakes.notes import FakeNotes
from tests.platforms.discord_peer import DiscordPeer


class Steps:
    """A pause that moves its own time, and ends after some steps."""

    def __init__(self, steps: int, began: float = 0.0) -> None:
        self.time = began
        self._left = steps

    def now(self) -> float:
        return self.time

    async def pause(self, seconds: float) -> None:
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        self.time += seconds
        await asyncio.sleep(0)


async def test_a_client_that_never_connects_is_given_up() -> None:
    steps = Steps(1000)

    with pytest.raises(NotLetIn, match="the gateway was lost"):
        await watch.watch(new_client(FakeCore()), steps.pause, steps.now)

    assert watch.LOST <= steps.time < watch.LOST + 2 * watch.BEAT


@pytest.mark.slow
async def test_a_connection_that_is_deaf_is_resumed_within_a_minute_of_its_time() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with running(door, peer):
            client = door._client
            assert client is not None
            peer.mute = True
            heard = max(line.heard for line in lines_of(client))
            steps = Steps(3, began=heard + watch.DEAF)
            with capture_logs() as logged, contextlib.suppress(RuntimeError, StopAsyncIteration):
                await watch.watch(client, steps.pause, steps.now)
            peer.mute = False
            await peer.until(lambda: bool(peer.bodies("GATEWAY", "resume")))
            await peer.until(lambda: door.ready)

        assert 1 == len(peer.identified)
    assert "discord.deaf" in [entry["event"] for entry in logged]
    assert watch.DEAF + watch.BEAT + watch.GOODBYE < 60


@pytest.mark.slow
async def test_a_silent_connection_is_not_ready_long_before_it_is_given_up() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with running(door, peer):
            assert door._client is not None

            assert hears(door._client)
            assert not hears(door._client, lambda: time.perf_counter() + watch.DOUBTED + 1)
    assert watch.DOUBTED + watch.BEAT < 30


def test_sessions_are_counted_a_day_and_over_restarts() -> None:
    notes, clock = FakeNotes(), FakeClock()
    for _ in range(MOST_IDENTIFIES):
        Identifies(notes, clock).spend()

    assert 0 == Identifies(notes, clock).left()
    assert MOST_IDENTIFIES == Identifies(notes, clock).left(shards=2)
    with pytest.raises(NotLetIn, match="too many sessions"):
        Identifies(notes, clock).spend()

    clock.advance(86400)
    Identifies(notes, clock).spend()
    assert MOST_IDENTIFIES - 1 == Identifies(notes, clock).left()


@pytest.mark.slow
async def test_a_gateway_that_ends_every_session_is_not_asked_for_more_than_a_days_number() -> None:
    core = FakeCore()
    clock = FakeClock()
    for _ in range(MOST_IDENTIFIES - 1):
        Identifies(core.notes, clock).spend()
    async with DiscordPeer() as peer:
        door = door_to(peer, core)
        async with running(door, peer) as task:
            await peer.invalidate()
            with pytest.raises(NotLetIn, match="too many sessions"):
                await asyncio.wait_for(asyncio.shield(task), 20)
        with pytest.raises(NotLetIn, match="too many sessions"):
            await door.run()

        assert 1 == len(peer.identified)
        assert not door.ready

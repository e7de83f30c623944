"""Two processes, one bot: its shards are divided, and a dead one's are taken over."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from adapters.discord_app.door import DiscordDoor
from adapters.discord_app.shards import BEAT, Shards
from bot.errors import UnusableDatabase
from bot.index.leases import LASTING, SqlLeases
from tests.fakes.clock import FakeClock
from tests.fakes.core import FakeCore
from tests.fakes.leases import FakeLeases
from tests.fakes.libraries import open_empty
from tests.fakes.settings import settings_for
from tests.platforms.discord_peer import DiscordPeer

TAKEN_OVER = 60.0  # seconds that a death may leave a shard with nobody


class Site:
    """A database and a clock that some doors share; their pauses pass as fast as they can."""

    def __init__(self, path: Path, peer: DiscordPeer) -> None:
        self.clock = FakeClock()
        self.engine: sa.Engine = open_empty(path)
        self.peer = peer

    def door(self, shards: int) -> DiscordDoor:
        core = FakeCore()
        core.leases = SqlLeases(self.engine, self.clock)
        settings = settings_for(
            Path("unused.db"),
            DISCORD_TOKEN="loopback",
            DISCORD_API_URL=self.peer.url,
            DISCORD_SHARDS=str(shards),
        )
        return DiscordDoor(core, settings, FakeClock(), self.pause)

    async def pause(self, _seconds: float) -> None:
        await asyncio.sleep(0.02)

    def identified(self) -> list[int]:
        return [one["shard"][0] for one in self.peer.identified]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with DiscordPeer() as peer:
        found = Site(tmp_path / "podquote.db", peer)
        yield found
        found.engine.dispose()


@contextlib.asynccontextmanager
async def running(door: DiscordDoor) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(door.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])


def serving(door: DiscordDoor) -> set[int]:
    client = door._client
    return set(client.shards) if client is not None and door.ready else set()


@pytest.mark.slow  # discord.py waits five seconds between two shards, as Discord wants it
async def test_a_second_process_takes_its_share_of_the_shards(site: Site) -> None:
    first, second = site.door(2), site.door(2)

    async with running(first):
        await site.peer.until(lambda: serving(first) == {0, 1}, 20)
        async with running(second):
            await site.peer.until(lambda: serving(first) == {0} and serving(second) == {1}, 30)

    assert {(2,)} == {tuple(one["shard"][1:]) for one in site.peer.identified}


async def test_a_process_to_spare_is_ready_posts_and_takes_over_from_the_dead(site: Site) -> None:
    first, spare = site.door(1), site.door(1)

    async with running(first) as task:
        await site.peer.until(lambda: serving(first) == {0})
        async with running(spare):
            await site.peer.until(lambda: spare.ready)
            assert [0] == site.identified()
            # It dies: its lease is renewed no more, and nothing is given back.
            first._shards = Shards(FakeLeases(), 1)
            task.cancel()
            await asyncio.wait([task])
            site.clock.advance(LASTING.total_seconds() + BEAT)
            await site.peer.until(lambda: serving(spare) == {0})

    assert [0, 0] == site.identified()
    assert LASTING.total_seconds() + 2 * BEAT < TAKEN_OVER


async def test_while_nobody_can_say_whose_they_are_they_stay_ours() -> None:
    class Away(FakeLeases):
        def hold(self, work: str, parts: int, holder: str) -> frozenset[int]:
            asked.append(parts)
            if len(asked) < 4:
                raise UnusableDatabase("here", "it is away")
            return frozenset({1})

    asked: list[int] = []
    mine = frozenset({0})

    async def at_once(_seconds: float) -> None:
        await asyncio.sleep(0)

    await Shards(Away(), 2, at_once).changed_from(mine)

    assert [2, 2, 2, 2] == asked

"""Watches the gateway: is anybody there, and how often did we have to say who we are.

Discord wants a heartbeat each 41 seconds and discord.py gives a silent connection a minute more;
asking for a sign of life every few seconds tells a deaf connection from a quiet one much sooner.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Final

import discord
import structlog

from adapters.discord_app.inside import Line, lines_of
from bot.errors import NotLetIn
from bot.ports import Clock, Notes

BEAT: Final = 8.0  # seconds between two looks; Discord allows 120 messages a minute
DOUBTED: Final = 20.0  # seconds without a word after which the door is not ready
DEAF: Final = 30.0  # seconds after which the connection is made anew
LOST: Final = 90.0  # seconds without any connection after which the whole client is
GOODBYE: Final = 2.0  # seconds that closing a deaf one may take

MOST_IDENTIFIES: Final = 100
"""Identifies a day and shard. Discord allows 1,000 and resets the token of a bot beyond them; who
needs a tenth of it has a fault that trying again does not mend."""

SPENT: Final = "too many sessions begun today"
_IDENTIFIES: Final = "discord.identifies"

Pause = Callable[[float], Awaitable[None]]

_log = structlog.get_logger(__name__)


async def watch(
    client: discord.AutoShardedClient,
    pause: Pause = asyncio.sleep,
    now: Callable[[], float] = time.perf_counter,
) -> None:
    """Ask every connection for a sign of life, and drop a deaf one.

    Args:
        client: whose connections.
        pause: waits so many seconds.
        now: seconds, on the clock that `Line.heard` is on.

    Raises:
        NotLetIn: there has been no connection for too long.
    """
    alive = now()
    while now() - alive < LOST:
        await pause(BEAT)
        lines = list(lines_of(client))
        for line in lines:
            await _look_after(line, now() - line.heard)
        if lines:
            alive = now()
    raise NotLetIn("Discord", "the gateway was lost")


def hears(client: discord.AutoShardedClient, now: Callable[[], float] = time.perf_counter) -> bool:
    """Whether every shard is connected, and was heard a moment ago (`now` as for `watch`)."""
    lines = list(lines_of(client))
    connected = len(lines) == len(client.shards)
    return connected and all(now() - line.heard < DOUBTED for line in lines)


async def _look_after(line: Line, silent: float) -> None:
    if silent < DEAF:
        await line.beat()
        return
    _log.warning("discord.deaf", shard=line.shard_id, seconds=round(silent))
    try:
        async with asyncio.timeout(GOODBYE):
            await line.drop()
    except TimeoutError:
        _log.warning("discord.closed_hard", shard=line.shard_id)


class Identifies:
    """Counts how often we said who we are, over all starts of a day (UTC)."""

    def __init__(self, notes: Notes, clock: Clock) -> None:
        """Take where the count is kept, and the clock that days are on."""
        self._notes = notes
        self._clock = clock

    def left(self, shards: int = 1) -> int:
        """Return how many more there may be today."""
        return MOST_IDENTIFIES * shards - self._today()

    def spend(self, shards: int = 1) -> None:
        """Count one.

        Raises:
            NotLetIn: today's are used up.
        """
        if self.left(shards) <= 0:
            raise NotLetIn("Discord", SPENT)
        day = self._clock.now().date().isoformat()
        self._notes.write(_IDENTIFIES, json.dumps([day, self._today() + 1]))

    def _today(self) -> int:
        day, count = json.loads(self._notes.read(_IDENTIFIES) or '["", 0]')
        return int(count) if day == self._clock.now().date().isoformat() else 0

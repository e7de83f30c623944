"""Which of the bot's shards this process serves, where several processes divide them.

They are leases in the database: renewed every few seconds, free half a minute after a process has
died, frozen or been cut off, and given back at once by one that is stopped.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.errors import DatabaseError
from bot.ports import Leases

BEAT: Final = 5.0
"""Seconds between two looks; a few of them may fail before a lease is over."""
_WORK: Final = "discord.shards"

Pause = Callable[[float], Awaitable[None]]

_log = structlog.get_logger(__name__)


class Shards:
    """This process's share of the shards.

    Attributes:
        count: how many there are in all processes together.
    """

    def __init__(self, leases: Leases, count: int, pause: Pause = asyncio.sleep) -> None:
        """Take who divides them, into how many, and what waits so many seconds."""
        self.count = count
        self._leases = leases
        self._pause = pause
        self._holder = secrets.token_hex(8)

    async def held(self) -> frozenset[int]:
        """Return which are ours from now on.

        Raises:
            DatabaseError: nobody can say.
        """
        found = self._leases.hold
        return await asyncio.to_thread(found, _WORK, self.count, self._holder)

    async def some(self) -> frozenset[int]:
        """Wait until there are some for us, and return them."""
        while not (mine := await self._asked()):
            await self._pause(BEAT)
        return mine

    async def changed_from(self, mine: frozenset[int]) -> None:
        """Keep `mine` for us, and return once they are others.

        While the database is away nobody can take them either, so they stay ours.
        """
        while await self._asked(mine) == mine:
            await self._pause(BEAT)

    async def let_go(self) -> None:
        """Give ours back, so that nobody has to wait for them."""
        try:
            await asyncio.to_thread(self._leases.let_go, _WORK, self._holder)
        except DatabaseError as error:  # then they are free in half a minute
            _log.warning("discord.shards_kept", reason=type(error).__name__)

    async def _asked(self, otherwise: frozenset[int] = frozenset()) -> frozenset[int]:
        try:
            return await self.held()
        except DatabaseError as error:
            _log.warning("discord.shards_unknown", reason=type(error).__name__)
            return otherwise

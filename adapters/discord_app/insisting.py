"""Sends again what may not have arrived; only for what Discord takes once however often it comes.

discord.py repeats by itself after 429, 500, 502, 504 and 524, and raises after 503 and a connection
that is dropped. Then we ask again: a reply with the same nonce is the same message, an edit twice
is one edit, and a second acknowledgement is refused as such.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
import discord

PAUSES: Final = (0.3, 1.0)
"""Seconds before each further try; an interaction has three in all for its first response."""

_ACKNOWLEDGED: Final = 40060
_UNSURE: Final = (discord.DiscordServerError, aiohttp.ClientError, OSError)


async def insist(
    send: Callable[[], Awaitable[object]], pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Call `send` until Discord says that it has it, or that it will not.

    Raises:
        discord.DiscordException, aiohttp.ClientError, OSError: what the last try raised.
    """
    for seconds in PAUSES:
        try:
            await send()
        except _UNSURE:
            await pause(seconds)
        else:
            return
    await send()


async def acknowledge(send: Callable[[], Awaitable[object]]) -> None:
    """Give an interaction its first response; one that arrived though no answer came is enough.

    Raises:
        discord.DiscordException, aiohttp.ClientError, OSError: what the last try raised.
    """
    tries = 0

    async def counted() -> None:
        nonlocal tries
        tries += 1
        try:
            await send()
        except discord.HTTPException as error:
            if error.code != _ACKNOWLEDGED or tries == 1:
                raise

    await insist(counted)

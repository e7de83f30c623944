"""The Discord door as the rest of podquote sees it: run it, post through it, probe it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import aiohttp
import discord
import structlog
from discord.http import Route
from starlette.routing import BaseRoute

from adapters.discord_app.client import PodquoteClient, to_http_client
from adapters.discord_app.commands import sync
from adapters.discord_app.outcomes import trace
from adapters.discord_app.poster import DiscordPoster
from bot import phrasing
from bot.errors import NotLetIn, SettingError
from bot.ports import Clock, Core
from bot.settings import Settings

_CLOSE_SECONDS: Final = 1.5  # a gateway that does not say goodbye is left without one

_log = structlog.get_logger(__name__)


class DiscordDoor:
    """Answers and posts on Discord.

    Attributes:
        poster: posts while `run` or `connected` is under way, and refuses to otherwise.
    """

    def __init__(self, core: Core, settings: Settings, clock: Clock) -> None:
        """Take who answers, what is configured, and the clock that deadlines are on.

        Raises:
            SettingError: there is no token.
        """
        if settings.discord_token is None:
            raise SettingError({"DISCORD_TOKEN": "is needed for Discord"})
        self.poster = DiscordPoster(clock)
        self._core = core
        self._token = settings.discord_token.get_secret_value()
        self._client: PodquoteClient | None = None
        self._commands: str | None = None  # those that Discord was last told
        # discord.py knows one address of Discord for the whole process; this is where it is set.
        Route.BASE = settings.discord_api_url.rstrip("/")

    @property
    def ready(self) -> bool:
        """Whether the gateway is connected and Discord said who is there."""
        client = self._client
        if client is None or not client.is_ready():
            return False
        return not any(shard.is_closed() for shard in client.shards.values())

    async def run(self) -> None:
        """Connect to the gateway and answer until cancelled; closed within two seconds then.

        Each call builds a new client, so it can be called again after it raised.

        Raises:
            NotLetIn: Discord refuses the token, cannot be reached, or ended the connection.
        """
        client = self._client = PodquoteClient(self._core, trace())
        try:
            with _failures_named():
                await client.login(self._token)
                self._commands = await sync(client.tree, self._commands)
                self.poster.attach(client)
                await client.connect()
        finally:
            self.poster.detach()
            self._client = None
            await _close(client)
        raise NotLetIn("Discord", "connection ended")

    def routes(self) -> list[BaseRoute]:
        """Return what the web door mounts for us: nothing, all comes over the gateway."""
        return []

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Log in over HTTP only, so that `poster` works inside the block.

        Raises:
            NotLetIn: Discord refuses the token or cannot be reached.
        """
        async with self._logged_in() as client:
            self.poster.attach(client)
            try:
                yield
            finally:
                self.poster.detach()

    async def probe(self) -> str:
        """Return under which name Discord knows the bot.

        Raises:
            NotLetIn: Discord refuses the token or cannot be reached.
        """
        async with self._logged_in() as client:
            return phrasing.connected_as(str(client.user))

    @asynccontextmanager
    async def _logged_in(self) -> AsyncIterator[discord.Client]:
        client = to_http_client(trace())
        try:
            with _failures_named():
                await client.login(self._token)
            yield client
        finally:
            await _close(client)


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise NotLetIn("Discord", _problem(error)) from error


def _problem(error: Exception) -> str:
    match error:
        case discord.LoginFailure():
            return "unauthorized"
        case discord.HTTPException():
            return f"HTTP {error.status}"
        case discord.ConnectionClosed():
            return f"gateway {error.code}"
    return type(error).__name__


async def _close(client: discord.Client) -> None:
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await client.close()
    except TimeoutError:
        _log.warning("discord.closed_hard")
        await client.http.close()

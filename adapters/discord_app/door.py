"""The Discord door as the rest of podquote sees it: run it, post through it, probe it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final

import aiohttp
import discord
import structlog
from discord.http import Route
from nacl.signing import VerifyKey
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Address

from adapters.discord_app import interactions
from adapters.discord_app.client import PodquoteClient, to_http_client
from adapters.discord_app.inside import know_gateway, still
from adapters.discord_app.outcomes import trace
from adapters.discord_app.poster import DiscordPoster
from adapters.discord_app.shards import Pause, Shards
from adapters.discord_app.tree import sync
from adapters.discord_app.watch import SPENT, Identifies, hears, watch
from adapters.incoming import Seen
from adapters.supervise import supervise
from bot.errors import NotLetIn, SettingError
from bot.phrasing import channels
from bot.ports import Clock, Core
from bot.settings import Settings

_CANCEL_SECONDS: Final = 0.2
_CLOSE_SECONDS: Final = 1.5  # a gateway that does not say goodbye is left without one

Share = tuple[int, frozenset[int]]
"""How many shards there are, and which of them are ours."""

_log = structlog.get_logger(__name__)


class DiscordDoor:
    """Answers and posts on Discord.

    With a key interactions come over HTTP and are answered whatever becomes of the gateway, which
    serves mentions alone then: they have a client of their own, and what the gateway needs is
    tried again beside it.

    Attributes:
        poster: posts while `run` or `connected` is under way, and refuses to otherwise.
    """

    def __init__(
        self, core: Core, settings: Settings, clock: Clock, pause: Pause = asyncio.sleep
    ) -> None:
        """Take who answers, what is configured, and the clock that deadlines are on.

        `pause` waits between two looks at which shards are ours.

        Raises:
            SettingError: there is no token.
        """
        if settings.discord_token is None:
            raise SettingError({"DISCORD_TOKEN": "is needed for Discord"})
        self.poster = DiscordPoster(clock)
        self._core = core
        self._clock = clock
        self._token = settings.discord_token.get_secret_value()
        key = settings.discord_public_key
        self._key = VerifyKey(bytes.fromhex(key)) if key else None
        self._identifies = Identifies(core.notes, clock)
        self._client: PodquoteClient | None = None
        count = settings.discord_shards
        self._shards = Shards(core.leases, count, pause) if count else None
        self._spare = False
        # discord.py knows one address of Discord for the whole process; this is where it is set.
        Route.BASE = settings.discord_api_url.rstrip("/")

    @property
    def ready(self) -> bool:
        """Whether questions are answered: over the gateway, it is connected and not silent.

        With a key they come over HTTP: whether we are logged in. What then becomes of the gateway
        is in the log; to be taken off a load balancer for it would only lose the questions, too.
        """
        client = self._client
        if self._key is not None:
            return client is not None
        # Who has no shard, for others serve them all, is as ready as it can be.
        return self._spare or (client is not None and client.is_ready() and hears(client))

    def routes(self) -> list[BaseRoute]:
        """Return what the web door mounts for us: interactions, where their key is configured."""
        key = self._key
        if key is None:
            return []

        seen = Seen()

        async def take(request: Request) -> Response:
            return await interactions.handle(request, self._client, key, self._clock, seen)

        return [Address(interactions.PATH, take, methods=["POST"])]

    async def run(self) -> None:
        """Answer until cancelled; closed within two seconds then.

        Each call builds a new client, so it can be called again after it raised. Where shards are
        divided it serves its share, and waits for one while it has none.

        Raises:
            NotLetIn: Discord refuses the token or cannot be reached; without a key also: it ended
                the connection, or was asked for too many sessions today.
        """
        if self._key is None:
            await self._in_shares(self._answer)
        else:
            async with self._at_work(None):
                await supervise("discord's gateway", self._hear_mentions, self._clock)

    async def _answer(self, share: Share | None) -> None:
        await self._spare_identifies()
        async with self._at_work(share) as client:
            await self._listen(client, share)

    async def _hear_mentions(self) -> None:
        await self._in_shares(self._hear)

    async def _hear(self, share: Share | None) -> None:
        await self._spare_identifies()
        async with self._entered(share) as client:
            await self._listen(client, share)

    async def _spare_identifies(self) -> None:
        if await asyncio.to_thread(self._identifies.left) <= 0:
            raise NotLetIn("Discord", SPENT)

    async def _in_shares(self, serve: Callable[[Share | None], Awaitable[None]]) -> None:
        """Serve all shards, or, where they are divided, our share for as long as it is ours."""
        shards = self._shards
        if shards is None:
            await serve(None)
            return
        try:
            while True:
                mine = await shards.held() or await self._spared(shards)
                _log.info("discord.shards", mine=sorted(mine), count=shards.count)
                await serve((shards.count, mine))
        finally:
            await shards.let_go()

    async def _spared(self, shards: Shards) -> frozenset[int]:
        """Wait for a share; others hear, but whoever waits can post."""
        async with contextlib.AsyncExitStack() as stack:
            if self._client is None:
                await stack.enter_async_context(self.connected())
            self._spare = True
            try:
                return await shards.some()
            finally:
                self._spare = False

    @asynccontextmanager
    async def _at_work(self, share: Share | None) -> AsyncIterator[PodquoteClient]:
        """Log in, tell the commands, and let interactions and posts through."""
        async with self._entered(share) as client:
            with _failures_named():
                await sync(client.tree, self._core.notes)
            self.poster.attach(client)
            self._client = client
            try:
                yield client
            finally:
                self.poster.detach()
                self._client = None

    @asynccontextmanager
    async def _entered(self, share: Share | None) -> AsyncIterator[PodquoteClient]:
        client = PodquoteClient(self._core, trace(), self._identifies, self.poster, share)
        try:
            with _failures_named():
                await client.login(self._token)
                await know_gateway(client)
            yield client
        finally:
            await _close(client)

    async def _listen(self, client: PodquoteClient, share: Share | None) -> None:
        """Hear the gateway until our share is another.

        Raises:
            NotLetIn: it ended before, with what ended it.
        """
        works = [_connected(client), watch(client), _refused(client)]
        if share is not None and self._shards is not None:
            works.append(self._shards.changed_from(share[1]))
        with _failures_named():
            await _first_of(*works)

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
            return channels.connected_as(str(client.user))

    @asynccontextmanager
    async def _logged_in(self) -> AsyncIterator[discord.Client]:
        client = to_http_client(trace())
        try:
            with _failures_named():
                await client.login(self._token)
            yield client
        finally:
            await _close(client)


async def _connected(client: PodquoteClient) -> None:
    await client.connect()
    raise NotLetIn("Discord", "connection ended")


async def _first_of(*works: Coroutine[Any, Any, None]) -> None:
    """Wait until one of `works` ends, raise what it raised, and cancel the others."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        # Not for ever: a client that is about to begin a session anew does not hear it.
        await asyncio.wait(tasks, timeout=_CANCEL_SECONDS)


async def _refused(client: PodquoteClient) -> None:
    await client.refused.wait()
    raise NotLetIn("Discord", SPENT)


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
    finally:
        await still(client, _CANCEL_SECONDS)

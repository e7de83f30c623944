"""The Slack door as a whole: opened, served over Socket Mode or HTTP, closed within two seconds."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Final

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from adapters.slack_app import events
from adapters.slack_app.app import TIMEOUT, Errands, authorize_as, build_app, build_client
from adapters.slack_app.desk import PLATFORM, Desk
from adapters.slack_app.installing import Installer
from adapters.slack_app.outcomes import FAILURES, outcome_of
from adapters.slack_app.poster import SlackPoster
from adapters.slack_app.rights import Rights
from adapters.slack_app.watch import IDLE, PING, Watch
from adapters.slack_app.workspaces import Authorize, Workspaces, authorize_in, listen_for_leaving
from bot.errors import NotLetIn, SealedAway
from bot.phrasing import channels
from bot.ports import Clock, Core
from bot.settings import Settings

CONNECTING: Final = 20  # seconds until a socket that cannot be had is an error
CLOSING: Final = 1.0  # seconds for the socket's goodbye
FINISHING: Final = 0.5  # seconds for answers under way

log = structlog.get_logger(__name__)


class SlackDoor:
    """Slack's way in, and the way out for daily posts.

    Attributes:
        poster: posts into channels while the door is open.
        ready: whether requests from Slack are being answered.
    """

    def __init__(
        self,
        core: Core,
        settings: Settings,
        clock: Clock,
        *,
        ping: float = PING,
        idle: float = IDLE,
    ) -> None:
        """Take what answers, what is configured and the time; open nothing yet.

        Args:
            core: what answers.
            settings: the tokens.
            clock: the time.
            ping: seconds between two pings of a socket.
            idle: seconds without a delivery after which a socket is had anew.
        """
        self._ping = ping
        self._idle = idle
        self._core = core
        self._settings = settings
        self._clock = clock
        self._client: AsyncWebClient | None = None
        self._app: AsyncApp | None = None
        self._installer: Installer | None = None
        self._workspaces: Workspaces | None = None
        if settings.slack_mode == "oauth":
            self._installer = Installer(settings, core.installations, clock)
            self._workspaces = Workspaces(core.installations)
        self.poster = SlackPoster(clock, self._workspaces)
        self.ready = False

    async def run(self) -> None:
        """Serve until cancelled.

        Raises:
            NotLetIn: Slack refuses the tokens, cannot be reached, or stays away once connected.
        """
        errands = Errands()
        async with self.connected() as client:
            desk = Desk(
                self._core,
                client,
                Rights(self._settings.slack_schedulers, self._clock),
                {PLATFORM: self.poster},
            )
            self._app = build_app(desk, await self._authorize(client), errands)
            if self._workspaces:
                listen_for_leaving(self._app, self._workspaces)
            try:
                await self._serve(self._app)
            finally:
                self.ready = False
                self._app = None
                await errands.finish(FINISHING)

    def routes(self) -> list[BaseRoute]:
        """Return what the web door mounts for us: over HTTP the events' route, and installing."""
        if self._settings.slack_mode not in ("http", "oauth"):
            return []
        installing = self._installer.routes() if self._installer else []
        return [Route(events.PATH, self._take, methods=["POST"]), *installing]

    async def probe(self) -> str:
        """Return one sentence that says who we are on Slack.

        Raises:
            NotLetIn: Slack refuses the token or cannot be reached.
            SealedAway: there are workspaces whose tokens no key opens that is given.
        """
        if self._workspaces:
            sealing = await asyncio.to_thread(self._core.installations.sealing)
            if sealing.shut:
                raise SealedAway(sealing.shut)
            return channels.installed_in(sealing.newest + sealing.older, sealing.older)
        async with self.connected() as client:
            found = await _introduce(client)
            return channels.slack_connected(str(found.get("user")), str(found.get("team")))

    @contextlib.asynccontextmanager
    async def connected(self) -> AsyncIterator[AsyncWebClient]:
        """Open what posting and probing need, and no listener; opened already, it stays so."""
        if self._client is not None:
            yield self._client
            return
        timeout = aiohttp.ClientTimeout(total=TIMEOUT, sock_connect=TIMEOUT / 2)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            self._client = build_client(self._settings, session)
            self.poster.connect(self._client)
            try:
                yield self._client
            finally:
                self.poster.disconnect()
                self._client = None

    async def _take(self, request: Request) -> Response:
        secret = self._settings.slack_signing_secret
        if self._app is None or secret is None:
            return Response(status_code=503)  # Slack asks again
        return await events.handle(request, self._app, secret.get_secret_value(), self._clock)

    async def _authorize(self, client: AsyncWebClient) -> Authorize:
        """Return what says who we are: of many workspaces as each gave it, else as Slack says."""
        if self._workspaces:
            return authorize_in(self._workspaces)
        return authorize_as(await _who_we_are(client))

    async def _serve(self, app: AsyncApp) -> None:
        token = self._settings.slack_app_token
        if self._settings.slack_mode == "socket" and token is not None:
            await self._serve_socket(app, token.get_secret_value())
        else:
            self.ready = True
            log.info("slack_ready", mode="http")
            await asyncio.Event().wait()

    async def _serve_socket(self, app: AsyncApp, token: str) -> None:
        handler = AsyncSocketModeHandler(app, token, ping_interval=self._ping)
        watch = Watch(handler.client, self._clock, ping=self._ping, idle=self._idle)
        try:
            await _connect(handler.client)
            log.info("slack_ready", mode="socket")
            await watch.run(self._tell)
        finally:
            await _close(handler.client)

    def _tell(self, ready: bool) -> None:  # noqa: FBT001  as the watch calls it
        self.ready = ready


async def _introduce(client: AsyncWebClient) -> AsyncSlackResponse:
    try:
        return await client.auth_test()
    except FAILURES as error:
        raise NotLetIn("Slack", outcome_of(error).reason) from None


async def _who_we_are(client: AsyncWebClient) -> AuthorizeResult:
    found = await _introduce(client)
    return AuthorizeResult(
        enterprise_id=found.get("enterprise_id"),
        team_id=found.get("team_id"),
        bot_user_id=found.get("user_id"),
        bot_id=found.get("bot_id"),
        bot_token=client.token,
    )


async def _connect(client: SocketModeClient) -> None:
    try:
        async with asyncio.timeout(CONNECTING):
            # Asked for by us: `connect` repeats for ever what Slack refuses for good.
            client.wss_uri = await client.issue_new_wss_url()
            await client.connect()  # type: ignore[no-untyped-call]
    except FAILURES as error:
        raise NotLetIn("Slack", outcome_of(error).reason) from None


async def _close(client: SocketModeClient) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSING):
            await client.close()  # type: ignore[no-untyped-call]
    tasks = [
        asyncio.ensure_future(task)
        for task in (
            client.message_processor,
            client.message_receiver,
            client.current_session_monitor,
        )
        if task is not None
    ]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await client.aiohttp_client_session.close()

"""The bolt app: which listener hears what, and the client that every call goes through.

Acknowledged before anything is looked up: with `process_before_response` bolt answers as soon as a
listener has called `ack`, in 0.2 ms where its polling takes 11; the work goes on as an errand.
Bolt's own lazy listeners copy the whole context, the client's open connections with it, and fail.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Coroutine
from typing import Any, Final

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app.listeners import Seen, answer_command, answer_mention, answer_press
from bot.ports import Core
from bot.settings import Settings

COMMAND: Final = "/podquote"
TIMEOUT: Final = 10  # seconds that one call to Slack may take, connecting included

# Buttons of other versions too: what they carry says whether they mean anything here.
_ANY_BUTTON: Final = re.compile("")
# At DEBUG and INFO the libraries write bodies, and with them what people asked.
_LOGGER: Final = logging.getLogger("slack_bolt")


class Errands:
    """The work that outlives its acknowledgement: kept from being collected, waited for at close.

    asyncio itself holds running tasks only weakly.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin `work` as a task of its own."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self, within: float) -> None:
        """Wait at most `within` seconds for what is under way, then end it."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within)
            for task in late:
                task.cancel()


def build_client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client for `settings.slack_api_url` that retries nothing by itself.

    slack_sdk's own retry sends a write again that the server had taken.
    """
    token = settings.slack_bot_token
    return AsyncWebClient(
        token=token.get_secret_value() if token else None,
        base_url=settings.slack_api_url,
        session=session,
        timeout=TIMEOUT,
        retry_handlers=[],
        logger=_LOGGER,
    )


def build_app(
    client: AsyncWebClient, core: Core, us: AuthorizeResult, errands: Errands
) -> AsyncApp:
    """Return the app, the same for Socket Mode and HTTP.

    Args:
        client: with a session and the bot's token.
        core: what answers.
        us: who we are in this workspace, so that bolt need not ask, and skips our own messages.
        errands: where the work after an acknowledgement is kept.
    """
    _LOGGER.setLevel(logging.WARNING)
    app = AsyncApp(
        name="podquote",
        logger=_LOGGER,
        client=_without_token(client),
        authorize=_authorize_as(us),
        process_before_response=True,
        signing_secret="",
        request_verification_enabled=False,  # `events` has checked, before anything was parsed
        ssl_check_enabled=False,  # it would answer before any check
    )
    seen = Seen()

    async def take_command(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack()
        errands.start(answer_command(command, core, seen, client))

    async def take_mention(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        errands.start(answer_mention(body, core, seen, client))

    async def take_press(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        errands.start(answer_press(body, core, seen, client))

    app.command(COMMAND)(take_command)
    app.event("app_mention")(take_mention)
    app.action(_ANY_BUTTON)(take_press)
    return app


def _without_token(client: AsyncWebClient) -> AsyncWebClient:
    # With a token bolt would look for SLACK_CLIENT_ID in the environment and, finding it, drop the
    # token for a store of its own. Who we are comes from `authorize` alone.
    return AsyncWebClient(
        base_url=client.base_url,
        session=client.session,
        timeout=client.timeout,
        retry_handlers=[],
        logger=_LOGGER,
    )


def _authorize_as(us: AuthorizeResult) -> Any:  # noqa: ANN401  bolt matches its arguments by name
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=us.bot_user_id,
            bot_id=us.bot_id,
            bot_token=us.bot_token,
        )

    return authorize

"""The bolt app: which listener hears what, and the client that every call goes through.

Acknowledged before anything is looked up: with `process_before_response` bolt answers as soon as a
listener has called `ack`, in 0.2 ms where its polling takes 11; the work goes on as an errand.
Bolt's own lazy listeners copy the whole context, the client's open connections with it, and fail.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final

import aiohttp
import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app import adding, forms, home
from adapters.slack_app.askers import of_interaction
from adapters.slack_app.asking import (
    answer_command,
    answer_direct,
    answer_form,
    answer_mention,
    answer_shortcut,
    open_form,
)
from adapters.slack_app.daily import open_schedule, take_schedule
from adapters.slack_app.desk import Desk
from adapters.slack_app.pressing import answer_press
from adapters.slack_app.workspaces import Authorize, WorkspacesClient
from bot.errors import PodquoteError
from bot.reception import name_request
from bot.settings import Settings

COMMAND: Final = "/podquote"
FIND: Final = "find_quote"
ASK: Final = "ask"
"""The callbacks of the two shortcuts: on a message, and anywhere."""
TIMEOUT: Final = 10  # seconds that one call to Slack may take, connecting included

Work = Callable[[Mapping[str, Any], Desk], Coroutine[Any, Any, None]]

# Buttons of other versions too: what they carry says whether they mean anything here.
_ANY_BUTTON: Final = re.compile("")
# At DEBUG and INFO the libraries write bodies, and with them what people asked.
log = structlog.get_logger(__name__)
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
        task = asyncio.create_task(_named(work))
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            error = task.exception()
            log.error("slack_errand_failed", error=type(error).__name__, exc_info=error)

    async def finish(self, within: float) -> None:
        """Wait at most `within` seconds for what is under way, then end it."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within)
            for task in late:
                task.cancel()


async def _named(work: Coroutine[Any, Any, None]) -> None:
    name_request()
    await work


def build_client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client for `settings.slack_api_url` that retries nothing by itself.

    slack_sdk's own retry sends a write again that the server had taken.
    """
    token = settings.slack_bot_token
    kind = WorkspacesClient if settings.slack_mode == "oauth" else AsyncWebClient
    return kind(
        token=token.get_secret_value() if token else None,
        base_url=settings.slack_api_url,
        session=session,
        timeout=TIMEOUT,
        retry_handlers=[],
        logger=_LOGGER,
    )


def build_app(desk: Desk, authorize: Authorize, errands: Errands) -> AsyncApp:
    """Return the app, the same for Socket Mode and HTTP.

    Args:
        desk: what every listener works with.
        authorize: says who we are in a workspace, so that bolt need not ask Slack, and skips our
            own messages.
        errands: where the work after an acknowledgement is kept.
    """
    # bolt finds a token in the environment by itself, and would warn that it has no use for it.
    _LOGGER.setLevel(logging.ERROR)
    app = AsyncApp(
        name="podquote",
        logger=_LOGGER,
        client=_without_token(desk.client),
        authorize=authorize,
        process_before_response=True,
        signing_secret="",
        request_verification_enabled=False,  # `events` has checked, before anything was parsed
        ssl_check_enabled=False,  # it would answer before any check
    )
    _LOGGER.setLevel(logging.WARNING)

    def taking(work: Work) -> Callable[..., Awaitable[None]]:
        async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
            await ack()
            errands.start(work(body, desk))

        return take

    async def suggest(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(option_groups=await asyncio.to_thread(_suggested, body, desk))

    app.command(COMMAND)(taking(answer_command))
    app.event("app_mention")(taking(answer_mention))
    app.event("message")(taking(answer_direct))
    app.event("app_home_opened")(taking(home.open_home))
    app.shortcut(FIND)(taking(answer_shortcut))
    app.shortcut(adding.ADD)(taking(adding.answer_add))
    app.shortcut(ASK)(taking(open_form))
    app.view(forms.ASK)(taking(answer_form))
    app.view(forms.SCHEDULE)(taking(take_schedule))
    app.options(forms.SUGGESTED)(suggest)
    app.action(home.ASK)(taking(open_form))
    app.action(home.SCHEDULE)(taking(open_schedule))
    app.action(adding.YES)(taking(adding.answer_yes))
    app.action(adding.NO)(taking(adding.answer_no))
    app.action(_ANY_BUTTON)(taking(answer_press))
    return app


def _suggested(body: dict[str, Any], desk: Desk) -> list[dict[str, Any]]:
    """Return options for what somebody has typed so far; none, where the library is in trouble."""
    try:
        browsing = desk.core.asked_by(of_interaction(body)).browsing
        return forms.to_options(browsing.suggest(str(body.get("value") or ""), forms.KINDS, 100))
    except PodquoteError:
        return []


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


def authorize_as(us: AuthorizeResult) -> Authorize:
    """Return what says that we are the same in every workspace: there is only one."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=us.bot_user_id,
            bot_id=us.bot_id,
            bot_token=us.bot_token,
        )

    return authorize

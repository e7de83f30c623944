"""Many workspaces through one client: each call goes with the token of whom its task is about.

A task that answers an event is about the event's workspace, and so is every task it begins:
`contextvars` see to that. What no workspace is known for goes without a token, and Slack refuses.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, Final

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SealedAway
from bot.model import Installation
from bot.ports import Installations

PLATFORM: Final = "slack"

_token: Final[ContextVar[str | None]] = ContextVar("slack_token", default=None)

log = structlog.get_logger(__name__)

Authorize = Callable[..., Awaitable[Any]]  # bolt takes None too, and does not say so


class WorkspacesClient(AsyncWebClient):
    """A client whose token is that of the workspace its task is about."""

    @property
    def token(self) -> str | None:
        """The running task's token."""
        return _token.get()

    @token.setter
    def token(self, _token: str | None) -> None:
        """Keep none: slack_sdk sets what it was given, which is nothing."""


class Workspaces:
    """Who podquote is in each workspace."""

    def __init__(self, installations: Installations) -> None:
        """Take where the workspaces are kept."""
        self._installations = installations

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        """Return who we are in a workspace, and let this task speak for us there.

        None: it is not installed there (any more), or its token cannot be opened, which the log
        says; bolt then answers nothing.
        """
        workspace = team_id or enterprise_id or ""
        try:
            found = await self.enter(workspace, enterprise_id or "")
        except SealedAway:
            log.error("slack_token_sealed_away", workspace=workspace)  # noqa: TRY400  says it all
            return None
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user,
            bot_id=found.bot,
            bot_token=found.token,
        )

    async def enter(self, workspace: str, enterprise: str = "") -> Installation | None:
        """Let this task, and those it begins, speak for us in a workspace; None: we are not there.

        An organisation that installed for all its workspaces answers for each of them.

        Raises:
            SealedAway: it is installed there, and no key opens its token.
        """
        _token.set(None)
        found = await self._find(workspace, enterprise)
        if found is None and enterprise:
            found = await self._find(enterprise, enterprise)
        if found is not None:
            _token.set(found.token)
        return found

    async def leave(self, body: dict[str, Any]) -> None:
        """Forget a workspace that uninstalled us, or took our token back."""
        event = body.get("event") or {}
        revoked = event.get("tokens") or {}
        if event.get("type") == "tokens_revoked" and not revoked.get("bot"):
            return  # somebody's own token, of which we have none
        workspace = str(body.get("team_id") or body.get("enterprise_id") or "")
        if await asyncio.to_thread(self._installations.forget, PLATFORM, workspace):
            log.info("slack_uninstalled", workspace=workspace, event_type=event.get("type"))

    async def _find(self, workspace: str, enterprise: str) -> Installation | None:
        return await asyncio.to_thread(self._installations.find, PLATFORM, workspace, enterprise)


def authorize_in(workspaces: Workspaces) -> Authorize:
    """Return what tells bolt who we are; bolt matches the arguments of plain functions only."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return await workspaces.authorize(enterprise_id, team_id)

    return authorize


def listen_for_leaving(app: AsyncApp, workspaces: Workspaces) -> None:
    """Let `app` hear of workspaces that uninstall us, or take our token back."""

    async def leave(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await workspaces.leave(body)

    for event in ("app_uninstalled", "tokens_revoked"):
        app.event(event)(leave)

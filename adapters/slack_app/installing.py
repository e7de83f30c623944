"""Adding podquote to a Slack workspace: `GET /slack/install` and `GET /slack/oauth_redirect`.

Slack's own flow (oauth/v2). The state that goes out is bound to the browser by a cookie, lives ten
minutes and is good for one answer; slack_sdk's own stores keep tokens in clear text and accept a
state twice in a race, so `bot.ports.Installations` is ours.
"""

from __future__ import annotations

import asyncio
import functools
import json
import urllib.parse
from pathlib import Path
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.slack_app.outcomes import FAILURES, outcome_of
from bot.model import Installation
from bot.phrasing import channels
from bot.ports import Clock, Installations
from bot.settings import Settings

INSTALL: Final = "/slack/install"
REDIRECT: Final = "/slack/oauth_redirect"
COOKIE: Final = "podquote_slack_install"

_AUTHORIZE: Final = "https://slack.com/oauth/v2/authorize"
_SECONDS: Final = 600
_SLACK_SECONDS: Final = 10
_MANIFEST: Final = Path(__file__).parent / "manifest.json"
_LONGEST: Final = 512  # characters of a state, a cookie or a code

log = structlog.get_logger(__name__)


class Installer:
    """Takes a browser through the installation."""

    def __init__(self, settings: Settings, installations: Installations, clock: Clock) -> None:
        """Take what is configured, where states and tokens are kept, and the time."""
        self._settings = settings
        self._installations = installations
        self._clock = clock

    def routes(self) -> list[BaseRoute]:
        """Return the two addresses."""
        return [Route(INSTALL, self._install), Route(REDIRECT, self._redirected)]

    async def _install(self, request: Request) -> Response:
        state, cookie = await asyncio.to_thread(self._installations.begin)
        asked = {
            "client_id": self._settings.slack_client_id or "",
            "scope": ",".join(scopes()),
            "state": state,
            "redirect_uri": self._address(request),
        }
        response = RedirectResponse(f"{_AUTHORIZE}?{urllib.parse.urlencode(asked)}", 302)
        response.set_cookie(
            COOKIE,
            cookie,
            max_age=_SECONDS,
            path=REDIRECT,
            httponly=True,
            secure=self._address(request).startswith("https:"),
            samesite="lax",  # Slack sends the browser back by a link
        )
        response.headers["cache-control"] = "no-store"
        return response

    async def _redirected(self, request: Request) -> Response:
        given = request.query_params
        state, code = given.get("state", "")[:_LONGEST], given.get("code", "")[:_LONGEST]
        cookie = request.cookies.get(COOKIE, "")[:_LONGEST]
        # Used up whatever else is wrong with the request.
        if not await asyncio.to_thread(self._installations.redeem, state, cookie):
            return _said(channels.INSTALL_AGAIN, 400)
        if not code:
            return _said(channels.INSTALL_DECLINED, 400)
        try:
            installation = to_installation(await self._exchange(code, request), self._clock)
        except (*FAILURES, LookupError, TypeError) as error:
            log.warning("slack_install_failed", reason=outcome_of(error).reason)
            return _said(channels.INSTALL_AGAIN, 502)
        await asyncio.to_thread(self._installations.keep, installation)
        log.info("slack_installed", workspace=installation.workspace)
        return _said(channels.INSTALLED, 200)

    async def _exchange(self, code: str, request: Request) -> Any:  # noqa: ANN401  JSON
        # By hand it is one call; retried it would fail, for a code is good for one.
        client = AsyncWebClient(
            base_url=self._settings.slack_api_url, timeout=_SLACK_SECONDS, retry_handlers=[]
        )
        # slack_sdk's own method sends the secret in a way that aiohttp gives up.
        given = {
            "client_id": self._settings.slack_client_id or "",
            "client_secret": _revealed(self._settings),
            "code": code,
            "redirect_uri": self._address(request),
        }
        reply = await client.api_call("oauth.v2.access", data=given)
        return reply.data

    def _address(self, request: Request) -> str:
        base = self._settings.public_url or str(request.base_url)
        return base.rstrip("/") + REDIRECT


@functools.cache
def scopes() -> tuple[str, ...]:
    """Return what podquote asks to be allowed, as the manifest has it."""
    manifest = json.loads(_MANIFEST.read_text())
    return tuple(manifest["oauth_config"]["scopes"]["bot"])


def to_installation(reply: Any, clock: Clock) -> Installation:  # noqa: ANN401  JSON
    """Return what `oauth.v2.access` gave.

    Raises:
        LookupError, TypeError: it gave something else.
    """
    team, enterprise = reply.get("team") or {}, reply.get("enterprise") or {}
    return Installation(
        platform="slack",
        # An app that a whole organisation installed has no one workspace.
        workspace=str(team.get("id") or enterprise["id"]),
        enterprise=str(enterprise.get("id") or ""),
        bot_user=str(reply["bot_user_id"]),
        bot=str(reply.get("bot_id") or ""),
        token=str(reply["access_token"]),
        scopes=str(reply.get("scope") or ""),
        installed_at=clock.now(),
    )


def _revealed(settings: Settings) -> str:
    secret = settings.slack_client_secret
    return secret.get_secret_value() if secret else ""


def _said(sentence: str, status: int) -> Response:
    response = PlainTextResponse(sentence, status)
    response.delete_cookie(COOKIE, path=REDIRECT)
    return response

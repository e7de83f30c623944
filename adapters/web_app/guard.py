"""What holds for every response: safe headers, and a page instead of a traceback.

The one broad `except` of this door stands here. The log gets the name of what was asked
for, never an address: whoever made it may have put anything into it.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets

import structlog
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.web_app import pages
from adapters.web_app.translate import PLAYER
from bot import phrasing
from bot.errors import PodquoteError, TooManyQuestions
from bot.model import Card
from bot.ports import Clock, Meters

SAFE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        f"connect-src 'self'; frame-src {PLAYER}; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    # Answers change with the library, styles with the version: a cache has to ask every time.
    "cache-control": "no-cache",
}

_PLATFORMS = ("slack", "discord")
_JSON_PATHS = ("/api/", "/readyz")

log = structlog.get_logger(__name__)


class _Unsent(Exception):  # noqa: N818  what became of an answer
    """An answer that nobody takes any more."""


class Guard:
    """An ASGI middleware around the whole door."""

    def __init__(self, app: ASGIApp, meters: Meters, clock: Clock) -> None:
        self._app = app
        self._meters = meters
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; an error that comes before any answer becomes one.

        What nobody takes any more is no error.
        """
        begun = False
        began = self._clock.monotonic()
        request_id = secrets.token_hex(4)
        structlog.contextvars.bind_contextvars(request=request_id)
        door = _platform(scope)

        async def send_safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
                headers["x-request-id"] = request_id
                if door is not None:
                    self._meters.acknowledged(door, self._clock.monotonic() - began)
            try:
                await send(message)
            except Exception as error:
                raise _Unsent from error

        try:
            await self._app(scope, receive, send_safely)
        except (_Unsent, asyncio.CancelledError) as error:
            if scope["type"] != "http":
                raise
            # Whoever asked broke off, or sent what is no HTTP, or the server stops.
            cause = error.__cause__ or error
            log.info("web_answer_not_sent", reason=type(cause).__name__)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await _trouble(error, scope)(scope, receive, send_safely)


def _platform(scope: Scope) -> str | None:
    """Return whose event a request brings: a platform that waits for its acknowledgement."""
    path = str(scope.get("path", ""))
    return next((door for door in _PLATFORMS if path.startswith(f"/{door}/")), None)


def allowing_style(style: str) -> dict[str, str]:
    """Return headers for a page that has one `<style>` of its own, allowed by its hash alone."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = SAFE_HEADERS["content-security-policy"]
    allowed = policy.replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")
    return {"content-security-policy": allowed}


def sorry(card: Card, path: str, status: int) -> Response:
    """Return `card` as the kind of reply that whoever asks for `path` reads: a page, or JSON."""
    if path.startswith(_JSON_PATHS):
        return JSONResponse({"error": card.lead}, status)
    return HTMLResponse(pages.render(card), status)


def _trouble(error: Exception, scope: Scope) -> Response:
    path: str = scope["path"]
    page = getattr(scope.get("endpoint"), "__name__", "none")
    if isinstance(error, TooManyQuestions):
        response = sorry(phrasing.trouble(error.told), path, 429)
        response.headers["retry-after"] = str(error.seconds)
        return response
    if isinstance(error, PodquoteError):
        log.warning(
            "web_request_refused", page=page, reason=type(error).__name__, problem=str(error)
        )
        return sorry(phrasing.trouble(error.told), path, 503)
    error_id = secrets.token_hex(4)
    log.error("web_request_failed", page=page, error_id=error_id, exc_info=error)
    return sorry(phrasing.unexpected(error_id), path, 500)

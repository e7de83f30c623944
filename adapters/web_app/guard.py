"""What holds for every response: safe headers, and a page instead of a traceback.

The one broad `except` of this door stands here. The log gets the path, never the query string.
"""

from __future__ import annotations

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
from bot.errors import PodquoteError
from bot.model import Card

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

_JSON_PATHS = ("/api/", "/readyz")

log = structlog.get_logger(__name__)


class Guard:
    """An ASGI middleware around the whole door."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; an error that comes before any answer becomes one."""
        begun = False

        async def send_safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_safely)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await _trouble(error, scope["path"])(scope, receive, send_safely)


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


def _trouble(error: Exception, path: str) -> Response:
    if isinstance(error, PodquoteError):
        log.warning("web_request_refused", path=path, reason=type(error).__name__)
        return sorry(phrasing.trouble(str(error)), path, 503)
    error_id = secrets.token_hex(4)
    log.error("web_request_failed", path=path, error_id=error_id, exc_info=error)
    return sorry(phrasing.unexpected(error_id), path, 500)

"""Discord over HTTP: `POST /discord/interactions`, checked before anything reads it.

What passes goes the way of an interaction from the gateway. Its answer is a request of our own to
Discord, as there, so that both ways have the same handlers: whoever answers so says 202, without a
body, to the request (discord-api-docs, "Interaction Callback").
"""

from __future__ import annotations

import json
from typing import Any, Final

import discord
import structlog
from nacl.signing import VerifyKey
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.discord_app.inside import take_interaction
from adapters.discord_app.signature import is_signed
from adapters.incoming import Seen, read_body
from bot.ports import Clock

PATH: Final = "/discord/interactions"
_PING: Final = 1
_PONG: Final = {"type": 1}

_log = structlog.get_logger(__name__)


async def handle(
    request: Request, client: discord.Client | None, key: VerifyKey, clock: Clock, seen: Seen
) -> Response:
    """Answer one request.

    413 too large, 401 not Discord's, 400 unreadable, 503 while there is no `client`, a PONG to a
    PING, else 202; one that was `seen` is answered so too, and nothing is done: anybody may send a
    signed request again. In another process Discord refuses the second acknowledgement, before
    anything else is done.
    """
    body = await read_body(request)
    if body is None:
        return Response(status_code=413)
    if not is_signed(
        key,
        timestamp=request.headers.get("x-signature-timestamp"),
        signature=request.headers.get("x-signature-ed25519"),
        body=body,
        now=clock.now().timestamp(),
    ):
        return Response(status_code=401)
    payload = to_payload(body)
    if payload is None:
        return Response(status_code=400)
    if payload.get("type") == _PING:
        return JSONResponse(_PONG)
    return _taken(payload, client, seen)


def to_payload(body: bytes) -> dict[str, Any] | None:
    """Return the JSON object that `body` is, or None if it is none."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) else None


def _taken(payload: dict[str, Any], client: discord.Client | None, seen: Seen) -> Response:
    if client is None:
        return Response(status_code=503)  # the person sees that the app did not respond
    if not seen.first(str(payload.get("id"))):
        return Response(status_code=202)
    try:
        take_interaction(client, payload)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        _log.warning("discord.bad_interaction", error=type(error).__name__)
        return Response(status_code=400)
    return Response(status_code=202)

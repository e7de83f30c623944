"""Slack over HTTP: `POST /slack/events`, checked before anything reads it, then handed to bolt."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import parse_qsl

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import Response

from adapters.incoming import read_body
from adapters.slack_app.signature import is_signed
from bot.ports import Clock

PATH: Final = "/slack/events"


async def handle(request: Request, app: AsyncApp, secret: str, clock: Clock) -> Response:
    """Answer one request: 413 too large, 401 not Slack's, 400 unreadable, else what bolt says."""
    body = await read_body(request)
    if body is None:
        return Response(status_code=413)
    if not is_signed(
        secret,
        timestamp=request.headers.get("x-slack-request-timestamp"),
        signature=request.headers.get("x-slack-signature"),
        body=body,
        now=clock.now().timestamp(),
    ):
        return Response(status_code=401)
    payload = to_payload(body, request.headers.get("content-type", ""))
    if payload is None:
        return Response(status_code=400)
    reply = await app.async_dispatch(AsyncBoltRequest(body=payload))
    return Response(reply.body, reply.status, reply.first_headers_without_set_cookie())


def to_payload(body: bytes, content_type: str) -> str | None:
    """Return what Slack sent as the text of one JSON object, or None if it is none.

    Bolt would read a form by itself, but takes every form with the word "payload" anywhere in it
    for a button's: a person who asks for that word would get no answer.
    """
    try:
        text = body.decode()
        if not content_type.startswith("application/json"):
            form = dict(parse_qsl(text, keep_blank_values=True))
            text = form.get("payload") or json.dumps(form)
        return text if isinstance(json.loads(text), dict) else None
    except (ValueError, RecursionError):
        return None

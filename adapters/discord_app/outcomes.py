"""What became of a post, by how the request ended: the table of the daily post, Discord's column.

Pure but for `Tries`, which a trace of the HTTP client keeps.
"""

from __future__ import annotations

import contextvars
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Final

import aiohttp
import discord

from bot.model import Delivery, Outcome

_UNKNOWN_CHANNEL: Final = 10003
_UNKNOWN_MESSAGE: Final = 10008
_NO_ACCESS: Final = 50001
_NO_PERMISSION: Final = 50013
_CLOSED: Final = 50007
_UNAUTHORIZED, _TOO_MANY, _SERVER_ERROR = 401, 429, 500

_DEAD: Final = {
    _UNKNOWN_CHANNEL: "unknown_channel",
    _NO_ACCESS: "missing_access",
    _NO_PERMISSION: "missing_permissions",
    _CLOSED: "takes_no_messages",  # a person who wants none from apps
}


@dataclass(slots=True)
class Tries:
    """What is known of the tries that discord.py makes of one request by itself.

    Attributes:
        doubtful: one may have been taken although an error came back.
        told_to_wait: the last one was certainly not taken, and no other has begun; how many
            seconds Discord asked for, or None where it is not so.
    """

    doubtful: bool = False
    told_to_wait: float | None = None


tries: Final[contextvars.ContextVar[Tries | None]] = contextvars.ContextVar("tries", default=None)
"""The tries of the request that the running task makes; None where nobody asks."""


def trace() -> aiohttp.TraceConfig:
    """Return a trace for discord.py's HTTP client that keeps the running task's `tries`.

    discord.py repeats a request after 429, 500, 502, 504 and 524 and reports only how the last
    try ended; "connection refused" after "bad gateway" would then pass for "certainly not sent".
    """

    async def began(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        _start: aiohttp.TraceRequestStartParams,
    ) -> None:
        if current := tries.get():
            current.told_to_wait = None

    async def ended(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        end: aiohttp.TraceRequestEndParams,
    ) -> None:
        if current := tries.get():
            current.doubtful |= end.response.status >= _SERVER_ERROR
            if end.response.status == _TOO_MANY:
                current.told_to_wait = float(end.response.headers.get("Retry-After", 0))

    config = aiohttp.TraceConfig()
    config.on_request_start.append(began)
    config.on_request_end.append(ended)
    return config


def outcome_of(ended: int | BaseException, made: Tries | None = None) -> Outcome:
    """Return what became of a post.

    Args:
        ended: the id of the message, or what was raised instead.
        made: what is known of the tries, if anything.
    """
    made = made or Tries()
    if isinstance(ended, int):
        return Outcome(Delivery.SENT, message_ref=str(ended))
    if made.doubtful:
        return Outcome(Delivery.UNKNOWN, reason=_failed(ended).reason)
    if made.told_to_wait is not None:
        return Outcome(Delivery.REFUSED, reason="rate_limited", retry_after=made.told_to_wait)
    return _failed(ended)


def _failed(error: BaseException) -> Outcome:
    if isinstance(error, discord.RateLimited):
        return Outcome(Delivery.REFUSED, reason="rate_limited", retry_after=error.retry_after)
    if isinstance(error, discord.HTTPException):
        return _answered(error.status, error.code)
    if isinstance(error, aiohttp.ClientConnectorError):
        return Outcome(Delivery.REFUSED, reason="not_reached")
    if isinstance(error, TimeoutError):
        return Outcome(Delivery.UNKNOWN, reason="timeout")
    return Outcome(Delivery.UNKNOWN, reason=type(error).__name__)


def _answered(status: int, code: int) -> Outcome:
    reason = f"http_{status}_{code}" if code else f"http_{status}"
    if status == _UNAUTHORIZED:
        return Outcome(Delivery.DEAD, reason="unauthorized")
    if status == _TOO_MANY:
        return Outcome(Delivery.REFUSED, reason="rate_limited")
    if status >= _SERVER_ERROR or code == _UNKNOWN_MESSAGE or not code:
        # 10008: the message of this very nonce was there, and was deleted. No code: not Discord
        # itself answered, but something on the way.
        return Outcome(Delivery.UNKNOWN, reason=reason)
    if code in _DEAD:
        return Outcome(Delivery.DEAD, reason=_DEAD[code])
    return Outcome(Delivery.REFUSED, reason=reason)

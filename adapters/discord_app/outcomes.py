"""What became of a post, by how the request ended: the table of the daily post, Discord's column.

Pure but for `Doubt`, which a trace of the HTTP client sets.
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
_UNAUTHORIZED, _TOO_MANY, _SERVER_ERROR = 401, 429, 500

_DEAD: Final = {
    _UNKNOWN_CHANNEL: "unknown_channel",
    _NO_ACCESS: "missing_access",
    _NO_PERMISSION: "missing_permissions",
}


@dataclass(slots=True)
class Doubt:
    """Whether Discord may have taken a request that discord.py then repeated by itself."""

    raised: bool = False


doubt: Final[contextvars.ContextVar[Doubt | None]] = contextvars.ContextVar("doubt", default=None)
"""The doubt about the request that the running task makes; None where nobody asks."""


def doubting_trace() -> aiohttp.TraceConfig:
    """Return a trace for discord.py's HTTP client that raises the running task's doubt.

    discord.py repeats a request after 500, 502, 504 and 524 and reports only how the last try
    ended; "connection refused" after "bad gateway" would then pass for "certainly not sent".
    """

    async def ended(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        end: aiohttp.TraceRequestEndParams,
    ) -> None:
        current = doubt.get()
        if current is not None and end.response.status >= _SERVER_ERROR:
            current.raised = True

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(ended)
    return trace


def outcome_of(ended: int | BaseException, *, doubtful: bool = False) -> Outcome:
    """Return what became of a post.

    Args:
        ended: the id of the message, or what was raised instead.
        doubtful: whether an earlier try of the same request may have been taken.
    """
    if isinstance(ended, int):
        return Outcome(Delivery.SENT, message_ref=str(ended))
    outcome = _failed(ended)
    return Outcome(Delivery.UNKNOWN, reason=outcome.reason) if doubtful else outcome


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

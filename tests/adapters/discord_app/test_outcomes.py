from __future__ import annotations

import asyncio
import ssl
from types import SimpleNamespace

import aiohttp
import discord
import pytest

from adapters.discord_app.outcomes import Tries, outcome_of
from bot.model import Delivery, Outcome

SENT, REFUSED, UNKNOWN, DEAD = Delivery.SENT, Delivery.REFUSED, Delivery.UNKNOWN, Delivery.DEAD


def answered(status: int, code: int = 0) -> discord.HTTPException:
    response = SimpleNamespace(status=status, reason="")
    return discord.HTTPException(response, {"code": code, "message": "said"})


def not_reached(why: OSError) -> aiohttp.ClientConnectorError:
    return aiohttp.ClientConnectorError(SimpleNamespace(host="", port=0, ssl=True), why)  # type: ignore[arg-type]


TABLE = [
    (42, SENT, ""),
    (not_reached(ConnectionRefusedError()), REFUSED, "not_reached"),
    (not_reached(ssl.SSLError()), REFUSED, "not_reached"),
    (answered(429), REFUSED, "rate_limited"),
    (answered(400, 50035), REFUSED, "http_400_50035"),
    (answered(403, 200000), REFUSED, "http_403_200000"),
    (answered(401), DEAD, "unauthorized"),
    (answered(401, 50014), DEAD, "unauthorized"),
    (answered(403, 50001), DEAD, "missing_access"),
    (answered(403, 50013), DEAD, "missing_permissions"),
    (answered(404, 10003), DEAD, "unknown_channel"),
    (answered(404, 10008), UNKNOWN, "http_404_10008"),
    (answered(403), UNKNOWN, "http_403"),
    (answered(404), UNKNOWN, "http_404"),
    (answered(500), UNKNOWN, "http_500"),
    (answered(502), UNKNOWN, "http_502"),
    (answered(503, 50001), UNKNOWN, "http_503_50001"),
    (answered(504), UNKNOWN, "http_504"),
    (answered(524), UNKNOWN, "http_524"),
    (TimeoutError(), UNKNOWN, "timeout"),
    (asyncio.CancelledError(), UNKNOWN, "CancelledError"),
    (aiohttp.ServerDisconnectedError(), UNKNOWN, "ServerDisconnectedError"),
    (aiohttp.ClientOSError(), UNKNOWN, "ClientOSError"),
    (ConnectionResetError(), UNKNOWN, "ConnectionResetError"),
    (ValueError(), UNKNOWN, "ValueError"),
]


@pytest.mark.parametrize(("ended", "delivery", "reason"), TABLE)
def test_how_a_request_ended_says_what_became_of_the_post(
    ended: int | BaseException, delivery: Delivery, reason: str
) -> None:
    outcome = outcome_of(ended)

    assert (delivery, reason) == (outcome.delivery, outcome.reason)
    assert ("42" if delivery is SENT else None) == outcome.message_ref


def test_a_rate_limit_says_when_to_come_back() -> None:
    assert Outcome(REFUSED, None, "rate_limited", 31.5) == outcome_of(discord.RateLimited(31.5))


@pytest.mark.parametrize(("ended", "delivery", "reason"), TABLE)
def test_after_a_repeated_try_only_a_message_is_certain(
    ended: int | BaseException, delivery: Delivery, reason: str
) -> None:
    outcome = outcome_of(ended, Tries(doubtful=True, told_to_wait=3.0))

    assert (SENT if delivery is SENT else UNKNOWN) == outcome.delivery
    assert reason == outcome.reason


def test_a_request_that_ran_out_of_time_while_told_to_wait_was_not_sent() -> None:
    outcome = outcome_of(TimeoutError(), Tries(told_to_wait=12.5))

    assert Outcome(REFUSED, None, "rate_limited", 12.5) == outcome

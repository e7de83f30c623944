"""The daily post's table of outcomes, Slack's column: each class by its codes."""

from __future__ import annotations

import asyncio
import ssl
from types import SimpleNamespace

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError

from adapters.slack_app.outcomes import DEAD, REFUSED, Reply, outcome_of
from bot.errors import SealedAway
from bot.model import Delivery, Outcome
from tests.platforms.slack_rules import have_specs, web_methods

KEY = ConnectionKey("slack.com", 443, True, True, None, None, None)
UNKNOWN = Delivery.UNKNOWN


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(200, {"ok": True, "ts": "1.2"}), Outcome(Delivery.SENT, "1.2")),
        (Reply(200, {"ok": True}), Outcome(UNKNOWN, reason="no_ts")),
        (Reply(200, {}), Outcome(UNKNOWN, reason="http_200")),
        (Reply(429, {}, 30.0), Outcome(Delivery.REFUSED, None, "ratelimited", 30.0)),
        (Reply(200, {"ok": False, "error": "ratelimited"}, 5.0),
         Outcome(Delivery.REFUSED, None, "ratelimited", 5.0)),
        (Reply(200, {"ok": False, "error": "invalid_blocks"}),
         Outcome(Delivery.REFUSED, reason="invalid_blocks")),
        *((Reply(200, {"ok": False, "error": code}), Outcome(Delivery.DEAD, reason=code))
          for code in ("channel_not_found", "is_archived", "not_in_channel", "account_inactive",
                       "token_revoked", "invalid_auth")),
        *((Reply(200, {"ok": False, "error": code}), Outcome(UNKNOWN, reason=code))
          for code in ("fatal_error", "internal_error", "request_timeout", "something_new")),
        *((Reply(status, {}), Outcome(UNKNOWN, reason=f"http_{status}"))
          for status in (0, 302, 403, 404, 500, 502, 503, 504, 520, 524)),
        (Reply(503, {"ok": False, "error": "invalid_auth"}),
         Outcome(UNKNOWN, reason="invalid_auth")),
    ],
)  # fmt: skip
def test_an_answer_has_its_outcome(reply: Reply, outcome: Outcome) -> None:
    assert outcome == outcome_of(reply)


@pytest.mark.parametrize(
    ("error", "delivery", "reason"),
    [
        (aiohttp.ClientConnectorError(KEY, OSError()), Delivery.REFUSED, "no_connection"),
        (aiohttp.ClientConnectorDNSError(KEY, OSError()), Delivery.REFUSED, "no_connection"),
        (aiohttp.ClientConnectorSSLError(KEY, ssl.SSLError()), Delivery.REFUSED, "no_connection"),
        (aiohttp.ConnectionTimeoutError(), Delivery.REFUSED, "no_connection"),
        (SealedAway(), Delivery.REFUSED, "sealed_away"),
        (aiohttp.SocketTimeoutError(), UNKNOWN, "no_answer_in_time"),
        (TimeoutError(), UNKNOWN, "no_answer_in_time"),
        (aiohttp.ServerDisconnectedError(), UNKNOWN, "ServerDisconnectedError"),
        (aiohttp.ClientOSError(), UNKNOWN, "ClientOSError"),
        (aiohttp.ClientPayloadError(), UNKNOWN, "ClientPayloadError"),
        (ConnectionResetError(), UNKNOWN, "ConnectionResetError"),
        (asyncio.IncompleteReadError(b"", 1), UNKNOWN, "IncompleteReadError"),
        (AttributeError(), UNKNOWN, "AttributeError"),
    ],
)
def test_an_error_is_certain_only_before_the_request_left(
    error: Exception, delivery: Delivery, reason: str
) -> None:
    assert Outcome(delivery, reason=reason) == outcome_of(error)


@pytest.mark.parametrize(
    ("response", "outcome"),
    [
        (
            SimpleNamespace(status_code=429, data={}, headers={"Retry-After": "7"}),
            Outcome(Delivery.REFUSED, None, "ratelimited", 7.0),
        ),
        (
            SimpleNamespace(status_code=429, data="", headers={"Retry-After": "soon"}),
            Outcome(Delivery.REFUSED, None, "ratelimited"),
        ),
        (
            SimpleNamespace(status=502, headers={}),
            Outcome(UNKNOWN, reason="http_502"),
        ),
        (
            SimpleNamespace(status_code=200, data={"error": "is_archived"}, headers={}),
            Outcome(Delivery.DEAD, reason="is_archived"),
        ),
    ],
)
def test_what_slack_sdk_raises_is_read_as_the_answer_it_was(
    response: SimpleNamespace, outcome: Outcome
) -> None:
    error = SlackApiError("no", response)  # type: ignore[no-untyped-call]

    assert outcome == outcome_of(error)


def test_no_code_is_in_two_classes() -> None:
    assert set() == DEAD & REFUSED


def test_every_error_that_slack_documents_for_posting_is_in_the_table() -> None:
    if not have_specs():
        pytest.skip(
            "../shared/specs/slack is not here: no list of errors to hold the table against"
        )

    assert set() == set(web_methods()["chat.postMessage"]["errors"]) - DEAD - REFUSED

"""Slack over signed HTTP: the same app behind our own check of signatures (threat T12)."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette

from adapters.incoming import LARGEST
from adapters.slack_app.door import SlackDoor
from adapters.slack_app.events import PATH, to_payload
from adapters.slack_app.signature import FUTURE, PAST, is_signed, sign
from tests.adapters.slack_app.conftest import SECRET, ManualClock, running, settings
from tests.fakes.core import FakeCore
from tests.platforms.slack import SlackPeer, command, mention

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
NOW = 1_772_355_600


def web(door: SlackDoor) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=Starlette(routes=door.routes()))
    return httpx.AsyncClient(transport=transport, base_url="https://bot.example")


@contextlib.asynccontextmanager
async def over_http(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        running(SlackDoor(fake, settings(peer, http=True), clock)) as door,
        web(door) as http,
    ):
        yield http


def signed(body: bytes, clock: ManualClock, content_type: str, age: int = 0) -> dict[str, str]:
    """Sign as slack_sdk does, which is not how we check."""
    timestamp = str(int(clock.now().timestamp()) - age)
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    assert signature is not None
    return {
        "content-type": content_type,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature,
    }


async def test_a_signed_command_is_acknowledged_empty_and_answered(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    body = urlencode(command("otters", peer.response_url())).encode()

    async with over_http(peer, fake, clock) as http:
        reply = await http.post(PATH, content=body, headers=signed(body, clock, FORM))
        await peer.until(lambda: bool(peer.whispers))

    assert (200, "") == (reply.status_code, reply.text)
    assert ["otters"] == [question.text for question in fake.asked]


async def test_a_signed_mention_is_answered_in_its_thread(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    body = json.dumps(mention("otters", ts="1700000000.000001")).encode()

    async with over_http(peer, fake, clock) as http:
        reply = await http.post(PATH, content=body, headers=signed(body, clock, JSON))
        await peer.until(lambda: bool(peer.posts))

    assert 200 == reply.status_code
    assert "1700000000.000001" == peer.posts[0]["thread_ts"]


async def test_slacks_own_question_whether_we_are_there_is_answered(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()

    async with over_http(peer, fake, clock) as http:
        reply = await http.post(PATH, content=body, headers=signed(body, clock, JSON))

    assert {"challenge": "3eZbrw1a"} == reply.json()


async def test_a_command_that_asks_for_the_word_payload_is_a_command(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    body = urlencode(command("payload", peer.response_url())).encode()

    async with over_http(peer, fake, clock) as http:
        await http.post(PATH, content=body, headers=signed(body, clock, FORM))
        await peer.until(lambda: bool(peer.whispers))

    assert ["payload"] == [question.text for question in fake.asked]


async def test_a_replayed_command_and_a_replayed_mention_are_answered_once(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    asked = urlencode(command("otters", peer.response_url())).encode()
    said = json.dumps(mention("beavers")).encode()

    async with over_http(peer, fake, clock) as http:
        for _ in range(4):
            await http.post(PATH, content=asked, headers=signed(asked, clock, FORM))
            await http.post(PATH, content=said, headers=signed(said, clock, JSON))
        await peer.until(lambda: bool(peer.whispers) and bool(peer.posts))

    assert (1, 1) == (len(peer.whispers), len(peer.posts))


MALFORMED = (
    None, "", " ", "now", "1e9", "-1", "+1", "0x10", "1_000", "1.5", "NaN", "inf", "0", "1" * 5000,
    "\u0661\u0662\u0663", "\u00b2", "1772355600\n", "9" * 12, str(NOW - PAST - 1),
    str(NOW + FUTURE + 1),
)  # fmt: skip
FORGED = (
    None, "", "v0=", "v0", "v1=" + "0" * 64, "v0=" + "0" * 64, "v0=" + "0" * 63, "=" * 70, "é" * 67,
    "\N{ROBOT FACE}", "\ud800", "v0=" + "g" * 64, "v0=" + "0" * 100_000, "\x00", " v0=", "null",
    "[]", "v0=\u0660", "V0=" + "f" * 64, "true",
)  # fmt: skip


@pytest.mark.parametrize("timestamp", MALFORMED)
def test_a_time_that_is_none_or_not_now_is_refused_whatever_the_signature(
    timestamp: str | None,
) -> None:
    signature = sign(SECRET, timestamp or "", b"{}")

    assert not is_signed(SECRET, timestamp=timestamp, signature=signature, body=b"{}", now=NOW)


@pytest.mark.parametrize("signature", FORGED)
def test_a_forged_signature_is_refused(signature: str | None) -> None:
    assert not is_signed(SECRET, timestamp=str(NOW), signature=signature, body=b"{}", now=NOW)


@pytest.mark.parametrize("age", [PAST, 0, -FUTURE])
def test_a_signature_holds_within_its_window_and_for_its_own_body(age: int) -> None:
    timestamp = str(NOW - age)
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body="{}")

    assert is_signed(SECRET, timestamp=timestamp, signature=signature, body=b"{}", now=NOW)
    assert not is_signed(SECRET, timestamp=timestamp, signature=signature, body=b"[]", now=NOW)
    assert not is_signed("other", timestamp=timestamp, signature=signature, body=b"{}", now=NOW)


@pytest.mark.parametrize(
    "headers",
    [
        *({"x-slack-signature": value} for value in FORGED if value and value.isascii()),
        *(
            {"x-slack-request-timestamp": value}
            for value in MALFORMED
            if value and value.isascii() and value.isprintable()
        ),
        {"x-slack-signature": b"v0=\xff\xfe"},
        {"x-slack-request-timestamp": b"\xd9\xa1"},
    ],
)
async def test_a_request_that_slack_did_not_sign_is_401_and_never_500(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, headers: dict[str, str | bytes]
) -> None:
    body = json.dumps(mention("otters")).encode()
    forged = {**signed(body, clock, JSON), **headers}

    async with over_http(peer, fake, clock) as http:
        replies = [
            await http.post(PATH, content=body, headers=list(forged.items())),  # type: ignore[arg-type]
            await http.post(PATH, content=b"ssl_check=1&token=x"),
        ]

    assert [401, 401] == [reply.status_code for reply in replies]
    assert [] == fake.asked


@pytest.mark.parametrize("size", [LARGEST + 1, 10_000_000])
async def test_a_body_beyond_a_megabyte_is_413_however_it_is_signed(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, size: int
) -> None:
    body = b" " * size

    async with over_http(peer, fake, clock) as http:
        reply = await http.post(PATH, content=body, headers=signed(body, clock, JSON))

    assert 413 == reply.status_code


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"{", JSON), (b"[]", JSON), (b"\xff", JSON), (b"[" * 100_000, JSON), (b"payload={", FORM)],
)
async def test_a_signed_body_that_is_no_object_is_400(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, body: bytes, content_type: str
) -> None:
    stamp = str(int(clock.now().timestamp()))
    headers = {
        "content-type": content_type,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": sign(SECRET, stamp, body),
    }

    async with over_http(peer, fake, clock) as http:
        reply = await http.post(PATH, content=body, headers=headers)

    assert 400 == reply.status_code


async def test_a_door_that_does_not_run_asks_slack_to_come_again(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with web(SlackDoor(fake, settings(peer, http=True), clock)) as http:
        reply = await http.post(PATH, content=b"{}")

    assert 503 == reply.status_code


async def test_a_request_for_something_we_do_not_have_is_404(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    body = urlencode({**command("x", peer.response_url()), "command": "/other"}).encode()

    async with over_http(peer, fake, clock) as http:
        reply = await http.post(PATH, content=body, headers=signed(body, clock, FORM))

    assert 404 == reply.status_code


@profile(deadline=None)
@given(st.dictionaries(st.text(), st.text()))
def test_a_form_comes_through_as_it_was_sent(form: dict[str, str]) -> None:
    form.pop("payload", None)

    payload = to_payload(urlencode(form).encode(), FORM)

    assert payload is not None
    assert form == json.loads(payload)


@profile(deadline=None)
@given(st.binary(), st.sampled_from([FORM, JSON, ""]))
def test_any_body_is_an_object_or_nothing(body: bytes, content_type: str) -> None:
    payload = to_payload(body, content_type)

    assert payload is None or isinstance(json.loads(payload), dict)


def test_a_buttons_payload_is_what_stands_in_its_form() -> None:
    assert '{"type": "block_actions"}' == to_payload(
        urlencode({"payload": '{"type": "block_actions"}'}).encode(), FORM
    )

"""Discord over signed HTTP: the same handlers behind our own check of signatures (threat T13)."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey
from starlette.applications import Starlette
from structlog.testing import capture_logs

from adapters.discord_app.door import DiscordDoor
from adapters.discord_app.interactions import PATH, to_payload
from adapters.discord_app.watch import MOST_IDENTIFIES, Identifies
from adapters.incoming import LARGEST
from bot.actions import Action, ActionKind, of_one, to_token
from tests.adapters.discord_app.test_door import running
from tests.fakes.clock import FakeClock
from tests.fakes.core import FakeCore
from tests.fakes.settings import settings_for
from tests.platforms import discord_payloads as payloads
from tests.platforms import discord_rules
from tests.platforms.discord_peer import DiscordPeer

KEY = SigningKey(bytes(range(32)))
NOW = FakeClock().now().timestamp()
TOKEN = to_token(Action(ActionKind.SOURCES, of_one("q1")))


def door_to(peer: DiscordPeer, core: FakeCore) -> DiscordDoor:
    settings = settings_for(
        Path("unused.db"),
        DISCORD_TOKEN="loopback",
        DISCORD_API_URL=peer.url,
        DISCORD_PUBLIC_KEY=KEY.verify_key.encode().hex(),
    )
    return DiscordDoor(core, settings, FakeClock())


def web(door: DiscordDoor) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=Starlette(routes=door.routes()))
    return httpx.AsyncClient(transport=transport, base_url="https://bot.example")


@contextlib.asynccontextmanager
async def over_http(peer: DiscordPeer, core: FakeCore) -> AsyncIterator[httpx.AsyncClient]:
    door = door_to(peer, core)
    async with running(door, peer), web(door) as http:
        yield http


def signed(body: bytes, age: int = 0, key: SigningKey = KEY) -> dict[str, str]:
    timestamp = str(int(NOW) - age)
    return {
        "content-type": "application/json",
        "x-signature-timestamp": timestamp,
        "x-signature-ed25519": key.sign(timestamp.encode() + body).signature.hex(),
    }


async def send(http: httpx.AsyncClient, payload: dict[str, Any]) -> httpx.Response:
    body = json.dumps(payload).encode()
    return await http.post(PATH, content=body, headers=signed(body))


PING = {"id": "1", "application_id": "100", "type": 1, "token": "t", "version": 1}


async def test_discords_question_whether_we_are_there_is_answered_before_we_are_connected() -> None:
    async with DiscordPeer() as peer, web(door_to(peer, FakeCore())) as http:
        reply = await send(http, PING)

    assert (200, {"type": 1}) == (reply.status_code, reply.json())
    assert "application/json" == reply.headers["content-type"]


async def test_without_a_key_there_is_no_address() -> None:
    async with DiscordPeer() as peer:
        settings = settings_for(
            Path("unused.db"), DISCORD_TOKEN="loopback", DISCORD_API_URL=peer.url
        )

        assert [] == DiscordDoor(FakeCore(), settings, FakeClock()).routes()


@pytest.mark.slow
async def test_a_command_and_a_press_are_answered_as_over_the_gateway() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer, over_http(peer, core) as http:
        question = payloads.interaction(peer.new_id(), {"query": "dams"})
        asked = await send(http, question)
        again = await send(http, question)
        await peer.until(lambda: len(peer.bodies("PATCH", "@original")) == 1)
        button = {"type": 2, "style": 2, "label": "Sources", "custom_id": TOKEN}
        shown = {"content": "dams", "components": [{"type": 1, "components": [button]}]}
        message = payloads.message(peer.new_id(), payloads.ME, shown)
        pressed = await send(http, payloads.press(peer.new_id(), TOKEN, message))
        await peer.until(lambda: len(peer.bodies("PATCH", "@original")) == 2)

        assert [(202, b""), (202, b"")] == [
            (reply.status_code, reply.content) for reply in (asked, pressed)
        ]
        assert {"type": 5, "data": {"flags": 64}} == peer.bodies("POST", "/callback")[0]
        assert 202 == again.status_code
        assert 2 == len(peer.bodies("POST", "/callback"))
        for body in peer.bodies("PATCH", "@original"):
            assert [] == discord_rules.problems_by_hand(body)
        assert "nobody reads the dam" in str(peer.bodies("PATCH", "@original")[0]["embeds"])
    assert ["dams"] == [question.text for question in core.asked]
    assert [TOKEN] == core.pressed


async def test_without_a_gateway_commands_are_answered_and_the_door_is_ready() -> None:
    core = FakeCore()
    for _ in range(MOST_IDENTIFIES):
        Identifies(core.notes, FakeClock()).spend()
    with capture_logs() as logged:
        async with DiscordPeer() as peer, over_http(peer, core) as http:
            reply = await send(http, payloads.interaction(peer.new_id(), {"query": "dams"}))
            await peer.until(lambda: bool(peer.bodies("PATCH", "@original")))

            assert [] == peer.identified
    assert 202 == reply.status_code
    assert ["dams"] == [question.text for question in core.asked]
    (failed,) = [entry for entry in logged if entry["event"] == "door_failed"]
    assert "discord's gateway" == failed["door"]


async def test_a_gateway_that_ends_takes_no_command_with_it_and_mentions_come_over_it() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer, over_http(peer, core) as http:
        await peer.until(lambda: bool(peer.identified))
        await peer.say("<@100> otters")
        await peer.until(lambda: bool(peer.messages))
        await peer.drop(4004)
        await send(http, payloads.interaction(peer.new_id(), {"query": "dams"}))
        await peer.until(lambda: bool(peer.bodies("PATCH", "@original")))

        assert 1 == len(peer.bodies("PUT", "/commands"))
    assert ["otters", "dams"] == [question.text for question in core.asked]


BODY = json.dumps(PING).encode()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        ({}, b""),
        (signed(BODY) | {"x-signature-ed25519": "00" * 64}, BODY),  # Discord's own probe
        (signed(BODY) | {"x-signature-ed25519": ""}, BODY),
        (signed(BODY) | {"x-signature-ed25519": "not hex"}, BODY),
        (signed(BODY) | {"x-signature-timestamp": ""}, BODY),
        (signed(BODY) | {"x-signature-timestamp": "soon"}, BODY),
        ({"x-signature-ed25519": "00" * 64}, BODY),
        ({"x-signature-timestamp": str(int(NOW))}, BODY),
        (signed(b"{}"), BODY),
        (signed(BODY, key=SigningKey(bytes(32))), BODY),
        (signed(BODY, age=301), BODY),
        (signed(BODY, age=-61), BODY),
        (signed(BODY) | {"x-signature-ed25519": "\xe9" * 128}, BODY),
    ],
)
async def test_what_discord_did_not_sign_is_refused(headers: dict[str, str], body: bytes) -> None:
    core = FakeCore()
    async with DiscordPeer() as peer, web(door_to(peer, core)) as http:
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        reply = await http.post(PATH, content=body, headers=raw)

    assert (401, b"") == (reply.status_code, reply.content)
    assert [] == core.asked


async def test_ten_megabytes_are_too_many_and_are_not_read_to_their_end() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10 * LARGEST:
            sent += 65536
            yield bytes(65536)

    async with DiscordPeer() as peer, web(door_to(peer, FakeCore())) as http:
        reply = await http.post(PATH, content=endless())

    assert 413 == reply.status_code


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000])
async def test_what_is_signed_and_no_json_object_is_a_bad_request(body: bytes) -> None:
    async with DiscordPeer() as peer, web(door_to(peer, FakeCore())) as http:
        reply = await http.post(PATH, content=body, headers=signed(body))

    assert 400 == reply.status_code


@pytest.mark.slow
async def test_what_is_signed_and_no_interaction_is_a_bad_request_and_logged() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer, over_http(peer, core) as http:
        with capture_logs() as logged:
            replies = [
                await send(http, bad)
                for bad in ({"id": "1"}, {"id": "2", "type": 2}, {"id": "3", "type": "secret"})
            ]

    assert [400] * 3 == [reply.status_code for reply in replies]
    assert ["discord.bad_interaction"] * 3 == [entry["event"] for entry in logged]
    assert "secret" not in str(logged)


async def test_while_there_is_no_connection_discord_is_told_so() -> None:
    async with DiscordPeer() as peer, web(door_to(peer, FakeCore())) as http:
        reply = await send(http, payloads.interaction("7", {"query": "dams"}))

    assert 503 == reply.status_code


@given(st.binary())
def test_any_bytes_are_a_json_object_or_nothing(body: bytes) -> None:
    assert isinstance(to_payload(body), dict | None)

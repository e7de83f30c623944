"""Every private name of discord.py's that we use, against the installed version."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from structlog.testing import capture_logs

from adapters.discord_app import inside
from tests.adapters.discord_app.conftest import new_client
from tests.adapters.discord_app.test_door import door_to, running
from tests.fakes.core import FakeCore
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_peer import DiscordPeer


def parse(client: discord.Client, event: str, data: object) -> None:
    client._connection.parsers[event](data)


@pytest.mark.parametrize("payload", [{}, {"id": "x"}, {"id": None}, {"id": "1", "type": "?"}])
async def test_what_is_no_interaction_raises_one_of_the_named_errors(payload: Any) -> None:  # noqa: ANN401
    with pytest.raises((LookupError, TypeError, ValueError, AttributeError)):
        inside.take_interaction(new_client(FakeCore()), payload)


async def test_a_bad_event_is_logged_by_its_name_and_left_out() -> None:
    client = new_client(FakeCore())

    with capture_logs() as logged:
        parse(client, "MESSAGE_CREATE", {"content": "secret"})
        parse(client, "GUILD_CREATE", None)

    assert [
        {
            "event": "discord.bad_event",
            "log_level": "warning",
            "gateway_event": "MESSAGE_CREATE",
            "error": "KeyError",
        },
        {
            "event": "discord.bad_event",
            "log_level": "warning",
            "gateway_event": "GUILD_CREATE",
            "error": "AttributeError",
        },
    ] == logged


async def test_a_ready_that_cannot_be_read_is_no_connection() -> None:
    with pytest.raises((LookupError, TypeError)):
        parse(new_client(FakeCore()), "READY", {})


async def test_only_what_is_listened_to_is_parsed() -> None:
    names = new_client(FakeCore())._connection.parsers

    assert {
        "READY",
        "RESUMED",
        "GUILD_CREATE",
        "GUILD_DELETE",
        "MESSAGE_CREATE",
        "INTERACTION_CREATE",
    } == set(names)


async def test_little_is_kept_of_a_server() -> None:
    client = new_client(FakeCore())

    parse(client, "GUILD_CREATE", payloads.guild(channels=50, roles=30))

    (guild,) = client.guilds
    assert [] == list(guild.channels)
    assert guild.default_role is not None
    assert 1 == len(guild.roles)


async def test_nothing_is_kept_of_a_server_that_was_left_and_one_that_is_down_stays() -> None:
    client = new_client(FakeCore())
    for id in ("301", "302"):
        parse(client, "GUILD_CREATE", payloads.guild(id))

    parse(client, "GUILD_DELETE", {"id": "301"})
    parse(client, "GUILD_DELETE", {"id": "302", "unavailable": True})

    assert [302] == [guild.id for guild in client.guilds]


@pytest.mark.slow
async def test_a_line_tells_when_it_heard_something_and_can_be_asked_for_more() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with running(door, peer):
            assert door._client is not None
            (line,) = inside.lines_of(door._client)
            before = len(peer.bodies("GATEWAY", "heartbeat"))
            await line.beat()
            await peer.until(lambda: len(peer.bodies("GATEWAY", "heartbeat")) > before)
            await peer.until(lambda: heard_since(door._client, line.heard))

        assert 1 == len(peer.identified)


def heard_since(client: discord.AutoShardedClient | None, moment: float) -> bool:
    assert client is not None
    return any(line.heard > moment for line in inside.lines_of(client))


@pytest.mark.slow
async def test_a_line_that_is_dropped_is_resumed_without_a_new_session() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with running(door, peer):
            assert door._client is not None
            (line,) = inside.lines_of(door._client)
            await line.drop()
            await peer.until(lambda: bool(peer.bodies("GATEWAY", "resume")))
            await peer.until(lambda: door.ready)

        assert 1 == len(peer.identified)

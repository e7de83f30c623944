from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord_app import poster as posting
from adapters.discord_app.door import DiscordDoor
from adapters.discord_app.poster import DiscordPoster
from bot.errors import NotLetIn, SettingError
from bot.model import Delivery, Outcome, Post
from tests.fakes.clock import FakeClock
from tests.fakes.core import CARD, FakeCore
from tests.fakes.settings import settings_for
from tests.platforms import discord_rules
from tests.platforms.discord_payloads import CHANNEL
from tests.platforms.discord_peer import (
    DiscordPeer,
    Fault,
    Silence,
    babbling,
    hanging_up,
    refusing,
)

KEY = "k" * 20


def door_to(peer: DiscordPeer, core: FakeCore | None = None) -> DiscordDoor:
    settings = settings_for(Path("unused.db"), DISCORD_TOKEN="loopback", DISCORD_API_URL=peer.url)
    return DiscordDoor(core or FakeCore(), settings, FakeClock())


@contextlib.asynccontextmanager
async def running(
    door: DiscordDoor, peer: DiscordPeer, seconds: float = 10.0
) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(door.run())
    try:
        await peer.until(lambda: door.ready, seconds)
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])


def post(first_send_at: dt.datetime | None = None) -> Post:
    return Post("discord", CHANNEL, CARD, KEY, first_send_at)


def test_a_door_without_a_token_is_refused_by_the_name_of_its_variable() -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN"):
        DiscordDoor(FakeCore(), settings_for(Path("unused.db")), FakeClock())


async def test_logging_in_over_http_is_enough_to_post() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with door.connected():
            outcome = await asyncio.to_thread(door.poster.send, post(), 60.0)
        after = await asyncio.to_thread(door.poster.send, post(), 60.0)

        assert Delivery.SENT == outcome.delivery
        assert peer.messages[0]["id"] == outcome.message_ref
        assert Outcome(Delivery.REFUSED, reason="not_connected") == after
        assert 1 == len(peer.messages)
        assert [] == peer.identified
        assert [] == peer.bodies("PUT", "/commands")


async def test_a_probe_says_under_which_name_discord_knows_the_bot() -> None:
    async with DiscordPeer() as peer:
        assert "connected as podquote" == await door_to(peer).probe()


async def test_a_probe_with_a_wrong_token_raises() -> None:
    async with DiscordPeer() as peer:
        peer.token = "another"

        with pytest.raises(NotLetIn, match="unauthorized"):
            await door_to(peer).probe()


async def test_a_probe_of_nobody_raises() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)

    with pytest.raises(NotLetIn, match="ClientConnectorError"):
        await door.probe()


async def test_nobody_there_means_certainly_not_sent() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with door.connected():
            await peer.close()
            outcome = await asyncio.to_thread(door.poster.send, post(), 60.0)

    assert Outcome(Delivery.REFUSED, reason="not_reached") == outcome


@pytest.mark.parametrize(
    ("fault", "delivery", "reason"),
    [
        (refusing(503), Delivery.UNKNOWN, "http_503"),
        (refusing(503, accepted=True), Delivery.UNKNOWN, "http_503"),
        (refusing(403, 50013), Delivery.DEAD, "missing_permissions"),
        (refusing(429, retry_after=99.0), Delivery.REFUSED, "rate_limited"),
        (hanging_up, Delivery.UNKNOWN, "ServerDisconnectedError"),
        (babbling, Delivery.UNKNOWN, "TypeError"),
    ],
)
async def test_each_way_a_send_can_fail_on_the_wire_has_its_outcome(
    fault: Fault, delivery: Delivery, reason: str
) -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        peer.faults = [fault]
        async with door.connected():
            outcome = await asyncio.to_thread(door.poster.send, post(), 60.0)

    assert (delivery, reason) == (outcome.delivery, outcome.reason)


@pytest.mark.usefixtures("hurried")
async def test_a_send_that_was_taken_and_answered_with_an_error_is_not_doubled() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        peer.faults = [refusing(502, accepted=True)]
        async with door.connected():
            outcome = await asyncio.to_thread(door.poster.send, post(), 60.0)

    assert Delivery.SENT == outcome.delivery
    assert [KEY] == [message["nonce"] for message in peer.messages]


@pytest.mark.usefixtures("hurried")
async def test_a_short_rate_limit_is_waited_out() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        peer.faults = [refusing(429, retry_after=0.1)]
        async with door.connected():
            outcome = await asyncio.to_thread(door.poster.send, post(), 60.0)

    assert Delivery.SENT == outcome.delivery


@contextlib.asynccontextmanager
async def impatient_poster(peer: DiscordPeer) -> AsyncIterator[DiscordPoster]:
    async with door_to(peer)._logged_in() as client:
        poster = DiscordPoster(FakeClock(), patience=0.3)
        poster.attach(client)
        yield poster


async def test_a_rate_limit_that_outlasts_the_request_means_certainly_not_sent() -> None:
    async with DiscordPeer() as peer, impatient_poster(peer) as poster:
        peer.faults = [refusing(429, retry_after=20.0)]

        outcome = await asyncio.to_thread(poster.send, post(), 60.0)

    assert Outcome(Delivery.REFUSED, reason="rate_limited", retry_after=20.0) == outcome


async def test_no_answer_in_time_leaves_the_outcome_unknown() -> None:
    async with DiscordPeer() as peer, impatient_poster(peer) as poster:
        peer.faults = [Silence()]

        outcome = await asyncio.to_thread(poster.send, post(), 60.0)

    assert Outcome(Delivery.UNKNOWN, reason="timeout") == outcome


async def test_a_send_that_is_cancelled_leaves_the_outcome_unknown() -> None:
    async with DiscordPeer() as peer:
        door, silence = door_to(peer), Silence()
        peer.faults = [silence]
        async with door.connected():
            sending = asyncio.create_task(asyncio.to_thread(door.poster.send, post(), 60.0))
            await silence.begun.wait()
            for task in asyncio.all_tasks():
                if "DiscordPoster._send" in str(task.get_coro()):
                    task.cancel()

            assert Outcome(Delivery.UNKNOWN, reason="CancelledError") == await sending


@pytest.mark.usefixtures("hurried")
async def test_a_refusal_after_a_repeated_try_is_no_certainty() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        peer.faults = [refusing(502, accepted=True), refusing(403, 50013)]
        async with door.connected():
            outcome = await asyncio.to_thread(door.poster.send, post(), 60.0)

    assert Outcome(Delivery.UNKNOWN, reason="missing_permissions") == outcome


async def test_a_post_is_found_again_over_http() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        began = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
        async with door.connected():
            outcome = await asyncio.to_thread(door.poster.send, post(began), 60.0)

            assert outcome == await asyncio.to_thread(door.poster.find, post(began))


async def test_a_channel_too_busy_to_be_read_back_says_nothing() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        peer.fill(posting._MOST_READ + 1)
        async with door.connected():
            found = await asyncio.to_thread(
                door.poster.find, post(dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC))
            )

    assert found is None


@pytest.mark.slow
async def test_the_door_connects_answers_and_closes() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer:
        door = door_to(peer, core)
        assert not door.ready
        async with running(door, peer) as task:
            await peer.slash(query="dams")
            await peer.until(lambda: bool(peer.bodies("PATCH", "@original")))
            asked = await peer.say("<@100> dams")
            await peer.until(lambda: bool(peer.bodies("POST", "/messages")))
            outcome = await asyncio.to_thread(door.poster.send, post(), 60.0)

            assert not task.done()
            began = time.monotonic()
            task.cancel()
            await asyncio.wait([task])
            assert time.monotonic() - began < 2

        assert task.cancelled()
        assert not door.ready
        assert Delivery.SENT == outcome.delivery
        assert {"type": 5, "data": {"flags": 64}} == peer.bodies("POST", "/callback")[0]
        reply = peer.bodies("POST", "/messages")[0]
        assert asked == str(reply["message_reference"]["message_id"])
        for body in [reply, *peer.bodies("PATCH", "@original")]:
            assert [] == discord_rules.problems_by_hand(body)
        assert 1 == len(peer.bodies("PUT", "/commands"))
        assert ["dams", "dams"] == [question.text for question in core.asked]
        identify = peer.identified[0]
        assert not identify["intents"] & ((1 << 1) | (1 << 8) | (1 << 15))  # the privileged ones


@pytest.mark.slow
async def test_a_door_that_runs_again_tells_its_commands_no_second_time() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        for _ in range(2):
            peer.identified.clear()
            async with running(door, peer):
                assert door.ready

        assert 1 == len(peer.bodies("PUT", "/commands"))


@pytest.mark.slow
async def test_a_gateway_that_says_no_ends_the_run_with_an_error() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with running(door, peer) as task:
            await peer.drop(4004)

            with pytest.raises(NotLetIn, match="gateway 4004"):
                await asyncio.wait_for(asyncio.shield(task), 5)

        assert "not_connected" == (await asyncio.to_thread(door.poster.send, post(), 60.0)).reason


@pytest.mark.slow
async def test_a_gateway_that_does_not_say_goodbye_is_left_all_the_same() -> None:
    async with DiscordPeer() as peer:
        peer.deaf = True
        door = door_to(peer)
        async with running(door, peer) as task:
            began = time.monotonic()
            task.cancel()
            await asyncio.wait([task])

            assert time.monotonic() - began < 2


async def test_a_wrong_token_ends_the_run_with_an_error() -> None:
    async with DiscordPeer() as peer:
        peer.token = "another"

        with pytest.raises(NotLetIn, match="unauthorized"):
            await door_to(peer).run()


async def test_a_discord_that_is_down_ends_the_run_with_an_error() -> None:
    async with DiscordPeer() as peer:
        peer.down = True

        with pytest.raises(NotLetIn, match="HTTP 503"):
            await door_to(peer).run()


async def test_a_gateway_that_ends_in_good_order_ends_the_run_too() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with running(door, peer) as task:
            assert door._client is not None
            await door._client.close()

            with pytest.raises(NotLetIn, match="connection ended"):
                await asyncio.wait_for(asyncio.shield(task), 5)

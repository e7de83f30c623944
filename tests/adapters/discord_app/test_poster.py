from __future__ import annotations

import asyncio
import concurrent.futures
import datetime as dt

import discord
import pytest

from adapters.discord_app.permissions import missing_in, permissions_in
from adapters.discord_app.poster import REQUEST_SECONDS, DiscordPoster
from bot.model import Delivery, Outcome, Post
from bot.phrasing import channels
from tests.adapters.discord_app.conftest import Scene, Scenes
from tests.fakes.clock import FakeClock
from tests.fakes.core import CARD, FakeCore

KEY = "k" * 20
NOT_THERE = Outcome(Delivery.REFUSED, reason="not_there")


def attached(scene: Scene) -> DiscordPoster:
    poster = DiscordPoster(FakeClock())
    poster.attach(scene.client)
    return poster


def post_to(channel: int | str, scene: Scene | None = None, key: str = KEY) -> Post:
    began = scene.env.now() if scene else None
    return Post("discord", str(channel), CARD, key, first_send_at=began)


async def sent(poster: DiscordPoster, post: Post, deadline: float = 60.0) -> Outcome:
    return await asyncio.to_thread(poster.send, post, deadline)


async def test_a_post_is_sent_with_its_key_as_nonce_and_without_a_ping(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        outcome = await sent(attached(scene), post_to(scene.channel.id))

        message = scene.last_message
        assert Outcome(Delivery.SENT, message_ref=str(message.id)) == outcome
        body = scene.sent()[-1]
        assert (KEY, True) == (body["nonce"], body["enforce_nonce"])
        assert {"parse": []} == body["allowed_mentions"]
        assert str(message.embeds[0].footer.text).endswith(f" · {KEY}")


async def test_a_post_that_cannot_keep_its_deadline_is_not_sent(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        poster = attached(scene)

        outcome = await sent(poster, post_to(scene.channel.id), REQUEST_SECONDS - 0.1)

        assert Outcome(Delivery.REFUSED, reason="deadline") == outcome
        assert scene.channel.last_message is None
        at_last = await sent(poster, post_to(scene.channel.id), REQUEST_SECONDS)
        assert Delivery.SENT == at_last.delivery


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (403, 50013, Outcome(Delivery.DEAD, reason="missing_permissions")),
        (404, 10003, Outcome(Delivery.DEAD, reason="unknown_channel")),
        (400, 50035, Outcome(Delivery.REFUSED, reason="http_400_50035")),
        (503, 0, Outcome(Delivery.UNKNOWN, reason="http_503")),
    ],
)
async def test_a_refusal_becomes_an_outcome(
    scenes: Scenes, status: int, code: int, outcome: Outcome
) -> None:
    async with scenes(FakeCore()) as scene:
        scene.env.inject_error("POST", "/channels/*/messages", status=status, code=code)

        assert outcome == await sent(attached(scene), post_to(scene.channel.id))


async def test_a_channel_that_is_no_id_is_never_asked_for(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        poster = attached(scene)

        outcome = await sent(poster, post_to("general"))

        assert Outcome(Delivery.DEAD, reason="unknown_channel") == outcome
        assert NOT_THERE == await asyncio.to_thread(poster.find, post_to("general", scene))
        assert channels.CHANNEL_BY_ID == await asyncio.to_thread(poster.check, "٣")


async def test_nothing_is_sent_found_or_checked_while_not_connected(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        poster = attached(scene)
        poster.detach()
        channel = str(scene.channel.id)

        refused = await sent(poster, post_to(channel))

        assert Outcome(Delivery.REFUSED, reason="not_connected") == refused
        assert await asyncio.to_thread(poster.find, post_to(channel, scene)) is None
        assert channels.NOT_CONNECTED == await asyncio.to_thread(poster.check, channel)


def test_an_event_loop_that_has_ended_is_not_connected() -> None:
    poster = DiscordPoster(FakeClock())

    async def attach() -> None:
        poster.attach(discord.Client(intents=discord.Intents.none()))

    asyncio.run(attach())

    assert "not_connected" == poster.send(post_to(1), 60.0).reason


def test_an_event_loop_that_stands_still_leaves_the_outcome_unknown() -> None:
    poster = DiscordPoster(FakeClock(), patience=0.05)

    async def attach_and_stand_still() -> Outcome:
        poster.attach(discord.Client(intents=discord.Intents.none()))
        with concurrent.futures.ThreadPoolExecutor() as pool:
            return pool.submit(poster.send, post_to(1), 60.0).result()

    assert Outcome(Delivery.UNKNOWN, reason="timeout") == asyncio.run(attach_and_stand_still())


async def test_an_earlier_post_is_found_by_its_key(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        poster = attached(scene)
        post = post_to(scene.channel.id, scene)
        outcome = await sent(poster, post)
        await scene.person.send(scene.channel, f"word for word · {KEY}")

        assert outcome == await asyncio.to_thread(poster.find, post)
        other = post_to(scene.channel.id, scene, key="other")
        assert NOT_THERE == await asyncio.to_thread(poster.find, other)


async def test_a_post_that_was_never_tried_is_not_there(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        untried = post_to(scene.channel.id)

        assert NOT_THERE == await asyncio.to_thread(attached(scene).find, untried)


async def test_a_post_from_before_the_first_try_is_not_this_one(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        poster = attached(scene)
        await sent(poster, post_to(scene.channel.id))
        later = scene.env.now() + dt.timedelta(seconds=120)

        post = Post("discord", str(scene.channel.id), CARD, KEY, first_send_at=later)

        assert NOT_THERE == await asyncio.to_thread(poster.find, post)


async def test_an_empty_history_proves_nothing_where_it_may_not_be_read(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        hidden = scene.guild.create_text_channel(
            "hidden",
            overwrites={
                scene.guild.default_role: discord.PermissionOverwrite(read_message_history=False)
            },
        )
        post = post_to(hidden.id, scene)
        later = Post("discord", post.channel, CARD, KEY, scene.env.now() + dt.timedelta(days=1))

        assert await asyncio.to_thread(attached(scene).find, later) is None


async def test_a_history_that_cannot_be_read_says_nothing(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        scene.env.inject_error("GET", "/channels/*/messages", status=403, code=50001)

        found = await asyncio.to_thread(attached(scene).find, post_to(scene.channel.id, scene))

        assert found is None


async def test_a_channel_that_can_be_posted_to_passes(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        thread = await scene.thread()
        poster = attached(scene)

        assert await asyncio.to_thread(poster.check, str(scene.channel.id)) is None
        assert await asyncio.to_thread(poster.check, str(thread.id)) is None


async def test_a_channel_without_the_permissions_names_them(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        denied = discord.PermissionOverwrite(send_messages=False, embed_links=False)
        closed = scene.guild.create_text_channel(
            "closed", overwrites={scene.guild.default_role: denied}
        )

        said = await asyncio.to_thread(attached(scene).check, str(closed.id))

        assert channels.missing_permissions(["Send Messages", "Embed Links"]) == said


async def test_a_channel_that_is_not_in_the_servers_list_permits_nothing(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        gone = await scene.fetched()
        gone.id += 1

        assert discord.Permissions.none() == await permissions_in(scene.client, gone)


async def test_a_direct_channel_permits_everything(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        direct = await scene.client.create_dm(discord.Object(scene.person.id))

        assert discord.Permissions.all() == await permissions_in(scene.client, direct)


async def test_a_thread_needs_its_own_permission(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        thread = await scene.thread()

        missing = missing_in(discord.Permissions.none(), thread)

        assert "Send Messages in Threads" in missing
        assert "Send Messages" not in missing


async def test_a_channel_that_is_not_for_messages_says_so(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        category = scene.guild.create_category("things")

        said = await asyncio.to_thread(attached(scene).check, str(category.id))

        assert channels.CHANNEL_NO_TEXT == said


async def test_an_unknown_channel_says_so(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        assert channels.CHANNEL_UNSEEN == await asyncio.to_thread(attached(scene).check, "123")


async def test_a_silent_discord_says_so(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        scene.env.inject_error("GET", "/channels/*", status=503)

        said = await asyncio.to_thread(attached(scene).check, str(scene.channel.id))

        assert channels.DISCORD_SILENT == said

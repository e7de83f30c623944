"""What the poster does beside posts: pictures with them, notices to owners, channels by name."""

from __future__ import annotations

import asyncio

import discord

from adapters.discord_app.poster import DiscordPoster
from bot.model import Delivery, Post
from tests.adapters.discord_app.conftest import Scene, Scenes
from tests.fakes.clock import FakeClock
from tests.fakes.core import CARD, FakeCore

KEY = "k" * 20


def attached(scene: Scene) -> DiscordPoster:
    poster = DiscordPoster(FakeClock())
    poster.attach(scene.client)
    return poster


async def test_a_picture_comes_with_its_post_and_says_what_it_shows(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        post = Post("discord", str(scene.channel.id), CARD, KEY, picture=True)

        outcome = await asyncio.to_thread(attached(scene).send, post, 60.0)

        (picture,) = scene.last_message.attachments
        assert Delivery.SENT is outcome.delivery
        assert ("quote.png", True) == (picture.filename, picture.size > 1000)
        assert CARD.items[0].words in (picture.description or "")


async def test_an_owner_is_told_in_private(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        poster = attached(scene)

        outcome = await asyncio.to_thread(
            poster.tell, str(scene.person.id), "The channel is gone.", "public"
        )

        assert Delivery.SENT is outcome.delivery
        assert "The channel is gone." == scene.sent()[-1]["content"]
        assert scene.channel.last_message is None


async def test_a_notice_that_fails_is_an_outcome(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        scene.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
        poster = attached(scene)

        closed = await asyncio.to_thread(poster.tell, str(scene.person.id), "Gone.", "public")
        nobody = await asyncio.to_thread(poster.tell, "@everyone", "Gone.", "public")

        assert (Delivery.DEAD, "takes_no_messages") == (closed.delivery, closed.reason)
        assert (Delivery.DEAD, "unknown_person") == (nobody.delivery, nobody.reason)
        assert "not_connected" == DiscordPoster(FakeClock()).tell("1", "Gone.", "public").reason


async def test_channels_are_known_by_name_but_for_those_that_not_everybody_sees(
    scenes: Scenes,
) -> None:
    async with scenes(FakeCore()) as scene:
        hidden = discord.PermissionOverwrite(view_channel=False)
        scene.guild.create_text_channel("staff", overwrites={scene.guild.default_role: hidden})
        scene.guild.create_category("things")
        poster = attached(scene)

        named = await asyncio.to_thread(poster.channels, str(scene.channel.id))

        assert {"general": str(scene.channel.id)} == named
        assert {} == await asyncio.to_thread(poster.channels, "123")
        assert {} == await asyncio.to_thread(poster.channels, "general")

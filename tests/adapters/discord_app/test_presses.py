"""Buttons, through the real client: what is pressed is answered privately, whoever and whenever."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import Any

import discord
import pytest
from structlog.testing import capture_logs

from adapters.discord_app.poster import DiscordPoster
from bot import phrasing
from bot.actions import Action, ActionKind, from_token, of_one, to_token
from bot.errors import NoSuchThing, UnusableDatabase
from bot.model import Card, CardKind, Post
from bot.phrasing import commands as said
from bot.ports import Core
from tests.adapters.discord_app.conftest import Scene, Scenes
from tests.adapters.discord_app.test_conversation import seen
from tests.adapters.discord_app.test_door import door_to, running
from tests.dialogs import PRESSES, WALKS, Press, Walk
from tests.fakes.clock import FakeClock
from tests.fakes.core import CARD, SOURCES, STEPPED, FakeCore
from tests.platforms import discord_rules
from tests.platforms.discord_peer import DiscordPeer

TOKEN = to_token(Action(ActionKind.SOURCES, of_one("q1")))


def tokens(message: dict[str, Any]) -> list[str]:
    """Return what the buttons of a message carry, in order."""
    return [
        button["custom_id"]
        for row in message["components"]
        for button in row["components"]
        if "custom_id" in button
    ]


def read(message: discord.Message) -> str:
    """Return everything that a person reads of a message, the small print too."""
    small = [part for e in message.embeds for part in (e.author.name, e.footer.text) if part]
    return "\n".join([seen(message), *small])


def token_of(message: dict[str, Any], kind: ActionKind) -> str:
    """Return what the button of that kind carries."""
    found = {token: action for token in tokens(message) if (action := from_token(token))}
    return next(token for token, action in found.items() if action.kind is kind)


@pytest.mark.parametrize("dialog", PRESSES, ids=lambda dialog: dialog.asked[:20])
@pytest.mark.parametrize("way", ["slash", "mention"])
async def test_the_sources_of_an_answer_are_those_of_the_dialog(
    scenes: Scenes, core: Core, dialog: Press, way: str
) -> None:
    async with scenes(core) as scene:
        if way == "slash":
            result = await scene.person.slash(scene.channel, "podquote", query=dialog.asked)
            assert result.response is not None
            answer = result.response.message
        else:
            await scene.person.send(scene.channel, f"{scene.mention} {dialog.asked}")
            answer = scene.last_message
        token = token_of(scene.sent()[-1], ActionKind.SOURCES)
        pressed = await scene.person.click(answer, custom_id=token)

        assert pressed.ephemeral
        assert pressed.response is not None
        assert all(text in read(pressed.response.message) for text in dialog.shows)
        assert [] == tokens(scene.sent()[-1])


async def test_a_press_is_acknowledged_before_the_core_is_asked_and_may_take_its_time(
    scenes: Scenes,
) -> None:
    class StuckCore(FakeCore):
        asked_now = threading.Event()
        go_on = threading.Event()

        def press(self, token: str) -> Card:
            self.asked_now.set()
            assert self.go_on.wait(10)
            return super().press(token)

    core = StuckCore()
    async with scenes(core) as scene:
        await scene.person.send(scene.channel, f"{scene.mention} dams")
        pressing = asyncio.create_task(scene.person.click(scene.last_message, custom_id=TOKEN))
        assert await asyncio.to_thread(core.asked_now.wait, 10)
        assert scene.env.http_requests[-1].path.endswith("/callback")
        scene.env.backend.advance_clock(10)
        core.go_on.set()
        result = await pressing

        assert "a dam is the interface" in seen(result.response)
    assert [TOKEN] == core.pressed


async def test_five_presses_by_two_people_are_five_private_answers(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        await scene.person.send(scene.channel, f"{scene.mention} dams")
        answer = scene.last_message
        other = scene.guild.add_member(scene.env.create_user("bob"))
        for presser in (scene.person, other, scene.person, other, scene.person):
            result = await presser.click(answer, custom_id=TOKEN)
            assert result.ephemeral
            assert "a dam is the interface" in seen(result.response)

        assert answer.id == scene.last_message.id
        assert "The dam is the interface" in seen(scene.last_message)
    assert [TOKEN] * 5 == core.pressed


async def test_nothing_is_kept_of_what_was_sent(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        await scene.person.send(scene.channel, f"{scene.mention} dams")
        await scene.person.slash(scene.channel, "podquote", query="dams")
        await scene.person.click(scene.last_message, custom_id=TOKEN)

        store = scene.client._connection._view_store
        assert ({}, {}) == (store._views, store._synced_message_views)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("0:sources:q1", phrasing.OTHER_VERSION),
        ("2:sources:q1:more", phrasing.OTHER_VERSION),
        ("a\n@everyone", phrasing.OTHER_VERSION),
        (TOKEN, phrasing.GONE),
    ],
)
async def test_a_button_that_means_nothing_here_gets_a_sentence(
    scenes: Scenes, core: Core, value: str, sentence: str
) -> None:
    async with scenes(core) as scene:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="x", custom_id=value))
        view.stop()
        sent = await scene.bots_channel.send(
            "old", view=view, allowed_mentions=discord.AllowedMentions.none()
        )
        result = await scene.person.click(sent, custom_id=value)

        assert result.ephemeral
        assert sentence == seen(result.response)


async def test_an_expected_error_is_its_own_sentence_and_any_other_an_id(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        await scene.person.send(scene.channel, f"{scene.mention} dams")
        answer = scene.last_message
        core.failure = UnusableDatabase("podquote.db", "it is locked")
        refused = await scene.person.click(answer, custom_id=TOKEN)
        core.failure = ZeroDivisionError()
        with capture_logs() as logged:
            failed = await scene.person.click(answer, custom_id=TOKEN)

        assert "podquote cannot get at its library just now; try again in a minute." == seen(
            refused.response
        )
        assert logged[0]["error_id"] in seen(failed.response)
    assert [len(TOKEN)] == [entry["length"] for entry in logged]


async def test_an_answer_that_discord_does_not_take_is_logged_and_no_more(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        await scene.person.send(scene.channel, f"{scene.mention} dams")
        scene.env.inject_error("POST", "/interactions/*", status=404, code=10062)
        with capture_logs() as logged:
            await scene.person.click(scene.last_message, custom_id=TOKEN)

        assert () == tuple(scene.env.errors)
    assert [("discord.answer_not_sent", 10062)] == [
        (entry["event"], entry["why"]) for entry in logged
    ]


async def test_the_daily_post_has_its_button_too(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        poster = DiscordPoster(FakeClock())
        poster.attach(scene.client)
        post = Post("discord", str(scene.channel.id), replace(CARD, lead=""), "k" * 20)
        await asyncio.to_thread(poster.send, post, 60.0)
        result = await scene.person.click(scene.last_message, custom_id=TOKEN)

        assert result.ephemeral
    assert [TOKEN] == core.pressed


async def test_a_check_has_its_buttons_too(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        await scene.person.slash(scene.channel, "podquote-check", words="dams")

        assert TOKEN == token_of(scene.sent()[-1], ActionKind.SOURCES)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.asked[:20])
@pytest.mark.parametrize("way", ["slash", "mention"])
async def test_the_walks_of_the_table_lead_where_they_say(
    scenes: Scenes, core: Core, walk: Walk, way: str
) -> None:
    async with scenes(core) as scene:
        answer = await ask(scene, walk.asked, way)
        assert walk.first in answer.content
        for kind, lead, shows in walk.presses:
            token = token_of(scene.sent()[-1], kind)
            await scene.person.click(answer, custom_id=token)
            answer = scene.message_now(answer.id)

            assert lead in answer.content
            assert shows in read(answer)


async def ask(scene: Scene, asked: str, way: str) -> Any:  # noqa: ANN401  a message, or a private one
    if way == "mention":
        await scene.person.send(scene.channel, f"{scene.mention} {asked}")
        return scene.last_message
    result = await scene.person.slash(scene.channel, "podquote", query=asked)
    assert result.response is not None
    return result.response.message


async def test_what_others_read_is_changed_by_whoever_asked_alone(scenes: Scenes) -> None:
    core = FakeCore(STEPPED)
    async with scenes(core) as scene:
        await scene.person.send(scene.channel, f"{scene.mention} dams")
        answer = scene.last_message
        token = token_of(scene.sent()[-1], ActionKind.NEXT)
        other = scene.guild.add_member(scene.env.create_user("bob"))
        theirs = await other.click(answer, custom_id=token)

        assert theirs.ephemeral
        assert "Match 2." in seen(theirs.response)
        assert "Best of 2 matches." == scene.last_message.content

        await scene.person.click(answer, custom_id=token)
        assert "Match 2." == scene.last_message.content
        assert "Remove" in str(scene.sent()[-1]["components"])


async def test_an_answer_is_removed_by_whoever_asked_and_by_nobody_else(scenes: Scenes) -> None:
    core = FakeCore(STEPPED)
    async with scenes(core) as scene:
        asked = await scene.person.send(scene.channel, f"{scene.mention} dams")
        answer = scene.last_message
        token = token_of(scene.sent()[-1], ActionKind.REMOVE)
        other = scene.guild.add_member(scene.env.create_user("bob"))
        refused = await other.click(answer, custom_id=token)

        assert phrasing.NOT_YOURS == seen(refused.response)
        assert answer.id == scene.last_message.id

        await scene.person.click(answer, custom_id=token)
        assert asked.id == scene.last_message.id


async def test_share_shows_everybody_says_who_and_pings_nobody_and_undo_takes_it_back(
    scenes: Scenes,
) -> None:
    async with scenes(FakeCore(STEPPED)) as scene:
        result = await scene.person.slash(scene.channel, "podquote", query="dams")
        assert result.response is not None
        private = result.response.message
        await scene.person.click(private, custom_id=token_of(scene.sent()[-1], ActionKind.SHARE))

        shared = scene.last_message
        assert f"<@{scene.person.id}> shares:" == shared.content
        assert "nobody reads the dam" in read(shared)
        assert not shared.flags.ephemeral
        told = scene.message_now(private.id)
        assert "Shared, with your name." == told.content
        assert ["Undo"] == [button["label"] for button in pressable(scene.sent()[-1])]

        await scene.person.click(told, custom_id=tokens(scene.sent()[-1])[0])
        assert shared.id not in [message.id for message in scene.channel.history()]
        assert "Share" in [button["label"] for button in pressable(scene.sent()[-1])]


async def test_a_share_of_a_command_is_the_share_of_the_button(scenes: Scenes) -> None:
    async with scenes(FakeCore(STEPPED)) as scene:
        result = await scene.person.slash(scene.channel, "podquote", query="dams", share=True)

        assert result.ephemeral
        assert f"<@{scene.person.id}> shares:" == scene.last_message.content


async def test_a_miss_is_never_shared(scenes: Scenes) -> None:
    async with scenes(FakeCore(Card(CardKind.MISS, phrasing.MISS))) as scene:
        result = await scene.person.slash(scene.channel, "podquote", query="dams", share=True)

        assert phrasing.MISS == seen(result.response)
        assert scene.channel.last_message is None


async def test_a_share_that_discord_refuses_is_said_and_logged(scenes: Scenes) -> None:
    async with scenes(FakeCore(STEPPED)) as scene:
        result = await scene.person.slash(scene.channel, "podquote", query="dams")
        assert result.response is not None
        private = result.response.message
        scene.env.inject_error("POST", "/webhooks/*", status=403, code=50013)
        with capture_logs() as logged:
            await scene.person.click(
                private, custom_id=token_of(scene.sent()[-1], ActionKind.SHARE)
            )

        assert said.NOT_SHARED == scene.message_now(private.id).content
    assert [("discord.not_shared", 50013)] == [(one["event"], one["why"]) for one in logged]


async def test_a_text_that_is_gone_leaves_what_is_shown_and_says_so_beside_it(
    scenes: Scenes,
) -> None:
    core = FakeCore(STEPPED)
    async with scenes(core) as scene:
        await scene.person.send(scene.channel, f"{scene.mention} dams")
        core.failure = NoSuchThing("text")
        token = token_of(scene.sent()[-1], ActionKind.NEXT)
        await scene.person.click(scene.last_message, custom_id=token)

        assert "Best of 2 matches." in [m.content for m in scene.channel.history()]
        assert "There is no such text here." in str(scene.sent()[-1])


def pressable(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the buttons of a message that are no links."""
    rows = message["components"]
    return [button for row in rows for button in row["components"] if "custom_id" in button]


@pytest.mark.slow
async def test_a_button_of_before_a_restart_is_answered() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer:
        async with running(door_to(peer), peer):
            await peer.say("<@100> dams")
            await peer.until(lambda: bool(peer.bodies("POST", "/messages")))
        old = peer.messages[-1]
        async with running(door_to(peer, core), peer):
            token = await peer.press(tokens(old)[0], old)
            await peer.until(lambda: bool(peer.bodies("PATCH", f"{token}/messages/@original")))

        (acknowledged,) = peer.bodies("POST", "/callback")
        assert {"type": 5, "data": {"flags": 64}} == acknowledged
        (answer,) = peer.bodies("PATCH", "/messages/@original")
        assert [] == discord_rules.problems_by_hand(answer)
        assert SOURCES.items[1].words in str(answer["embeds"])
    assert [TOKEN] == core.pressed

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import discord
import pytest
import simcord
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from adapters.discord_app import translate, tree
from bot import phrasing
from bot.errors import UnusableDatabase
from bot.model import Card, Question
from bot.phrasing import commands as said
from bot.ports import Core
from tests.adapters.discord_app.cards import TEXTS
from tests.adapters.discord_app.conftest import Scene, Scenes
from tests.dialogs import DIALOGS, Dialog
from tests.fakes.core import CARD, ITEM, FakeCore
from tests.fakes.notes import FakeNotes
from tests.platforms import discord_rules
from tests.platforms.discord_markdown import look

SHOWN = "“The dam is the interface & nobody reads the dam.”"


def seen(message: discord.Message | simcord.ResponseMessage | None) -> str:
    """Return everything that a person reads of a message."""
    assert message is not None
    texts: list[str | None] = [message.content]
    for embed in message.embeds:
        texts += [embed.title, embed.description]
    return "\n".join(look(text).text for text in texts if text)


async def test_the_slash_command_answers_privately(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        result = await scene.person.slash(
            scene.channel,
            "podquote",
            query="dams",
            speaker="Ada",
            podcast="River",
            episode="Otters",
        )

        assert result.ephemeral
        assert SHOWN in seen(result.response)
        assert result.response is not None
        assert "Play from 1:01" == result.response.components[0]["components"][0]["label"]
    expected = Question("dams", "Ada", "Otters", "River", limit=translate.MOST_ITEMS)
    assert [expected] == core.asked


async def test_the_slash_command_is_acknowledged_before_the_core_is_asked(scenes: Scenes) -> None:
    class SlowCore(FakeCore):
        def answer(self, question: Question) -> Card:
            self.acknowledged = self.scene.env.http_requests[-1].path.endswith("/callback")
            return super().answer(question)

        scene: Scene
        acknowledged = False

    core = SlowCore()
    async with scenes(core) as scene:
        core.scene = scene
        await scene.person.slash(scene.channel, "podquote", query="dams")

    assert core.acknowledged


async def test_an_answer_that_takes_longer_than_three_seconds_still_arrives(
    scenes: Scenes,
) -> None:
    class StuckCore(FakeCore):
        asked_now = threading.Event()
        go_on = threading.Event()

        def answer(self, question: Question) -> Card:
            self.asked_now.set()
            assert self.go_on.wait(10)
            return super().answer(question)

    core = StuckCore()
    async with scenes(core) as scene:
        asking = asyncio.create_task(scene.person.slash(scene.channel, "podquote", query="dams"))
        assert await asyncio.to_thread(core.asked_now.wait, 10)
        scene.env.backend.advance_clock(10)
        core.go_on.set()
        result = await asking

        assert SHOWN in seen(result.response)


async def test_a_mention_is_answered_as_a_reply_in_its_channel(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        asked = await scene.person.send(scene.channel, f"{scene.mention} dams")

        answer = scene.last_message
        assert SHOWN in seen(answer)
        assert answer.reference is not None
        assert asked.id == answer.reference.message_id
        assert {"parse": [], "replied_user": False} == scene.sent()[0]["allowed_mentions"]
        assert [] == answer.mentions


async def test_a_mention_in_a_thread_is_answered_in_that_thread(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        started = await scene.person.send(scene.channel, "let us talk")
        thread = await scene.thread(started)
        place = next(known for known in scene.channel.threads if known.id == thread.id)
        asked = await scene.person.send(place, f"dams, {scene.mention}")

        answer = place.last_message
        assert answer is not None
        assert answer.reference is not None
        assert asked.id == answer.reference.message_id
        assert SHOWN in seen(answer)
        assert place.id == int(scene.env.http_requests[-1].path.split("/")[2])


async def test_a_direct_message_is_answered_without_a_mention(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        await scene.person.send_dm("dams")

        assert SHOWN in seen(scene.person.user.dm_channel.last_message)


@pytest.mark.parametrize("said", ["dams", "<@1> dams", "@podquote dams", "everyone: podquote"])
async def test_a_message_that_does_not_name_the_bot_is_left_alone(
    scenes: Scenes, said: str
) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        await scene.person.send(scene.channel, said)

    assert [] == core.asked


async def test_a_reply_to_the_bot_that_does_not_name_it_is_left_alone(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        await scene.person.send(scene.channel, f"{scene.mention} dams")
        await scene.person.send(scene.channel, "thanks!", reply_to=scene.last_message)

    assert 1 == len(core.asked)


async def test_bots_webhooks_and_itself_are_never_answered(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        other = scene.guild.add_member(scene.env.create_user("robot", bot=True))
        await other.send(scene.channel, f"{scene.mention} dams")
        await scene.guild.create_webhook(scene.channel).send(f"{scene.mention} dams")
        await scene.bots_channel.send(f"{scene.mention} dams")
        await scene.env.settle()

    assert [] == core.asked


async def test_a_system_message_is_never_answered(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        asked = await scene.person.send(scene.channel, f"{scene.mention} dams")
        asked.id += 1
        asked.type = discord.MessageType.pins_add
        await scene.client.on_message(asked)

    assert 1 == len(core.asked)


async def test_a_message_that_is_delivered_again_is_answered_once(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        asked = await scene.person.send(scene.channel, f"{scene.mention} dams")
        await scene.client.on_message(asked)

        assert str(asked.id) == scene.sent()[0]["nonce"]
    assert 1 == len(core.asked)


async def test_a_mention_that_replies_asks_what_that_message_says(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        said_before = await scene.person.send(scene.channel, f"nobody reads dams {scene.mention}?")
        await scene.person.send(scene.channel, scene.mention, reply_to=said_before)
        await scene.person.send(scene.channel, f"{scene.mention} otters", reply_to=said_before)

    asked = [question.text for question in core.asked]
    assert ["nobody reads dams  ?", "nobody reads dams  ?", "otters"] == asked


async def test_a_reply_to_words_that_discord_does_not_show_is_told_what_to_do(
    scenes: Scenes,
) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        unseen = await scene.person.send(scene.channel, "nobody reads dams")
        await scene.person.send(scene.channel, scene.mention, reply_to=unseen)

        assert said.NOT_SEEN == seen(scene.last_message)
    assert [] == core.asked


async def test_a_mention_in_a_forum_post_is_answered_in_that_post(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        forum = scene.guild.create_forum_channel("questions")
        channel = await scene.client.fetch_channel(forum.id)
        assert isinstance(channel, discord.ForumChannel)
        nobody = discord.AllowedMentions.none()
        made = await channel.create_thread(name="dams", content="?", allowed_mentions=nobody)
        post = next(known for known in forum.threads if known.id == made.thread.id)
        await scene.person.send(post, f"{scene.mention} dams")

        assert SHOWN in seen(post.last_message)


async def test_an_inbox_that_cannot_be_read_costs_no_answer(scenes: Scenes) -> None:
    class Broken:
        def first(self, platform: str, *key: object) -> bool:
            raise UnusableDatabase("podquote.db", "it is locked")

    async with scenes(FakeCore()) as scene:
        scene.client._mentions._replier.core.inbox = Broken()  # type: ignore[misc]
        with capture_logs() as logged:
            await scene.person.send(scene.channel, f"{scene.mention} dams")

        assert SHOWN in seen(scene.last_message)
    assert "discord.inbox_failed" in [entry["event"] for entry in logged]


async def test_words_that_do_not_fit_come_along_whole(scenes: Scenes) -> None:
    words = " ".join(f"word{number}" for number in range(1500))
    long = replace(CARD, items=(replace(ITEM, words=words, marks=()),))
    async with scenes(FakeCore(long)) as scene:
        result = await scene.person.slash(scene.channel, "podquote", query="dams")
        await scene.person.send(scene.channel, f"{scene.mention} dams")

        assert result.response is not None
        for attachments in (result.response.attachments, scene.last_message.attachments):
            assert ["whole-text.txt"] == [attachment.filename for attachment in attachments]


async def test_an_expected_error_is_told_as_its_own_sentence(scenes: Scenes) -> None:
    core = FakeCore()
    core.failure = UnusableDatabase("podquote.db", "it is locked")
    async with scenes(core) as scene:
        result = await scene.person.slash(scene.channel, "podquote", query="dams")

        assert "podquote cannot get at its library just now; try again in a minute." == seen(
            result.response
        )


async def test_anything_else_that_goes_wrong_is_told_by_an_id(scenes: Scenes) -> None:
    core = FakeCore()
    core.failure = ZeroDivisionError("@everyone")
    async with scenes(core) as scene:
        with capture_logs() as logged:
            await scene.person.send(scene.channel, f"{scene.mention} secret dams")

        told = scene.last_message.content
    error_id = told.rsplit(" ", 1)[1].rstrip(".")
    assert phrasing.unexpected(error_id).lead == told
    assert [
        {
            "event": "discord.answer_failed",
            "log_level": "error",
            "exc_info": core.failure,
            "error_id": error_id,
            "length": len("secret dams"),
        }
    ] == logged


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/interactions/*"), ("PATCH", "/webhooks/*")]
)
async def test_an_answer_that_discord_does_not_take_is_logged_and_no_more(
    scenes: Scenes, method: str, path: str
) -> None:
    async with scenes(FakeCore()) as scene:
        scene.env.inject_error(method, path, status=404, code=10062)
        with capture_logs() as logged:
            await scene.person.slash(scene.channel, "podquote", query="secret dams")

        assert () == tuple(scene.env.errors)
    assert [
        {
            "event": "discord.answer_not_sent",
            "log_level": "warning",
            "error": "NotFound",
            "why": 10062,
        }
    ] == logged


async def test_a_reply_that_is_not_allowed_is_logged_and_no_more(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        scene.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        with capture_logs() as logged:
            await scene.person.send(scene.channel, f"{scene.mention} dams")

        assert () == tuple(scene.env.errors)
    assert ["discord.answer_not_sent"] == [entry["event"] for entry in logged]


async def test_commands_are_told_to_discord_only_when_they_changed(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        notes = FakeNotes()
        await tree.sync(scene.client.tree, notes)
        before = len(scene.env.http_requests)

        await tree.sync(scene.client.tree, notes)
        assert before == len(scene.env.http_requests)

        scene.client.tree.get_commands()[0].description = "other"  # type: ignore[union-attr]
        await tree.sync(scene.client.tree, notes)
        assert before + 1 == len(scene.env.http_requests)
        assert "/commands" in scene.env.http_requests[-1].path
        assert "/guilds/" not in scene.env.http_requests[-1].path


async def test_nothing_is_asked_of_discord_that_needs_its_permission(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        intents = scene.client.intents

        assert not any((intents.members, intents.presences, intents.message_content))
        assert [] == list(scene.client.cached_messages)
        assert not scene.client.allowed_mentions.everyone  # type: ignore[union-attr]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(asked=TEXTS, filters=st.one_of(st.none(), TEXTS))
async def test_no_question_raises_through_the_real_command(
    scenes: Scenes, asked: str, filters: str | None
) -> None:
    options = {"query": asked} | ({"speaker": filters} if filters else {})
    async with scenes(FakeCore(CARD)) as scene:
        result = await scene.person.slash(scene.channel, "podquote", **options)

        assert SHOWN in seen(result.response)
        assert () == tuple(scene.env.errors)


@pytest.mark.skipif(not discord_rules.has_specs(), reason=discord_rules.NO_SPECS)
async def test_every_request_is_held_against_discords_own_document(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        await scene.person.slash(scene.channel, "podquote", query="dams")
        await scene.person.send(scene.channel, f"{scene.mention} dams")

        bodies = [request for request in scene.env.http_requests if request.json is not None]
        assert {"PUT", "POST", "PATCH"} == {request.method for request in bodies}


@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda dialog: dialog.asked[:20])
@pytest.mark.parametrize("way", ["slash", "mention"])
async def test_the_dialog_table_holds(scenes: Scenes, core: Core, dialog: Dialog, way: str) -> None:
    async with scenes(core) as scene:
        if way == "slash":
            result = await scene.person.slash(scene.channel, "podquote", query=dialog.asked)
            assert result.response is not None
            answer, asked = result.response.message, dialog.asked
        else:
            asked = f"{scene.mention} {dialog.asked}"[:2000]  # Discord lets nobody write more
            await scene.person.send(scene.channel, asked)
            answer = scene.last_message

        expected = core.conversation.reply(translate.to_question(asked))
        assert dialog.kind == expected.kind
        assert look(answer.content).text.startswith(expected.lead)
        assert len(expected.items) == len([e for e in answer.embeds if e.footer.text])
        assert dialog.shows in seen(answer)
        for item in expected.items:
            assert item.words in seen(answer)

"""A transcript that somebody uploaded to Discord: looked at in private, and in after a yes."""

from __future__ import annotations

import discord
import pytest

from adapters.discord_app import tree
from adapters.discord_app.adding import NO, YES
from bot.phrasing import commands as said
from tests.adapters.discord_app.conftest import Scenes, new_client
from tests.adapters.discord_app.test_conversation import seen
from tests.adapters.discord_app.test_daily import manager
from tests.bot.test_editing import TALK
from tests.fakes.core import FakeCore

DATA = TALK.encode()


@pytest.mark.parametrize(("answer", "yes"), [(YES, True), (NO, False)])
async def test_it_is_looked_at_in_private_and_in_after_a_yes(
    scenes: Scenes,
    answer: str,
    yes: bool,  # noqa: FBT001  a case's
) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        boss = manager(scene)
        message = await scene.person.send(scene.channel, "", attachments=[("talk.vtt", DATA)])
        shown = await boss.context_menu(scene.channel, said.ADD, message)

        assert shown.ephemeral
        assert "It would be 3 segments." in seen(shown.response)
        assert [("talk.vtt", DATA)] == core.uploads.proposed
        assert [] == core.uploads.answered
        assert shown.response is not None
        await boss.click(shown.response, custom_id=f"{answer}t0ken")

        assert [("t0ken", yes)] == core.uploads.answered


async def test_the_menu_is_for_who_may_manage_the_server() -> None:
    payload = await tree.to_payload(new_client(FakeCore()).tree)
    (entry,) = [one for one in payload if one["name"] == said.ADD]

    assert str(discord.Permissions(manage_guild=True).value) == str(
        entry["default_member_permissions"]
    )


async def test_a_yes_of_somebody_who_may_not_adds_nothing(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        # Nobody else sees these buttons; whoever forges a press is asked all the same.
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="x", custom_id=f"{YES}t0ken"))
        forged = await scene.bots_channel.send("x", view=view)
        await scene.person.click(scene.message_now(forged.id), custom_id=f"{YES}t0ken")

        assert [] == core.uploads.answered


async def test_what_is_no_transcript_is_not_downloaded(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        boss = manager(scene)
        message = await scene.person.send(scene.channel, "", attachments=[("a.mp3", b"x")])
        shown = await boss.context_menu(scene.channel, said.ADD, message)
        bare = await scene.person.send(scene.channel, "words alone")
        nothing = await boss.context_menu(scene.channel, said.ADD, bare)

        assert "It is no transcript." == seen(shown.response)
        assert said.NOTHING_TO_ADD == seen(nothing.response)
        assert [] == core.uploads.proposed

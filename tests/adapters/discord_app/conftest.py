"""Discord in process (SimCord), with podquote's real client on it; each request is checked."""

from __future__ import annotations

import asyncio
import contextlib
import re
import types
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import discord
import pytest
import simcord

from adapters.discord_app.client import PodquoteClient
from adapters.discord_app.outcomes import trace
from adapters.discord_app.poster import DiscordPoster
from adapters.discord_app.tree import sync
from adapters.discord_app.watch import Identifies
from bot.ports import Core
from tests.fakes.clock import FakeClock
from tests.fakes.core import FakeInbox
from tests.fakes.notes import FakeNotes
from tests.platforms import discord_rules

Loops = Mapping[str, Callable[[], asyncio.AbstractEventLoop]]

_MESSAGE = re.compile(r"/messages(?:/@original|/\d+)?$|/webhooks/\d+/[^/]+$")


def pytest_asyncio_loop_factories(item: pytest.Item) -> Loops | None:
    """Run what needs SimCord on Python's own loop, whose timers it looks into."""
    needed = getattr(item, "fixturenames", ())
    return {"python": asyncio.new_event_loop} if "scenes" in needed else None


@dataclass(frozen=True)
class Scene:
    """A server with one channel and one person in it, and the bot."""

    env: simcord.Env
    client: PodquoteClient
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    person: simcord.MemberActor

    @property
    def mention(self) -> str:
        assert self.client.user is not None
        return f"<@{self.client.user.id}>"

    @property
    def bots_channel(self) -> discord.PartialMessageable:
        """The channel as the bot knows it: by its id, for it keeps none."""
        return self.client.get_partial_messageable(self.channel.id, guild_id=self.guild.id)

    async def fetched(self) -> discord.TextChannel:
        """Return the channel as Discord tells the bot about it."""
        channel = await self.client.fetch_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        return channel

    async def thread(self, on: discord.Message | None = None) -> discord.Thread:
        """Let the bot begin a thread, on a message or by itself."""
        public = discord.ChannelType.public_thread
        return await (await self.fetched()).create_thread(name="talk", message=on, type=public)

    @property
    def last_message(self) -> discord.Message:
        message = self.channel.last_message
        assert message is not None
        return message

    def message_now(self, id: int) -> discord.Message:
        """Return that message of the channel as it stands, a private one too."""
        seen = self.channel.history(viewer=self.person)
        return next(message for message in seen if message.id == id)

    def sent(self) -> list[dict[str, Any]]:
        """Return the bodies of all messages that the bot sent or edited, oldest first."""
        return [
            request.json or {}
            for request in self.env.http_requests
            if _MESSAGE.search(request.path) and request.method in ("POST", "PATCH")
        ]


Scenes = Callable[[Core], contextlib.AbstractAsyncContextManager[Scene]]


def new_client(core: Core, poster: DiscordPoster | None = None) -> PodquoteClient:
    """Return podquote's client, which is connected to nothing."""
    identifies = Identifies(FakeNotes(), FakeClock())
    return PodquoteClient(core, trace(), identifies, poster or DiscordPoster(FakeClock()))


class _OfThisScene:
    """A core whose inbox is new: SimCord gives out the same ids in every scene."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.inbox = FakeInbox()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the core has
        return getattr(self._core, name)


@contextlib.asynccontextmanager
async def _scene(core: Core) -> AsyncIterator[Scene]:
    poster = DiscordPoster(FakeClock())
    client = new_client(cast("Core", _OfThisScene(core)), poster)
    async with simcord.run(client, shard_count=1) as env:
        poster.attach(client)
        await sync(client.tree, FakeNotes())
        guild = env.create_guild()
        person = guild.add_member(env.create_user("alice"))
        scene = Scene(env, client, guild, guild.create_text_channel("general"), person)
        yield scene
        for body in scene.sent():
            assert [] == discord_rules.problems_by_hand(body)
        if discord_rules.has_specs():
            _check_against_the_document(env.http_requests)


def _check_against_the_document(requests: list[simcord.HttpLogEntry]) -> None:
    for request in requests:
        if request.json is not None:
            found = discord_rules.problems_by_schema(request.method, request.path, request.json)
            assert [] == found


@pytest.fixture
def scenes() -> Scenes:
    """Opens a scene for a core; on the way out every request is held against Discord's rules."""
    return _scene


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py's own pauses pass in a moment; how long they are is its, and not tested."""

    async def moment(seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.01))

    quick = types.SimpleNamespace(**vars(asyncio) | {"sleep": moment})
    for module in ("client", "shard", "http"):
        monkeypatch.setattr(f"discord.{module}.asyncio", quick)

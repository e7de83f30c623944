"""The discord.py client as podquote needs it: no privileged intent, no people, no messages kept."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection
from typing import Any

import aiohttp
import discord

from adapters.discord_app.adding import to_add_menu
from adapters.discord_app.asking import to_check_command, to_command, to_menu
from adapters.discord_app.daily import to_daily
from adapters.discord_app.inside import steady_events
from adapters.discord_app.library import to_library
from adapters.discord_app.listeners import MentionListener
from adapters.discord_app.presses import to_button
from adapters.discord_app.replies import NOBODY, Replier
from adapters.discord_app.tree import Tree
from adapters.discord_app.watch import Identifies
from bot.errors import NotLetIn
from bot.ports import Core, Poster

_LONGEST_WAIT = 30.0  # seconds that a rate limit may make a request wait; discord.py takes no less
_HANDSHAKE = 30.0  # seconds that one shard may take to be greeted

_INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class PodquoteClient(discord.AutoShardedClient):
    """Listens for the slash commands, for mentions and presses, and answers from the core.

    Attributes:
        tree: the commands; `tree.sync` tells Discord about them.
        refused: set when Discord must not be asked for another session today.
    """

    def __init__(
        self,
        core: Core,
        trace: aiohttp.TraceConfig,
        identifies: Identifies,
        poster: Poster,
        shards: tuple[int, Collection[int]] | None = None,
    ) -> None:
        """Take what the client works with. Nothing is connected yet.

        Args:
            core: who answers.
            trace: of every HTTP request.
            identifies: the count of sessions.
            poster: who posts.
            shards: how many there are, and which are ours; None: all, as many as Discord advises.
        """
        share: dict[str, Any] = {}
        if shards is not None:
            share = {"shard_count": shards[0], "shard_ids": sorted(shards[1])}
        super().__init__(
            intents=_INTENTS,
            allowed_mentions=NOBODY,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.0,  # nothing here needs to know every server before it answers
            max_ratelimit_timeout=_LONGEST_WAIT,
            http_trace=trace,
            shard_connect_timeout=_HANDSHAKE,
            **share,
        )
        steady_events(self)
        self.refused: asyncio.Event = asyncio.Event()
        self._identifies = identifies
        replier = Replier(core, new_id=lambda: secrets.token_hex(4))
        self._mentions = MentionListener(replier)
        self.add_dynamic_items(to_button(replier))
        self.tree = Tree(self, replier)
        for command in (to_command(replier), to_check_command(replier), to_menu(replier)):
            self.tree.add_command(command)
        self.tree.add_command(to_add_menu(replier))
        self.tree.add_command(to_library(replier))
        self.tree.add_command(to_daily(replier, poster))

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Count a session, wait as discord.py does, and begin none when today's are used up."""
        try:
            await asyncio.to_thread(self._identifies.spend, self.shard_count or 1)
        except NotLetIn:
            self.refused.set()
            await asyncio.Event().wait()  # whoever runs us ends us
        await super().before_identify_hook(shard_id, initial=initial)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message if it is for the bot."""
        await self._mentions.heard(message, self.user)


def to_http_client(trace: aiohttp.TraceConfig) -> discord.Client:
    """Return a client for posting alone: it listens to nothing and tells Discord no commands."""
    return discord.Client(
        intents=_INTENTS,
        allowed_mentions=NOBODY,
        max_ratelimit_timeout=_LONGEST_WAIT,
        http_trace=trace,
    )

"""Posts into Discord's channels, for callers on other threads; HTTP is enough, no gateway needed.

The same post carries the same nonce each time, so that Discord itself refuses a second one for
some minutes, and its key in the footer, so that it can be found after that.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import datetime as dt
import io
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

import aiohttp
import discord
import structlog

from adapters.discord_app.outcomes import Tries, outcome_of, tries
from adapters.discord_app.permissions import missing_in, permissions_in
from adapters.discord_app.replies import to_files, to_sendable
from adapters.discord_app.translate import render
from bot import phrasing
from bot.model import Delivery, Outcome, Post
from bot.phrasing import channels
from bot.picture import to_png
from bot.ports import Clock

REQUEST_SECONDS: Final = 10.0
"""How long one send may take; a deadline nearer than that is not begun."""

_LOOK_SECONDS = 20.0  # reading back takes a few requests
_LOOK_BACK = dt.timedelta(seconds=60)  # the clocks of Discord and of the database may differ
_LONGEST_ALT = 1024  # characters of what a picture says, for those who hear it
_MOST_READ = 1000  # messages; beyond them it cannot be told
_NOT_THERE = Outcome(Delivery.REFUSED, reason="not_there")
_LONGEST_ID = 20  # digits of the largest snowflake

_FAILURES = (
    discord.DiscordException,
    aiohttp.ClientError,
    OSError,
    TypeError,  # this and the next are what discord.py makes of an answer that is no JSON, or other
    LookupError,
)

_T = TypeVar("_T")
_log = structlog.get_logger(__name__)


class _NotConnectedError(Exception):
    """There is no client to work with, so nothing was begun."""


class DiscordPoster:
    """A `bot.ports.Poster`; does nothing until a client is attached.

    Its methods wait for the event loop, so they are for every thread but the loop's own.
    """

    def __init__(self, clock: Clock, patience: float = REQUEST_SECONDS) -> None:
        """Take the clock that deadlines are on, and how many seconds one send may take."""
        self._clock = clock
        self._patience = patience
        self._line: tuple[discord.Client, asyncio.AbstractEventLoop] | None = None

    def attach(self, client: discord.Client) -> None:
        """Post through `client`, which is logged in and lives on the running event loop."""
        self._line = (client, asyncio.get_running_loop())

    def detach(self) -> None:
        """Post no more."""
        self._line = None

    def send(self, post: Post, deadline: float) -> Outcome:
        """Send `post` once, or not at all; see `bot.ports.Poster.send`."""
        try:
            # Drawn here: the loop has others to answer.
            drawn = to_png(post.card.items[0]) if post.picture and post.card.items else None
            return self._call(
                lambda client: self._send(client, post, deadline, drawn), self._patience
            )
        except _NotConnectedError:
            return Outcome(Delivery.REFUSED, reason="not_connected")
        except (TimeoutError, concurrent.futures.CancelledError) as error:
            return outcome_of(error)  # the loop stands still, or was ended

    def find(self, post: Post) -> Outcome | None:
        """Look whether an earlier try arrived; see `bot.ports.Poster.find`.

        None also where the channel's history may not be read: Discord then shows an empty one.
        """
        try:
            return self._call(lambda client: _find(client, post), _LOOK_SECONDS)
        except _NotConnectedError:
            return None
        except _FAILURES as error:
            _log.warning("discord.find_failed", key=post.key, error=type(error).__name__)
            return None

    def tell(self, person: str, sentence: str, library: str) -> Outcome:  # noqa: ARG002  one app for all
        """Send a sentence to one person, privately and once; see `bot.ports.Poster.tell`."""
        if not _is_id(person):
            return Outcome(Delivery.DEAD, reason="unknown_person")
        try:
            return self._call(lambda client: _tell(client, int(person), sentence), self._patience)
        except _NotConnectedError:
            return Outcome(Delivery.REFUSED, reason="not_connected")
        except Exception as error:  # noqa: BLE001  all of them are outcomes
            outcome = outcome_of(error)
            _log.warning("discord.tell_failed", reason=outcome.reason)
            return outcome

    def channels(self, beside: str) -> Mapping[str, str]:
        """Return the ids of a server's channels by name; see `bot.ports.Poster.channels`."""
        if not _is_id(beside):
            return {}
        try:
            return self._call(lambda client: _list(client, int(beside)), _LOOK_SECONDS)
        except (_NotConnectedError, *_FAILURES):
            return {}  # then nothing near can be offered

    def check(self, channel: str) -> str | None:
        """Return None if `channel` can be posted to, else one sentence that says why not."""
        if not _is_id(channel):
            return channels.CHANNEL_BY_ID
        try:
            return self._call(lambda client: _check(client, int(channel)), _LOOK_SECONDS)
        except _NotConnectedError:
            return channels.NOT_CONNECTED
        except (discord.NotFound, discord.Forbidden):
            return channels.CHANNEL_UNSEEN
        except _FAILURES as error:
            _log.warning("discord.check_failed", channel=channel, error=type(error).__name__)
            return channels.DISCORD_SILENT

    async def _send(
        self, client: discord.Client, post: Post, deadline: float, picture: bytes | None
    ) -> Outcome:
        # On the loop and right before the request: the thread may have been held up on its way.
        if self._clock.monotonic() + self._patience > deadline:
            return Outcome(Delivery.REFUSED, reason="deadline")
        if not _is_id(post.channel):
            return Outcome(Delivery.DEAD, reason="unknown_channel")
        made = Tries()
        tries.set(made)
        try:
            async with asyncio.timeout(self._patience):
                return outcome_of(await _post(client, post, picture))
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001  all of them are outcomes
            outcome = outcome_of(error, made)
            _log.warning(
                "discord.post_failed",
                key=post.key,
                outcome=outcome.delivery.value,
                reason=outcome.reason,
            )
            return outcome

    def _call(
        self, work: Callable[[discord.Client], Coroutine[Any, Any, _T]], seconds: float
    ) -> _T:
        line = self._line
        if line is None:
            raise _NotConnectedError
        client, loop = line
        begun = work(client)
        try:
            future = asyncio.run_coroutine_threadsafe(begun, loop)
        except RuntimeError:  # the loop was closed meanwhile
            begun.close()
            raise _NotConnectedError from None
        try:
            return future.result(2 * seconds)  # work ends by itself in time, if the loop turns
        finally:
            future.cancel()  # else it must not begin later


async def _post(client: discord.Client, post: Post, picture: bytes | None) -> int:
    shown = render(post.card, post.key, by="")
    drawn = [] if picture is None else [_illustration(post, picture)]
    message = await client.get_partial_messageable(int(post.channel)).send(
        **to_sendable(shown),
        files=[*to_files(shown), *drawn],
        nonce=post.key,  # discord.py adds enforce_nonce to it
    )
    return message.id


def _illustration(post: Post, picture: bytes) -> discord.File:
    said = phrasing.item_text(post.card.items[0])[:_LONGEST_ALT]
    return discord.File(io.BytesIO(picture), "quote.png", description=said)


async def _tell(client: discord.Client, person: int, sentence: str) -> Outcome:
    shown = render(phrasing.trouble(sentence))
    async with asyncio.timeout(_LOOK_SECONDS):
        channel = await client.create_dm(discord.Object(person))
        message = await channel.send(content=shown.content)
    return outcome_of(message.id)


async def _find(client: discord.Client, post: Post) -> Outcome | None:
    if post.first_send_at is None or not _is_id(post.channel):
        return _NOT_THERE
    async with asyncio.timeout(_LOOK_SECONDS):
        channel = client.get_partial_messageable(int(post.channel))
        since = discord.Object(discord.utils.time_snowflake(post.first_send_at - _LOOK_BACK))
        read = 0
        async for message in channel.history(after=since, limit=_MOST_READ, oldest_first=True):
            read += 1
            if _carries(message, client, post.key):
                return outcome_of(message.id)
        if read == _MOST_READ:
            return None
        if read == 0 and not await _may_read(client, int(post.channel)):
            return None
    return _NOT_THERE


async def _may_read(client: discord.Client, channel_id: int) -> bool:
    channel = await client.fetch_channel(channel_id)
    return (await permissions_in(client, channel)).read_message_history


async def _list(client: discord.Client, channel_id: int) -> dict[str, str]:
    async with asyncio.timeout(_LOOK_SECONDS):
        channel = await client.fetch_channel(channel_id)
        if isinstance(channel, discord.abc.PrivateChannel):
            return {}
        guild = await client.fetch_guild(channel.guild.id)
        return {
            one.name.casefold(): str(one.id)
            for one in await guild.fetch_channels()
            if isinstance(one, discord.abc.Messageable)
            and one.permissions_for(guild.default_role).view_channel
        }


async def _check(client: discord.Client, channel_id: int) -> str | None:
    async with asyncio.timeout(_LOOK_SECONDS):
        channel = await client.fetch_channel(channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            return channels.CHANNEL_NO_TEXT
        missing = missing_in(await permissions_in(client, channel), channel)
        return channels.missing_permissions(missing) if missing else None


def _carries(message: discord.Message, client: discord.Client, key: str) -> bool:
    mine = client.user is not None and message.author.id == client.user.id
    return mine and any(
        (embed.footer.text or "").split(" · ")[-1] == key for embed in message.embeds
    )


def _is_id(channel: str) -> bool:
    return channel.isascii() and channel.isdigit() and len(channel) <= _LONGEST_ID

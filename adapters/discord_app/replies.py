"""What commands, mentions and presses share: one call into the core, and how a card is sent.

The door's one broad `except` stands here: whatever goes wrong, the person gets a card.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypedDict

import aiohttp
import discord
import structlog

from adapters.discord_app.insisting import acknowledge, insist
from adapters.discord_app.translate import Rendered, to_view
from bot import phrasing
from bot.errors import PodquoteError
from bot.model import Asker, Card, CardKind
from bot.ports import Core
from bot.reception import name_request

NOBODY: Final = discord.AllowedMentions.none()
"""Given to the client and to each send and edit again: an edit without it pings by default."""

AT_ONCE: Final = 2
"""Questions that the core is asked at a time. More would not be answered sooner, as they share one
interpreter, and the loop would get its turn later: everybody's first response waits for that."""

WHOLE: Final = "whole-text.txt"
"""The file that has what did not fit; Discord unfolds it in place."""

_log = structlog.get_logger(__name__)


class Sendable(TypedDict):
    """What every way to send a message takes."""

    content: str
    embeds: list[discord.Embed]
    view: discord.ui.View
    allowed_mentions: discord.AllowedMentions


@dataclass(frozen=True, slots=True)
class Replier:
    """Asks the core for cards.

    Attributes:
        core: who is asked.
        new_id: makes the id under which the log has what went wrong.
        turns: taken while the core is asked.
        typing: taken while it is asked for suggestions, which do not wait for questions.
    """

    core: Core
    new_id: Callable[[], str]
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    typing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def card(self, asker: Asker, make: Callable[[Core], Card], length: int = 0) -> Card:
        """Return the card that `make` gets out of the core; never raises but when cancelled.

        Args:
            asker: who the core is asked by.
            make: asks it; in a thread.
            length: of what was asked, for the log.
        """
        name_request()
        try:
            async with self.turns:
                return await asyncio.to_thread(lambda: make(self.core.asked_by(asker)))
        except PodquoteError as error:
            return phrasing.trouble(error.told)
        except Exception as error:  # noqa: BLE001  the door's one: the person hears of it
            return phrasing.trouble(self.broken(error, length))

    def broken(self, error: Exception, length: int = 0) -> str:
        """Log what nobody expected, and return the sentence that has its id."""
        error_id = self.new_id()
        _log.error("discord.answer_failed", error_id=error_id, length=length, exc_info=error)
        return phrasing.unexpected(error_id).lead


@contextmanager
def unsent_is_logged() -> Iterator[None]:
    """Log an answer that Discord did not take; there is nobody left to tell."""
    try:
        yield
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        _log.warning("discord.answer_not_sent", error=type(error).__name__, why=reason_of(error))


def to_sendable(shown: Rendered) -> Sendable:
    """Return a card as discord.py's ways to send take it; it pings nobody."""
    return {
        "content": shown.content or "",
        "embeds": list(shown.embeds),
        "view": to_view(shown),
        "allowed_mentions": NOBODY,
    }


def to_files(shown: Rendered) -> list[discord.File]:
    """Return the file with what of a card did not fit, where something did not."""
    if shown.whole is None:
        return []
    return [discord.File(io.BytesIO(shown.whole.encode(errors="replace")), WHOLE)]


async def edit_answer(interaction: discord.Interaction[Any], answer: Rendered) -> None:
    """Put a card where an interaction was deferred: its own answer, or the pressed message."""

    async def edit() -> None:
        await interaction.edit_original_response(
            **to_sendable(answer), attachments=to_files(answer)
        )

    await insist(edit)


async def reply(message: discord.Message, answer: Rendered) -> None:
    """Reply to a message where it stands, a thread included, without a ping.

    A message that was deleted meanwhile is answered all the same, without the reference.
    """

    async def send() -> None:
        await message.channel.send(
            **to_sendable(answer),
            files=to_files(answer),
            reference=message.to_reference(fail_if_not_exists=False),
            nonce=message.id,  # however often it is delivered, and to how many of us: one reply
            mention_author=False,
        )

    await insist(send)


async def think(interaction: discord.Interaction[Any]) -> None:
    """Say first of all that an answer will come, for the person alone.

    Without a word within three seconds Discord gives the person up.
    """
    await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))


def is_trouble(card: Card) -> bool:
    """Whether a card only says what went wrong, so that it must not take another one's place."""
    return card.kind is CardKind.TROUBLE


def reason_of(error: Exception) -> int | None:
    """Return Discord's own code and nothing of its message: that may repeat what it was sent."""
    return error.code if isinstance(error, discord.HTTPException) else None

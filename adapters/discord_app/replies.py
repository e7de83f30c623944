"""What the slash command and the mention share: one call into the core, and how a card is sent.

The door's one broad `except` stands here: whatever goes wrong, the person gets a card.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp
import discord
import structlog

from adapters.discord_app.translate import Rendered, render, to_view
from bot import phrasing
from bot.errors import PodquoteError
from bot.model import Asker, Card, Question
from bot.ports import Core

NOBODY: Final = discord.AllowedMentions.none()
"""Given to the client and to each send and edit again: an edit without it pings by default."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Replier:
    """Answers questions with what the core says.

    Attributes:
        core: who is asked.
        new_id: makes the id under which the log has what went wrong.
    """

    core: Core
    new_id: Callable[[], str]

    async def look_up(self, question: Question, asker: Asker) -> Rendered:
        """Return the answer as Discord takes it; never raises but when cancelled."""
        core = self.core.asked_by(asker).conversation
        return await self._carded(lambda: core.reply(question), len(question.text))

    async def check(self, words: str, asker: Asker) -> Rendered:
        """Return whether somebody said `words` as Discord takes it; never raises, as above."""
        core = self.core.asked_by(asker).conversation
        return await self._carded(lambda: core.check(words), len(words))

    async def press(self, token: str, asker: Asker) -> Rendered:
        """Return what a button that carries `token` shows as Discord takes it; as above."""
        core = self.core.asked_by(asker).conversation
        return await self._carded(lambda: core.press(token), len(token))

    async def _carded(self, make: Callable[[], Card], length: int) -> Rendered:
        try:
            return render(await asyncio.to_thread(make))
        except PodquoteError as error:
            return render(phrasing.trouble(str(error)))
        except Exception:  # noqa: BLE001  the door's one: whatever it is, the person hears of it
            error_id = self.new_id()
            _log.exception("discord.answer_failed", error_id=error_id, length=length)
            return render(phrasing.unexpected(error_id))


@contextmanager
def unsent_is_logged() -> Iterator[None]:
    """Log an answer that Discord did not take; there is nobody left to tell."""
    try:
        yield
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        _log.warning("discord.answer_not_sent", error=type(error).__name__, why=_reason(error))


async def edit_answer(interaction: discord.Interaction, answer: Rendered) -> None:
    """Put the answer where a deferred interaction shows that it is being thought about."""
    await interaction.edit_original_response(
        content=answer.content,
        embeds=list(answer.embeds),
        view=to_view(answer),
        allowed_mentions=NOBODY,
    )


async def reply(message: discord.Message, answer: Rendered) -> None:
    """Reply to a message where it stands, a thread included, without a ping.

    A message that was deleted meanwhile is answered all the same, without the reference.
    """
    await message.channel.send(
        content=answer.content,
        embeds=list(answer.embeds),
        view=to_view(answer),
        reference=message.to_reference(fail_if_not_exists=False),
        nonce=message.id,  # however often it is delivered, and to how many of us: one reply
        mention_author=False,
        allowed_mentions=NOBODY,
    )


def _reason(error: Exception) -> int | None:
    # Discord's own code and nothing of its message: that may repeat what it was sent.
    return error.code if isinstance(error, discord.HTTPException) else None

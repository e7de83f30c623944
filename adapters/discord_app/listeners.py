"""The mention: answered where it was made, once a message."""

from __future__ import annotations

import asyncio
from typing import Final

import discord
import structlog

from adapters.discord_app.askers import of_message
from adapters.discord_app.replies import Replier, reply, unsent_is_logged
from adapters.discord_app.translate import mentions, render, to_question, words_of
from bot.errors import PodquoteError
from bot.model import Card, CardKind
from bot.phrasing import commands as said
from bot.ports import Core

_ANSWERABLE: Final = (discord.MessageType.default, discord.MessageType.reply)

_log = structlog.get_logger(__name__)


class MentionListener:
    """Answers messages that name the bot, and direct messages to it."""

    def __init__(self, replier: Replier) -> None:
        """Take who answers."""
        self._replier = replier

    async def heard(self, message: discord.Message, me: discord.abc.Snowflake | None) -> None:
        """Answer `message` if it is for the user `me`, is no bot's, and was not answered yet."""
        if me is None or not is_for(message, me.id) or not await self._first_time(message):
            return
        asker = of_message(message)
        with unsent_is_logged():
            words = asked_in(message)
            card = await self._replier.card(
                asker, lambda core: _answer(core, words), len(words or "")
            )
            await reply(message, render(card, by=asker.user))

    async def _first_time(self, message: discord.Message) -> bool:
        try:
            return await asyncio.to_thread(
                self._replier.core.inbox.first, "discord", "message", message.id
            )
        except PodquoteError as error:  # better twice than never; Discord knows the reply's nonce
            _log.warning("discord.inbox_failed", error=type(error).__name__)
            return True


def is_for(message: discord.Message, me: int) -> bool:
    """Return whether a person addresses the user `me`: by name, or in a direct message."""
    if message.author.bot or message.author.id == me or message.webhook_id is not None:
        return False
    if message.type not in _ANSWERABLE:
        return False
    direct = isinstance(message.channel, discord.DMChannel)
    return direct or mentions(message.content, me)


def asked_in(message: discord.Message) -> str | None:
    """Return the words that a message asks about, "" for none; None: they cannot be seen.

    Where it has none of its own and replies to another message, they are that one's, as far as
    Discord shows it to a bot without the intent to read everything.
    """
    own = to_question(message.content).text
    if own or message.reference is None:
        return own
    meant = message.reference.resolved
    return (words_of(meant) if isinstance(meant, discord.Message) else "") or None


def _answer(core: Core, words: str | None) -> Card:
    if words is None:
        return Card(CardKind.HELP, said.NOT_SEEN)
    return core.conversation.reply(to_question(words))

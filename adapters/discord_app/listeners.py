"""The mention: answered where it was made, once a message."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

import discord

from adapters.discord_app.askers import of_message
from adapters.discord_app.replies import Replier, reply, unsent_is_logged
from adapters.discord_app.translate import mentions, to_question

_ANSWERABLE: Final = (discord.MessageType.default, discord.MessageType.reply)
_REMEMBERED: Final = 1000  # messages; Discord delivers one again within minutes if at all


class MentionListener:
    """Answers messages that name the bot, and direct messages to it."""

    def __init__(self, replier: Replier) -> None:
        """Take who answers."""
        self._replier = replier
        self._seen: OrderedDict[int, None] = OrderedDict()

    async def heard(self, message: discord.Message, me: discord.abc.Snowflake | None) -> None:
        """Answer `message` if it is for the user `me`, is no bot's, and was not answered yet."""
        if me is None or not is_for(message, me.id) or not self._first_time(message.id):
            return
        with unsent_is_logged():
            question = to_question(message.content)
            await reply(message, await self._replier.look_up(question, of_message(message)))

    def _first_time(self, message_id: int) -> bool:
        if message_id in self._seen:
            return False
        self._seen[message_id] = None
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True


def is_for(message: discord.Message, me: int) -> bool:
    """Return whether a person addresses the user `me`: by name, or in a direct message."""
    if message.author.bot or message.author.id == me or message.webhook_id is not None:
        return False
    if message.type not in _ANSWERABLE:
        return False
    direct = isinstance(message.channel, discord.DMChannel)
    return direct or mentions(message.content, me)

"""Who asks, from what Discord says. Pure."""

from __future__ import annotations

from typing import Any

import discord

from bot.model import Asker


def of_interaction(interaction: discord.Interaction[Any]) -> Asker:
    """Return who used a command or pressed a button, in the server that has podquote, if one has.

    What somebody brought along for themselves sees nothing of the server they are in.
    """
    guild = None if is_brought_along(interaction) else interaction.guild_id
    return _asker(guild, interaction.channel_id, interaction.user.id)


def is_brought_along(interaction: discord.Interaction[Any]) -> bool:
    """Whether the person alone installed podquote and the server did not, as Discord signed it."""
    return interaction.is_user_integration() and not interaction.is_guild_integration()


def of_message(message: discord.Message) -> Asker:
    """Return who wrote a message, in the server it stands in, if in one."""
    guild = message.guild.id if message.guild else None
    return _asker(guild, message.channel.id, message.author.id)


def _asker(guild: int | None, channel: int | None, user: int) -> Asker:
    return Asker("discord", str(guild or ""), str(channel or ""), str(user))

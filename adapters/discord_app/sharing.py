"""Showing everybody what one person was shown: who shared it is named, nobody is pinged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import structlog

from adapters.discord_app.askers import is_brought_along
from adapters.discord_app.replies import edit_answer, reason_of, to_files, to_sendable
from adapters.discord_app.translate import Press, Rendered, render
from bot import phrasing
from bot.actions import ActionKind, alone, to_token, undo
from bot.model import Card, Steps
from bot.phrasing import commands as said

_log = structlog.get_logger(__name__)


async def share(interaction: discord.Interaction[Any], card: Card) -> None:
    """Post `card` where the interaction happened, and say so in the private answer.

    The private answer has been sent, or the pressed message deferred.
    """
    steps = card.steps
    if steps is None or not steps.whole:
        return
    public = replace(card, lead="", steps=alone(steps))
    shown = replace(render(public, by=""), content=said.shared_by(interaction.user.mention))
    try:
        message = await interaction.followup.send(
            **to_sendable(shown), files=to_files(shown), ephemeral=False, wait=True
        )
    except discord.HTTPException as error:
        _log.warning("discord.not_shared", why=reason_of(error))
        await edit_answer(interaction, render(replace(card, lead=said.NOT_SHARED)))
        return
    await edit_answer(interaction, _told(interaction, card, steps, message))


async def take_back(interaction: discord.Interaction[Any], message_id: str) -> None:
    """Delete what was shared; gone already is as good.

    Raises:
        discord.HTTPException: Discord refused.
    """
    channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
    try:
        await channel.get_partial_message(int(message_id)).delete()
    except discord.NotFound:
        _log.info("discord.gone_already")


def lives_here(interaction: discord.Interaction[Any]) -> bool:
    """Whether podquote is where this happened, and was not only brought by the person."""
    if interaction.guild_id is None:
        return interaction.context.dm_channel is True
    return not is_brought_along(interaction)


def _told(
    interaction: discord.Interaction[Any], card: Card, steps: Steps, message: discord.Message
) -> Rendered:
    if message.flags.ephemeral:  # Discord's own rule for apps that only the person installed
        return render(replace(card, lead=said.NOT_SHARED_HERE))
    if not lives_here(interaction):
        return replace(render(replace(card, lead=said.SHARED_FOR_GOOD)), presses=())
    token = to_token(undo(steps, str(message.id)))
    label = phrasing.action_label(ActionKind.UNDO)
    shown = render(replace(card, lead=said.SHARED))
    return replace(shown, presses=(Press(label, token),))

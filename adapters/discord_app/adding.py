"""The entry "Add to podquote" in a message's menu: an uploaded transcript, into the library.

Only for who may change what podquote does on the server. Size and type are looked at before
anything is downloaded; what it would do is shown to that person alone, and nothing happens before
their yes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands

from adapters.discord_app.askers import of_interaction
from adapters.discord_app.permissions import may_change
from adapters.discord_app.replies import Replier, edit_answer, is_trouble, unsent_is_logged
from adapters.discord_app.translate import Press, Rendered, render
from bot import phrasing
from bot.model import Card, CardKind
from bot.phrasing import commands as said
from bot.ports import Core

YES: Final = "add:yes:"
NO: Final = "add:no:"
"""What the buttons carry, before the token of what waits."""

_FINE: Final = Card(CardKind.NOTE, "")


def to_add_menu(replier: Replier) -> app_commands.ContextMenu:
    """Return the entry in a message's menu that adds its transcript."""

    @app_commands.context_menu(name=said.ADD)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def add(interaction: discord.Interaction, message: discord.Message) -> None:
        with unsent_is_logged():
            await interaction.response.defer(ephemeral=True)
            await edit_answer(interaction, await _looked_at(replier, interaction, message))

    return add


def is_answer(token: str) -> bool:
    """Whether a button's token answers whether a transcript goes in."""
    return token.startswith((YES, NO))


async def answered(replier: Replier, interaction: discord.Interaction[Any], token: str) -> None:
    """Put in what waits under the token of a pressed button, or leave it out."""
    await interaction.response.defer()
    if not await may_change(interaction):
        await edit_answer(interaction, render(phrasing.trouble(said.MAY_NOT_ADD)))
        return

    def done(core: Core) -> Card:
        if token.startswith(YES):
            return core.uploads.confirm(token.removeprefix(YES))
        return core.uploads.decline(token.removeprefix(NO))

    card = await replier.card(of_interaction(interaction), done)
    await edit_answer(interaction, render(card))


async def _looked_at(
    replier: Replier, interaction: discord.Interaction, message: discord.Message
) -> Rendered:
    """Return what a message's first attachment would do, with buttons where it would."""
    if not await may_change(interaction):
        return render(phrasing.trouble(said.MAY_NOT_ADD))
    if not message.attachments:
        return render(phrasing.trouble(said.NOTHING_TO_ADD))
    file, asker = message.attachments[0], of_interaction(interaction)

    def checked(core: Core) -> Card:
        core.uploads.check(file.filename, file.size, file.content_type or "")
        return _FINE

    refused = await replier.card(asker, checked)
    if is_trouble(refused):
        return render(refused)
    try:
        data = await file.read()
    except discord.DiscordException:
        return render(phrasing.trouble(said.NOT_DOWNLOADED))
    tokens: list[str | None] = []

    def proposed(core: Core) -> Card:
        found = core.uploads.propose(file.filename, file.size, file.content_type or "", data)
        tokens.append(found.token)
        return found.card

    shown = render(await replier.card(asker, proposed))
    token = next(iter(tokens), None)
    if token is None:
        return shown
    return replace(
        shown, presses=(Press(said.ADD_IT, YES + token), Press(said.LEAVE_IT, NO + token))
    )

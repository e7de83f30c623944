"""All commands, and what is answered to one that is not known any more."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import Any, Final

import discord
import structlog
from discord import app_commands

from adapters.discord_app.locales import Locales
from adapters.discord_app.replies import NOBODY, Replier, unsent_is_logged
from bot.phrasing import commands as said
from bot.ports import Notes

_TOLD: Final = "discord.commands"

_log = structlog.get_logger(__name__)

_STALE: Final = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)


class Tree(app_commands.CommandTree[discord.Client]):
    """podquote's commands: for servers and for people who installed it, everywhere."""

    def __init__(self, client: discord.Client, replier: Replier) -> None:
        """Take the client whose commands they are, and who answers what goes wrong."""
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._replier = replier

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answer what no command did: one of another version, or whatever went wrong in one."""
        text = said.STALE if isinstance(error, _STALE) else self._replier.broken(error)
        with unsent_is_logged():
            if interaction.type is discord.InteractionType.autocomplete:
                await interaction.response.autocomplete([])
            elif interaction.response.is_done():
                await interaction.followup.send(text, ephemeral=True, allowed_mentions=NOBODY)
            else:
                await interaction.response.send_message(
                    text, ephemeral=True, allowed_mentions=NOBODY
                )


async def sync(tree: app_commands.CommandTree[discord.Client], notes: Notes) -> None:
    """Tell Discord the commands, globally and nowhere else, unless it was told the same before.

    Args:
        tree: all commands.
        notes: keeps what Discord was told, over a restart too.

    Raises:
        discord.HTTPException: Discord refused.
    """
    await tree.set_translator(Locales())
    fingerprint = await fingerprint_of(tree)
    if fingerprint == await asyncio.to_thread(notes.read, _TOLD):
        return
    await tree.sync()
    await asyncio.to_thread(notes.write, _TOLD, fingerprint)
    _log.info("discord.commands_synced", fingerprint=fingerprint)


async def fingerprint_of(tree: app_commands.CommandTree[discord.Client]) -> str:
    """Return a fingerprint that changes whenever a command's definition does, or the app."""
    told = [tree.client.application_id, await to_payload(tree)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


async def to_payload(tree: app_commands.CommandTree[discord.Client]) -> list[dict[str, Any]]:
    """Return what `tree.sync` tells Discord, translations too, in the order of names."""
    translator = tree.translator or Locales()
    payload = [await one.get_translated_payload(tree, translator) for one in tree.get_commands()]
    return sorted(payload, key=lambda command: (command.get("type", 1), str(command["name"])))

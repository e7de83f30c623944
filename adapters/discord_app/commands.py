"""The slash commands, and telling Discord about them when they have changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import Any, Final

import discord
import structlog
from discord import app_commands

from adapters.discord_app.askers import of_interaction
from adapters.discord_app.replies import Replier, edit_answer, unsent_is_logged
from adapters.discord_app.translate import to_question
from bot import phrasing
from bot.ports import Notes

_TOLD: Final = "discord.commands"

_log = structlog.get_logger(__name__)


def to_command(replier: Replier) -> app_commands.Command[Any, ..., None]:
    """Return `/podquote`, answering through `replier`, privately."""

    @app_commands.command(name="podquote", description=phrasing.TAGLINE)
    @app_commands.describe(
        query=phrasing.ASK_QUERY,
        speaker=phrasing.ASK_SPEAKER,
        episode=phrasing.ASK_EPISODE,
        podcast=phrasing.ASK_PODCAST,
    )
    async def podquote(
        interaction: discord.Interaction,
        query: str,
        speaker: str | None = None,
        episode: str | None = None,
        podcast: str | None = None,
    ) -> None:
        with unsent_is_logged():
            # First of all: without a word within three seconds Discord gives the person up.
            await interaction.response.defer(ephemeral=True)
            question = to_question(query, speaker, episode, podcast)
            answer = await replier.look_up(question, of_interaction(interaction))
            await edit_answer(interaction, answer)

    return podquote


def to_check_command(replier: Replier) -> app_commands.Command[Any, ..., None]:
    """Return `/podquote-check`, answering through `replier`, privately."""

    @app_commands.command(name="podquote-check", description=phrasing.CHECK)
    @app_commands.describe(words=phrasing.CHECK_WORDS)
    async def podquote_check(interaction: discord.Interaction, words: str) -> None:
        with unsent_is_logged():
            await interaction.response.defer(ephemeral=True)
            answer = await replier.check(to_question(words).text, of_interaction(interaction))
            await edit_answer(interaction, answer)

    return podquote_check


async def sync(tree: app_commands.CommandTree[discord.Client], notes: Notes) -> None:
    """Tell Discord the commands, globally and nowhere else, unless it was told the same before.

    Args:
        tree: all commands.
        notes: keeps what Discord was told, over a restart too.

    Raises:
        discord.HTTPException: Discord refused.
    """
    fingerprint = fingerprint_of(tree)
    if fingerprint == await asyncio.to_thread(notes.read, _TOLD):
        return
    await tree.sync()
    await asyncio.to_thread(notes.write, _TOLD, fingerprint)
    _log.info("discord.commands_synced", fingerprint=fingerprint)


def fingerprint_of(tree: app_commands.CommandTree[discord.Client]) -> str:
    """Return a fingerprint that changes whenever a command's definition does, or the app."""
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    ordered = sorted(payload, key=lambda command: str(command["name"]))
    told = [tree.client.application_id, ordered]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]

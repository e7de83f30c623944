"""`/podquote`, `/podquote-check`, and a message's "Find the quote": all answered privately."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from adapters.discord_app.askers import of_interaction
from adapters.discord_app.choices import FOR_QUERY, completing
from adapters.discord_app.replies import Replier, edit_answer, think, unsent_is_logged
from adapters.discord_app.sharing import share as show_everybody
from adapters.discord_app.translate import render, to_question, words_of
from bot import phrasing
from bot.model import Card, SuggestionKind
from bot.phrasing import commands as said
from bot.ports import Core

Command = app_commands.Command[Any, ..., None]


def to_command(replier: Replier) -> Command:
    """Return `/podquote`: what was said about this."""

    @app_commands.command(name="podquote", description=phrasing.TAGLINE)
    @app_commands.describe(
        query=phrasing.ASK_QUERY,
        speaker=phrasing.ASK_SPEAKER,
        episode=phrasing.ASK_EPISODE,
        podcast=phrasing.ASK_PODCAST,
        share=said.SHARE,
    )
    @app_commands.autocomplete(
        query=completing(replier.core, replier.typing, *FOR_QUERY),
        speaker=completing(replier.core, replier.typing, SuggestionKind.SPEAKER),
        episode=completing(replier.core, replier.typing, SuggestionKind.EPISODE),
        podcast=completing(replier.core, replier.typing, SuggestionKind.PODCAST),
    )
    async def podquote(
        interaction: discord.Interaction,
        query: str,
        speaker: str | None = None,
        episode: str | None = None,
        podcast: str | None = None,
        share: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        with unsent_is_logged():
            await think(interaction)
            question = to_question(query, speaker, episode, podcast)
            card = await replier.card(
                of_interaction(interaction),
                lambda core: core.conversation.reply(question),
                len(question.text),
            )
            await edit_answer(interaction, render(card))
            if share:
                await show_everybody(interaction, card)

    return podquote


def to_check_command(replier: Replier) -> Command:
    """Return `/podquote-check`: did anybody say this."""

    @app_commands.command(name="podquote-check", description=phrasing.CHECK)
    @app_commands.describe(words=phrasing.CHECK_WORDS)
    async def podquote_check(interaction: discord.Interaction, words: str) -> None:
        with unsent_is_logged():
            await think(interaction)
            await _check(replier, interaction, to_question(words).text)

    return podquote_check


def to_menu(replier: Replier) -> app_commands.ContextMenu:
    """Return the entry in a message's menu: did anybody say what this message says."""

    @app_commands.context_menu(name=said.FIND)
    async def find(interaction: discord.Interaction, message: discord.Message) -> None:
        with unsent_is_logged():
            await think(interaction)
            await _check(replier, interaction, words_of(message), said.NO_WORDS)

    return find


async def _check(
    replier: Replier, interaction: discord.Interaction, words: str, none: str = ""
) -> None:
    def checked(core: Core) -> Card:
        if none and not words:
            return phrasing.trouble(none)
        return core.conversation.check(words)

    card = await replier.card(of_interaction(interaction), checked, len(words))
    await edit_answer(interaction, render(card))

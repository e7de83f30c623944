"""`/podquote-library topics | episodes | speakers | random`: what there is to ask about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands

from adapters.discord_app.askers import of_interaction
from adapters.discord_app.replies import Replier, edit_answer, think, unsent_is_logged
from adapters.discord_app.translate import render
from bot import phrasing
from bot.model import Card
from bot.phrasing import commands as said
from bot.ports import Core

Look = Callable[[Core, discord.Interaction], Card]


def to_library(replier: Replier) -> app_commands.Group:
    """Return the commands, each answered privately."""
    group = app_commands.Group(name="podquote-library", description=said.LIBRARY)
    for name, description, look in _LOOKS:
        group.add_command(_to_command(replier, name, description, look))
    return group


def _to_command(
    replier: Replier, name: str, description: str, look: Look
) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=name, description=description)
    async def answer(interaction: discord.Interaction) -> None:
        with unsent_is_logged():
            await think(interaction)
            asker = of_interaction(interaction)
            card = await replier.card(asker, lambda core: look(core, interaction))
            await edit_answer(interaction, render(card))

    return answer


def _random(core: Core, interaction: discord.Interaction) -> Card:
    entry = core.browsing.random(str(interaction.id))
    card = core.conversation.one(entry.id) if entry else None
    return card or phrasing.to_episodes_card(())


_LOOKS: tuple[tuple[str, str, Look], ...] = (
    ("topics", said.TOPICS, lambda core, _: phrasing.to_topics_card(core.browsing.topics())),
    (
        "episodes",
        said.EPISODES,
        lambda core, _: phrasing.to_episodes_card(core.browsing.episodes()),
    ),
    (
        "speakers",
        said.SPEAKERS,
        lambda core, _: phrasing.to_speakers_card(core.browsing.speakers()),
    ),
    ("random", said.RANDOM, _random),
)

"""A press of a button: answered to whoever pressed, also long after the message was sent."""

from __future__ import annotations

import re
from typing import Any, Final, Self, cast

import discord

from adapters.discord_app.askers import of_interaction
from adapters.discord_app.replies import Replier, edit_answer, unsent_is_logged

_ANY: Final = re.compile(r"[\s\S]*")
"""Buttons of other versions too: what they carry says whether they mean anything here."""

Button = discord.ui.Button[discord.ui.View]


def to_button(replier: Replier) -> type[discord.ui.DynamicItem[Button]]:
    """Return what hears every button of every message of ours, answering through `replier`.

    It knows a button by what Discord sends along; nothing is remembered of any message.
    """

    class PressedButton(discord.ui.DynamicItem[Button], template=_ANY):
        @classmethod
        async def from_custom_id(
            cls,
            interaction: discord.Interaction[Any],  # noqa: ARG003  discord.py's signature
            item: discord.ui.Item[Any],
            match: re.Match[str],  # noqa: ARG003
            /,
        ) -> Self:
            return cls(cast("Button", item))  # we send nothing else that can be pressed

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            with unsent_is_logged():
                # First of all, as for a command; thinking makes it a message of its own.
                await interaction.response.defer(ephemeral=True, thinking=True)
                answer = await replier.press(self.custom_id, of_interaction(interaction))
                await edit_answer(interaction, answer)

    return PressedButton

"""A press of a button: answered to whoever pressed, also long after the message was sent.

What only one person sees changes in place; so does an answer to a mention for whoever asked. Every
other press is answered privately: nobody changes what others read.
"""

from __future__ import annotations

import re
from typing import Any, Final, Self, cast

import discord

from adapters.discord_app.adding import answered, is_answer
from adapters.discord_app.askers import of_interaction
from adapters.discord_app.insisting import acknowledge
from adapters.discord_app.replies import (
    Replier,
    edit_answer,
    is_trouble,
    think,
    to_files,
    to_sendable,
    unsent_is_logged,
)
from adapters.discord_app.sharing import share, take_back
from adapters.discord_app.translate import render
from bot.actions import Action, ActionKind, from_token
from bot.model import Card

_ANY: Final = re.compile(r"[\s\S]*")
"""Buttons of other versions too: what they carry says whether they mean anything here."""

_STEPS: Final = {ActionKind.NEXT, ActionKind.WIDER, ActionKind.NARROWER}

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
                await pressed(replier, interaction, self.custom_id)

    return PressedButton


async def pressed(replier: Replier, interaction: discord.Interaction[Any], token: str) -> None:
    """Answer a press of the button that carries `token`.

    Raises:
        discord.DiscordException, aiohttp.ClientError, OSError: Discord did not take the answer.
    """
    if is_answer(token):
        await answered(replier, interaction, token)
        return
    action = from_token(token)
    private = interaction.message is not None and interaction.message.flags.ephemeral
    in_place = action is not None and is_in_place(action, private, str(interaction.user.id))
    if in_place:
        await acknowledge(interaction.response.defer)
    else:
        await think(interaction)  # what is thought about becomes a message of its own
    if in_place and action is not None and action.kind is ActionKind.REMOVE:
        await interaction.delete_original_response()
        return
    card = await replier.card(
        of_interaction(interaction), lambda core: core.conversation.press(token), len(token)
    )
    if not in_place or action is None:
        await edit_answer(interaction, render(card))
    elif is_trouble(card):
        shown = render(card)  # beside what is there, not instead of it
        await interaction.followup.send(**to_sendable(shown), files=to_files(shown), ephemeral=True)
    else:
        await _change(interaction, action, card, private=private)


def is_in_place(action: Action, private: bool, user: str) -> bool:  # noqa: FBT001
    """Whether a press changes the message it is on: the presser's own, or one that they asked for.

    Pure.
    """
    own = bool(action.ref) and action.ref == user
    if action.kind is ActionKind.REMOVE:
        return own
    if action.kind in (ActionKind.SHARE, ActionKind.UNDO):
        return private
    return action.kind in _STEPS and (private or own)


async def _change(
    interaction: discord.Interaction[Any], action: Action, card: Card, *, private: bool
) -> None:
    match action.kind:
        case ActionKind.SHARE:
            await share(interaction, card)
        case ActionKind.UNDO:
            await take_back(interaction, action.ref)
            await edit_answer(interaction, render(card))
        case _:
            await edit_answer(interaction, render(card, by=None if private else action.ref))

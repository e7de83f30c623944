"""Suggestions while somebody types, as Discord takes them; one that it would not take rejects all.

Free text is always taken too: a choice only saves typing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

import discord
import structlog
from discord.app_commands import Choice

from adapters.discord_app import markup
from adapters.discord_app.askers import of_interaction
from bot.errors import PodquoteError
from bot.model import Suggestion, SuggestionKind
from bot.ports import Core
from bot.reception import name_request

MOST: Final = 25
LONGEST: Final = 100  # UTF-16 units of a name and of a value

FOR_QUERY: Final = (SuggestionKind.TOPIC, SuggestionKind.SPELLING, SuggestionKind.QUOTE)

Complete = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[Choice[str]]]]
"""As discord.py calls it: who types, and what stands there so far."""

_log = structlog.get_logger(__name__)


def to_choices(suggestions: Sequence[Suggestion]) -> list[Choice[str]]:
    """Return suggestions as choices; pure. What Discord would refuse, or reads alike, is left out.

    The value is what a question takes, an id where the thing has one.
    """
    found: dict[str, Choice[str]] = {}
    for one in suggestions:
        name = markup.visible(one.label).strip()
        if _fits(name) and _fits(one.value):
            found.setdefault(name, Choice(name=name, value=one.value))
    return list(found.values())[:MOST]


def completing(core: Core, turns: asyncio.Semaphore, *kinds: SuggestionKind) -> Complete:
    """Return what suggests things of those kinds; there is nothing to suggest where it fails.

    `turns` is taken while the core is asked: one after the other they are all there sooner.
    """

    async def complete(interaction: discord.Interaction[Any], current: str) -> list[Choice[str]]:
        name_request()
        asker = of_interaction(interaction)

        def suggest() -> Sequence[Suggestion]:
            return core.asked_by(asker).browsing.suggest(current, kinds, MOST)

        try:
            async with turns:
                return to_choices(await asyncio.to_thread(suggest))
        except PodquoteError as error:
            _log.warning("discord.not_suggested", error=type(error).__name__)
            return []

    return complete


def _fits(text: str) -> bool:
    return bool(text.strip()) and markup.units(text) <= LONGEST

"""`/podquote-daily …`: the quote of the day, set up and looked after in the server itself."""

from __future__ import annotations

import functools
import zoneinfo
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice

from adapters.discord_app.askers import of_interaction
from adapters.discord_app.choices import MOST, completing
from adapters.discord_app.permissions import may_change
from adapters.discord_app.replies import Replier, edit_answer, think, unsent_is_logged
from adapters.discord_app.sharing import lives_here
from adapters.discord_app.translate import render
from bot import phrasing
from bot.model import Card, DailyRequest, DailyVerb, Filters, Place, SuggestionKind
from bot.phrasing import commands as said
from bot.ports import Core, Poster

Command = app_commands.Command[Any, ..., None]

_ON_SCHEDULES: Final = ("today", "why", "list", "status", "preview", "pause", "resume", "stop")
_ON_DATES: Final = ("skip", "unskip")
_PLATFORM: Final = "discord"


class _Destination(app_commands.Transformer):
    """A channel that messages can be posted to, as Discord tells of it; nothing is looked up."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord lets people pick."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Which of them; always in this order, which the commands' fingerprint goes by."""
        return [
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.public_thread,
            discord.ChannelType.private_thread,
            discord.ChannelType.news_thread,
        ]

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> str:  # noqa: ANN401, ARG002  discord.py's signature
        """Return the channel's id."""
        return str(value.id)


class _Desk:
    """Carries out what is asked, for whoever may ask it."""

    def __init__(self, replier: Replier, poster: Poster) -> None:
        self.core = replier.core
        self.typing = replier.typing
        self._replier = replier
        self._poster = poster

    async def answer(self, interaction: discord.Interaction, request: DailyRequest) -> None:
        """Answer privately what came of a request, or why nothing did."""
        with unsent_is_logged():
            await think(interaction)
            asker = of_interaction(interaction)
            refused = await self._refusal(interaction, request)
            place = Place(_PLATFORM, asker.channel, asker.user)

            def carried_out(core: Core) -> Card:
                if refused:
                    return phrasing.trouble(refused)
                return core.daily_desk.card(request, place, {_PLATFORM: self._poster})

            await edit_answer(interaction, render(await self._replier.card(asker, carried_out)))

    async def _refusal(self, interaction: discord.Interaction, request: DailyRequest) -> str:
        """Return why the one who asks may not, or nothing; all from what Discord signed."""
        if not self.core.daily_desk.changes(request):
            return ""
        if interaction.guild_id is None:
            return said.ONLY_IN_SERVERS
        if not lives_here(interaction):
            return said.NOT_ON_SERVER
        return "" if await may_change(interaction) else said.NOT_ALLOWED


def to_daily(replier: Replier, poster: Poster) -> app_commands.Group:
    """Return the commands; Discord shows them to who may Manage Server, unless told otherwise."""
    desk = _Desk(replier, poster)
    group = app_commands.Group(
        name="podquote-daily",
        description=said.DAILY,
        default_permissions=discord.Permissions(manage_guild=True),
    )
    group.add_command(_to_set(desk))
    for name in _ON_SCHEDULES:
        group.add_command(_on_schedule(desk, DailyVerb(name)))
    for name in _ON_DATES:
        group.add_command(_on_date(desk, DailyVerb(name)))
    group.add_command(_to_pin(desk))
    return group


def _to_set(desk: _Desk) -> Command:
    @app_commands.command(name="set", description=said.DAILY_SET)
    @app_commands.describe(
        time=said.DAILY_TIME,
        zone=said.DAILY_ZONE,
        topic=said.DAILY_TOPIC,
        days=said.DAILY_DAYS,
        channel=said.DAILY_CHANNEL,
        picture=said.DAILY_PICTURE,
    )
    @app_commands.autocomplete(
        zone=_zones, topic=completing(desk.core, desk.typing, SuggestionKind.TOPIC)
    )
    async def set_up(  # noqa: PLR0913, PLR0917  an option each; discord.py reads the signature
        interaction: discord.Interaction,
        time: str,
        zone: str,
        topic: str | None = None,
        days: str | None = None,
        channel: app_commands.Transform[str, _Destination] | None = None,
        picture: bool | None = None,  # noqa: FBT001
    ) -> None:
        request = DailyRequest(
            DailyVerb.SET,
            at=time,
            timezone=zone,
            channel=channel,
            days=days,
            filters=Filters(topic=topic),
            picture=picture,
        )
        await desk.answer(interaction, request)

    return set_up


def _on_schedule(desk: _Desk, verb: DailyVerb) -> Command:
    @app_commands.command(name=verb.value, description=said.DAILY_VERBS[verb.value])
    @app_commands.describe(schedule=said.DAILY_SCHEDULE)
    async def answer(interaction: discord.Interaction, schedule: str | None = None) -> None:
        await desk.answer(interaction, DailyRequest(verb, schedule=schedule))

    return answer


def _on_date(desk: _Desk, verb: DailyVerb) -> Command:
    @app_commands.command(name=verb.value, description=said.DAILY_VERBS[verb.value])
    @app_commands.describe(date=said.DAILY_DATE, schedule=said.DAILY_SCHEDULE)
    async def answer(
        interaction: discord.Interaction, date: str, schedule: str | None = None
    ) -> None:
        await desk.answer(interaction, DailyRequest(verb, date=date, schedule=schedule))

    return answer


def _to_pin(desk: _Desk) -> Command:
    @app_commands.command(name="pin", description=said.DAILY_VERBS["pin"])
    @app_commands.describe(
        quote=said.DAILY_QUOTE, date=said.DAILY_DATE, schedule=said.DAILY_SCHEDULE
    )
    @app_commands.autocomplete(quote=completing(desk.core, desk.typing, SuggestionKind.QUOTE))
    async def pin(
        interaction: discord.Interaction, quote: str, date: str, schedule: str | None = None
    ) -> None:
        request = DailyRequest(DailyVerb.PIN, quote=quote, date=date, schedule=schedule)
        await desk.answer(interaction, request)

    return pin


async def _zones(_interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    return [Choice(name=name, value=name) for name in zones_like(current)]


def zones_like(typed: str) -> list[str]:
    """Return the names of time zones that have `typed` in them, those that begin with it first."""
    wanted = typed.strip().replace(" ", "_").casefold()
    found = [(name.casefold(), name) for name in _zone_names()]
    placed = [(_place_in(low, wanted), name) for low, name in found]
    return [name for place, name in sorted(placed) if place >= 0][:MOST]


def _place_in(name: str, wanted: str) -> int:
    if name.startswith(wanted):
        return 0
    return min(1, name.find(wanted))


@functools.cache
def _zone_names() -> tuple[str, ...]:
    return tuple(sorted(zoneinfo.available_timezones()))

"""The quote of the day by Discord's own commands: who may, where, and what comes of it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any

import discord
import pytest
import simcord
from discord.http import Route
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord_app import inside, tree
from adapters.discord_app.daily import zones_like
from adapters.discord_app.translate import render
from bot.bootstrap import Podquote, build
from bot.model import Card, CardKind, DailyRequest, DailyVerb, Filters, Place
from bot.phrasing import commands as said
from bot.settings import Settings
from tests.adapters.discord_app.conftest import Scene, Scenes, new_client
from tests.adapters.discord_app.test_conversation import seen
from tests.fakes.clock import FakeClock
from tests.fakes.core import FakeCore
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_markdown import look
from tests.platforms.discord_peer import DiscordPeer

pytestmark = pytest.mark.slow  # tens of seconds together; `make test` runs them

NAME = "podquote-daily"


@pytest.fixture
def own_core(own_settings: Settings) -> Iterator[Podquote]:
    """A library whose schedules are nobody else's."""
    core = build(own_settings, clock=FakeClock(), say=lambda _line: None)
    yield core
    core.close()


def manager(scene: Scene) -> simcord.MemberActor:
    """Return somebody who may Manage Server."""
    role = scene.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    return scene.guild.add_member(scene.env.create_user("mara"), roles=[role])


async def test_the_command_is_for_who_may_manage_the_server_unless_the_server_says_otherwise() -> (
    None
):
    payload = await tree.to_payload(new_client(FakeCore()).tree)
    (command,) = [one for one in payload if one["name"] == NAME]

    assert discord.Permissions(manage_guild=True).value == int(
        command["default_member_permissions"]
    )
    options = {option["name"]: option for option in command["options"]}
    wanted = {"set", "list", "pause", "resume", "stop", "preview", "status", "today", "why"}
    assert wanted | {"skip", "unskip", "pin"} == set(options)
    assert ["time", "zone", "topic", "days", "channel", "picture"] == [
        option["name"] for option in options["set"]["options"]
    ]
    assert [True, True, False, False, False, False] == [
        option["required"] for option in options["set"]["options"]
    ]


async def test_what_was_filled_in_reaches_the_core_as_it_is(scenes: Scenes) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        other = scene.guild.create_text_channel("quotes")
        boss = manager(scene)
        result = await boss.slash(
            scene.channel,
            f"{NAME} set",
            time="9pm",
            zone="Europe/Berlin",
            topic="pricing",
            days="weekdays",
            channel=other,
            picture=True,
        )

        assert result.ephemeral
        assert "A quote a day: every day" in seen(result.response)
        place = Place("discord", str(scene.channel.id), str(boss.id))
        request = DailyRequest(
            DailyVerb.SET,
            at="9pm",
            timezone="Europe/Berlin",
            channel=str(other.id),
            days="weekdays",
            filters=Filters(topic="pricing"),
            picture=True,
        )
        assert [(request, place, ("discord",))] == core.daily_desk.asked


@pytest.mark.parametrize(
    ("name", "options", "request_"),
    [
        ("pause", {}, DailyRequest(DailyVerb.PAUSE)),
        ("resume", {"schedule": "abcdefgh"}, DailyRequest(DailyVerb.RESUME, schedule="abcdefgh")),
        ("stop", {}, DailyRequest(DailyVerb.STOP)),
        ("skip", {"date": "friday"}, DailyRequest(DailyVerb.SKIP, date="friday")),
        ("unskip", {"date": "friday"}, DailyRequest(DailyVerb.UNSKIP, date="friday")),
        (
            "pin",
            {"quote": "q1", "date": "friday"},
            DailyRequest(DailyVerb.PIN, quote="q1", date="friday"),
        ),
        ("today", {}, DailyRequest(DailyVerb.TODAY)),
        ("preview", {}, DailyRequest(DailyVerb.PREVIEW)),
    ],
)
async def test_every_command_asks_the_one_desk(
    scenes: Scenes, name: str, options: dict[str, Any], request_: DailyRequest
) -> None:
    core = FakeCore()
    async with scenes(core) as scene:
        await manager(scene).slash(scene.channel, f"{NAME} {name}", **options)

    assert [request_] == [asked for asked, _, _ in core.daily_desk.asked]


CHANGES = {
    "set": {"time": "9", "zone": "UTC"},
    "pause": {},
    "resume": {},
    "stop": {},
    "skip": {"date": "friday"},
    "unskip": {"date": "friday"},
    "pin": {"quote": "q1", "date": "friday"},
}
LOOKS = ("today", "why", "list", "status", "preview")


@pytest.mark.parametrize("name", [*CHANGES, *LOOKS])
@pytest.mark.parametrize("way", ["not allowed", "elsewhere", "alone"])
async def test_whoever_may_not_is_told_so_although_discord_let_it_through(
    name: str, way: str
) -> None:
    core = FakeCore()
    async with DiscordPeer() as peer, logged_in(peer, core) as client:
        called = payloads.subcommand(peer.new_id(), NAME, name, CHANGES.get(name, {}))
        called["member"]["permissions"] = "0"
        if way == "alone":
            called = payloads.in_private(called)
        if way == "elsewhere":
            called = payloads.brought_along(called)
        inside.take_interaction(client, called)
        await peer.until(lambda: bool(peer.bodies("PATCH", "@original")))
        told = look(str(peer.bodies("PATCH", "@original")[0]["content"])).text

    reasons = {
        "not allowed": said.NOT_ALLOWED,
        "elsewhere": said.NOT_ON_SERVER,
        "alone": said.ONLY_IN_SERVERS,
    }
    if name in CHANGES:
        assert reasons[way] == told
        assert [] == core.daily_desk.asked
    else:
        assert 1 == len(core.daily_desk.asked)


@pytest.mark.parametrize(
    ("settings", "allowed"),
    [
        ([], False),
        ([("777", 1, True)], True),
        ([("777", 1, False)], False),
        ([("200", 2, True)], True),
        ([("200", 2, False), ("777", 1, True)], False),
        ([("778", 1, True)], False),
    ],
)
async def test_whom_the_servers_own_settings_let_may_too(
    settings: list[tuple[str, int, bool]],
    allowed: bool,  # noqa: FBT001
) -> None:
    core = FakeCore()
    async with DiscordPeer() as peer, logged_in(peer, core) as client:
        peer.command_permissions = [
            {"id": id, "type": kind, "permission": may} for id, kind, may in settings
        ]
        called = payloads.subcommand(peer.new_id(), NAME, "pause", {})
        called["member"] |= {"permissions": "0", "roles": ["777"]}
        inside.take_interaction(client, called)
        await peer.until(lambda: bool(peer.bodies("PATCH", "@original")))

    assert allowed == bool(core.daily_desk.asked)


@contextlib.asynccontextmanager
async def logged_in(peer: DiscordPeer, core: FakeCore) -> AsyncIterator[discord.Client]:
    """Log podquote's client in over HTTP; it knows of no server, and need not."""
    Route.BASE = peer.url
    client = new_client(core)
    await client.login("loopback")
    try:
        yield client
    finally:
        await client.close()


def test_the_times_of_a_card_are_shown_in_the_readers_own_zone() -> None:
    at = int(dt.datetime(2026, 1, 6, 8, tzinfo=dt.UTC).timestamp())
    time = "Tue 6 January 2026, 09:00 CET (08:00 UTC)"
    card = Card(CardKind.NOTE, f"It posts again; next on {time}.", clocks=((time, at),))

    (embed,) = render(card).embeds

    assert f"It posts again; next on <t:{at}:F>." == str(embed.description)
    assert {"time"} == look(str(embed.description)).kinds()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berlin", "Europe/Berlin"),
        ("europe/ber", "Europe/Berlin"),
        ("new york", "America/New_York"),
    ],
)
def test_zones_are_found_by_any_part_of_their_name(typed: str, first: str) -> None:
    assert first == zones_like(typed)[0]


@given(st.text(max_size=40))
def test_any_text_gives_at_most_as_many_zones_as_discord_shows(typed: str) -> None:
    assert len(zones_like(typed)) <= 25


async def test_a_schedule_is_set_up_listed_paused_resumed_and_stopped(
    scenes: Scenes, own_core: Podquote
) -> None:
    async with scenes(own_core) as scene:
        boss = manager(scene)

        async def told(command: str, **options: Any) -> str:  # noqa: ANN401
            result = await boss.slash(scene.channel, f"{NAME} {command}", **options)
            assert result.ephemeral
            return seen(result.response)

        assert "A quote a day: on weekdays at 21:00 Europe/Berlin" in await told(
            "set", time="9pm", zone="Europe/Berlin", days="weekdays"
        )
        assert "<t:" in str(scene.sent()[-1])
        assert "on weekdays at 21:00" in await told("list")
        assert "is paused" in await told("pause")
        assert "posts again" in await told("resume")
        assert "planned" in await told("preview") or "tentative" in await told("preview")
        assert "Mon 2026-01-05 · planned" in await told("status")
        assert "The quote of the day" in await told("today")
        assert "is stopped" in await told("stop")
        assert "No quote of the day is set up" in await told("list")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"time": "25:00", "zone": "UTC"}, "25:00"),
        ({"time": "9", "zone": "Europe/Berln"}, "Europe/Berlin"),
    ],
)
async def test_what_cannot_be_is_told_with_what_can(
    scenes: Scenes, own_core: Podquote, options: dict[str, str], sentence: str
) -> None:
    async with scenes(own_core) as scene:
        result = await manager(scene).slash(scene.channel, f"{NAME} set", **options)

        assert sentence in seen(result.response) or "time" in seen(result.response)
        assert [] == list(own_core.daily.schedules())


async def test_a_channel_that_cannot_be_posted_to_is_refused_with_what_is_missing(
    scenes: Scenes, own_core: Podquote
) -> None:
    async with scenes(own_core) as scene:
        denied = discord.PermissionOverwrite(send_messages=False)
        closed = scene.guild.create_text_channel(
            "closed", overwrites={scene.guild.default_role: denied}
        )
        result = await manager(scene).slash(
            scene.channel, f"{NAME} set", time="9", zone="UTC", channel=closed
        )

        assert "Send Messages" in seen(result.response)
        assert [] == list(own_core.daily.schedules())


@pytest.mark.parametrize("kind", ["text", "news", "thread", "post"])
async def test_a_quote_is_posted_where_it_was_set_up(
    scenes: Scenes, own_core: Podquote, kind: str
) -> None:
    async with scenes(own_core) as scene:
        place = await destination(scene, kind)
        await manager(scene).slash(
            scene.channel, f"{NAME} set", time="9", zone="UTC", channel=place
        )
        (schedule,) = own_core.daily.schedules()

        assert str(place.id) == schedule.channel
        assert schedule.checked


async def destination(scene: Scene, kind: str) -> simcord.ChannelHandle:
    if kind == "text":
        return scene.channel
    if kind == "news":
        return scene.guild.create_news_channel("news")
    if kind == "thread":
        thread = await scene.thread()
        return next(known for known in scene.channel.threads if known.id == thread.id)
    forum = scene.guild.create_forum_channel("questions")
    channel = await scene.client.fetch_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    nobody = discord.AllowedMentions.none()
    made = await channel.create_thread(name="quotes", content="?", allowed_mentions=nobody)
    return next(known for known in forum.threads if known.id == made.thread.id)

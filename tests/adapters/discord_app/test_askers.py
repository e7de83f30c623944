"""Who asks on Discord, from what Discord signed."""

from __future__ import annotations

from adapters.discord_app import inside
from tests.adapters.discord_app.test_daily import logged_in
from tests.fakes.core import FakeCore
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_peer import DiscordPeer


async def test_who_brought_podquote_along_sees_the_public_library_and_a_server_its_own() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer, logged_in(peer, core) as client:
        for place in (dict, payloads.brought_along, payloads.in_private):
            called = place(payloads.interaction(peer.new_id(), {"query": "dams"}))
            inside.take_interaction(client, called)
        await peer.until(lambda: len(peer.bodies("PATCH", "@original")) == 3)

    assert ["discord:300", "public", "public"] == sorted(asker.library for asker in core.askers)

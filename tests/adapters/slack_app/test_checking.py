"""`/podquote check "words"`, through the real app."""

from __future__ import annotations

import json

import pytest

from bot import phrasing
from bot.ports import Core
from tests.adapters.slack_app.conftest import ManualClock, over_socket
from tests.adapters.slack_app.test_dialogs import reading
from tests.dialogs import CHECKS, Check
from tests.fakes.core import FakeCore
from tests.platforms.slack import SlackPeer, command, escape, mention


@pytest.mark.parametrize("dialog", CHECKS, ids=lambda dialog: ascii(dialog.asked[:30]))
async def test_every_check_gets_its_verdict_and_no_echo(
    peer: SlackPeer, core: Core, clock: ManualClock, dialog: Check
) -> None:
    asked = escape(f'check "{dialog.asked}"')

    async with over_socket(peer, core, clock):
        await peer.deliver("slash_commands", command(asked, peer.response_url()))
        await peer.deliver("events_api", mention(asked))
        await peer.until(lambda: bool(peer.whispers) and bool(peer.posts))

    lead = phrasing.to_checked_card(core.check(dialog.asked)).lead
    for message in (peer.whispers[0], peer.posts[0]):
        seen = reading(message["blocks"])
        assert seen.startswith(lead)
        assert dialog.shows in seen
        assert not dialog.hides or dialog.hides not in json.dumps(message)


async def test_only_a_check_is_checked(peer: SlackPeer, clock: ManualClock) -> None:
    fake = FakeCore()
    async with over_socket(peer, fake, clock):
        await peer.deliver("slash_commands", command('check "dams"', peer.response_url()))
        await peer.until(lambda: bool(peer.whispers))

    assert (["dams"], []) == (fake.checked, fake.asked)

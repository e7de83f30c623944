"""A transcript that somebody uploaded to Slack: looked at in private, and in after a yes."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack_app.adding import NO, YES
from bot.phrasing import commands as said
from tests.adapters.slack_app.conftest import ManualClock, over_socket
from tests.bot.test_editing import TALK
from tests.fakes.core import FakeCore
from tests.platforms.slack import BOT_TOKEN, CHANNEL, TEAM, SlackPeer
from tests.platforms.slack_payloads import message_shortcut

DATA = TALK.encode()
USER = "U0ASKER"


def shortcut(peer: SlackPeer, *files: dict[str, Any], trigger: str = "9.1") -> dict[str, Any]:
    """Return what "Add to podquote" on a message with files sends."""
    payload = message_shortcut("here it is", peer.response_url(), trigger)
    payload["callback_id"] = "add_to_podquote"
    payload["message"]["files"] = list(files)
    return payload


def file(peer: SlackPeer, name: str = "talk.vtt", **other: str) -> dict[str, Any]:
    url = peer.file_url(name)
    return {
        "id": "F1",
        "name": name,
        "size": len(DATA),
        "mimetype": "text/vtt",
        "url_private_download": url,
        **other,
    }


def press(peer: SlackPeer, action: str, token: str, trigger: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": USER, "username": "ada", "team_id": TEAM},
        "trigger_id": trigger,
        "response_url": peer.response_url("2"),
        "container": {"is_ephemeral": True, "channel_id": CHANNEL, "message_ts": "1.2"},
        "actions": [
            {
                "type": "button",
                "action_id": action,
                "block_id": "adding",
                "value": token,
                "action_ts": trigger,
            }
        ],
    }


def buttons(message: dict[str, Any]) -> dict[str, str]:
    """Return the tokens of a message's buttons by what they are for."""
    rows = [block for block in message["blocks"] if block["type"] == "actions"]
    return {one["action_id"]: one["value"] for row in rows for one in row["elements"]}


async def test_it_is_looked_at_in_private_and_in_after_a_yes(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    peer.admins.add(USER)
    peer.files["talk.vtt"] = DATA

    async with over_socket(peer, fake, clock):
        await peer.deliver("interactive", shortcut(peer, file(peer)))
        await peer.until(lambda: bool(peer.whispers))
        (whispered,) = peer.whispers
        assert "ephemeral" == whispered["response_type"]
        assert {YES: "t0ken", NO: "t0ken"} == buttons(whispered)
        assert [] == fake.uploads.answered
        await peer.deliver("interactive", press(peer, YES, "t0ken", "9.2"))
        await peer.until(lambda: len(peer.whispers) == 2)

    assert [("talk.vtt", f"Bearer {BOT_TOKEN}")] == peer.downloads
    assert [("talk.vtt", DATA)] == fake.uploads.proposed
    assert [("t0ken", True)] == fake.uploads.answered
    assert "It is in." == peer.whispers[1]["text"]
    assert [] == peer.posts


async def test_a_no_leaves_it_out(peer: SlackPeer, fake: FakeCore, clock: ManualClock) -> None:
    peer.admins.add(USER)

    async with over_socket(peer, fake, clock):
        await peer.deliver("interactive", press(peer, NO, "t0ken", "9.3"))
        await peer.until(lambda: bool(peer.whispers))

    assert [("t0ken", False)] == fake.uploads.answered


async def test_who_may_not_change_schedules_may_not_add(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        await peer.deliver("interactive", shortcut(peer, file(peer)))
        await peer.deliver("interactive", press(peer, YES, "t0ken", "9.4"))
        await peer.until(lambda: len(peer.whispers) == 2)

    assert {said.MAY_NOT_ADD_HERE} == {one["text"] for one in peer.whispers}
    assert ([], [], []) == (peer.downloads, fake.uploads.proposed, fake.uploads.answered)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"name": "talk.mp3"}, "It is no transcript."),
        ({"url_private_download": "https://evil.example/talk.vtt"}, said.NOT_DOWNLOADED),
        ({"url_private_download": "http://files.slack.com/talk.vtt"}, said.NOT_DOWNLOADED),
        ({"url_private_download": "https://slack.com.evil.example/x"}, said.NOT_DOWNLOADED),
        ({"url_private_download": ""}, said.NOT_DOWNLOADED),
    ],
)
async def test_nothing_is_downloaded_that_is_no_transcript_of_slacks(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, other: dict[str, str], says: str
) -> None:
    peer.admins.add(USER)

    async with over_socket(peer, fake, clock):
        await peer.deliver("interactive", shortcut(peer, file(peer, **other)))
        await peer.until(lambda: bool(peer.whispers))

    assert [says] == [one["text"] for one in peer.whispers]
    assert ([], []) == (peer.downloads, fake.uploads.proposed)


async def test_a_page_in_the_files_place_is_no_file(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    peer.admins.add(USER)

    async with over_socket(peer, fake, clock):
        await peer.deliver("interactive", shortcut(peer, file(peer)))
        await peer.until(lambda: bool(peer.whispers))

    assert [said.NOT_DOWNLOADED] == [one["text"] for one in peer.whispers]
    assert [] == fake.uploads.proposed


async def test_a_message_without_files_is_told_so(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    peer.admins.add(USER)

    async with over_socket(peer, fake, clock):
        await peer.deliver("interactive", shortcut(peer))
        await peer.until(lambda: bool(peer.whispers))

    assert [said.NOTHING_TO_ADD] == [one["text"] for one in peer.whispers]

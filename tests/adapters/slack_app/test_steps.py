"""Share, Next, Context, Undo and Remove, through the real app, each after a restart."""

from __future__ import annotations

from typing import Any

import pytest

from bot import phrasing
from bot.phrasing import channels
from bot.ports import Core
from tests.adapters.slack_app.conftest import ManualClock, over_socket
from tests.adapters.slack_app.test_dialogs import reading
from tests.dialogs import WALKS, Walk
from tests.fakes.core import STEPPED, FakeCore
from tests.platforms.slack import CHANNEL, Fault, SlackPeer, command, mention, refusal
from tests.platforms.slack_presses import buttons, press


def button(message: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = [one for one in buttons(message) if one["action_id"] == kind]
    return found


async def asked(
    peer: SlackPeer, core: Core, clock: ManualClock, text: str = "dams"
) -> dict[str, Any]:
    async with over_socket(peer, core, clock):
        await peer.deliver("slash_commands", command(text, peer.response_url("asked")))
        await peer.until(lambda: bool(peer.whispers))
    return peer.whispers[-1]


async def pressed(
    peer: SlackPeer,
    core: Core,
    clock: ManualClock,
    one: dict[str, Any],
    **place: Any,  # noqa: ANN401  where it stands
) -> dict[str, Any]:
    """Press a button on a door that was started anew; return what came through response_urls."""
    count = len(peer.whispers)
    async with over_socket(peer, core, clock):
        await peer.deliver("interactive", press(one, peer.response_url(), **place))
        await peer.until(lambda: len(peer.whispers) > count)
    return peer.whispers[-1]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.asked[:20])
async def test_a_walk_leads_where_the_table_says_in_the_place_of_what_was_pressed(
    peer: SlackPeer, core: Core, clock: ManualClock, walk: Walk
) -> None:
    async with over_socket(peer, core, clock):
        await peer.deliver("slash_commands", command(walk.asked, peer.response_url()))
        await peer.until(lambda: bool(peer.whispers))
        message = peer.whispers[-1]
        assert reading(message["blocks"]).startswith(walk.first)
        for count, (kind, lead, shows) in enumerate(walk.presses, start=2):
            found = press(button(message, kind.value), peer.response_url())
            await peer.deliver("interactive", found)
            await peer.until(lambda count=count: len(peer.whispers) >= count)  # type: ignore[misc]
            message = peer.whispers[-1]
            assert message["replace_original"]
            assert lead in reading(message["blocks"])
            assert shows in reading(message["blocks"])


async def test_every_button_of_every_message_works_after_a_restart(
    peer: SlackPeer, clock: ManualClock
) -> None:
    private = await asked(peer, FakeCore(STEPPED), clock)
    async with over_socket(peer, FakeCore(STEPPED), clock):
        await peer.deliver("events_api", mention("dams"))
        await peer.until(lambda: bool(peer.posts))
    public = peer.posts[0]

    assert ["share", "next", "wider", "sources"] == [b["action_id"] for b in buttons(private)]
    assert ["next", "wider", "sources", "remove"] == [b["action_id"] for b in buttons(public)]
    for one in buttons(private):
        answer = await pressed(peer, FakeCore(STEPPED), clock, one)
        assert phrasing.OTHER_VERSION not in str(answer)
    for one in buttons(public):
        answer = await pressed(peer, FakeCore(STEPPED), clock, one, message=public)
        assert phrasing.OTHER_VERSION not in str(answer)


async def test_sharing_posts_the_card_names_who_shared_it_and_offers_to_undo_it(
    peer: SlackPeer, clock: ManualClock
) -> None:
    private = await asked(peer, FakeCore(STEPPED), clock)

    told = await pressed(peer, FakeCore(STEPPED), clock, button(private, "share"))

    (post,) = peer.posts
    assert reading(post["blocks"]).startswith("Shared by asker“")
    assert post["text"].startswith("Shared by asker\n\n“")
    assert "<@" not in str(post)
    assert ["wider", "sources", "remove"] == [one["action_id"] for one in buttons(post)]
    assert (True, phrasing.SHARED) == (told["replace_original"], told["text"])
    back = await pressed(peer, FakeCore(STEPPED), clock, button(told, "undo"))
    assert [(CHANNEL, post["ts"])] == peer.deleted
    assert back["replace_original"]
    assert "share" in [one["action_id"] for one in buttons(back)]


async def test_where_the_app_is_no_member_sharing_goes_through_the_response_url_and_stays(
    peer: SlackPeer, clock: ManualClock
) -> None:
    private = await asked(peer, FakeCore(STEPPED), clock)
    peer.channels[CHANNEL] = {"id": CHANNEL, "is_member": False}

    async with over_socket(peer, FakeCore(STEPPED), clock):
        shared = press(button(private, "share"), peer.response_url())
        await peer.deliver("interactive", shared)
        await peer.until(lambda: len(peer.whispers) == 3)

    post, told = peer.whispers[1:]
    assert ("in_channel", False) == (post["response_type"], post["replace_original"])
    assert reading(post["blocks"]).startswith("Shared by asker“")
    assert "remove" not in [one["action_id"] for one in buttons(post)]
    assert (phrasing.SHARED_FOR_GOOD, []) == (told["text"], buttons(told))
    assert [] == peer.posts


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault(500), phrasing.SHARED_PERHAPS),
        (Fault(drop=True, takes=True), phrasing.SHARED_PERHAPS),
        (refusal("is_archived"), channels.SLACK_CHANNEL_ARCHIVED),
        (refusal("msg_too_long"), phrasing.NOT_SHARED),
    ],
)
async def test_a_share_that_fails_is_told_and_never_blindly_repeated(
    peer: SlackPeer, clock: ManualClock, fault: Fault, sentence: str
) -> None:
    private = await asked(peer, FakeCore(STEPPED), clock)
    peer.fail("chat.postMessage", fault)

    told = await pressed(peer, FakeCore(STEPPED), clock, button(private, "share"))

    assert sentence in told["text"]
    assert not told["replace_original"]
    assert 1 == peer.methods().count("chat.postMessage")


async def test_a_share_that_slack_asks_to_wait_with_waits_and_is_sent(
    peer: SlackPeer, clock: ManualClock
) -> None:
    private = await asked(peer, FakeCore(STEPPED), clock)
    slow = Fault(429, '{"ok": false, "error": "ratelimited"}', retry_after=0)
    peer.fail("chat.postMessage", slow)

    told = await pressed(peer, FakeCore(STEPPED), clock, button(private, "share"))

    assert phrasing.SHARED == told["text"]
    assert 1 == len(peer.posts)


async def test_an_undo_that_fails_is_told_and_one_of_what_is_gone_is_done(
    peer: SlackPeer, clock: ManualClock
) -> None:
    private = await asked(peer, FakeCore(STEPPED), clock)
    told = await pressed(peer, FakeCore(STEPPED), clock, button(private, "share"))
    peer.fail("chat.delete", refusal("cant_delete_message"), refusal("message_not_found"))

    refused = await pressed(peer, FakeCore(STEPPED), clock, button(told, "undo"))
    done = await pressed(peer, FakeCore(STEPPED), clock, button(told, "undo"))

    assert phrasing.NOT_UNDONE == refused["text"]
    assert done["replace_original"]


async def test_who_asked_in_public_steps_in_place_and_somebody_else_privately(
    peer: SlackPeer, clock: ManualClock
) -> None:
    async with over_socket(peer, FakeCore(STEPPED), clock):
        await peer.deliver("events_api", mention("dams"))
        await peer.until(lambda: bool(peer.posts))
    post = peer.posts[0]
    one = button(post, "next")

    own = await pressed(peer, FakeCore(STEPPED), clock, one, message=post)
    other = await pressed(peer, FakeCore(STEPPED), clock, one, message=post, user="U0OTHER")

    assert ("in_channel", True) == (own["response_type"], own["replace_original"])
    assert "remove" in [found["action_id"] for found in buttons(own)]
    assert ("ephemeral", False) == (other["response_type"], other["replace_original"])
    assert "share" in [found["action_id"] for found in buttons(other)]


async def test_only_who_asked_can_remove_the_answer(peer: SlackPeer, clock: ManualClock) -> None:
    async with over_socket(peer, FakeCore(STEPPED), clock):
        await peer.deliver("events_api", mention("dams"))
        await peer.until(lambda: bool(peer.posts))
    post = peer.posts[0]
    one = button(post, "remove")

    other = await pressed(peer, FakeCore(STEPPED), clock, one, message=post, user="U0OTHER")
    own = await pressed(peer, FakeCore(STEPPED), clock, one, message=post)

    assert ("ephemeral", phrasing.NOT_YOURS) == (other["response_type"], other["text"])
    assert {"delete_original": True} == own


async def test_a_button_works_five_times_and_more_with_a_fresh_url_each_time(
    peer: SlackPeer, clock: ManualClock
) -> None:
    private = await asked(peer, FakeCore(STEPPED), clock)
    core = FakeCore(STEPPED)

    async with over_socket(peer, core, clock):
        for count in range(7):
            found = press(button(private, "next"), peer.response_url(f"fresh-{count}"))
            await peer.deliver("interactive", found)
        await peer.until(lambda: len(peer.whispers) == 8)

    assert 7 == len(core.pressed)


async def test_a_response_url_that_is_over_is_told_in_a_message_with_the_way_on(
    peer: SlackPeer, clock: ManualClock
) -> None:
    private = await asked(peer, FakeCore(STEPPED), clock)
    peer.fail("respond", Fault(404, "expired_url"))

    async with over_socket(peer, FakeCore(STEPPED), clock):
        await peer.deliver("interactive", press(button(private, "next"), peer.response_url()))
        await peer.until(lambda: bool(peer.posts))

    assert ("U0ASKER", channels.SLACK_TOO_LATE) == (
        peer.posts[0]["channel"],
        peer.posts[0]["text"],
    )

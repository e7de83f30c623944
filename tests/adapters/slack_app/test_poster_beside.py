"""What the poster does beside posts: pictures below them, notices to owners, channels by name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.slack_app.door import SlackDoor
from adapters.slack_app.poster import SlackPoster
from bot.model import Delivery, Outcome, Post
from tests.adapters.slack_app.conftest import ManualClock, settings
from tests.fakes.core import CARD, FakeCore
from tests.platforms.slack import CHANNEL, Fault, SlackPeer, refusal

POST = Post("slack", CHANNEL, replace(CARD, lead=""), "abcdefghij0123456789", picture=True)


@pytest.fixture
async def poster(peer: SlackPeer, fake: FakeCore, clock: ManualClock) -> AsyncIterator[SlackPoster]:
    door = SlackDoor(fake, settings(peer), clock)
    async with door.connected():
        yield door.poster


async def send(poster: SlackPoster, clock: ManualClock, post: Post = POST) -> Outcome:
    return await asyncio.to_thread(poster.send, post, clock.monotonic() + 60)


async def test_a_picture_is_put_below_its_post_and_says_what_it_shows(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock
) -> None:
    outcome = await send(poster, clock)

    (upload,) = peer.uploads.values()
    assert Delivery.SENT is outcome.delivery
    assert upload["bytes"].startswith(b"\x89PNG")
    assert (CHANNEL, outcome.message_ref) == (upload["channel_id"], upload["thread_ts"])
    assert CARD.items[0].words in upload["alt_txt"]
    assert len(upload["bytes"]) == int(upload["length"])


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"]
)
async def test_a_post_is_sent_whatever_comes_of_its_picture(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock, method: str
) -> None:
    peer.fail(method, Fault(500))

    outcome = await send(poster, clock)

    assert Delivery.SENT is outcome.delivery
    assert 1 == len(peer.posts) == peer.methods().count("chat.postMessage")


async def test_a_post_that_is_refused_gets_no_picture(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock
) -> None:
    peer.fail("chat.postMessage", refusal("is_archived"))

    await send(poster, clock)
    await send(poster, clock, replace(POST, picture=False))

    assert {} == peer.uploads


async def test_an_owner_is_told_in_private_and_once(peer: SlackPeer, poster: SlackPoster) -> None:
    outcome = await asyncio.to_thread(poster.tell, "U1", "The channel is gone.", "public")

    (told,) = peer.posts
    assert Outcome(Delivery.SENT, told["ts"]) == outcome
    assert ("U1", "The channel is gone.") == (told["channel"], told["text"])


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (refusal("account_inactive"), Outcome(Delivery.DEAD, reason="account_inactive")),
        (Fault(429, "{}", retry_after=9), Outcome(Delivery.REFUSED, None, "ratelimited", 9.0)),
        (Fault(drop=True), Outcome(Delivery.UNKNOWN, reason="ServerDisconnectedError")),
    ],
)
async def test_a_notice_that_fails_is_an_outcome_and_not_repeated(
    peer: SlackPeer, poster: SlackPoster, fault: Fault, outcome: Outcome
) -> None:
    peer.fail("chat.postMessage", fault)

    assert outcome == await asyncio.to_thread(poster.tell, "U1", "Gone.", "public")
    assert 1 == peer.methods().count("chat.postMessage")


async def test_channels_are_known_by_name_over_all_pages(
    peer: SlackPeer, poster: SlackPoster
) -> None:
    peer.channels = {f"C{n}": {"id": f"C{n}", "name": f"Room-{n}"} for n in range(3)}
    peer.page_size = 2

    named = await asyncio.to_thread(poster.channels, CHANNEL)

    assert {"room-0": "C0", "room-1": "C1", "room-2": "C2"} == named
    asked = [arguments for method, arguments in peer.calls if method == "conversations.list"]
    assert {"public_channel"} == {arguments["types"] for arguments in asked}


async def test_channels_that_cannot_be_listed_are_none(
    peer: SlackPeer, poster: SlackPoster, fake: FakeCore, clock: ManualClock
) -> None:
    peer.fail("conversations.list", refusal("missing_scope"))

    assert {} == await asyncio.to_thread(poster.channels, CHANNEL)
    assert {} == SlackPoster(clock).channels(CHANNEL)
    assert Delivery.REFUSED is SlackPoster(clock).tell("U1", "Gone.", "public").delivery

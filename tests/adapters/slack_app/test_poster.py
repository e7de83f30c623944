"""Daily posts against the loopback Slack: sent once, found again, checked beforehand."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from adapters.slack_app.app import TIMEOUT
from adapters.slack_app.door import SlackDoor
from adapters.slack_app.poster import SlackPoster
from bot.model import Delivery, Outcome, Post
from bot.phrasing import channels
from tests.adapters.slack_app.conftest import ManualClock, settings
from tests.fakes.core import CARD, FakeCore
from tests.platforms.slack import CHANNEL, Fault, SlackPeer, refusal

FIRST = dt.datetime.fromtimestamp(1_700_000_000, dt.UTC)
POST = Post("slack", CHANNEL, replace(CARD, lead=""), "abcdefghij0123456789", FIRST)


@pytest.fixture
async def poster(peer: SlackPeer, fake: FakeCore, clock: ManualClock) -> AsyncIterator[SlackPoster]:
    door = SlackDoor(fake, settings(peer), clock)
    async with door.connected():
        yield door.poster


async def send(poster: SlackPoster, clock: ManualClock, post: Post = POST) -> Outcome:
    return await asyncio.to_thread(poster.send, post, clock.monotonic() + 60)


async def find(poster: SlackPoster, post: Post = POST) -> Outcome | None:
    return await asyncio.to_thread(poster.find, post)


async def test_a_post_is_sent_with_its_key_and_without_previews(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock
) -> None:
    outcome = await send(poster, clock)

    (post,) = peer.posts
    assert Outcome(Delivery.SENT, post["ts"]) == outcome
    assert {
        "event_type": "podquote_daily",
        "event_payload": {"key": "abcdefghij0123456789"},
    } == post["metadata"]
    assert (False, False, False) == (post["unfurl_links"], post["unfurl_media"], post["link_names"])
    assert "thread_ts" not in post


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (refusal("is_archived"), Outcome(Delivery.DEAD, reason="is_archived")),
        (refusal("fatal_error"), Outcome(Delivery.UNKNOWN, reason="fatal_error")),
        (Fault(429, "{}", retry_after=30), Outcome(Delivery.REFUSED, None, "ratelimited", 30.0)),
        (Fault(500, "{}"), Outcome(Delivery.UNKNOWN, reason="http_500")),
        (Fault(503, "<html>", "text/html"), Outcome(Delivery.UNKNOWN, reason="http_503")),
        (Fault(200, "no json"), Outcome(Delivery.UNKNOWN, reason="http_200")),
        (Fault(200, "plain", "text/plain"), Outcome(Delivery.UNKNOWN, reason="AttributeError")),
        (Fault(drop=True), Outcome(Delivery.UNKNOWN, reason="ServerDisconnectedError")),
    ],
)
async def test_a_post_that_fails_is_never_sent_again_by_itself(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock, fault: Fault, outcome: Outcome
) -> None:
    peer.fail("chat.postMessage", fault)

    assert outcome == await send(poster, clock)
    assert 1 == peer.methods().count("chat.postMessage")


@pytest.mark.parametrize("left", [TIMEOUT - 1, 0, -100])
async def test_a_post_without_time_for_a_whole_request_is_not_sent(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock, left: float
) -> None:
    outcome = await asyncio.to_thread(poster.send, POST, clock.monotonic() + left)

    assert Outcome(Delivery.REFUSED, reason="too_late") == outcome
    assert [] == peer.methods()


async def test_a_post_that_the_loop_kept_waiting_is_not_sent(
    peer: SlackPeer, fake: FakeCore
) -> None:
    class Leaping(ManualClock):
        """A clock on which a minute passes between any two looks."""

        def monotonic(self) -> float:
            self.seconds += 60
            return self.seconds

    clock = Leaping()
    door = SlackDoor(fake, settings(peer), clock)
    async with door.connected():
        outcome = await asyncio.to_thread(door.poster.send, POST, clock.seconds + 100)

    assert Outcome(Delivery.REFUSED, reason="too_late") == outcome
    assert [] == peer.posts


async def test_a_closed_door_posts_nothing_and_knows_nothing(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    poster = SlackDoor(fake, settings(peer), clock).poster

    assert Outcome(Delivery.REFUSED, reason="not_connected") == await send(poster, clock)
    assert await find(poster) is None
    assert channels.SLACK_NOT_CONNECTED == await asyncio.to_thread(poster.check, CHANNEL)


async def test_a_loop_that_has_ended_is_a_closed_door(clock: ManualClock) -> None:
    poster = SlackPoster(clock)

    async def connect() -> None:
        poster.connect(AsyncWebClient())

    await asyncio.to_thread(lambda: asyncio.run(connect()))

    assert Outcome(Delivery.REFUSED, reason="not_connected") == await send(poster, clock)


async def test_an_address_where_nobody_listens_is_certainly_not_sent_to(
    fake: FakeCore, clock: ManualClock
) -> None:
    async with SlackPeer().serving() as gone:
        address = settings(gone)
    door = SlackDoor(fake, address, clock)

    async with door.connected():
        outcome = await send(door.poster, clock)

    assert Outcome(Delivery.REFUSED, reason="no_connection") == outcome


async def test_a_post_that_arrived_unanswered_is_found_by_its_key(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock
) -> None:
    await send(poster, clock, replace(POST, key="another"))
    peer.fail("chat.postMessage", Fault(drop=True, takes=True))

    assert Delivery.UNKNOWN == (await send(poster, clock)).delivery
    assert Outcome(Delivery.SENT, peer.posts[1]["ts"]) == await find(poster)
    assert 2 == len(peer.posts)


async def test_a_post_that_is_not_there_was_refused(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock
) -> None:
    await send(poster, clock, replace(POST, key="another"))
    peer.posts.append({"channel": CHANNEL, "text": "a person's", "ts": "1700000009.1"})

    assert Outcome(Delivery.REFUSED, reason="not_found") == await find(poster)
    assert str(FIRST.timestamp() - 60) + "00000" == peer.calls[-1][1]["oldest"]


async def test_a_post_is_found_on_a_later_page(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock
) -> None:
    peer.page_size = 2
    await send(poster, clock)
    for number in range(4):
        await send(poster, clock, replace(POST, key=f"later-{number}"))

    assert Outcome(Delivery.SENT, peer.posts[0]["ts"]) == await find(poster)
    assert 3 == peer.methods().count("conversations.history")


async def test_a_history_too_long_to_read_tells_nothing(
    peer: SlackPeer, poster: SlackPoster, clock: ManualClock
) -> None:
    peer.page_size = 1
    for number in range(7):
        await send(poster, clock, replace(POST, key=f"later-{number}"))

    assert await find(poster) is None
    assert 5 == peer.methods().count("conversations.history")


@pytest.mark.parametrize(
    "fault", [refusal("missing_scope"), Fault(429, "{}", retry_after=60), Fault(drop=True)]
)
async def test_a_history_that_cannot_be_read_tells_nothing(
    peer: SlackPeer, poster: SlackPoster, fault: Fault
) -> None:
    # A read may be tried again by aiohttp itself after a lost connection; that harms nobody.
    peer.fail("conversations.history", fault, fault)

    with capture_logs() as logs:
        assert await find(poster) is None

    assert ["slack_find_failed"] == [entry["event"] for entry in logs]


async def test_a_post_that_was_never_tried_is_not_looked_for(
    peer: SlackPeer, poster: SlackPoster
) -> None:
    found = await find(poster, replace(POST, first_send_at=None))

    assert Outcome(Delivery.REFUSED, reason="never_tried") == found
    assert [] == peer.methods()


@pytest.mark.parametrize(
    ("channel", "sentence"),
    [
        ({"is_member": True}, None),
        ({"is_im": True}, None),
        ({"is_member": False}, channels.SLACK_NOT_IN_CHANNEL),
        ({"is_member": True, "is_archived": True}, channels.SLACK_CHANNEL_ARCHIVED),
    ],
)
async def test_a_channel_is_checked_before_it_is_chosen(
    peer: SlackPeer, poster: SlackPoster, channel: dict[str, object], sentence: str | None
) -> None:
    peer.channels[CHANNEL] = {"id": CHANNEL, **channel}

    assert sentence == await asyncio.to_thread(poster.check, CHANNEL)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (refusal("channel_not_found"), channels.SLACK_CHANNEL_UNSEEN),
        (refusal("missing_scope"), channels.slack_unchecked("missing_scope")),
        (Fault(500), channels.SLACK_SILENT),
        (Fault(drop=True), channels.SLACK_SILENT),
    ],
)
async def test_a_channel_that_cannot_be_checked_says_why(
    peer: SlackPeer, poster: SlackPoster, fault: Fault, sentence: str
) -> None:
    peer.fail("conversations.info", fault, fault)

    assert sentence == await asyncio.to_thread(poster.check, CHANNEL)

"""The real bolt app over Socket Mode, against the loopback Slack."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from structlog.testing import capture_logs

from adapters.slack_app.app import Errands
from adapters.slack_app.door import SlackDoor
from bot.errors import NotLetIn, UnusableDatabase
from bot.model import Card, Question
from tests.adapters.slack_app.conftest import (
    ManualClock,
    over_socket,
    running,
    settings,
)
from tests.fakes.core import FakeCore
from tests.platforms.slack import (
    APP_TOKEN,
    BOT_ID,
    BOT_TOKEN,
    BOT_USER,
    CHANNEL,
    Fault,
    SlackPeer,
    command,
    mention,
    refusal,
)


async def test_a_command_is_acknowledged_and_answered_to_its_asker_alone(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        envelope = await peer.deliver(
            "slash_commands", command("dam &amp; otters", peer.response_url())
        )
        await peer.until(lambda: bool(peer.whispers))

    assert peer.acks[envelope] is None
    assert ["dam & otters"] == [question.text for question in fake.asked]
    assert "ephemeral" == peer.whispers[0]["response_type"]
    assert "“The dam is the interface &amp; nobody reads the dam.”" in peer.whispers[0]["text"]
    assert [] == peer.posts


async def test_a_mention_is_answered_in_a_thread_of_its_own(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", mention("otters", ts="1700000000.000001"))
        await peer.until(lambda: bool(peer.posts))

    (post,) = peer.posts
    assert ["otters"] == [question.text for question in fake.asked]
    assert (CHANNEL, "1700000000.000001") == (post["channel"], post["thread_ts"])
    assert (False, False, False) == (post["unfurl_links"], post["unfurl_media"], post["link_names"])
    assert "reply_broadcast" not in post


async def test_a_mention_in_a_thread_is_answered_in_that_thread(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", mention("otters", thread_ts="1690000000.000009"))
        await peer.until(lambda: bool(peer.posts))

    assert "1690000000.000009" == peer.posts[0]["thread_ts"]


async def test_a_mention_delivered_eleven_times_is_answered_once(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        for count in range(11):
            await peer.deliver("events_api", {**mention("otters"), "event_id": f"Ev{count}"})
        await peer.deliver("events_api", mention("beavers", ts="1700000009.000001"))
        await peer.until(lambda: len(peer.posts) == 2)

    assert ["otters", "beavers"] == [question.text for question in fake.asked]


async def test_programs_system_messages_and_we_ourselves_are_not_answered(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", mention("one", ts="1.1", bot_id="B9"))
        await peer.deliver("events_api", mention("two", ts="2.1", subtype="bot_message"))
        await peer.deliver("events_api", mention("three", ts="3.1", user=BOT_USER))
        await peer.deliver("events_api", mention("four", ts="4.1", bot_id=BOT_ID))
        await peer.deliver("events_api", mention("five", ts="5.1"))
        await peer.until(lambda: bool(peer.posts))

    assert ["five"] == [question.text for question in fake.asked]


async def test_an_expected_error_is_its_own_sentence(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    fake.failure = UnusableDatabase("podquote.db", "it is locked")

    async with over_socket(peer, fake, clock):
        await peer.deliver("slash_commands", command("<!channel>", peer.response_url()))
        await peer.until(lambda: bool(peer.whispers))

    assert fake.failure.told == peer.whispers[0]["text"]
    assert "podquote.db" not in fake.failure.told


async def test_an_unexpected_error_is_an_id_that_stands_in_the_log_without_the_question(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    fake.failure = RuntimeError("something broke")

    with capture_logs() as logs:
        async with over_socket(peer, fake, clock):
            await peer.deliver("events_api", mention("my canary question"))
            await peer.until(lambda: bool(peer.posts))

    (failed,) = [entry for entry in logs if entry["event"] == "slack_question_failed"]
    assert failed["error_id"] in peer.posts[0]["text"]
    assert failed["exc_info"] is True
    assert "canary" not in str(logs) + peer.posts[0]["text"]


@pytest.mark.parametrize("fault", [refusal("msg_too_long"), Fault(500), Fault(drop=True)])
async def test_a_reply_that_fails_is_logged_and_not_tried_again(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, fault: Fault
) -> None:
    peer.fail("chat.postMessage", fault)

    with capture_logs() as logs:
        async with over_socket(peer, fake, clock):
            await peer.deliver("events_api", mention("one", ts="1.1"))
            await peer.until(lambda: "chat.postMessage" in peer.methods())
            await peer.deliver("events_api", mention("two", ts="2.1"))
            await peer.until(lambda: bool(peer.posts))

    assert 2 == peer.methods().count("chat.postMessage")
    assert "slack_reply_failed" in [entry["event"] for entry in logs]


@pytest.mark.parametrize("fault", [Fault(404, "expired_url"), Fault(drop=True)])
async def test_an_answer_whose_response_url_fails_is_logged_and_not_tried_again(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, fault: Fault
) -> None:
    peer.fail("respond", fault)

    with capture_logs() as logs:
        async with over_socket(peer, fake, clock):
            await peer.deliver("slash_commands", command("one", peer.response_url("1"), "1"))
            await peer.until(lambda: bool(peer.whispers))
            await peer.deliver("slash_commands", command("two", peer.response_url("2"), "2"))
            await peer.until(lambda: len(peer.whispers) > 1)

    assert 2 == len(peer.whispers)
    assert "slack_reply_failed" in [entry["event"] for entry in logs]


async def test_an_apology_that_fails_too_is_only_logged(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    fake.failure = RuntimeError("something broke")
    peer.fail("chat.postMessage", Fault(500))

    with capture_logs() as logs:
        async with over_socket(peer, fake, clock):
            await peer.deliver("events_api", mention("one", ts="1.1"))
            await peer.deliver("events_api", mention("two", ts="2.1"))
            await peer.until(lambda: bool(peer.posts))

    events = [entry["event"] for entry in logs]
    assert 1 == events.count("slack_reply_failed")
    assert all(e["error_id"] for e in logs if e["event"] == "slack_question_failed")


async def test_a_door_that_is_cancelled_closes_within_two_seconds(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock) as door:
        began = time.monotonic()

    assert time.monotonic() - began < 2
    assert not door.ready


async def test_an_answer_under_way_is_finished_before_the_door_closes(
    peer: SlackPeer, clock: ManualClock
) -> None:
    class Slow(FakeCore):
        """A core that answers once it is told to."""

        told = threading.Event()

        def answer(self, question: Question) -> Card:
            self.told.wait(5)
            return super().answer(question)

    core = Slow()
    async with over_socket(peer, core, clock):
        await peer.deliver("slash_commands", command("otters", peer.response_url()))
        asyncio.get_running_loop().call_later(0.1, core.told.set)

    assert 1 == len(peer.whispers)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_refused_tokens_are_one_sentence_and_no_token(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, method: str
) -> None:
    peer.fail(method, refusal("invalid_auth"))

    with pytest.raises(NotLetIn, match="invalid_auth") as caught:
        await SlackDoor(fake, settings(peer), clock).run()

    assert BOT_TOKEN not in str(caught.value)
    assert APP_TOKEN not in str(caught.value)


async def test_a_slack_that_cannot_be_reached_is_one_sentence(
    fake: FakeCore, clock: ManualClock
) -> None:
    async with SlackPeer().serving() as gone:
        address = settings(gone)

    with pytest.raises(NotLetIn, match="no_connection"):
        await SlackDoor(fake, address, clock).run()


async def test_a_probe_says_who_we_are_with_and_without_a_running_door(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    door = SlackDoor(fake, settings(peer), clock)

    assert "connected as podquote in Rivers" == await door.probe()
    async with running(door):
        assert "connected as podquote in Rivers" == await door.probe()


async def test_a_door_in_socket_mode_has_no_routes(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    assert [] == SlackDoor(fake, settings(peer), clock).routes()


async def test_an_oauth_client_in_the_environment_changes_nothing(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")

    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", mention("otters"))
        await peer.until(lambda: bool(peer.posts))

    assert 1 == len(peer.posts)


async def test_a_token_in_the_environment_is_no_reason_to_warn(
    peer: SlackPeer,
    fake: FakeCore,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)

    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", mention("otters"))
        await peer.until(lambda: bool(peer.posts))

    assert [] == caplog.messages


async def test_work_that_does_not_end_in_time_is_ended() -> None:
    errands, ended = Errands(), asyncio.Event()

    async def dawdle() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    errands.start(dawdle())
    await errands.finish(within=0.01)

    async with asyncio.timeout(5):
        await ended.wait()

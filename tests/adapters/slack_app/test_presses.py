"""Buttons, through the real app: what is pressed is answered privately, by whoever and whenever."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from structlog.testing import capture_logs

from adapters.slack_app.events import PATH
from adapters.slack_app.presses import to_press
from adapters.slack_app.translate import to_message
from bot import phrasing
from bot.actions import Action, ActionKind, of_one, to_token
from bot.errors import UnusableDatabase
from bot.model import Card, CardKind, Post
from bot.ports import Core
from tests.adapters.slack_app.conftest import ManualClock, over_socket
from tests.adapters.slack_app.test_dialogs import reading
from tests.adapters.slack_app.test_events import FORM, over_http, signed
from tests.dialogs import PRESSES
from tests.dialogs import Press as Dialog
from tests.fakes.core import CARD, ITEM, SOURCES, FakeCore
from tests.platforms.slack import CHANNEL, Fault, SlackPeer, command, mention
from tests.platforms.slack_presses import buttons, press
from tests.platforms.slack_rules import have_specs, problems_of_message, schema

TOKEN = to_token(Action(ActionKind.SOURCES, of_one("q1")))
(BUTTON,) = [one for one in buttons({"blocks": to_message(CARD).blocks}) if one["value"] == TOKEN]


def sources_of(message: dict[str, Any]) -> dict[str, Any]:
    (found,) = [one for one in buttons(message) if one["action_id"] == "sources"]
    return found


def carrying(value: str) -> dict[str, Any]:
    return {**BUTTON, "value": value}


async def whispered(peer: SlackPeer, count: int) -> None:
    await peer.until(lambda: len(peer.whispers) >= count)


@pytest.mark.parametrize("kind", [kind for kind in CardKind if kind is not CardKind.ANSWER])
def test_what_is_no_answer_has_no_buttons(kind: CardKind) -> None:
    assert [] == buttons({"blocks": to_message(replace(CARD, kind=kind, steps=None)).blocks})


def test_up_to_six_sources_are_shown_with_all_that_is_doubted() -> None:
    doubt = "Settled by a curator: Ada Brook, because " + "it is her voice " * 30
    card = replace(SOURCES, lead=f"6 sources have these words.\n{doubt}", items=(ITEM,) * 7)

    message = to_message(card)

    assert [] == problems_of_message(message.text, list(message.blocks))
    assert 6 == reading(list(message.blocks)).count("“")
    assert reading(list(message.blocks)).endswith("Shown: the first 6 of 7.")
    assert doubt.strip() in message.text


def test_our_presses_are_such_as_slack_sends() -> None:
    if not have_specs():
        pytest.skip("../shared/specs/slack is not here: nothing to check the payloads against")

    post = {"type": "message", "text": "x", "ts": "1.2", "thread_ts": "1.1", "blocks": []}
    for payload in (press(BUTTON, "https://x.example"), press(BUTTON, "https://x", message=post)):
        assert [] == [error.message for error in schema("block_action").iter_errors(payload)]


@pytest.mark.parametrize("dialog", PRESSES, ids=lambda dialog: dialog.asked[:20])
async def test_the_sources_of_a_command_and_of_a_mention_are_those_of_the_dialog(
    peer: SlackPeer, core: Core, clock: ManualClock, dialog: Dialog
) -> None:
    async with over_socket(peer, core, clock):
        await peer.deliver("slash_commands", command(dialog.asked, peer.response_url("asked")))
        await peer.deliver("events_api", mention(dialog.asked))
        await peer.until(lambda: bool(peer.whispers) and bool(peer.posts))
        answers = [(peer.whispers[0], None), (peer.posts[0], peer.posts[0])]
        for count, (answer, post) in enumerate(answers, start=2):
            pressed = press(sources_of(answer), peer.response_url(), message=post)
            await peer.deliver("interactive", pressed)
            await whispered(peer, count)

    for whisper in peer.whispers[1:]:
        assert all(text in reading(whisper["blocks"]) for text in dialog.shows)
    assert peer.posts[0]["thread_ts"] == peer.whispers[2]["thread_ts"]
    assert 1 == len(peer.posts)


async def test_a_press_is_acknowledged_before_it_is_answered_beside_what_stands_there(
    peer: SlackPeer, clock: ManualClock
) -> None:
    class Slow(FakeCore):
        """A core that answers once it is told to."""

        told = threading.Event()

        def press(self, token: str) -> Card:
            assert self.told.wait(5)
            return super().press(token)

    core = Slow()
    async with over_socket(peer, core, clock):
        envelope = await peer.deliver("interactive", press(BUTTON, peer.response_url()))
        assert [] == peer.whispers
        core.told.set()
        await peer.until(lambda: bool(peer.whispers))

    assert peer.acks[envelope] is None
    (whisper,) = peer.whispers
    assert ("ephemeral", False) == (whisper["response_type"], whisper["replace_original"])
    assert "thread_ts" not in whisper
    assert "a dam is the interface" in reading(whisper["blocks"])
    assert [TOKEN] == core.pressed


async def test_a_press_in_a_thread_is_answered_there_and_below_its_first_message_in_the_channel(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    first = {"type": "message", "text": "x", "ts": "5.1", "thread_ts": "5.1", "blocks": []}
    reply = {**first, "ts": "5.2"}

    async with over_socket(peer, fake, clock):
        for message in (first, reply):
            count = len(peer.whispers)
            await peer.deliver("interactive", press(BUTTON, peer.response_url(), message=message))
            await whispered(peer, count + 1)

    assert [None, "5.1"] == [whisper.get("thread_ts") for whisper in peer.whispers]


def test_a_private_answer_in_a_thread_is_answered_in_that_thread() -> None:
    assert "5.1" == to_press(press(BUTTON, "https://x.example", thread_ts="5.1")).thread_ts
    assert to_press(press(BUTTON, "https://x.example")).thread_ts is None


async def test_five_presses_by_two_people_after_a_restart_are_five_private_answers(
    peer: SlackPeer, clock: ManualClock
) -> None:
    async with over_socket(peer, FakeCore(), clock):
        await peer.deliver("events_api", mention("otters"))
        await peer.until(lambda: bool(peer.posts))
    button = sources_of(peer.posts[0])

    core = FakeCore()
    async with over_socket(peer, core, clock):
        for user in ("U0ASKER", "U0OTHER", "U0ASKER", "U0OTHER", "U0ASKER"):
            pressed = press(button, peer.response_url(), message=peer.posts[0], user=user)
            await peer.deliver("interactive", pressed)
        await peer.until(lambda: len(peer.whispers) == 5)

    assert [TOKEN] * 5 == core.pressed
    assert {"ephemeral"} == {whisper["response_type"] for whisper in peer.whispers}
    assert 1 == len(peer.posts)


async def test_a_press_that_is_delivered_again_is_answered_once(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    pressed = press(BUTTON, peer.response_url())

    async with over_socket(peer, fake, clock):
        for payload in (pressed, pressed, press(BUTTON, peer.response_url())):
            await peer.deliver("interactive", payload)
        await peer.until(lambda: len(peer.whispers) == 2)

    assert 2 == len(fake.pressed)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("0:sources:q1", phrasing.OTHER_VERSION),
        ("2:sources:q1:more", phrasing.OTHER_VERSION),
        ("<!channel>", phrasing.OTHER_VERSION),
        (TOKEN, phrasing.GONE),
    ],
)
async def test_a_button_that_means_nothing_here_gets_a_sentence(
    peer: SlackPeer, core: Core, clock: ManualClock, value: str, sentence: str
) -> None:
    button = {**carrying(value), "action_id": "what another version called it"}

    async with over_socket(peer, core, clock):
        await peer.deliver("interactive", press(button, peer.response_url()))
        await peer.until(lambda: bool(peer.whispers))

    assert sentence == peer.whispers[0]["text"]


async def test_a_signed_press_is_acknowledged_empty_and_answered(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    body = urlencode({"payload": json.dumps(press(BUTTON, peer.response_url()))}).encode()

    async with over_http(peer, fake, clock) as http:
        reply = await http.post(PATH, content=body, headers=signed(body, clock, FORM))
        forged = await http.post(PATH, content=body + b"&", headers=signed(body, clock, FORM))
        await peer.until(lambda: bool(peer.whispers))

    assert (200, "", 401) == (reply.status_code, reply.text, forged.status_code)
    assert [TOKEN] == fake.pressed


async def test_an_expected_error_is_its_own_sentence_and_any_other_an_id(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    with capture_logs() as logs:
        async with over_socket(peer, fake, clock):
            failures = (UnusableDatabase("podquote.db", "it is locked"), RuntimeError("broken"))
            for count, failure in enumerate(failures, start=1):
                fake.failure = failure
                await peer.deliver("interactive", press(BUTTON, peer.response_url()))
                await whispered(peer, count)

    refused, failed = peer.whispers
    assert UnusableDatabase("podquote.db", "it is locked").told == refused["text"]
    (logged,) = [entry for entry in logs if entry["event"] == "slack_question_failed"]
    assert logged["error_id"] in failed["text"]
    assert len(TOKEN) == logged["length"]


async def test_a_response_url_that_fails_is_logged_and_not_tried_again(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    peer.fail("respond", Fault(404, "expired_url"))

    with capture_logs() as logs:
        async with over_socket(peer, fake, clock):
            for count in (1, 2):
                await peer.deliver("interactive", press(BUTTON, peer.response_url()))
                await whispered(peer, count)

    assert ["http_404"] == [
        entry["reason"] for entry in logs if entry["event"] == "slack_reply_failed"
    ]


async def test_the_daily_post_has_its_button_too(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock) as door:
        post = Post("slack", CHANNEL, replace(CARD, lead=""), "k" * 20)
        await asyncio.to_thread(door.poster.send, post, clock.monotonic() + 60)
        button = sources_of(peer.posts[0])
        await peer.deliver("interactive", press(button, peer.response_url(), message=peer.posts[0]))
        await peer.until(lambda: bool(peer.whispers))

    assert [TOKEN] == fake.pressed


def test_a_button_that_carries_nothing_is_of_another_version() -> None:
    payload = press(BUTTON, "https://x.example")
    del payload["actions"][0]["value"]

    assert "" == to_press(payload).token

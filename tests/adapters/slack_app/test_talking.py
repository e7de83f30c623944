"""Direct messages, bare mentions, shortcuts, forms, the app's home, schedules: the real app."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app.door import SlackDoor
from adapters.slack_app.rights import EVERYONE, KEPT, Rights
from bot.errors import UnusableDatabase
from bot.phrasing import channels, forms
from bot.ports import Core
from tests.adapters.slack_app.conftest import ManualClock, over_socket, running, settings
from tests.adapters.slack_app.test_dialogs import reading
from tests.adapters.slack_app.test_presses import BUTTON
from tests.dialogs import TYPED, Typed
from tests.fakes.core import FakeCore, FakeInbox
from tests.platforms.slack import (
    BOT_ID,
    BOT_USER,
    CHANNEL,
    SlackPeer,
    command,
    escape,
    mention,
    refusal,
)
from tests.platforms.slack_payloads import (
    direct,
    global_shortcut,
    home_opened,
    message_shortcut,
    submission,
    suggestion,
)
from tests.platforms.slack_presses import press
from tests.platforms.slack_rules import have_specs, schema

THREAD = "1690000000.000009"


async def test_every_direct_message_is_a_question_answered_in_its_thread(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", direct("otters"))
        await peer.deliver("events_api", direct("beavers", "2.1", thread_ts="1.9"))
        await peer.deliver("events_api", direct("an edit", "3.1", subtype="message_changed"))
        await peer.deliver("events_api", direct("a program", "4.1", bot_id=BOT_ID))
        await peer.deliver("events_api", direct("ourselves", "5.1", user=BOT_USER))
        await peer.deliver("events_api", direct("a channel", "6.1", channel_type="channel"))
        await peer.until(lambda: len(peer.posts) == 2)

    assert ["otters", "beavers"] == [question.text for question in fake.asked]
    assert {"1700000000.000002", "1.9"} == {post["thread_ts"] for post in peer.posts}


def test_our_events_are_such_as_slack_sends() -> None:
    if not have_specs():
        pytest.skip("../shared/specs/slack is not here: nothing to check the payloads against")

    assert schema("event_message").is_valid(direct("x")["event"]) or schema(
        "event_message"
    ).is_valid(direct("x"))
    assert schema("event_app_home").is_valid(home_opened()["event"]) or schema(
        "event_app_home"
    ).is_valid(home_opened())


async def test_a_bare_mention_in_a_thread_looks_for_what_its_words_are_about(
    peer: SlackPeer, core: Core, clock: ManualClock
) -> None:
    said = [
        {"user": "U1", "text": "was it all token &amp; laundering?", "ts": THREAD},
        {"bot_id": BOT_ID, "text": "kubernetes", "ts": "1690000000.000010"},
    ]
    peer.threads[THREAD] = said

    async with over_socket(peer, core, clock):
        await peer.deliver("events_api", mention("", thread_ts=THREAD))
        await peer.until(lambda: bool(peer.posts))

    assert "basically just token laundering" in reading(peer.posts[0]["blocks"])
    assert 1 == peer.methods().count("conversations.replies")


@pytest.mark.parametrize("event", [{}, {"team": "T0OTHER"}, {"thread_ts": "1.5"}])
async def test_a_bare_mention_that_may_not_read_asks_what_is_wanted(
    peer: SlackPeer, core: Core, clock: ManualClock, event: dict[str, Any]
) -> None:
    peer.threads[THREAD] = [{"user": "U1", "text": "token laundering", "ts": THREAD}]
    place = {"thread_ts": THREAD, **event} if event else {}
    if event.get("thread_ts"):
        peer.fail("conversations.replies", refusal("missing_scope"))

    async with over_socket(peer, core, clock):
        await peer.deliver("events_api", mention("", **place))
        await peer.until(lambda: bool(peer.posts))

    assert "Ask what was said" in peer.posts[0]["text"] or "Type a few" in peer.posts[0]["text"]
    if event.get("team"):
        assert "conversations.replies" not in peer.methods()


@pytest.mark.parametrize("state", [{"is_member": True, "is_archived": True}, {"is_member": False}])
async def test_a_channel_that_cannot_be_posted_to_is_one_private_message(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, state: dict[str, bool]
) -> None:
    peer.channels[CHANNEL] = {"id": CHANNEL, **state}

    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", mention("otters"))
        await peer.until(lambda: bool(peer.posts))

    (told,) = peer.posts
    assert "U0ASKER" == told["channel"]
    assert told["text"] in (channels.SLACK_CHANNEL_ARCHIVED, channels.SLACK_NOT_IN_CHANNEL)


async def test_find_the_quote_shows_what_was_said_that_is_like_the_message(
    peer: SlackPeer, core: Core, clock: ManualClock
) -> None:
    async with over_socket(peer, core, clock):
        url = peer.response_url()
        said = message_shortcut("pricing is kind of like a one way ratchet", url)
        about = message_shortcut("I wonder about token laundering in this economy", url, "7.3")
        nothing = message_shortcut("kubernetes", url, "7.4")
        for count, payload in enumerate((said, about, nothing), start=1):
            await peer.deliver("interactive", payload)
            await peer.until(lambda count=count: len(peer.whispers) >= count)  # type: ignore[misc]

    assert reading(peer.whispers[0]["blocks"]).startswith("Said so.")
    assert "share" in str(peer.whispers[0]["blocks"])
    assert "Token Laundering" in reading(peer.whispers[1]["blocks"])
    assert "Nothing like it here." == peer.whispers[2]["text"]


async def test_the_bare_command_and_the_global_shortcut_open_a_form_that_is_answered_in_place(
    peer: SlackPeer, core: Core, clock: ManualClock
) -> None:
    async with over_socket(peer, core, clock):
        await peer.deliver("slash_commands", command("", peer.response_url()))
        await peer.deliver("interactive", global_shortcut())
        await peer.until(lambda: len(peer.views) == 2)
        view = peer.views[0][1]["view"]
        chosen = {"selected_option": {"value": "speaker:Sherwin Wu"}}
        filled: dict[str, dict[str, Any]] = {"suggested": chosen, "words": {"value": "pricing"}}
        await peer.deliver("interactive", submission(view, filled, peer.response_url()))
        await peer.until(lambda: bool(peer.whispers))

    assert "Sherwin Wu" in reading(peer.whispers[0]["blocks"])


async def test_a_form_without_a_place_is_answered_in_the_apps_messages(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    async with over_socket(peer, fake, clock):
        await peer.deliver("interactive", global_shortcut())
        await peer.until(lambda: bool(peer.views))
        view = peer.views[0][1]["view"]
        for _ in range(2):  # delivered twice, answered once
            await peer.deliver("interactive", submission(view, {"words": {"value": "dams"}}))
        await peer.until(lambda: bool(peer.posts))

    assert (["dams"], "U0ASKER") == ([one.text for one in fake.asked], peer.posts[0]["channel"])


async def test_a_trigger_that_is_over_is_said_with_the_way_on(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    peer.fail("views.open", *[refusal("expired_trigger_id")] * 2)

    async with over_socket(peer, fake, clock):
        await peer.deliver("slash_commands", command("", peer.response_url()))
        await peer.deliver("interactive", global_shortcut())
        await peer.until(lambda: bool(peer.whispers) and bool(peer.posts))

    assert channels.SLACK_TOO_LATE == peer.posts[0]["text"]


async def test_the_form_suggests_topics_speakers_and_episodes_while_one_types(
    peer: SlackPeer, core: Core, clock: ManualClock
) -> None:
    async with over_socket(peer, core, clock):
        envelope = await peer.deliver("interactive", suggestion("sherw"))

    groups = peer.acks[envelope]["option_groups"]
    options = [option for group in groups for option in group["options"]]
    assert "speaker:Sherwin Wu" in [option["value"] for option in options]
    assert all(len(option["text"]["text"]) <= 75 for option in options)
    assert all(len(option["value"]) <= 150 for option in options)
    assert len(options) <= 100


async def test_the_home_shows_todays_quote_what_there_is_and_how_to_ask(
    peer: SlackPeer, core: Core, clock: ManualClock
) -> None:
    async with over_socket(peer, core, clock):
        await peer.deliver("events_api", home_opened())
        await peer.until(lambda: bool(peer.views))

    ((method, arguments),) = peer.views
    seen = json.dumps(arguments["view"], ensure_ascii=False)
    assert ("views.publish", "U0ASKER") == (method, arguments["user_id"])
    assert "episodes" in seen
    assert forms.HOME_TODAY in seen
    assert "from:NAME" in seen


async def test_the_message_tab_suggests_prompts_made_of_real_topics(
    peer: SlackPeer, core: Core, clock: ManualClock
) -> None:
    async with over_socket(peer, core, clock):
        await peer.deliver("events_api", home_opened("messages"))
        await peer.until(lambda: "assistant.threads.setSuggestedPrompts" in peer.methods())

    arguments = dict(peer.calls)["assistant.threads.setSuggestedPrompts"]
    assert 1 <= len(arguments["prompts"]) <= 4
    assert all(one["message"] in one["title"] for one in arguments["prompts"])


async def test_a_home_that_slack_refuses_is_only_logged(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    peer.fail("views.publish", refusal("not_enabled"))

    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", home_opened())
        await peer.until(lambda: "views.publish" in peer.methods())
        await peer.deliver("events_api", mention("still there"))
        await peer.until(lambda: bool(peer.posts))


async def test_whatever_is_asked_while_the_database_is_away_is_answered_with_one_sentence(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock
) -> None:
    fake.failure = UnusableDatabase("podquote.db", "it is gone")
    url = peer.response_url()

    async with over_socket(peer, fake, clock):
        for typed in ("otters", "daily list"):
            await peer.deliver("slash_commands", command(typed, url, typed))
        await peer.deliver("interactive", message_shortcut("pricing is a ratchet", url))
        await peer.deliver("interactive", press(BUTTON, url))
        await peer.deliver("events_api", mention("otters"))
        await peer.deliver("events_api", direct("otters"))
        await peer.deliver("events_api", home_opened())
        await peer.deliver("events_api", home_opened("messages"))
        suggested = await peer.deliver("interactive", suggestion("sherw"))
        await peer.until(
            lambda: (len(peer.whispers), len(peer.posts), len(peer.views)) == (4, 2, 1)
        )

    assert {fake.failure.told} == {said["text"] for said in (*peer.whispers, *peer.posts)}
    assert fake.failure.told in str(peer.views[0][1]["view"])
    assert [] == peer.acks[suggested]["option_groups"]


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed.typed[:30] or "nothing")
async def test_what_is_typed_after_a_mention_is_understood_as_the_table_says(
    peer: SlackPeer, fake: FakeCore, clock: ManualClock, typed: Typed
) -> None:
    async with over_socket(peer, fake, clock):
        await peer.deliver("events_api", mention(escape(typed.typed)))
        await peer.until(lambda: bool(peer.posts))

    if typed.kind.value == "ask":
        assert [typed.text] == [question.text for question in fake.asked]
    elif typed.kind.value == "check":
        assert [typed.text] == fake.checked
    else:
        assert [] == fake.asked


async def test_only_admins_change_schedules_and_slack_is_asked_once_in_five_minutes(
    peer: SlackPeer, own_core: Core, clock: ManualClock
) -> None:
    async def said(text: str, trigger: str) -> str:
        count = len(peer.whispers)
        payload = command(text, peer.response_url(), trigger)
        await peer.deliver("slash_commands", payload)
        await peer.until(lambda: len(peer.whispers) > count)
        return str(peer.whispers[-1]["text"])

    async with over_socket(peer, own_core, clock):
        assert channels.NOT_ALLOWED == await said("daily 9:00 Europe/Berlin", "1")
        assert channels.NOT_ALLOWED != await said("daily status", "2")
        peer.admins.add("U0ASKER")
        assert channels.NOT_ALLOWED == await said("daily 9:00 Europe/Berlin", "3")
        assert 1 == peer.methods().count("users.info")
    clock.seconds += KEPT
    async with over_socket(peer, own_core, clock):
        assert channels.NOT_ALLOWED != await said("daily 9:00 Europe/Berlin", "4")
        assert channels.NOT_ALLOWED != await said("daily pause", "5")
        assert 2 == peer.methods().count("users.info")


async def test_who_is_named_may_and_everyone_may_where_that_is_set(clock: ManualClock) -> None:
    client = AsyncWebClient(base_url="http://127.0.0.1:9/", retry_handlers=[])

    assert await Rights(["U0ADA"], clock).may_schedule(client, "T1", "U0ADA")
    assert await Rights([EVERYONE], clock).may_schedule(client, "T1", "U0BOB")
    assert not await Rights(["U0ADA"], clock).may_schedule(client, "T1", "U0BOB")
    assert not await Rights(["admins"], clock).may_schedule(client, "T1", "U0BOB")


async def test_who_is_not_known_may_not(
    peer: SlackPeer, own_core: Core, clock: ManualClock
) -> None:
    peer.fail("users.info", refusal("missing_scope"))

    async with over_socket(peer, own_core, clock):
        await peer.deliver("slash_commands", command("daily 9:00", peer.response_url()))
        await peer.until(lambda: bool(peer.whispers))

    assert channels.NOT_ALLOWED == peer.whispers[0]["text"]


async def test_the_form_for_a_schedule_does_the_same(
    peer: SlackPeer, own_core: Core, clock: ManualClock
) -> None:
    button = {
        "type": "button",
        "action_id": "home_schedule",
        "block_id": "b",
        "text": {"type": "plain_text", "text": "x"},
        "value": "home_schedule",
        "action_ts": "1.1",
    }
    pressed = {**global_shortcut(), "type": "block_actions", "actions": [button]}
    values: dict[str, dict[str, Any]] = {
        "where": {"selected_conversation": CHANNEL},
        "at": {"selected_time": "09:00"},
        "timezone": {"value": "Europe/Berlin"},
        "days": {"selected_option": {"value": "weekdays"}},
    }
    peer.admins.add("U0ASKER")

    async with over_socket(peer, own_core, clock):
        await peer.deliver("interactive", pressed)
        await peer.until(lambda: bool(peer.views))
        filled = submission(peer.views[0][1]["view"], values, peer.response_url())
        await peer.deliver("interactive", filled)
        await peer.until(lambda: bool(peer.whispers))
        await peer.deliver("slash_commands", command("daily status", peer.response_url()))
        await peer.until(lambda: len(peer.whispers) == 2)

    assert "09:00" in peer.whispers[1]["text"] or "9:00" in peer.whispers[1]["text"]


async def test_one_event_delivered_eleven_times_to_three_processes_is_answered_once(
    peer: SlackPeer, clock: ManualClock
) -> None:
    shared = FakeInbox()
    cores = [FakeCore() for _ in range(3)]
    for core in cores:
        core.inbox = shared
    doors = [SlackDoor(core, settings(peer), clock) for core in cores]

    async with running(doors[0]), running(doors[1]), running(doors[2]):
        await peer.until(lambda: len(peer.sockets) == 3)
        for count in range(11):
            event = {**mention("otters"), "event_id": f"Ev{count}"}
            await peer.deliver("events_api", event, socket=count % 3)
        await peer.deliver("events_api", mention("beavers", ts="9.1"))
        await peer.until(lambda: len(peer.posts) == 2)
        await asyncio.sleep(0)

    assert 2 == sum(len(core.asked) for core in cores)

"""Presses of buttons as Slack sends them: of a message in a channel or thread, or of a private one.

What a message carried is taken from what the peer was sent: nothing here is remembered.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from tests.platforms.slack import BOT_ID, BOT_USER, CHANNEL, TEAM

_presses = itertools.count(1)


def buttons(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the buttons of a message, each with the id of its block, in order."""
    return [
        {**element, "block_id": block["block_id"]}
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def press(
    button: Mapping[str, Any],
    response_url: str,
    *,
    message: Mapping[str, Any] | None = None,
    thread_ts: str | None = None,
    user: str = "U0ASKER",
) -> dict[str, Any]:
    """Return the `block_actions` of one press; no two of them have the same trigger.

    `message` is what Slack keeps of a post; without one the button stood in a private answer, of
    which Slack tells where it was (in the thread of `thread_ts`) and nothing more.
    """
    count = next(_presses)
    pressed = {key: button[key] for key in ("type", "action_id", "block_id", "text")}
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "asker", "name": "asker", "team_id": TEAM},
        "api_app_id": "A0APP",
        "token": "legacy",
        "container": _container(message or {"thread_ts": thread_ts}, private=message is None),
        "trigger_id": f"{count}.2.abc",
        "team": {"id": TEAM, "domain": "rivers"},
        "is_enterprise_install": False,
        "channel": {"id": CHANNEL, "name": "general"},
        **({} if message is None else {"message": _kept(message)}),
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [
            {**pressed, "value": button["value"], "action_ts": f"{1_700_001_000 + count}.000001"}
        ],
    }


def _container(message: Mapping[str, Any], *, private: bool) -> dict[str, Any]:
    thread = {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
    ts = message.get("ts", "1700000500.000001")
    place = {"type": "message", "message_ts": ts, "channel_id": CHANNEL, "is_ephemeral": private}
    return {**place, **thread}


def _kept(message: Mapping[str, Any]) -> dict[str, Any]:
    known = ("type", "text", "ts", "thread_ts", "blocks")
    return {
        "user": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": "A0APP",
        "team": TEAM,
        **{key: message[key] for key in known if message.get(key) is not None},
    }

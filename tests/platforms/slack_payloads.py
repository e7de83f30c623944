"""More of what Slack sends: direct messages, shortcuts, forms, suggestions, the app's home."""

from __future__ import annotations

from typing import Any

from tests.platforms.slack import CHANNEL, TEAM, mention

_USER = {"id": "U0ASKER", "username": "asker", "name": "asker", "team_id": TEAM}


def direct(text: str, ts: str = "1700000000.000002", **event: object) -> dict[str, Any]:
    """Return the event of a direct message to the app; `event` adds to it."""
    told = mention("", ts)
    told["event"] = {
        **told["event"],
        "type": "message",
        "text": text,
        "channel": "D0DIRECT",
        "channel_type": "im",
        **event,
    }
    return told


def home_opened(tab: str = "home") -> dict[str, Any]:
    """Return the event of somebody who opens the app's home or its message tab."""
    told = mention("")
    told["event"] = {
        "type": "app_home_opened",
        "user": "U0ASKER",
        "channel": "D0DIRECT",
        "tab": tab,
        "event_ts": "1700000000.000003",
    }
    return told


def message_shortcut(text: str, response_url: str, trigger: str = "7.2.abc") -> dict[str, Any]:
    """Return what "Find the quote" on a message sends."""
    return {
        "type": "message_action",
        "callback_id": "find_quote",
        "token": "legacy",
        "action_ts": "1700000001.000001",
        "team": {"id": TEAM, "domain": "rivers"},
        "user": _USER,
        "channel": {"id": CHANNEL, "name": "general"},
        "is_enterprise_install": False,
        "trigger_id": trigger,
        "response_url": response_url,
        "message_ts": "1700000000.000009",
        "message": {"type": "message", "user": "U0OTHER", "text": text, "ts": "1700000000.000009"},
    }


def global_shortcut(trigger: str = "8.2.abc") -> dict[str, Any]:
    """Return what the shortcut that is there anywhere sends."""
    return {
        "type": "shortcut",
        "callback_id": "ask",
        "token": "legacy",
        "action_ts": "1700000001.000002",
        "team": {"id": TEAM, "domain": "rivers"},
        "user": _USER,
        "is_enterprise_install": False,
        "trigger_id": trigger,
    }


def suggestion(typed: str) -> dict[str, Any]:
    """Return what the select of the form for a question asks while somebody types."""
    return {
        "type": "block_suggestion",
        "team": {"id": TEAM, "domain": "rivers"},
        "user": _USER,
        "api_app_id": "A0APP",
        "token": "legacy",
        "is_enterprise_install": False,
        "container": {"type": "view", "view_id": "V1"},
        "action_id": "suggested",
        "block_id": "suggested",
        "value": typed,
        "view": {"id": "V1", "type": "modal"},
    }


def submission(
    view: dict[str, Any], values: dict[str, dict[str, Any]], response_url: str | None = None
) -> dict[str, Any]:
    """Return what a form sends when it is submitted; `values` are those of its actions."""
    state = {id: {id: value} for id, value in values.items()}
    where = {"block_id": "where", "action_id": "where", "channel_id": CHANNEL}
    urls = [{**where, "response_url": response_url}] if response_url else []
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "rivers"},
        "user": _USER,
        "api_app_id": "A0APP",
        "token": "legacy",
        "trigger_id": "9.2.abc",
        "is_enterprise_install": False,
        "view": {**view, "id": "V1", "state": {"values": state}},
        "response_urls": urls,
    }

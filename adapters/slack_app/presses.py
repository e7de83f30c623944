"""A card's actions into buttons, and a press as Slack delivers it into what was meant. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import phrasing
from bot.actions import Action, offered, to_token
from bot.model import Card


@dataclass(frozen=True, slots=True)
class Press:
    """A button that somebody pressed.

    Attributes:
        token: what the button carries; of any version, or nobody's.
        response_url: where the answer to the presser goes; fresh with every press.
        private: whether only the presser sees the button's message.
        channel: the channel that it stands in.
        thread_ts: the thread that it stands in, or None: in the channel itself.
        user: who pressed it, by id.
        name: who pressed it, by name.
        key: what tells this press from every other, however often it is delivered.
    """

    token: str
    response_url: str
    private: bool
    channel: str
    thread_ts: str | None
    user: str
    name: str
    key: tuple[str, ...]


def to_buttons(card: Card, by: str | None = None) -> list[dict[str, Any]]:
    """Return the block with what can be done with `card`; none, no block.

    Args:
        card: what is shown.
        by: who asked for it, where everybody sees it; see `bot.actions.offered`.
    """
    return to_row(offered(card, by=by))


def to_row(actions: tuple[Action, ...]) -> list[dict[str, Any]]:
    """Return the block of the buttons of `actions`; none, no block."""
    if not actions:
        return []
    return [{"type": "actions", "block_id": "actions", "elements": [_button(a) for a in actions]}]


def to_press(body: Mapping[str, Any]) -> Press:
    """Return what a `block_actions` payload of a message says."""
    pressed, place = body["actions"][0], body.get("container") or {}
    thread = place.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    user = body["user"]
    parts = (user.get("team_id"), user["id"], body.get("trigger_id"))
    return Press(
        token=str(pressed.get("value") or ""),
        response_url=str(body.get("response_url") or ""),
        private=bool(place.get("is_ephemeral")),
        channel=str((body.get("channel") or {}).get("id") or place.get("channel_id") or ""),
        # Whoever presses below the message that began a thread stands in the channel.
        thread_ts=None if thread == place.get("message_ts") else thread,
        user=str(user["id"]),
        name=str(user.get("username") or user.get("name") or user["id"]),
        key=tuple(str(part) for part in (*parts, pressed.get("action_ts"))),
    )


def _button(action: Action) -> dict[str, Any]:
    label = phrasing.action_label(action.kind)
    return {
        "type": "button",
        "action_id": action.kind.value,
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "value": to_token(action),
        "accessibility_label": phrasing.action_said(action.kind),
    }

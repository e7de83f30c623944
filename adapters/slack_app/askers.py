"""Who asks, from what Slack signed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.model import Asker


def of_command(command: Mapping[str, Any]) -> Asker:
    """Return who typed a slash command."""
    return _asker(command.get("team_id"), command.get("channel_id"), command.get("user_id"))


def of_event(body: Mapping[str, Any]) -> Asker:
    """Return who caused an event, in the workspace whose installation it came to.

    In a channel that two workspaces share, `team_id` may be that of whoever wrote.
    """
    event = body.get("event") or {}
    ours: Mapping[str, Any] = next(iter(body.get("authorizations") or ()), {})
    return _asker(
        ours.get("team_id") or body.get("team_id"), event.get("channel"), event.get("user")
    )


def of_interaction(body: Mapping[str, Any]) -> Asker:
    """Return who pressed, chose or submitted, in the workspace whose app it was."""
    team, user = body.get("team") or {}, body.get("user") or {}
    channel = body.get("channel") or {}
    return _asker(team.get("id") or user.get("team_id"), channel.get("id"), user.get("id"))


def _asker(workspace: object, channel: object, user: object) -> Asker:
    return Asker("slack", str(workspace or ""), str(channel or ""), str(user or ""))

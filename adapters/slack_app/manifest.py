"""The app's manifest, made from what the code uses: `python -m adapters.slack_app.manifest`.

Pure. `manifest.json` beside it is what this gives for Socket Mode; for HTTP name the public
address: `python -m adapters.slack_app.manifest https://podquote.example`.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final

from adapters.slack_app.adding import ADD
from adapters.slack_app.app import ASK, COMMAND, FIND
from adapters.slack_app.events import PATH
from bot import phrasing

SCOPES: Final = {
    "app_mentions:read": "to hear a mention",
    "assistant:write": "to suggest prompts in its own message tab",
    "channels:history": "to find its own daily post again after a broken connection, and to read "
    "the thread it is mentioned in with nothing else",
    "channels:read": "to check a channel before a quote a day goes there",
    "chat:write": "to answer, share and post",
    "commands": "the slash command and the three shortcuts",
    "files:read": "to read a transcript that somebody adds with the shortcut, and no other file",
    "files:write": "to put a picture below a quote of the day, where that is wanted",
    "groups:history": "the same as channels:history, in private channels it is in",
    "groups:read": "the same as channels:read, in private channels it is in",
    "im:history": "to hear direct messages to it",
    "users:read": "to ask whether somebody is an admin, who may change schedules",
}
"""Every scope, and what it is for."""

EVENTS: Final = ("app_home_opened", "app_mention", "message.im")


def to_manifest(public_url: str | None = None) -> dict[str, Any]:
    """Return the manifest: for Socket Mode, or for HTTP where `public_url` is its address."""
    url = f"{public_url.rstrip('/')}{PATH}" if public_url else None
    address = {} if url is None else {"url": url}
    request = {} if url is None else {"request_url": url}
    options = {} if url is None else {"message_menu_options_url": url}
    return {
        "display_information": {
            "name": "podquote",
            "description": "Answers what was said in podcasts, word for word and cited.",
            "background_color": "#1f2937",
        },
        "features": {
            "agent_view": {"agent_description": phrasing.TAGLINE},
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "podquote", "always_online": True},
            "shortcuts": [
                {
                    "name": "Find the quote",
                    "type": "message",
                    "callback_id": FIND,
                    "description": "Did anybody say this in a podcast?",
                },
                {
                    "name": "Add to podquote",
                    "type": "message",
                    "callback_id": ADD,
                    "description": "Add the transcript that is attached here",
                },
                {
                    "name": "Ask podquote",
                    "type": "global",
                    "callback_id": ASK,
                    "description": "Find what was said in podcasts",
                },
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    **address,
                    "description": "Ask what was said in podcasts",
                    "usage_hint": "fine-tuning",
                    "should_escape": False,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request, **options},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def to_json(public_url: str | None = None) -> str:
    """Return the manifest as the text of a file."""
    return json.dumps(to_manifest(public_url), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(to_json(*sys.argv[1:2]))

"""The manifest: what Slack accepts, and no more than the code uses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from adapters.slack_app.app import COMMAND
from adapters.slack_app.events import PATH
from tests.platforms.slack_rules import have_specs, schema, web_methods

ROOT = Path(__file__).parents[3]
MANIFEST: dict[str, Any] = json.loads((ROOT / "adapters/slack_app/manifest.json").read_text())
REASONS = {
    "app_mentions:read": "the event app_mention",
    "channels:history": "conversations.history",
    "channels:read": "conversations.info",
    "chat:write": "chat.postMessage",
    "commands": "the slash command",
    "groups:history": "conversations.history",
    "groups:read": "conversations.info",
}


def test_every_scope_has_its_reason_and_the_guide_gives_it() -> None:
    guide = (ROOT / "docs/running.md").read_text()
    table = guide.split("## Slack's scopes, each with its reason")[1].split("##")[0]

    assert sorted(REASONS) == MANIFEST["oauth_config"]["scopes"]["bot"]
    assert sorted(REASONS) == sorted(re.findall(r"`([a-z_]+:[a-z]+|commands)`", table))


def test_the_manifest_names_what_the_app_listens_to() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]

    assert COMMAND == command["command"]
    assert ["app_mention"] == MANIFEST["settings"]["event_subscriptions"]["bot_events"]


def test_buttons_are_delivered_and_the_guide_says_where_over_http() -> None:
    guide = (ROOT / "docs/running.md").read_text()

    assert {"is_enabled": True} == MANIFEST["settings"]["interactivity"]
    assert f"interactivity to `https://your.host{PATH}`" in " ".join(guide.split())


def test_socket_mode_needs_no_address() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(MANIFEST)


def test_the_manifest_holds_against_slacks_schema() -> None:
    if not have_specs():
        pytest.skip("../shared/specs/slack is not here: no schema to hold the manifest against")

    assert [] == [error.message for error in schema("manifest").iter_errors(MANIFEST)]


def test_the_scopes_are_those_that_the_methods_ask_for() -> None:
    if not have_specs():
        pytest.skip("../shared/specs/slack is not here: no list of scopes per method")

    for scope, reason in REASONS.items():
        assert reason not in web_methods() or scope in web_methods()[reason]["scope"]["bot"]

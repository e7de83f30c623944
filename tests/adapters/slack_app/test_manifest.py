"""The manifest: what Slack accepts, and no more than the code uses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from adapters.slack_app.adding import ADD
from adapters.slack_app.app import ASK, COMMAND, FIND
from adapters.slack_app.events import PATH
from adapters.slack_app.manifest import EVENTS, SCOPES, to_json, to_manifest
from tests.platforms.slack_rules import have_specs, schema, web_methods

ROOT = Path(__file__).parents[3]
MANIFEST: dict[str, Any] = json.loads((ROOT / "adapters/slack_app/manifest.json").read_text())
METHODS = {
    "assistant:write": ["assistant.threads.setSuggestedPrompts"],
    "channels:history": ["conversations.history", "conversations.replies"],
    "channels:read": ["conversations.info"],
    "chat:write": ["chat.postMessage", "chat.delete"],
    "files:write": ["files.getUploadURLExternal", "files.completeUploadExternal"],
    "groups:history": ["conversations.history", "conversations.replies"],
    "groups:read": ["conversations.info"],
    "users:read": ["users.info"],
}
HEARD = {"app_mentions:read": "app_mention", "im:history": "message.im"}
DOWNLOADS = "files:read"
"""What a download from Slack's own hosts needs; it is no method."""
"""Scopes that no method asks for but an event; `commands` is of the command and the shortcuts."""


def test_the_file_is_what_the_code_gives() -> None:
    assert (ROOT / "adapters/slack_app/manifest.json").read_text() == to_json()


def test_there_is_no_scope_that_neither_a_call_nor_an_event_needs() -> None:
    code = "".join(path.read_text() for path in (ROOT / "adapters/slack_app").glob("*.py"))
    for methods in METHODS.values():
        for method in methods:
            assert method in code or method.replace(".", "_") in code

    assert sorted(SCOPES) == sorted([*METHODS, *HEARD, DOWNLOADS, "commands"])
    assert set(HEARD.values()) <= set(EVENTS)


def test_every_scope_has_its_reason_and_the_guide_gives_it() -> None:
    guide = (ROOT / "docs/running.md").read_text()
    table = guide.split("## Slack's scopes, each with its reason")[1].split("##")[0]

    assert sorted(SCOPES) == MANIFEST["oauth_config"]["scopes"]["bot"]
    assert sorted(SCOPES) == sorted(re.findall(r"`([a-z_]+:[a-z]+|commands)`", table))


def test_the_manifest_names_what_the_app_listens_to() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]

    assert COMMAND == command["command"]
    assert list(EVENTS) == MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    called = [one["callback_id"] for one in MANIFEST["features"]["shortcuts"]]
    assert [FIND, ADD, ASK] == called


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

    for manifest in (MANIFEST, to_manifest("https://podquote.example/")):
        assert [] == [error.message for error in schema("manifest").iter_errors(manifest)]


def test_the_scopes_are_those_that_the_methods_ask_for() -> None:
    if not have_specs():
        pytest.skip("../shared/specs/slack is not here: no list of scopes per method")

    for scope, methods in METHODS.items():
        for method in methods:
            assert scope in web_methods()[method]["scope"]["bot"]


def test_over_http_everything_goes_to_one_address() -> None:
    manifest = to_manifest("https://podquote.example/")

    url = f"https://podquote.example{PATH}"
    settings = manifest["settings"]
    assert url == manifest["features"]["slash_commands"][0]["url"]
    assert url == settings["event_subscriptions"]["request_url"]
    assert url == settings["interactivity"]["request_url"]
    assert url == settings["interactivity"]["message_menu_options_url"]
    assert settings["socket_mode_enabled"] is False

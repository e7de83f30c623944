"""The rules that the loopback Slack checks by: they refuse what Slack does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.platforms.slack import command, mention
from tests.platforms.slack_rules import (
    have_specs,
    problems_of_call,
    problems_of_message,
    problems_of_view,
    schema,
)


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {"type": "rich_text", "elements": [section]}


def words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def section(text: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text}}


def button(**changes: object) -> dict[str, Any]:
    label = {"type": "plain_text", "text": "a", "emoji": False}
    said = {"value": "1:sources:q1", "accessibility_label": "a of match 1"}
    return {"type": "button", "action_id": "a-1", "text": label, **said, **changes}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


GOOD = rich(words("a"))
BROKEN: dict[str, tuple[object, object]] = {
    "no text": ("", [GOOD]),
    "a text that is no text": (None, [GOOD]),
    "a long text": ("x" * 4001, [GOOD]),
    "a ping in the text": ("<!channel>", [GOOD]),
    "a masked link in the text": ("<https://evil.example|here>", [GOOD]),
    "a bare ping in the text": ("@Everyone", [GOOD]),
    "an ampersand in the text": ("a & b", [GOOD]),
    "no blocks": ("x", []),
    "blocks that are no list": ("x", "[]"),
    "fifty-one blocks": ("x", [GOOD] * 51),
    "too many characters": ("x", [rich(words("x" * 2000))] * 7),
    "a block id twice": ("x", [{**GOOD, "block_id": "1"}, {**GOOD, "block_id": "1"}]),
    "an unknown block": ("x", [{"type": "poem"}]),
    "an empty rich text": ("x", [{"type": "rich_text", "elements": []}]),
    "an empty section of one": ("x", [rich()]),
    "an empty word": ("x", [rich(words(""))]),
    "a word that is none": ("x", [rich({"type": "text", "text": 1})]),
    "a broadcast": ("x", [rich({"type": "broadcast", "range": "channel"})]),
    "a mention": ("x", [rich({"type": "user", "user_id": "U1"})]),
    "a usergroup": ("x", [rich({"type": "usergroup", "usergroup_id": "S1"})]),
    "a link to a script": ("x", [rich({"type": "link", "text": "x", "url": "javascript:x"})]),
    "a link to nowhere": ("x", [rich({"type": "link", "text": "x", "url": "https://"})]),
    "a ping in mrkdwn": ("x", [section("<!here>", "mrkdwn")]),
    "a long section": ("x", [section("x" * 3001)]),
    "an empty section": ("x", [{"type": "section"}]),
    "eleven things in a context": (
        "x",
        [{"type": "context", "elements": [{"type": "plain_text", "text": "x"}] * 11}],
    ),
    "no buttons": ("x", [actions()]),
    "twenty-six buttons": ("x", [actions(*(button(action_id=f"{n}") for n in range(26)))]),
    "an action id twice": ("x", [actions(button(), button())]),
    "a button without a value": ("x", [actions(button(value=""))]),
    "a button with a long value": ("x", [actions(button(value="x" * 2001))]),
    "a button that is not read out": ("x", [actions(button(accessibility_label=""))]),
    "a button that is read out for long": ("x", [actions(button(accessibility_label="x" * 76))]),
    "buttons that are too much": (
        "x",
        [actions(*(button(action_id=f"{n}", value="x" * 1000) for n in range(13)))],
    ),
    "a long header": ("x", [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_message_is_refused(name: str) -> None:
    assert problems_of_message(*BROKEN[name])


def test_a_good_message_is_taken() -> None:
    assert [] == problems_of_message("a &amp; b", [GOOD, section("a & b"), actions(button())])


ASKING = {
    "type": "input",
    "block_id": "words",
    "label": {"type": "plain_text", "text": "Words"},
    "element": {"type": "plain_text_input", "action_id": "words"},
}


def view(**changes: object) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "modal",
        "callback_id": "ask",
        "title": {"type": "plain_text", "text": "Ask"},
        "submit": {"type": "plain_text", "text": "Ask"},
        "blocks": [ASKING],
    }
    return {name: value for name, value in {**made, **changes}.items() if value is not None}


def titled(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


BROKEN_VIEWS: dict[str, dict[str, Any]] = {
    "no blocks": view(blocks=[]),
    "a hundred and one blocks": view(blocks=[GOOD] * 101),
    "no title": view(title=None),
    "a long title": view(title=titled("x" * 25)),
    "an empty title": view(title=titled("")),
    "a long submit": view(submit=titled("x" * 25)),
    "what it keeps too long": view(private_metadata="x" * 3001),
    "a long callback": view(callback_id="x" * 256),
    "an unknown kind of view": view(type="window"),
    "an unknown block": view(blocks=[{"type": "poem"}]),
    "an input without a label": view(blocks=[{**ASKING, "label": None}]),
    "a block id twice": view(blocks=[ASKING, ASKING]),
    "a ping": view(blocks=[rich({"type": "broadcast", "range": "here"})]),
    "a ping in mrkdwn": view(blocks=[section("<!channel>", "mrkdwn")]),
    "a home with a long header": view(
        type="home",
        title=None,
        submit=None,
        blocks=[{"type": "header", "text": titled("x" * 151)}],
    ),
}


@pytest.mark.parametrize("name", BROKEN_VIEWS)
def test_a_broken_view_is_refused(name: str) -> None:
    assert problems_of_view(BROKEN_VIEWS[name])


def test_a_good_view_is_taken() -> None:
    assert [] == problems_of_view(view())
    assert [] == problems_of_view({"type": "home", "blocks": [GOOD]})


@pytest.fixture
def specs() -> None:
    if not have_specs():
        pytest.skip("../shared/specs/slack is not here: nothing to check the payloads against")


@pytest.mark.usefixtures("specs")
def test_our_payloads_are_such_as_slack_sends() -> None:
    assert schema("slash_command").is_valid(command("x", "https://hooks.slack.com/1"))
    assert schema("event_app_mention").is_valid(mention("x"))
    assert schema("event_app_mention").is_valid(mention("x", thread_ts="1.2"))


@pytest.mark.usefixtures("specs")
@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("chat.postMassage", {}),
        ("chat.postMessage", {"text": "x"}),
        ("chat.postMessage", {"channel": "C1", "thread": "1.2"}),
    ],
)
def test_a_call_that_slack_does_not_know_is_refused(
    method: str, arguments: dict[str, object]
) -> None:
    assert problems_of_call(method, arguments)

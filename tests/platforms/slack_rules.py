"""What Slack refuses, gathered from documents that podquote's authors did not write.

slack_sdk's own validators and the rules that no schema can hold are always asked; the schemas of
../shared/specs where that folder is.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema_rs
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

SPECS = Path(__file__).parents[2] / "../shared/specs/slack"
ACTIVE = re.compile(r"<[!@#]|<[^<>]*\|")
"""What Slack would act on, in a field that it parses."""

MOST_BLOCKS = 50
MOST_BLOCKS_OF_VIEW = 100
LONGEST_TITLE = 24
MOST_CHARACTERS = 12_000
MOST_FALLBACK = 4000
SHOWN = ("text", "url", "value", "accessibility_label")
PINGS = ("broadcast", "user", "usergroup", "team", "channel")


def have_specs() -> bool:
    return SPECS.is_dir()


@functools.cache
def schema(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads((SPECS / f"{name}.schema.json").read_text()))


@functools.cache
def web_methods() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SPECS / "web_methods.json").read_text())
    return found


def problems_of_call(method: str, arguments: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a Web API call: an unknown method, argument, or a missing one."""
    if not have_specs():
        return []
    if method not in web_methods():
        return [f"{method} is no method"]
    known = web_methods()[method]["args"]
    unknown = sorted(set(arguments) - set(known["properties"]))
    missing = sorted(set(known["required"]) - set(arguments) - {"token"})
    return [f"{method} knows no {name}" for name in unknown] + [
        f"{method} needs {name}" for name in missing
    ]


def problems_of_message(text: object, blocks: object) -> list[str]:
    """Return what is wrong with a message, every rule by itself."""
    problems = list(_problems_of_fallback(text))
    if not isinstance(blocks, list) or not blocks:
        return [*problems, "no blocks"]
    problems += _problems_by_hand(blocks)
    problems += _problems_by_sdk(blocks)
    if have_specs() and not schema("blocks").is_valid(blocks):
        problems.append("the schema of blocks does not hold")
    return problems


def problems_of_view(view: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a modal or a home, every rule by itself."""
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        return ["no blocks"]
    problems = list(_problems_by_hand(blocks, MOST_BLOCKS_OF_VIEW))
    problems += _problems_by_sdk(blocks)
    title = view.get("title") or {}
    if view.get("type") == "modal" and not 1 <= len(title.get("text", "")) <= LONGEST_TITLE:
        problems.append("no title, or one that is too long")
    try:
        View(**view).to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        problems.append(f"slack_sdk refuses the view: {error}")
    if have_specs() and not schema("view").is_valid(view):
        problems.append("the schema of views does not hold")
    return problems


def _problems_of_fallback(text: object) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield "no text"
    elif len(text) > MOST_FALLBACK:
        yield "the text is too long"
    elif ACTIVE.search(text) or re.search(r"&(?!amp;|lt;|gt;)", text):
        yield "the text is not escaped"
    elif re.search("@(everyone|here|channel)", text, re.IGNORECASE):
        yield "the text pings"


def _problems_by_hand(blocks: Sequence[Any], most: int = MOST_BLOCKS) -> Iterator[str]:
    if len(blocks) > most:
        yield "too many blocks"
    parts = list(_parts(blocks))
    if sum(len(part[key]) for part in parts for key in SHOWN if _is_text(part, key)) > (
        MOST_CHARACTERS
    ):
        yield "too many characters"
    for key in ("block_id", "action_id"):
        ids = Counter(part[key] for part in parts if key in part)
        yield from (f"{key} twice" for count in ids.values() if count > 1)
    for part in parts:
        yield from _problems_of_part(part)


def _problems_of_part(part: Mapping[str, Any]) -> Iterator[str]:
    kind, text = part.get("type"), part.get("text")
    if kind in PINGS:
        yield f"a {kind} is a ping"
    if kind in ("text", "plain_text", "mrkdwn", "link") and not (isinstance(text, str) and text):
        yield f"an empty {kind}"
    if kind == "mrkdwn" and ACTIVE.search(str(text)):
        yield "an active token in mrkdwn"
    if kind == "plain_text" and len(str(text)) > 3000:
        yield "a long plain_text"
    if kind == "link" and not re.match(r"https?://[^\s/]", str(part.get("url"))):
        yield "a link that is none"
    if kind == "button" and not (part.get("value") and part.get("accessibility_label")):
        yield "a button that says or does nothing"
    if str(kind).startswith(("rich_text", "context", "actions")) and not part.get("elements"):
        yield f"an empty {kind}"


def _is_text(part: Mapping[str, Any], key: str) -> bool:
    return isinstance(part.get(key), str)


def _problems_by_sdk(blocks: Sequence[Any]) -> Iterator[str]:
    for block in blocks:
        try:
            parsed = Block.parse(block)
            if parsed is None:
                yield "slack_sdk knows no such block"
            else:
                parsed.to_dict()
        except (SlackObjectFormationError, TypeError, AttributeError, ValueError) as error:
            yield f"slack_sdk refuses a block: {error}"


def _parts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner)

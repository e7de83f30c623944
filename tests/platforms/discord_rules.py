"""Discord's rules for a request: its own OpenAPI document where present, and what that misses."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs

SPECS = Path(__file__).parents[2] / "../shared/specs/discord"
NO_SPECS = f"no Discord OpenAPI document at {SPECS.parent.name}/{SPECS.name} beside the project"


def has_specs() -> bool:
    return (SPECS / "openapi.json").is_file()


def problems_by_hand(body: dict[str, Any]) -> list[str]:
    """Return what Discord would refuse in a message, and its schema does not see."""
    embeds = body.get("embeds") or []
    problems = []
    if sum(_units(text) for embed in embeds for text in _texts(embed)) > 6000:
        problems.append("more than 6,000 characters over all embeds")
    if not (body.get("content") or "").strip() and not any(_shows(embed) for embed in embeds):
        problems.append("an empty message")
    ids = re.findall(r'"custom_id": "([^"]*)"', json.dumps(body.get("components") or []))
    if len(ids) != len(set(ids)):
        problems.append("a custom_id twice")
    if any(not 1 <= _units(id) <= 100 for id in ids):
        problems.append("a custom_id that is none")
    rows = [row["components"] for row in body.get("components") or []]
    if len(rows) > 5 or any(not 1 <= len(row) <= 5 for row in rows):
        problems.append("rows that are too many or too full")
    if _units(body.get("content") or "") > 2000:
        problems.append("more than 2,000 characters of content")
    problems += [f"{name} too long" for embed in embeds for name in _too_long(embed)]
    if (body.get("allowed_mentions") or {}).get("parse") != []:
        problems.append("mentions are allowed")
    return problems


def problems_by_schema(method: str, path: str, body: object) -> list[str]:
    """Return what Discord's own document refuses in the body of that request.

    Raises:
        LookupError: Discord has no such operation.
    """
    validator = _validator(method.lower(), _template(method.lower(), path))
    return [error.message for error in validator.iter_errors(body)]


def problems_of_event(name: str, data: dict[str, Any]) -> list[str]:
    """Return what Discord's own types refuse in an event of the gateway."""
    schema = json.loads((SPECS / f"gw_{name}.schema.json").read_bytes())
    return [error.message for error in jsonschema_rs.Draft7Validator(schema).iter_errors(data)]


def _texts(embed: dict[str, Any]) -> list[str]:
    fields = [text for field in embed.get("fields", []) for text in (field["name"], field["value"])]
    named = [embed.get("author", {}).get("name"), embed.get("footer", {}).get("text")]
    return [
        text for text in [embed.get("title"), embed.get("description"), *named, *fields] if text
    ]


def _shows(embed: dict[str, Any]) -> bool:
    return any(text.strip() for text in _texts(embed))


def _too_long(embed: dict[str, Any]) -> list[str]:
    limits = {"title": 256, "description": 4096}
    parts = {name: embed.get(name) or "" for name in limits}
    parts["author"] = embed.get("author", {}).get("name") or ""
    parts["footer"] = embed.get("footer", {}).get("text") or ""
    limits |= {"author": 256, "footer": 2048}
    return [name for name, text in parts.items() if _units(text) > limits[name]]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@functools.cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SPECS / "openapi.json").read_bytes())
    return document


def _template(method: str, path: str) -> str:
    for template, operations in _document()["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if method in operations and re.fullmatch(pattern, path):
            return str(template)
    raise LookupError(f"{method} {path}")


@functools.cache
def _validator(method: str, template: str) -> jsonschema_rs.Draft202012Validator:
    operation = _document()["paths"][template][method]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    # The document says oneOf for its unions, where a body may fit more than one: it means one of.
    schema = json.loads(
        json.dumps({**body, "components": _document()["components"]}).replace('"oneOf"', '"anyOf"')
    )
    return jsonschema_rs.Draft202012Validator(_numbers_for_snowflakes(schema))


def _numbers_for_snowflakes(schema: dict[str, Any]) -> dict[str, Any]:
    # discord.py sends the ids of a reference as numbers, which Discord takes for snowflakes.
    snowflake = schema["components"]["schemas"]["SnowflakeType"]
    schema["components"]["schemas"]["SnowflakeType"] = {"anyOf": [snowflake, {"type": "integer"}]}
    return schema

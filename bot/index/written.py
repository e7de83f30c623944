"""Claims as text and back: what who brought a document says of its episode."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict

from bot.model import Claims


def claims_to_json(claims: Claims) -> str:
    """Return `claims` as JSON, what they say nothing of left out."""
    said = {name: value for name, value in asdict(claims).items() if value}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)


def claims_from_json(text: str) -> Claims:
    """Return the claims that `claims_to_json` wrote."""
    said = json.loads(text)
    date = said.pop("date", None)
    return Claims(
        **said | {"participants": tuple(said.get("participants", ()))},
        date=dt.date.fromisoformat(date) if date else None,
    )

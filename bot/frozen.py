"""A card as text and back: what an occurrence keeps from its planning to its last try; claims too.

Pure. The text carries a version, so that a later podquote knows what an earlier one froze.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

from bot.model import Card, CardItem, CardKind, Claims, Reach, Steps

VERSION = 1


def card_to_json(card: Card) -> str:
    """Return `card` as JSON; the same card gives the same text."""
    return json.dumps({"version": VERSION, **dataclasses.asdict(card)}, sort_keys=True)


def card_from_json(text: str) -> Card:
    """Return the card that `card_to_json` froze.

    Raises:
        ValueError: it is no frozen card, or one of a version that is not known.
    """
    frozen = json.loads(text)
    if not isinstance(frozen, dict) or frozen.pop("version", None) != VERSION:
        raise ValueError("no frozen card of a known version")
    try:
        return Card(
            kind=CardKind(frozen.pop("kind")),
            items=tuple(_item(item) for item in frozen.pop("items")),
            hints=tuple(frozen.pop("hints")),
            steps=_steps(frozen.pop("steps", None)),  # what an earlier podquote froze has none
            clocks=tuple((text, unix) for text, unix in frozen.pop("clocks", ())),  # the same
            **frozen,
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("not the fields of a card") from error


def _item(frozen: dict[str, Any]) -> CardItem:
    marks = tuple((start, end) for start, end in frozen.pop("marks"))
    sources = tuple(frozen.pop("sources", ()))  # what an earlier podquote froze has none
    before, after = frozen.pop("cut", (False, False))
    return CardItem(marks=marks, sources=sources, cut=(before, after), **frozen)


def _steps(frozen: dict[str, Any] | None) -> Steps | None:
    if frozen is None:
        return None
    return Steps(
        ids=tuple(frozen.pop("ids")),
        parts=tuple(part and (part[0], part[1]) for part in frozen.pop("parts")),
        reach=Reach(frozen.pop("reach")),
        wider=_reach(frozen.pop("wider")),
        narrower=_reach(frozen.pop("narrower")),
        **frozen,
    )


def _reach(frozen: int | None) -> Reach | None:
    return None if frozen is None else Reach(frozen)


def claims_to_json(claims: Claims) -> str:
    """Return `claims` as JSON, what they say nothing of left out."""
    said = {name: value for name, value in dataclasses.asdict(claims).items() if value}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)


def claims_from_json(text: str) -> Claims:
    """Return the claims that `claims_to_json` wrote."""
    said = json.loads(text)
    date = said.pop("date", None)
    return Claims(
        **said | {"participants": tuple(said.get("participants", ()))},
        date=dt.date.fromisoformat(date) if date else None,
    )

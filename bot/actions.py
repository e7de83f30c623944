"""What a press of a button means, and the short text that a button carries: one for every door.

Pure. A token begins with its version: a button outlives the podquote that made it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.model import Card, CardItem, CardKind


class ActionKind(StrEnum):
    """What a button does with a text of a card."""

    SOURCES = "sources"


_VERSION: Final = "1"
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,80}")
_TOKEN: Final = re.compile(rf"{_VERSION}:(?P<kind>{'|'.join(ActionKind)}):(?P<id>{_ID.pattern})")


@dataclass(frozen=True, slots=True)
class Action:
    """What one button does, and with which entry.

    Attributes:
        kind: what it does.
        entry_id: the entry's.
    """

    kind: ActionKind
    entry_id: str

    def __post_init__(self) -> None:
        """Refuse what no button can carry.

        Raises:
            ValueError: `entry_id` is not made as entries' ids are.
        """
        if _ID.fullmatch(self.entry_id) is None:
            raise ValueError("no entry's id")


def to_token(action: Action) -> str:
    """Return what a button of `action` carries: ASCII, at most 100 characters."""
    return f"{_VERSION}:{action.kind}:{action.entry_id}"


def from_token(text: str) -> Action | None:
    """Return the action that `to_token` wrote, or None: another version wrote it, or nobody."""
    found = _TOKEN.fullmatch(text)
    return Action(ActionKind(found["kind"]), found["id"]) if found else None


def offered(card: Card, item: CardItem) -> tuple[Action, ...]:
    """Return what can be done with one item of `card`, in the order of its buttons.

    Nothing, where it is no text of an answer, or of an id that no button can carry.
    """
    if card.kind is not CardKind.ANSWER or _ID.fullmatch(item.id) is None:
        return ()
    return tuple(Action(kind, item.id) for kind in ActionKind)

"""What a press of a button means, and the short text that a button carries: one for every door.

Pure. A token begins with its version: a button outlives the podquote that made it. It carries
everything that its press needs, and nothing of what was asked: the ids of the ranked texts, which
sentences of each answer, which one is shown and how much around it. So nothing is kept of a
conversation, and every button works after a restart, in any process, for as long as the texts are
there. Five ids with all of that are 79 characters; Discord allows 100.

    2 s 0 1 … ~ …
    │ │ │ │ │   └ what the door knows a message or a person by, where it needs that
    │ │ │ │ └ the ids and their parts (`bot/packing.py`)
    │ │ │ └ the reach
    │ │ └ which one, from 0
    │ └ what to do
    └ the version
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.model import Card, Reach, Steps
from bot.packing import pack, pack_ref, unpack, unpack_ref

LONGEST: Final = 100
"""Characters of a token: what Discord allows."""


class ActionKind(StrEnum):
    """What a button does with the text of a card.

    `SHARE`: post it where it was asked for. `NEXT`: show the next of the ranked texts. `WIDER`,
    `NARROWER`: show more or less around it. `SOURCES`: show what each source has. `UNDO`: take back
    what was just shared. `REMOVE`: delete the message, for whoever asked for it.
    """

    SHARE = "share"
    NEXT = "next"
    WIDER = "wider"
    NARROWER = "narrower"
    SOURCES = "sources"
    UNDO = "undo"
    REMOVE = "remove"


_VERSION: Final = "2"
_LETTERS: Final = {
    ActionKind.SHARE: "s",
    ActionKind.NEXT: "n",
    ActionKind.WIDER: "w",
    ActionKind.NARROWER: "l",
    ActionKind.SOURCES: "e",
    ActionKind.UNDO: "u",
    ActionKind.REMOVE: "r",
}
_KINDS: Final = {letter: kind for kind, letter in _LETTERS.items()}
_TOKEN: Final = re.compile(
    rf"{_VERSION}(?P<kind>[{''.join(_KINDS)}])(?P<at>[0-9])(?P<reach>[0-4])"
    r"(?P<ids>[A-Za-z0-9_.=:-]+)(?:~(?P<ref>[A-Za-z0-9_-]+))?"
)
_FIRST_VERSION: Final = re.compile(r"1:sources:(?P<id>[A-Za-z0-9_-]{1,60})")
"""The only button that podquote 0.1 had; its texts still show their sources."""


@dataclass(frozen=True, slots=True)
class Action:
    """What one button does.

    Attributes:
        kind: what it does.
        steps: what it leads to: the texts, which one, and how much around it.
        ref: the platform's id of what was shared, for `UNDO`; of whoever asked, where others see
            the button too; else empty.
    """

    kind: ActionKind
    steps: Steps
    ref: str = ""


def to_token(action: Action) -> str:
    """Return what a button of `action` carries: ASCII, at most 100 characters.

    Raises:
        ValueError: an id is such as no entry has, or the ref such as no platform gives.
    """
    steps = action.steps
    ref = f"~{pack_ref(action.ref)}" if action.ref else ""
    at, ids = pack(steps, LONGEST - 4 - len(ref))
    return f"{_VERSION}{_LETTERS[action.kind]}{at}{int(steps.reach)}{ids}{ref}"


def from_token(text: str) -> Action | None:
    """Return the action that `to_token` wrote, or None: a version that is not known, or nobody."""
    if len(text) > LONGEST:
        return None
    first = _FIRST_VERSION.fullmatch(text)
    if first:
        return Action(ActionKind.SOURCES, Steps((first["id"],), (None,)))
    found = _TOKEN.fullmatch(text)
    unpacked = unpack(found["ids"]) if found else None
    if found is None or unpacked is None or int(found["at"]) >= len(unpacked[0]):
        return None
    steps = Steps(*unpacked, at=int(found["at"]), reach=Reach(int(found["reach"])))
    ref = unpack_ref(found["ref"]) if found["ref"] else ""
    return None if ref is None else Action(_KINDS[found["kind"]], steps, ref)


def offered(card: Card, *, by: str | None = None) -> tuple[Action, ...]:
    """Return what can be done with `card`, in the order of its buttons.

    Args:
        card: nothing is offered where it shows no text that is in the library.
        by: where everybody sees the card, who asked for it, as the platform names them, or ""
            where nobody did; None: only whoever asked sees it, who can share it then.
    """
    steps = card.steps
    if steps is None:
        return ()
    ref = by or ""
    found: list[Action] = []
    if by is None and steps.whole:
        found.append(Action(ActionKind.SHARE, _bare(steps)))
    if len(steps.ids) > 1:
        found.append(Action(ActionKind.NEXT, next_of(steps), ref))
    if steps.wider is not None:
        found.append(Action(ActionKind.WIDER, _bare(steps, steps.wider), ref))
    if steps.narrower is not None:
        found.append(Action(ActionKind.NARROWER, _bare(steps, steps.narrower), ref))
    found.append(Action(ActionKind.SOURCES, _bare(steps)))
    if ref:
        found.append(Action(ActionKind.REMOVE, _bare(steps), ref))
    return tuple(found)


def undo(steps: Steps, ref: str) -> Action:
    """Return what takes back the message `ref` that was shared from a card of `steps`."""
    return Action(ActionKind.UNDO, _bare(steps), ref)


def of_one(id: str, part: tuple[int, int] | None = None) -> Steps:
    """Return the steps of one text by itself."""
    return Steps((id,), (part,), reach=Reach.TEXT if part is None else Reach.SENTENCE)


def alone(steps: Steps) -> Steps:
    """Return the steps of the text that is shown, without the others: as it is shared."""
    return replace(steps, ids=(steps.id,), parts=(steps.part,), at=0)


def next_of(steps: Steps) -> Steps:
    """Return the steps of the next text, from its own beginning; after the last comes the first."""
    moved = _bare(replace(steps, at=(steps.at + 1) % len(steps.ids)))
    return replace(moved, reach=Reach.TEXT if moved.part is None else Reach.SENTENCE)


def _bare(steps: Steps, reach: Reach | None = None) -> Steps:
    return Steps(
        steps.ids, steps.parts, steps.at, steps.reach if reach is None else reach, whole=True
    )

"""Ids that are made from what they name, so that the same documents give the same ids anywhere."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from bot.model import PUBLIC, Kind
from bot.tokens import folded_words

_BYTES: Final = 10  # 80 bits: of a billion entries no two meet but once in two million libraries


def episode_id(named_by: str, library: str = PUBLIC) -> str:
    """Return the id of the episode that `named_by` names in a library.

    Another library's episode of the same documents is another one, and so are all its entries:
    an id that is known in one workspace says nothing in another.
    """
    return _id("e", named_by if library == PUBLIC else f"library {library} {named_by}")


def entry_id(
    episode: str, kind: Kind, text: str, edition: str | None, said_at: float | None
) -> str:
    """Return the id of an entry: by its edition and first time for a segment, else by its words."""
    if kind is Kind.SEGMENT and said_at is not None:
        return _id(kind.value[0], f"{episode} {kind} {edition} {said_at:.3f}")
    return _id(kind.value[0], f"{episode} {kind} {folded_words(text) or text}")


def segment_id(base: str, text: str, turn: int) -> str:
    """Return the id of one more segment whose time, or words, have the id `base` already."""
    return _id(Kind.SEGMENT.value[0], f"{base} {folded_words(text) or text} {turn}")


def _id(letter: str, named_by: str) -> str:
    digest = hashlib.blake2b(named_by.encode(), digest_size=_BYTES).digest()
    return letter + base64.b32encode(digest).decode().lower()

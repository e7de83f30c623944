"""What the chat doors do with a request before they know what is in it. Knows no platform."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from starlette.requests import Request

LARGEST: Final = 1_000_000
"""Bytes of a body that is read; the platforms' own stay far below."""


async def read_body(request: Request) -> bytes | None:
    """Return the body of `request`, or None: it is over `LARGEST`, and no more of it is read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


class Seen:
    """Remembers in this process what was taken, so that a repeat is told without asking anybody.

    Of this process only: for all of them there is `bot.ports.Inbox`.
    """

    def __init__(self, capacity: int = 10_000) -> None:
        """Remember the last `capacity` keys: both platforms repeat themselves within minutes."""
        self._keys: OrderedDict[tuple[str, ...], None] = OrderedDict()
        self._capacity = capacity

    def first(self, *key: object) -> bool:
        """Whether `key` comes for the first time; from now on it does not."""
        known = tuple(str(part) for part in key)
        if known in self._keys:
            return False
        self._keys[known] = None
        if len(self._keys) > self._capacity:
            self._keys.popitem(last=False)
        return True

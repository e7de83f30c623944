"""Where a document waits that somebody handed over in a chat, until they say yes."""

from __future__ import annotations

import datetime as dt
from typing import Protocol


class Proposals(Protocol):
    """Documents that wait; every method is one transaction."""

    def put(self, token: str, file: str, data: bytes, now: dt.datetime, over: dt.datetime) -> None:
        """Let a document wait under `token`; what has waited since before `over` is gone."""

    def take(self, token: str, over: dt.datetime) -> tuple[str, bytes] | None:
        """Take the name and bytes of what waits, once; None: nothing, or since before `over`."""

"""A document that somebody hands over in a chat: what it would do, and where it waits for a yes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from bot.model import Card


class Proposals(Protocol):
    """Documents that wait; every method is one transaction."""

    def put(self, token: str, file: str, data: bytes, now: dt.datetime, over: dt.datetime) -> None:
        """Let a document wait under `token`; what has waited since before `over` is gone."""

    def take(self, token: str, over: dt.datetime) -> tuple[str, bytes] | None:
        """Take the name and bytes of what waits, once; None: nothing, or since before `over`."""

    def prune(self, over: dt.datetime) -> None:
        """Throw away what has waited since before `over`, in every library."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is answered to somebody who hands a document over.

    Attributes:
        card: what it would do, or why it can't go in.
        token: what says yes to it; None where there is nothing to say yes to.
    """

    card: Card
    token: str | None = None


class Uploads(Protocol):
    """Takes documents in from chats; a door asks first whether the person may."""

    def check(self, name: str, size: int, type: str) -> None:
        """Look at what is handed over before it is downloaded.

        Args:
            name: the file's.
            size: in bytes, as the platform tells it.
            type: its media type, as the platform tells it; "" where it tells none.

        Raises:
            UploadError: it is too large, or no text.
        """

    def propose(self, name: str, size: int, type: str, data: bytes) -> Proposal:
        """Say what a document would do, in private; nothing of it is in the library yet."""

    def confirm(self, token: str) -> Card:
        """Put in what waits under `token`; a second yes says that it is done."""

    def decline(self, token: str) -> Card:
        """Forget what waits under `token`."""

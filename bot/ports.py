"""What the core asks of the outside, and what the doors ask of the core: Protocols only.

Everything here is synchronous. A door calls the core through `asyncio.to_thread`; a poster bridges
back
into its door's loop by itself.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from bot.model import Answer, Card, Entry, Outcome, Post, Question


class Clock(Protocol):
    """The time, passed in and never taken."""

    def now(self) -> dt.datetime:
        """Return the present as an aware UTC datetime."""

    def monotonic(self) -> float:
        """Return seconds that never go back; only differences mean anything."""


class Poster(Protocol):
    """Sends posts to one platform."""

    def send(self, post: Post, deadline: float) -> Outcome:
        """Send `post` once, or not at all when `deadline` (on `Clock.monotonic`) cannot be kept.

        Never raises, never retries a write whose outcome is unknown.
        """

    def find(self, post: Post) -> Outcome | None:
        """Look whether an earlier try of `post` arrived.

        Returns:
            Sent with its ref; refused when it certainly is not there; None when it cannot be told.
        """

    def check(self, channel: str) -> str | None:
        """Return None if `channel` can be posted to, else one sentence that says why not."""


class Core(Protocol):
    """The front door of the core, as the doors use it; `bootstrap` hands one out."""

    def ask(self, question: Question) -> Answer:
        """Look the question up. Any text is a question; none raises for its text."""

    def answer(self, question: Question) -> Card:
        """Look the question up and phrase it: an answer, a miss, or help for an empty one."""

    def entry(self, id: str) -> Entry | None:
        """Return the entry of that id, or None."""

    def entry_card(self, id: str) -> Card | None:
        """Return the card of one entry, for its permalink, or None."""

    def ready(self) -> bool:
        """Whether the database is at hand, of the right revision, and filled."""

"""The quote of today for the front page, where it is there in a moment."""

from __future__ import annotations

import asyncio
from typing import Final

import structlog

from bot.errors import PodquoteError
from bot.model import Card, DailyRequest, DailyVerb, Place
from bot.ports import Core

PATIENCE: Final = 0.25
"""Seconds that a page waits for it: as long as a question may take."""

_log = structlog.get_logger(__name__)


class Today:
    """The library's own quote of today, the same that `podquote daily today` shows.

    After an ingest the quotes that may have their turn are read anew, which takes a large library
    longer than a page may: one reading goes on behind, whoever asks meanwhile.
    """

    def __init__(self, core: Core) -> None:
        """Take what has the quote; it is called in threads."""
        self._core = core
        self._reading: asyncio.Task[Card | None] | None = None

    def begin(self) -> asyncio.Task[Card | None]:
        """Read it behind, unless that is under way; a door begins before anybody asks."""
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(asyncio.to_thread(self._read))
        return self._reading

    async def card(self) -> Card | None:
        """Return the card with the quote; None: there is none, or not in a moment."""
        done, _ = await asyncio.wait({self.begin()}, timeout=PATIENCE)
        return done.pop().result() if done else None

    def _read(self) -> Card | None:
        try:
            card = self._core.daily_desk.card(DailyRequest(DailyVerb.TODAY), Place())
        except PodquoteError as error:
            _log.warning("web_quote_of_today_refused", reason=type(error).__name__)
            return None
        return card if card.items else None

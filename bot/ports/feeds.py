"""What feeds ask of the library: which there are, and what was fetched before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.model import Feed
from bot.ports.fetching import Validators


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an address gave: the name it has here, and what tells whether it has changed."""

    file: str
    validators: Validators


class Feeds(Protocol):
    """The feeds that are kept, and what was fetched; every method is one transaction."""

    def feeds(self) -> Sequence[Feed]:
        """Return all feeds, by title and address."""

    def add(self, feed: Feed) -> Feed:
        """Keep a feed, or return the one of the same address."""

    def put(self, feed: Feed) -> None:
        """Write how a feed stands, if it is still kept."""

    def remove(self, id: str) -> Feed | None:
        """Keep a feed no longer, and forget what it gave; None where there is none."""

    def claim(self, now: dt.datetime, until: dt.datetime) -> Feed | None:
        """Take the feed that is due first, if one is, and put it off to `until` meanwhile."""

    def put_off(self, id: str, until: dt.datetime) -> None:
        """Put off a feed that is due before `until`: whoever has claimed it is still at it."""

    def remembered(self, url: str) -> Remembered | None:
        """Return what an address gave, if what it gave is still here."""

    def remember(self, url: str, remembered: Remembered | None) -> None:
        """Keep what an address gave; None: ask it as if for the first time."""

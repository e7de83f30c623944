"""Feeds that are kept, and what became of looking at one. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.model.reports import DocumentReport


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is looked at again and again.

    Attributes:
        id: short and stable, made from the address.
        url: its address.
        title: the podcast's, once it was read.
        due_at: when it is looked at next (UTC).
        checked_at: when it was last (UTC), or None.
        failures: how often in a row it could not be read.
        problem: why not, the last time; or what of it could not be had.
        episodes: how many items it had.
    """

    id: str
    url: str
    due_at: dt.datetime
    title: str | None = None
    checked_at: dt.datetime | None = None
    failures: int = 0
    problem: str | None = None
    episodes: int = 0


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of looking at a feed: how it stands now, and a report for each document."""

    feed: Feed
    reports: tuple[DocumentReport, ...] = ()

"""One database, one Slack and one clock, in which processes come and go."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from bot.index.ledger import SqlLedger
from bot.index.ledger_tables import frozen_card
from bot.index.opening import open_library
from bot.model import (
    PUBLIC,
    DailyRequest,
    DailyVerb,
    Delivery,
    Entry,
    Occurrence,
    Outcome,
    Place,
    Schedule,
)
from bot.occurrence import LEASE, QUARANTINE
from bot.phrasing import to_entry_card
from bot.phrasing.daily import notice
from bot.ports import Clock, Ledger
from bot.posting import Daily
from bot.posting.quotes import Library, Quotes
from bot.resources import folder
from tests.fakes.clock import FakeClock
from tests.fakes.poster import FakePoster
from tests.fakes.quotes import quotes

DUE = dt.datetime(2026, 1, 6, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
LAPSE = LEASE + QUARANTINE
BUSY = Outcome(Delivery.REFUSED, reason="ratelimited", retry_after=1)
GONE = Outcome(Delivery.DEAD, reason="channel_not_found")
NO_ANSWER = Outcome(Delivery.UNKNOWN, reason="timeout")


def a_quote_at(at: str, timezone: str = "UTC") -> DailyRequest:
    """Return what somebody asks for who wants a quote a day."""
    return DailyRequest(DailyVerb.SET, at, timezone)


def daily(ledger: Ledger, clock: Clock, pool: Callable[[], Iterable[Entry]]) -> Daily:
    """Return what a process works with, on a ledger and a clock."""
    library = Library(PUBLIC, lambda _name: pool())
    return Daily(ledger, clock, Quotes(ledger, library, to_entry_card), notice)


class World:
    """One database, one Slack, one clock; processes come and go."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clock = FakeClock(DUE - HOUR)
        self.slack = FakePoster()
        self.pool: list[Entry] = quotes(9)
        self._engines: list[sa.Engine] = []

    def process(self) -> Daily:
        """Return what a new process works with."""
        return daily(self.ledger(), self.clock, lambda: self.pool)

    def ledger(self) -> SqlLedger:
        return SqlLedger(self.engine())

    def engine(self) -> sa.Engine:
        engine, _ = open_library(self.url, folder("migrations"))
        self._engines.append(engine)
        return engine

    def add(self, at: str = "09:00", channel: str = "C1") -> Schedule:
        return self.process().add(a_quote_at(at), Place("slack", channel), {"slack": self.slack})

    def tick(self, at: dt.datetime | None = None) -> None:
        """Let a new process tick once."""
        if at is not None:
            self.clock.present = at
        self.process().tick({"slack": self.slack})

    def states(self, schedule: Schedule) -> list[tuple[str, str]]:
        rows = self.ledger().occurrences(schedule.id, dt.date.min)
        return [(row.state.value, row.reason) for row in rows]

    def today(self, schedule: Schedule) -> Occurrence:
        return self.ledger().occurrences(schedule.id, dt.date.min)[0]

    def close(self) -> None:
        for engine in self._engines:
            engine.dispose()


def copied(world: World, folder: Path) -> Callable[[], None]:
    """Make a copy of a world's SQLite file as it is; return what puts it back."""
    file, copy = Path(world.url.removeprefix("sqlite:///")), folder / "copy.db"

    def over(source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)

    over(file, copy)
    return lambda: over(copy, file)


def spoil(world: World) -> None:
    """Make every frozen card one that this podquote cannot read."""
    engine, _ = open_library(world.url, folder("migrations"))
    with engine.begin() as connection:
        connection.execute(sa.update(frozen_card).values(payload='{"version": 99}'))
    engine.dispose()

"""A clock that goes when it is told to, and one that hurries nobody."""

from __future__ import annotations

import datetime as dt

from bot.clock import SystemClock


class FakeClock:
    """A `bot.ports.Clock`.

    Attributes:
        present: what `now` returns; `monotonic` counts the seconds since it began.
    """

    def __init__(self, present: dt.datetime = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)) -> None:
        self.present = present
        self._began = present

    def now(self) -> dt.datetime:
        return self.present

    def monotonic(self) -> float:
        return (self.present - self._began).total_seconds()

    def advance(self, seconds: float) -> None:
        self.present += dt.timedelta(seconds=seconds)


class Unhurried(SystemClock):
    """The machine's clock, but no question runs out of time, however busy the machine is."""

    def monotonic(self) -> float:
        return 0.0

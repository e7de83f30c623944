"""A clock that goes when it is told to."""

from __future__ import annotations

import datetime as dt


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

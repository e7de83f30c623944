"""The time. The only file that reads it; everybody else is given a `bot.ports.Clock`."""

from __future__ import annotations

import datetime as dt
import time


class SystemClock:
    """`bot.ports.Clock` of this machine."""

    def now(self) -> dt.datetime:
        """Return the present as an aware UTC datetime."""
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back; only differences mean anything."""
        return time.monotonic()

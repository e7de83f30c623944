"""One clock for all processes of a round: faster than the world's, and it may skip what is idle.

Everything that waits goes by it, timeouts of requests too: nothing is changed but the time.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import mmap
import selectors
import struct
import time
from pathlib import Path

_SKIPPED = struct.Struct("d")


class SharedClock:
    """A `bot.ports.Clock`, whose seconds are so many of the world's; the same in every process."""

    def __init__(self, file: Path, scale: float, began: float, epoch: float) -> None:
        """Take where the skipped seconds stand, and when it began, by the world's clock and its."""
        self.scale = scale
        self._began = began
        self._epoch = epoch
        if not file.exists():
            file.write_bytes(_SKIPPED.pack(0.0))
        with file.open("r+b") as opened:
            self._skipped = mmap.mmap(opened.fileno(), _SKIPPED.size)

    def now(self) -> dt.datetime:
        passed = (time.time() - self._began) * self.scale + self._past()
        return dt.datetime.fromtimestamp(self._epoch + passed, dt.UTC)

    def monotonic(self) -> float:
        return time.monotonic() * self.scale + self._past()

    def sleep(self, seconds: float) -> None:
        """Wait so many of this clock's seconds."""
        time.sleep(seconds / self.scale)

    def skip(self, seconds: float) -> None:
        """Let so many seconds pass at once, for everybody; only one process may."""
        _SKIPPED.pack_into(self._skipped, 0, self._past() + seconds)

    def _past(self) -> float:
        past: float = _SKIPPED.unpack_from(self._skipped)[0]
        return past


class ScaledLoop(asyncio.SelectorEventLoop):
    """An event loop that goes by a `SharedClock`: every timeout and every wait in it is scaled."""

    def __init__(self, clock: SharedClock) -> None:
        self._shared = clock
        super().__init__(_ScaledSelector(clock.scale))

    def time(self) -> float:
        return self._shared.monotonic()


class _ScaledSelector(selectors.SelectSelector):
    def __init__(self, scale: float) -> None:
        super().__init__()
        self._scale = scale

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(timeout if timeout is None else timeout / self._scale)

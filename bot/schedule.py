"""The ticker: calls one function every few seconds on a thread of its own; decides nothing.

APScheduler only ticks: an interval job without a job store. Which date is due is the ledger's
business, so a tick that comes late, twice or by hand changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.errors import PodquoteError

SECONDS: Final = 5.0
"""How long from one tick to the next; one that finds nothing takes some milliseconds."""
SOON: Final = 15.0
"""The same for what takes longer, and is to be taken over within a minute of a process's death."""
MINUTE: Final = 60.0
"""The same for what is in no hurry."""

_log = structlog.get_logger(__name__)


class Ticker:
    """Calls `tick` until it is stopped."""

    def __init__(self, tick: Callable[[], None], seconds: float = SECONDS) -> None:
        """Take what to call, and how many seconds lie between two calls."""
        self._tick = tick
        self._scheduler = BackgroundScheduler(
            timezone=dt.UTC, executors={"default": ThreadPoolExecutor(1)}
        )
        self._scheduler.add_job(
            self._run,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin; the first call comes after one interval."""
        self._scheduler.start()

    def stop(self, *, wait: bool = False) -> None:
        """End; a call that is under way goes on, and is waited for only with `wait`."""
        self._scheduler.shutdown(wait=wait)

    def _run(self) -> None:
        # The ticker is a door like any other: whatever is wrong with one tick, the next one comes.
        try:
            self._tick()
        except PodquoteError as error:  # expected, such as a database that is away: one line
            _log.error("tick_failed", problem=str(error))
        except Exception:  # noqa: BLE001  this door's one: logged with its traceback
            _log.exception("tick_failed")

"""Keeps doors running: each by itself, started again when it fails, all stopped together.

Knows no door; time and waiting are arguments.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog

from bot.errors import PodquoteError
from bot.ports import Clock

log = structlog.get_logger(__name__)

FIRST_DELAY = 1.0
"""Seconds before a door that failed is started again; doubled at each failure in a row."""
LONGEST_DELAY = 60.0
STEADY = 60.0
"""Seconds after which a door has run well: the next delay is the first one again."""

HANDOVER = 0.0005
"""Seconds that a thread which computes keeps the interpreter to itself while another one waits.

Python's own are ten times as many. A loop loses its turn whenever it waits for what comes, and
Python's own loop with every byte it sends: an acknowledgement took several such waits."""

YOUNG: Final = 20_000
"""Objects that are made, and not let go, before Python looks for garbage among them.

Its own are 700, fewer than one long answer makes: each hundredth question then waited while what
was made for it was looked through twice, for nothing, as answers let go of all they make."""

if sys.platform == "win32":
    new_loop = asyncio.new_event_loop
else:
    import uvloop

    new_loop = uvloop.new_event_loop
"""Makes the loop that `podquote run` serves on: uvloop's, which does less work for whatever comes
and goes. It has none for Windows."""

Run = Callable[[], Awaitable[None]]
"""Serves until it is cancelled; raises, or returns, when it cannot go on."""
Pause = Callable[[float], Awaitable[None]]


def favour_the_loop() -> None:
    """Let this process's event loop have its turn soon; call it when what stays has been made.

    Whatever other threads compute, the loop waits for `HANDOVER` seconds; and what is there by now,
    modules and the library, is looked through by no later collection of garbage: with it each full
    one stopped everybody for a tenth of a second and more. New garbage is looked for after `YOUNG`
    objects.
    """
    sys.setswitchinterval(HANDOVER)
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    gc.collect()
    gc.freeze()


class Readiness:
    """Lets a process begin nothing by itself while its database is away, or of another version."""

    def __init__(self, ready: Callable[[], bool]) -> None:
        """Take what says whether the database answers, at this version's revision."""
        self._ready = ready
        self._was = True

    def needed_for(self, work: Callable[[], None]) -> Callable[[], None]:
        """Return what does `work` while it is ready, and nothing else; the log has each change."""

        def begin() -> None:
            ready, self._was = self._was, self._ready()
            if ready != self._was:
                log.warning("schedule_goes_on" if self._was else "schedule_rests")
            if self._was:
                work()

        return begin


async def supervise_all(
    doors: Mapping[str, Run], stop: asyncio.Event, clock: Clock, pause: Pause = asyncio.sleep
) -> None:
    """Run all `doors` until `stop` is set, then cancel them and wait until they are closed."""
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(supervise(name, run, clock, pause), name=name)
            for name, run in doors.items()
        ]
        await stop.wait()
        for task in tasks:
            task.cancel()


async def supervise(name: str, run: Run, clock: Clock, pause: Pause = asyncio.sleep) -> None:
    """Run one door until cancelled; whatever it raises is logged, and it is started again."""
    delay = FIRST_DELAY
    while True:
        began = clock.monotonic()
        await _run_once(name, run)
        if clock.monotonic() - began >= STEADY:
            delay = FIRST_DELAY
        log.info("door_restarts", door=name, seconds=delay)
        await pause(delay)
        delay = min(2 * delay, LONGEST_DELAY)


async def _run_once(name: str, run: Run) -> None:
    try:
        await run()
    except asyncio.CancelledError:
        if _being_cancelled():
            raise
        # Somebody inside the door cancelled it, not we: that is one more way to fail.
        log.error("door_failed", door=name, error="CancelledError")  # noqa: TRY400  says nothing more
    except PodquoteError as error:
        log.error("door_failed", door=name, error=type(error).__name__, problem=str(error))  # noqa: TRY400  its sentence says it all
    except Exception as error:
        log.exception("door_failed", door=name, error=type(error).__name__)
    else:
        log.error("door_failed", door=name, error="it ended by itself")


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0

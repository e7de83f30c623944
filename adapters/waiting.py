"""Waits for a database that is away when a process starts, as after a whole site's restart.

Knows no door: whoever calls it says what serves meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.errors import DatabaseAway

AGAIN = 2.0
"""Seconds between two tries."""

Opened = TypeVar("Opened")


def until_there(
    open_it: Callable[[], Opened], meanwhile: Coroutine[Any, Any, None], say: Callable[[], None]
) -> Opened:
    """Try to open something every few seconds until it is there.

    Args:
        open_it: opens it, or raises that it is away.
        meanwhile: serves until it is cancelled.
        say: says that we wait; from then on the process can be told to stop.

    Raises:
        SystemExit: the process was told to stop.
        PodquoteError: it is there, and cannot be used; or what serves meanwhile cannot.
    """
    return asyncio.run(_until_there(open_it, meanwhile, say))


async def _until_there(
    open_it: Callable[[], Opened], meanwhile: Coroutine[Any, Any, None], say: Callable[[], None]
) -> Opened:
    serving = asyncio.ensure_future(meanwhile)
    stop = asyncio.Event()
    stopped = asyncio.ensure_future(stop.wait())
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # not the main thread
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    say()
    try:
        while True:
            await asyncio.wait(
                [serving, stopped], timeout=AGAIN, return_when=asyncio.FIRST_COMPLETED
            )
            if serving.done():
                serving.result()
            if stop.is_set():
                raise SystemExit(0)
            with contextlib.suppress(DatabaseAway):
                return await asyncio.to_thread(open_it)
    finally:
        stopped.cancel()
        serving.cancel()
        await asyncio.wait([serving])

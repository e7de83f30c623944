"""Lets synchronous commands use the chat doors, which live in an event loop: connect, ask, let go.

Knows chat doors only by what they have in common.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Protocol

import structlog
from starlette.routing import BaseRoute

from bot import reports
from bot.doctor import Probe
from bot.errors import PodquoteError
from bot.ports import Poster

log = structlog.get_logger(__name__)

CONNECT_TIMEOUT = 20.0
"""Seconds that one platform gets to be connected."""
PROBE_TIMEOUT = 5.0
"""Seconds that one platform gets to say who we are."""


class ChatDoor(Protocol):
    """What Slack's and Discord's doors have in common."""

    @property
    def ready(self) -> bool:
        """Whether the platform is connected."""

    @property
    def poster(self) -> Poster:
        """What posts to the platform while it is connected."""

    async def run(self) -> None:
        """Serve until cancelled."""

    def routes(self) -> list[BaseRoute]:
        """Return what the web door mounts for it."""

    async def probe(self) -> str:
        """Ask the platform who we are; return one sentence, or raise."""

    def connected(self) -> AbstractAsyncContextManager[object]:
        """Be connected for posting, and for nothing else."""


@contextlib.contextmanager
def connected(
    doors: Mapping[str, ChatDoor], timeout: float = CONNECT_TIMEOUT
) -> Iterator[dict[str, Poster]]:
    """Connect `doors` in a loop of their own, and give the posters of those that could be.

    A door that cannot be connected within `timeout` seconds is left out; the log says why.
    """
    if not doors:
        yield {}
        return
    held = _Held(doors, timeout)
    thread = threading.Thread(target=asyncio.run, args=(held.hold(),), name="chat-doors")
    thread.start()
    try:
        yield held.posters.result()
    finally:
        held.let_go()
        thread.join()


def probe_all(doors: Mapping[str, ChatDoor], timeout: float = PROBE_TIMEOUT) -> dict[str, Probe]:
    """Ask every platform who we are, at the same time, `timeout` seconds each."""

    async def ask() -> dict[str, Probe]:
        probes = await asyncio.gather(*(_probe(name, doors[name], timeout) for name in doors))
        return dict(zip(doors, probes, strict=True))

    return asyncio.run(ask())


class _Held:
    """Doors that one task of another thread's loop connects, holds and closes."""

    def __init__(self, doors: Mapping[str, ChatDoor], timeout: float) -> None:
        self.posters: Future[dict[str, Poster]] = Future()
        self._doors = doors
        self._timeout = timeout
        self._closing: Future[None] = Future()

    async def hold(self) -> None:
        async with AsyncExitStack() as stack:
            posters = {}
            for name, door in self._doors.items():
                if await self._opened(stack, name, door):
                    posters[name] = door.poster
            self.posters.set_result(posters)
            await asyncio.wrap_future(self._closing)

    def let_go(self) -> None:
        self._closing.set_result(None)

    async def _opened(self, stack: AsyncExitStack, name: str, door: ChatDoor) -> bool:
        try:
            async with asyncio.timeout(self._timeout):
                await stack.enter_async_context(door.connected())
        except Exception as error:  # noqa: BLE001  whatever a library raises, the others go on
            log.warning("door_not_connected", door=name, problem=_problem(error, self._timeout))
            return False
        return True


async def _probe(name: str, door: ChatDoor, seconds: float) -> Probe:
    try:
        async with asyncio.timeout(seconds):
            return Probe(works=True, says=await door.probe())
    except Exception as error:  # noqa: BLE001  whatever a library raises is an answer here
        log.info("probe_failed", door=name, error=type(error).__name__)
        return Probe(works=False, says=_problem(error, seconds))


def _problem(error: Exception, seconds: float) -> str:
    if isinstance(error, PodquoteError):
        return str(error)
    if isinstance(error, TimeoutError):
        return reports.no_answer(seconds)
    return reports.failed(type(error).__name__)

"""Questions over HTTP, each at its time, whether or not those before it are answered.

Times count from when a question was due, so that nothing hides behind a late start. It is plain
HTTP/1.1 by hand: whoever asks shares the machine with who answers, and a client library would take
more of it than some answers do.
"""

from __future__ import annotations

import asyncio
import gc
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

ADDRESSES: Final = 100
"""Addresses that ask: a person is held to a few questions a second."""
SEED: Final = 20261127


@dataclass(frozen=True, slots=True)
class Served:
    """One question that was asked.

    Attributes:
        due: after how many seconds of the run it was asked.
        seconds: from then until its answer was there.
        status: of HTTP; 0 where there was no answer.
        process: the number of the process that was asked.
    """

    due: float
    seconds: float
    status: int
    process: int


def milliseconds(served: Sequence[Served], share: float) -> float:
    """Return the time that so many of them took at most."""
    ordered = sorted(one.seconds for one in served)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def statuses(served: Sequence[Served]) -> dict[int, int]:
    """Return how many answers had each status."""
    return dict(sorted(Counter(one.status for one in served).items()))


def by_second(served: Sequence[Served]) -> list[float]:
    """Return the p99 in milliseconds of those asked in each second."""
    found: dict[int, list[Served]] = defaultdict(list)
    for one in served:
        found[int(one.due)].append(one)
    return [milliseconds(found[second], 0.99) for second in sorted(found)]


class Askers:
    """People at many addresses, whose connections stay open; the processes are asked in turn."""

    def __init__(self, processes: Sequence[str]) -> None:
        """Take the addresses of the processes, as `http://127.0.0.1:8080`."""
        parts = [urlsplit(address) for address in processes]
        self._processes = [(part.hostname or "", part.port or 80) for part in parts]
        self._idle: dict[tuple[int, int], list[_Line]] = defaultdict(list)

    async def ask(self, texts: Sequence[str], a_second: float) -> list[Served]:
        """Ask all `texts`, at moments as random as people's (a Poisson process, seeded)."""
        chance = random.Random(SEED)  # noqa: S311  it only has to be the same again
        loop, asking = asyncio.get_running_loop(), []
        gc.collect()
        gc.disable()  # a pause here would be taken for one there
        began, due = time.perf_counter(), 0.0
        for number, text in enumerate(texts):
            due += chance.expovariate(a_second)
            await asyncio.sleep(0)
            # A loop may be a millisecond early.
            while (left := began + due - time.perf_counter()) > 0:  # noqa: ASYNC110  no event comes
                await asyncio.sleep(left)
            asking.append(loop.create_task(self._served(number, text, began, due)))
        served = await asyncio.gather(*asking)
        gc.enable()
        return served

    async def close(self) -> None:
        """Close all connections."""
        for line in [line for idle in self._idle.values() for line in idle]:
            line.writer.close()
        self._idle.clear()

    async def _served(self, number: int, text: str, began: float, due: float) -> Served:
        process = number % len(self._processes)
        asker = number // len(self._processes) % ADDRESSES
        try:
            status = await self._status(process, asker, text)
        except OSError:
            status = 0
        return Served(due, time.perf_counter() - began - due, status, process)

    async def _status(self, process: int, asker: int, text: str) -> int:
        idle = self._idle[process, asker]
        line = idle.pop() if idle else await self._connected(process, asker)
        try:
            status = await line.get(f"/api/ask?q={quote(text)}")
        except (asyncio.IncompleteReadError, ConnectionError):  # closed meanwhile, as idle ones are
            line.writer.close()
            return await self._status(process, asker, text)
        idle.append(line)
        return status

    async def _connected(self, process: int, asker: int) -> _Line:
        host, port = self._processes[process]
        own = (f"127.0.1.{1 + asker}", 0)
        return _Line(*await asyncio.open_connection(host, port, local_addr=own))


@dataclass(frozen=True, slots=True)
class _Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def get(self, path: str) -> int:
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
        await self.reader.readexactly(int(length))
        return int(head.split(b" ", 2)[1])

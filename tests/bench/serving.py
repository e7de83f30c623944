"""200 questions a second over HTTP, processes that start together, and what a workspace costs.

Who asks shares the machine's cores with the processes that answer. Questions come when they are
due, whether or not those before them are answered, and from many addresses, as people's do.
`PODQUOTE_BENCH_PASSAGES` says how many passages (20,000 by default), `PODQUOTE_BENCH_PROCESSES` how
many processes answer (2).
"""

from __future__ import annotations

import asyncio
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import aiohttp

from bot.bootstrap import build
from bot.model import Asker, Question
from bot.moving import move
from tests.bench.libraries import build_library
from tests.bench.passages import of_corpus, so_many
from tests.bench.searching import questions
from tests.bot.conftest import settings_at
from tests.platforms.postgres import databases

NUMBER: Final = 20_000
A_SECOND: Final = 200
SECONDS: Final = 10
ADDRESSES: Final = 100
PROCESSES: Final = 8
WORKSPACES: Final = 2_000
ROOT: Final = Path(__file__).parents[2]


def report(corpora: Path | None) -> list[str]:
    """Serve a part of a corpus from both engines."""
    return list(_lines(corpora))


def _lines(corpora: Path | None) -> Iterator[str]:
    if corpora is None:
        yield "no corpus, so nothing was served"
        return
    number = int(os.environ.get("PODQUOTE_BENCH_PASSAGES", NUMBER))
    together = int(os.environ.get("PODQUOTE_BENCH_PROCESSES", "2"))
    own = of_corpus(corpora / "changelog-dev.tar.gz")
    passages = list(so_many(own, number))
    texts = [one.query for one in questions(own, passages)]
    with tempfile.TemporaryDirectory() as folder, databases() as servers:
        file = Path(folder) / "library.db"
        build_library(file, passages)
        urls = {"SQLite": f"sqlite:///{file}"}
        if servers is not None:
            urls["PostgreSQL"] = servers.empty()
            move(str(file), urls["PostgreSQL"])
        for name, url in urls.items():
            with _processes(url, together) as (addresses, _):
                yield f"{name}, {number:,} passages: {asyncio.run(_asked(addresses, texts))}"
        with _processes(list(urls.values())[-1], PROCESSES) as (_, seconds):
            yield f"{PROCESSES} processes were ready after {seconds:.1f} s (at most 30)"
        yield _a_workspace_more(urls["SQLite"], texts)


@contextmanager
def _processes(url: str, number: int) -> Iterator[tuple[list[str], float]]:
    """Run so many `podquote run`; give their addresses, and in how many seconds all were ready."""
    began = time.perf_counter()
    with ExitStack() as stack:
        running = [stack.enter_context(_process(url)) for _ in range(number)]
        addresses = [_address(process) for process in running]
        for address in addresses:
            asyncio.run(_ready(address))
        yield addresses, time.perf_counter() - began
        for process in running:
            process.terminate()


def _process(url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "adapters.run", "run", "--doors", "web"]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PODQUOTE_DATABASE_URL": url,
        "PODQUOTE_HTTP_PORT": "0",
        "PODQUOTE_LOG_LEVEL": "error",
        "PODQUOTE_DEMO": "off",
    }
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    return next(word.rstrip("/") for word in line.split() if word.startswith("http://"))


async def _ready(address: str) -> None:
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{address}/readyz") as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.05)


async def _asked(addresses: Sequence[str], texts: Sequence[str]) -> str:
    times: list[float] = []
    statuses: Counter[int] = Counter()
    async with _sessions() as sessions:
        for session, address in itertools.product(sessions[:4], addresses):  # each wakes up
            await _one(session, address, texts[0], time.perf_counter())
        loop, began = asyncio.get_running_loop(), time.perf_counter()
        asking = []
        for number in range(A_SECOND * SECONDS):
            due = began + number / A_SECOND
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            session = sessions[number % len(sessions)]
            address = addresses[number % len(addresses)]
            text = texts[number % len(texts)]
            asking.append(loop.create_task(_one(session, address, text, due)))
        for status, seconds in await asyncio.gather(*asking):
            statuses[status] += 1
            times.append(seconds)
    ordered = sorted(times)
    p50, p99 = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
    return (
        f"{A_SECOND} questions a second for {SECONDS} s, {len(addresses)} processes: "
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms (at most 100); {dict(statuses)}"
    )


@asynccontextmanager
async def _sessions() -> AsyncIterator[list[aiohttp.ClientSession]]:
    """Open a session for each address that asks."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(
                aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(local_addr=(f"127.0.1.{1 + n}", 0))
                )
            )
            for n in range(ADDRESSES)
        ]


async def _one(
    session: aiohttp.ClientSession, address: str, text: str, due: float
) -> tuple[int, float]:
    async with session.get(f"{address}/api/ask", params={"q": text}) as answer:
        await answer.read()
        return answer.status, time.perf_counter() - due


def _a_workspace_more(url: str, texts: Sequence[str]) -> str:
    """Let many workspaces ask, and say how much memory each took."""
    core = build(settings_at(url), say=lambda _line: None)
    for text in texts[:200]:
        core.ask(Question(text))
    before = _held()
    for number in range(WORKSPACES):
        asker = Asker("slack", f"T{number}", f"C{number}", f"U{number}")
        core.asked_by(asker).answer(Question(texts[number % 200]))
    each = (_held() - before) / WORKSPACES
    core.close()
    return f"{WORKSPACES:,} workspaces more took {each:.1f} KB each (at most 50)"


def _held() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

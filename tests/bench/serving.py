"""200 questions a second over HTTP, processes that start together, and what a workspace costs.

Who asks shares the machine's cores with the processes that answer, and with PostgreSQL. Every
question is another one, made from passages of the library as people remember them: a sixth each
exact, misspelt, with words dropped, shuffled, of the three rarest words, and of what no passage has
(`tests/bench/known_items.py`). The first seconds warm up and are told apart.

`PODQUOTE_BENCH_PASSAGES` says how many passages (20,000; several with commas),
`PODQUOTE_BENCH_PROCESSES` how many processes answer (2), `PODQUOTE_BENCH_RATES` how many questions
a second are asked, one rate after another as long as they are kept up with (150,200,250,300),
`PODQUOTE_BENCH_ENGINE` which engine alone (`sqlite`, `postgresql`).
`PODQUOTE_BENCH_KEEP` names a folder that libraries are kept in, on both engines, for the next time.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from bot.bootstrap import build
from bot.model import Asker, DailyRequest, DailyVerb, Place, Question
from bot.moving import move
from tests.bench.load import Askers, Served, by_second, milliseconds, statuses
from tests.bench.passages import of_corpus, so_many
from tests.bench.searching import questions, written
from tests.bot.conftest import settings_at
from tests.platforms.postgres import execute, find_server, kept_cluster, short_folder

NUMBER: Final = "20000"
RATES: Final = "150,200,250,300"
SECONDS: Final = 10
WARM_UP: Final = 5
WITHIN: Final = 100.0
"""Milliseconds that 99 of 100 answers take at most, where a rate is kept up with."""
PROCESSES: Final = 8
WORKSPACES: Final = 2_000
EACH: Final = 1_500
"""Questions of each kind: more than one engine is asked."""
ROOT: Final = Path(__file__).parents[2]
_CORES: Final = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Library:
    """So many passages on both engines, and questions about them.

    Attributes:
        passages: how many there are.
        urls: the database's address, by engine.
        texts: questions, each another one.
    """

    passages: int
    urls: Mapping[str, str]
    texts: Sequence[str]


def report(corpora: Path | None) -> Iterator[str]:
    """Serve parts of a corpus from both engines."""
    if corpora is None:
        yield "no corpus, so nothing was served"
        return
    with tempfile.TemporaryDirectory() as name, short_folder() as short:
        kept = os.environ.get("PODQUOTE_BENCH_KEEP")
        folder, clusters = (Path(kept), Path(kept)) if kept else (Path(name), short)
        for number in os.environ.get("PODQUOTE_BENCH_PASSAGES", NUMBER).split(","):
            with _library(corpora, int(number), folder, clusters) as library:
                yield from _served(library)
                yield _together(library)
                yield _a_workspace_more(library)


@contextmanager
def _library(corpora: Path, number: int, folder: Path, clusters: Path) -> Iterator[Library]:
    file, asked = folder / f"library-{number}.db", folder / f"questions-{number}.json"
    if not file.exists() or not asked.exists():
        own = of_corpus(corpora / "changelog-dev.tar.gz")
        passages = list(so_many(own, number))
        written(passages, folder)
        texts = [one.query for one in questions(own, passages, each=EACH)]
        asked.write_text(json.dumps(list(dict.fromkeys(texts))))
    urls = {"SQLite": f"sqlite:///{file}"}
    _choose_the_quote_of_today(urls["SQLite"])
    with ExitStack() as stack:
        if (server := find_server()) is not None:
            running = kept_cluster(
                server, clusters / f"postgres-{number}", lambda url: _moved(file, url)
            )
            urls["PostgreSQL"] = stack.enter_context(running).url
        yield Library(number, urls, json.loads(asked.read_text()))


def _choose_the_quote_of_today(url: str) -> None:
    """Let it be chosen beforehand: once a day that takes a large library long, see the record."""
    core = build(settings_at(url), say=lambda _line: None)
    core.daily_desk.card(DailyRequest(DailyVerb.TODAY), Place())
    core.close()


def _moved(file: Path, url: str) -> None:
    move(str(file), url)
    execute(url, "VACUUM")  # as the server does by itself within minutes


def _served(library: Library) -> Iterator[str]:
    together = int(os.environ.get("PODQUOTE_BENCH_PROCESSES", "2"))
    rates = [int(rate) for rate in os.environ.get("PODQUOTE_BENCH_RATES", RATES).split(",")]
    only = os.environ.get("PODQUOTE_BENCH_ENGINE", "")
    for engine, url in library.urls.items():
        if only not in ("", engine.lower()):
            continue
        with processes(url, together) as running:
            what = f"{engine}, {library.passages:,} passages, {together} processes"
            yield from asyncio.run(_asked(what, running, library.texts, rates))


async def _asked(
    what: str, running: Running, texts: Sequence[str], rates: Sequence[int]
) -> list[str]:
    askers = Askers(running.addresses)
    left = cycle(texts)
    warm = await askers.ask(list(islice(left, rates[0] * WARM_UP)), rates[0])
    lines = [f"{what}; warming up for {WARM_UP} s: {_times(warm)}"]
    for rate in rates:
        before = running.seconds()
        served = await askers.ask(list(islice(left, rate * SECONDS)), rate)
        spent = {who: seconds - before[who] for who, seconds in running.seconds().items()}
        lines += _told(f"{what}, {rate} questions a second for {SECONDS} s", served, spent)
        if milliseconds(served, 0.99) > WITHIN:
            break
    lines.append(f"  memory of a process: {running.megabytes():.0f} MB at most")
    await askers.close()
    return lines


def _told(what: str, served: Sequence[Served], spent: Mapping[str, float]) -> Iterator[str]:
    yield f"{what}: {_times(served)} (p99 at most {WITHIN:.0f}); {statuses(served)}"
    seconds = " ".join(f"{one:.0f}" for one in by_second(served))
    numbers = sorted({one.process for one in served})
    each = [milliseconds([one for one in served if one.process == n], 0.99) for n in numbers]
    yield f"  p99 by second: {seconds}; by process: {' '.join(f'{one:.0f}' for one in each)}"
    cpu = ", ".join(f"{who} {1000 * cost / len(served):.2f}" for who, cost in spent.items())
    busy = sum(spent.values()) / (max(one.due + one.seconds for one in served) * _CORES)
    yield f"  CPU a question in ms: {cpu}; {busy:.0%} of {_CORES} cores"


def _times(served: Sequence[Served]) -> str:
    p50, p99, longest = (milliseconds(served, share) for share in (0.5, 0.99, 1.0))
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {longest:.0f} ms"


@dataclass(frozen=True, slots=True)
class Running:
    """Processes that answer.

    Attributes:
        pids: of the processes.
        server: the process that PostgreSQL's others are children of; None on SQLite.
        addresses: of their web doors.
        after: how many seconds after the start all were ready.
    """

    pids: Sequence[int]
    server: int | None
    addresses: Sequence[str]
    after: float

    def seconds(self) -> dict[str, float]:
        """Return the CPU time that was spent until now, by whom."""
        answering = sum(_seconds_of(pid) for pid in self.pids)
        return {
            "answering": answering,
            "database": sum(_seconds_of(pid) for pid in _children_of(self.server)),
            "asking": time.process_time(),
        }

    def megabytes(self) -> float:
        """Return the most memory that one of them held."""
        lines = [
            line
            for pid in self.pids
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
            if line.startswith("VmHWM")
        ]
        return max(int(line.split()[1]) for line in lines) / 1000


def _seconds_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it is gone
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _server_of(url: str) -> int | None:
    folder = sa.make_url(url).query.get("host")
    found = Path(str(folder), "data", "postmaster.pid") if folder else None
    return int(found.read_text().split()[0]) if found else None


def _children_of(parent: int | None) -> list[int]:
    stats = Path("/proc").glob("[0-9]*/stat") if parent else ()
    found = [(int(stat.parent.name), stat.read_text().rpartition(")")[2].split()) for stat in stats]
    return [pid for pid, fields in found if int(fields[1]) == parent]


@contextmanager
def processes(url: str, number: int) -> Iterator[Running]:
    """Run so many `podquote run`, until all are ready."""
    began = time.perf_counter()
    with ExitStack() as stack:
        running = [stack.enter_context(_process(url)) for _ in range(number)]
        addresses = [_address(process) for process in running]
        for address in addresses:
            _wait_until_ready(address)
        after = time.perf_counter() - began
        yield Running([process.pid for process in running], _server_of(url), addresses, after)
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


def _wait_until_ready(address: str) -> None:
    while True:
        try:
            urllib.request.urlopen(f"{address}/readyz").close()  # noqa: S310  it is ours
        except urllib.error.HTTPError as error:
            error.close()
            time.sleep(0.05)
        else:
            return


def _together(library: Library) -> str:
    with processes(list(library.urls.values())[-1], PROCESSES) as running:
        return f"{PROCESSES} processes were ready after {running.after:.1f} s (at most 30)"


def _a_workspace_more(library: Library) -> str:
    """Let many workspaces ask, and say how much memory each took."""
    core = build(settings_at(library.urls["SQLite"]), say=lambda _line: None)
    for text in library.texts[:200]:
        core.ask(Question(text))
    before = _held()
    for number in range(WORKSPACES):
        asker = Asker("slack", f"T{number}", f"C{number}", f"U{number}")
        core.asked_by(asker).answer(Question(library.texts[number % 200]))
    each = (_held() - before) / WORKSPACES
    core.close()
    return f"{WORKSPACES:,} workspaces more took {each:.1f} KB each (at most 50)"


def _held() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

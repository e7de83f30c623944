"""How long thousands of transcripts take to go in, in what memory, and who waits meanwhile.

Episodes are put together anew from the turns of real transcripts (`../shared/corpora`), with a
fixed seed, to about ten thousand words each; without them there is nothing to measure. Ingest runs
as the command does, in a process of its own, while this one asks. `PODQUOTE_BENCH_SIZES=2000` is a
large show's whole archive, twenty million words.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.bootstrap import Podquote, build
from bot.model import Question
from tests.bench.transcripts import transcripts
from tests.fakes.settings import settings_for

SEED = 20261127
SIZES = (50, 100, 200)
WORDS = 10_000
ASKED = ("testing in production", "open source maintainers", "kubernetes", "remote work burnout")


def report(corpora: Path | None) -> list[str]:
    """Measure the sizes that `PODQUOTE_BENCH_SIZES` names, or the usual; return the lines."""
    if corpora is None:
        return ["no corpus, so nothing went in"]
    named = os.environ.get("PODQUOTE_BENCH_SIZES", "")
    sizes = [int(size) for size in named.split(",")] if named else list(SIZES)
    pool = [
        paragraph
        for _, text in transcripts(corpora / "changelog-dev.tar.gz")
        for paragraph in text.split("\n\n")
        if paragraph.startswith("**")
    ]
    return [_measured(pool, size) for size in sizes]


def _measured(pool: list[str], size: int) -> str:
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        documents = here / "show"
        documents.mkdir()
        words = sum(_write(documents / f"show-{n:04}.md", pool, SEED + n) for n in range(size))
        core = build(settings_for(here / "library.db", PODQUOTE_DEMO="off"))
        took, waits, memory = _run(here, documents, core)
        again, _, _ = _run(here, documents, core)
        overview = core.office.overview()
        core.close()
    worst, busy = (
        sorted(one[at] for one in waits)[int(0.99 * (len(waits) - 1))] * 1000 for at in (0, 1)
    )
    return (
        f"{size:5} episodes, {words / 1e6:5.1f} million words, {overview.entries} texts: "
        f"{took:.0f} s, {1000 * took / size:.0f} ms an episode; again {again:.1f} s; "
        f"{memory / 1e6:.0f} MB at most in all its processes; "
        f"{len(waits)} questions meanwhile, p99 {worst:.0f} ms, of CPU {busy:.0f}"
    )


def _write(path: Path, pool: list[str], seed: int) -> int:
    chance, words, parts = random.Random(seed), 0, []  # noqa: S311  no secret
    while words < WORDS:
        parts.append(chance.choice(pool))
        words += len(parts[-1].split())
    path.write_text("\n\n".join(parts), encoding="utf-8")
    return words


_Wait = tuple[float, float]
"""How long a question took, and how much of that it computed."""


def _run(here: Path, documents: Path, core: Podquote) -> tuple[float, list[_Wait], int]:
    """Return how long the command takes, how long each question meanwhile, and its memory."""
    environment = {
        **os.environ,
        "PODQUOTE_DATABASE_URL": f"sqlite:///{here / 'library.db'}",
        "PODQUOTE_DEMO": "off",
    }
    command = [sys.executable, "-m", "adapters.run", "ingest", "--json", str(documents)]
    begun = time.perf_counter()
    waits: list[_Wait] = []
    memory = 0
    with (here / "report.json").open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out)  # noqa: S603
        while process.poll() is None:
            asked, computed = time.perf_counter(), time.process_time()
            core.ask(Question(ASKED[len(waits) % len(ASKED)]))
            waits.append((time.perf_counter() - asked, time.process_time() - computed))
            if len(waits) % 20 == 1:
                memory = max(memory, _resident(process.pid))
            time.sleep(0.05)
    took = time.perf_counter() - begun
    refused = json.loads((here / "report.json").read_text())["total"]["refused"]
    if refused:
        raise AssertionError(f"{refused} refused")
    return took, waits, memory


def _resident(pid: int) -> int:
    """Return the bytes that a process and those it began have to themselves; 0 where none tells."""
    try:
        rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
        begun = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0
    own = next(line for line in rolled.splitlines() if line.startswith("Pss:"))
    return int(own.split()[1]) * 1024 + sum(_resident(int(child)) for child in begun)

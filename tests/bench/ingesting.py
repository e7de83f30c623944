"""How long thousands of transcripts take to go in, in what memory, and who waits meanwhile.

Episodes are put together anew from the turns of real transcripts (`../shared/corpora`), with a
fixed seed, to about ten thousand words each; without them there is nothing to measure. Ingest runs
as the command does, in a process of its own, while this one asks.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.bootstrap import Podquote, build
from bot.ingest.opening import open_document
from bot.model import Question
from tests.bench.transcripts import transcripts
from tests.fakes.settings import settings_for

SEED = 20261127
SIZES = (50, 100, 200)
WORDS = 10_000
ASKED = ("testing in production", "open source maintainers", "kubernetes", "remote work burnout")
WRITTEN = Path(__file__).parents[1] / "documents"


def report(corpora: Path | None, sizes: tuple[int, ...] = SIZES) -> list[str]:
    """Measure, and return the lines to print; `podquote` of 2,000 is `sizes=(2000,)`."""
    lines = list(_parsers())
    if corpora is None:
        return lines
    pool = [
        paragraph
        for _, text in transcripts(corpora / "changelog-dev.tar.gz")
        for paragraph in text.split("\n\n")
        if paragraph.startswith("**")
    ]
    return [*lines, *(line for size in sizes for line in _measured(pool, size))]


def _parsers() -> Iterator[str]:
    """Time each format's parser on a document that is repeated to a megabyte."""
    for kind in sorted(WRITTEN.iterdir()):
        path = max(kind.iterdir(), key=lambda file: file.stat().st_size)
        if path.suffix in (".json", ".json3", ".xml"):
            continue  # cannot be repeated as it stands
        data = path.read_bytes()
        whole = data + (b"\n\n" + data.removeprefix(b"\xef\xbb\xbf")) * (1_000_000 // len(data))
        begun = time.process_time()
        try:
            open_document(path.name, whole).reading()
        except Exception as error:  # noqa: BLE001  one that stands twice may be broken; it took time too
            said = f" ({type(error).__name__})"
        else:
            said = ""
        yield f"{kind.name}: {time.process_time() - begun:.2f} s of CPU for 1 MB{said}"


def _measured(pool: list[str], size: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        documents = here / "show"
        documents.mkdir()
        words = sum(_write(documents / f"show-{n:04}.md", pool, SEED + n) for n in range(size))
        core = build(settings_for(here / "library.db", PODQUOTE_DEMO="off"))
        took, waits = _run(here, documents, core)
        again, _ = _run(here, documents, core)
        overview = core.office.overview()
        core.close()
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    worst = sorted(waits)[int(0.99 * (len(waits) - 1))] * 1000
    yield (
        f"{size:5} episodes, {words / 1e6:5.1f} million words, {overview.entries} texts: "
        f"{took:.0f} s, {1000 * took / size:.0f} ms an episode; again {again:.1f} s; "
        f"{memory:.0f} MB at most; {len(waits)} questions meanwhile, p99 {worst:.0f} ms"
    )


def _write(path: Path, pool: list[str], seed: int) -> int:
    chance, words, parts = random.Random(seed), 0, []  # noqa: S311  no secret
    while words < WORDS:
        parts.append(chance.choice(pool))
        words += len(parts[-1].split())
    path.write_text("\n\n".join(parts), encoding="utf-8")
    return words


def _run(here: Path, documents: Path, core: Podquote) -> tuple[float, list[float]]:
    """Return how long the command takes, and how long each question meanwhile."""
    environment = {
        **os.environ,
        "PODQUOTE_DATABASE_URL": f"sqlite:///{here / 'library.db'}",
        "PODQUOTE_DEMO": "off",
    }
    command = [sys.executable, "-m", "adapters.run", "ingest", "--json", str(documents)]
    begun = time.perf_counter()
    waits: list[float] = []
    with (here / "report.json").open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out)  # noqa: S603
        while process.poll() is None:
            asked = time.perf_counter()
            core.ask(Question(ASKED[len(waits) % len(ASKED)]))
            waits.append(time.perf_counter() - asked)
            time.sleep(0.05)
    took = time.perf_counter() - begun
    refused = json.loads((here / "report.json").read_text())["total"]["refused"]
    if refused:
        raise AssertionError(f"{refused} refused")
    return took, waits

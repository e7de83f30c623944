"""How well and how fast known passages are found, beside other engines, in one run.

Every question is asked of one engine after the other before the next one is, so that what else the
machine does falls on all alike. podquote is timed from the question to the whole answer, texts,
reasons and marks included; the others from stems to the numbers of ten passages. What compares with
these is podquote's own step from the question to ten rows, which is timed by itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

from bot.browsing import Shelf
from bot.clock import SystemClock
from bot.deadline import Deadline
from bot.index.asking import asking
from bot.index.opening import open_library
from bot.index.reader import SqlIndex
from bot.index.shelves import SqlShelves
from bot.index.tables import entry
from bot.lookup import lookup
from bot.model import Question
from bot.resources import folder
from bot.tokens import tokenize
from bot.wanted import to_concepts
from tests.bench.engines import TEN, Search, engines, stems_asked, stems_of
from tests.bench.known_items import Known, known_items
from tests.bench.libraries import build_library, passages_in, size_of
from tests.bench.measured import Find, Found, Measured, ask_all, table
from tests.bench.passages import Passage, is_held_out, is_to_tune, of_corpus, so_many

NUMBER = 100_000
EACH = int(os.environ.get("PODQUOTE_BENCH_EACH", "200"))
"""Questions of each kind."""
SEED = int(os.environ.get("PODQUOTE_BENCH_SEED", "20261127"))
"""Of the questions; whoever has tuned something on these asks others."""
OURS = "podquote"
OURS_TO_IDS = "podquote, to the ids"
"""Its postings alone, from the question to ten rows: what the others are timed at."""
WITHOUT_STOP_WORDS = "{}, without stop words"
WITHOUT_FTS5_FROM = 200_000  # passages; its OR takes seconds a question from there on
_WORDS = 20  # a passage that is asked for has so many at least
_PROBE = """
import json, sys, time
from bot.index.opening import open_library
from bot.index.reader import SqlIndex
from bot.lookup import lookup
from bot.model import Question
from bot.resources import folder
began = time.perf_counter()
index = SqlIndex(open_library(sys.argv[1], folder("migrations"))[0])
index.vocabulary()
opened = time.perf_counter() - began
for line in json.loads(sys.stdin.read()):
    lookup(index, Question(line))
held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([opened, int(held.split()[1]) / 1000]))
"""


def report(corpora: Path | None) -> list[str]:
    """Measure the library `PODQUOTE_BENCH_LIBRARY`, or so many passages of the corpus.

    `PODQUOTE_BENCH_PASSAGES` says how many, 100,000 by default.
    """
    ingested = os.environ.get("PODQUOTE_BENCH_LIBRARY")
    if ingested:
        return list(_of_library(Path(ingested)))
    if corpora is None:
        return ["no corpus, so nothing was searched; name a file in PODQUOTE_BENCH_LIBRARY"]
    number = int(os.environ.get("PODQUOTE_BENCH_PASSAGES", NUMBER))
    own = of_corpus(corpora / "changelog-dev.tar.gz")
    with tempfile.TemporaryDirectory() as name:
        return list(_of_passages(own, number, Path(name)))


def written(passages: Sequence[Passage], here: Path) -> tuple[Path, str]:
    """Return a library of the passages, and a sentence on how long it took to write.

    `PODQUOTE_BENCH_KEEP` names a folder that libraries are kept in, for the next time.
    """
    kept = Path(os.environ.get("PODQUOTE_BENCH_KEEP") or here) / f"library-{len(passages)}.db"
    if kept.exists():
        return kept, "library kept from before"
    began, computed = time.perf_counter(), time.process_time()
    build_library(kept.with_suffix(".tmp"), passages)
    took, computed = time.perf_counter() - began, time.process_time() - computed
    kept.with_suffix(".tmp").rename(kept)
    return kept, f"library written in {took:.0f} s ({computed:.0f} s of processor time)"


def _of_library(library: Path) -> Iterator[str]:
    own = passages_in(library)
    passages = [one for few in own.values() for one in few]
    yield f"{library.name}: {len(passages):,} quotes and segments"
    with tempfile.TemporaryDirectory() as name:
        asked = questions(own, passages)
        yield from table(measure(library, Path(name), passages, asked))


def _of_passages(own: dict[str, list[Passage]], number: int, here: Path) -> Iterator[str]:
    passages = list(so_many(own, number))
    yield f"{len(passages):,} passages, {sum(len(p.text.split()) for p in passages):,} words"
    library, how = written(passages, here)
    index, beside = size_of(library)
    yield f"{how}; its index {index:.1f} MB, beside it {beside:.1f} MB"
    asked = questions(own, passages)
    opened, memory = _probe(library, asked)
    yield f"opened in {opened:.2f} s; {memory:.0f} MB resident after {len(asked)} questions"
    yield _suggesting(library, asked)
    yield from table(measure(library, here, passages, asked))


def _suggesting(library: Path, asked: Sequence[Known]) -> str:
    """Time suggestions for what somebody has typed of each question: its first 1 to 12 letters."""
    engine, _ = open_library(f"sqlite:///{library}", folder("migrations"))
    shelf, found = Shelf(SqlShelves(engine)), Measured()
    for at, one in enumerate(asked):
        began = time.perf_counter()
        shelf.suggest(one.query[: 1 + at % 12])
        found.times.append(time.perf_counter() - began)
    engine.dispose()
    p50, p99 = found.milliseconds(0.5), found.milliseconds(0.99)
    return f"suggestions: p50 {p50:.1f} ms, p99 {p99:.1f} ms"


def questions(
    own: dict[str, list[Passage]],
    passages: Sequence[Passage],
    *,
    tune: bool = False,
    each: int = EACH,
) -> list[Known]:
    """Return so many of each kind about passages of the half that proves, or that tunes.

    The first thousand passages are of few episodes, all of one half: questions are about these.
    """
    long = [one for one in passages if one.episode in own and len(one.text.split()) >= _WORDS]
    there = [one for one in long if is_to_tune(one.episode) is tune] or long
    held_out = [one for name, few in own.items() if is_held_out(name) for one in few]
    return known_items(there, held_out, each, SEED + tune)


def measure(
    library: Path, here: Path, passages: Sequence[Passage], asked: Sequence[Known]
) -> dict[str, Measured]:
    """Ask every engine every question; the others' indexes go to `here`."""
    return ask_all(searches_of(library, here, [passage.text for passage in passages]), asked, SEED)


def searches_of(library: Path, here: Path, texts: Sequence[str]) -> dict[str, Find]:
    """Return podquote on a library of the texts, and the others, who index them in `here`.

    They are asked all words of a question, and without its stop words, as podquote asks itself.
    Of FTS5 only the latter: AND finds less with them, and OR takes a quarter of a second.
    """
    searches = _ours(library)
    for name, theirs in engines(texts, here).items():
        if not name.startswith("FTS5"):
            searches[name] = _of_texts(theirs, texts, stems_of)
        elif len(texts) >= WITHOUT_FTS5_FROM:
            continue
        searches[WITHOUT_STOP_WORDS.format(name)] = _of_texts(theirs, texts, stems_asked)
    return searches


def _of_texts(search: Search, texts: Sequence[str], stems: Callable[[str], list[str]]) -> Find:
    def found(text: str) -> Found:
        rows = search(stems(text))
        return [texts[number] for number, _ in rows], rows[0][1] if rows else 0.0

    return found


def _ours(library: Path) -> dict[str, Find]:
    engine, _ = open_library(f"sqlite:///{library}", folder("migrations"))
    index, clock = SqlIndex(engine), SystemClock()
    with engine.connect() as connection:
        texts = dict(map(tuple, connection.execute(sa.select(entry.c.row, entry.c.text))))

    def to_ids(text: str) -> Found:
        bounded = index.within(Deadline(clock.monotonic))
        wanted = to_concepts(tokenize(text), bounded.vocabulary(), bounded.aliases(), text)
        with asking(engine) as ask:
            rows = bounded._rows(ask, wanted, TEN)
        return [texts[row] for row in rows], 0.0

    def search(text: str) -> Found:
        matches = lookup(index, Question(text), Deadline(clock.monotonic)).matches
        return [match.entry.text for match in matches], matches[0].score if matches else 0.0

    return {OURS: search, OURS_TO_IDS: to_ids}


def _probe(library: Path, asked: Sequence[Known]) -> tuple[float, float]:
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", _PROBE, f"sqlite:///{library}"],
        input=json.dumps([one.query for one in asked]),
        capture_output=True,
        text=True,
        check=True,
    )
    opened, memory = json.loads(done.stdout)
    return opened, memory


def main() -> None:
    """Measure one size in this process and print everything as JSON (`tests.bench.scaling`)."""
    corpora, number = Path(sys.argv[1]), int(sys.argv[2])
    own = of_corpus(corpora / "changelog-dev.tar.gz")
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        passages = list(so_many(own, number))
        library, _ = written(passages, here)
        measured = measure(library, here, passages, questions(own, passages))
    figures = {
        name: {
            "p50": one.milliseconds(0.5),
            "p99": one.milliseconds(0.99),
            "first": one.share(1),
            "few": one.share(5),
        }
        for name, one in measured.items()
    }
    lines = [f"{len(passages):,} passages", *table(measured)]
    sys.stdout.write(json.dumps({"lines": lines, "engines": figures}))


if __name__ == "__main__":
    main()

"""Every parser on documents that are broken at random, as long as is asked for.

`PODQUOTE_FUZZ_SECONDS=900 python -m tests.bench fuzzing` runs for a quarter of an hour;
`PODQUOTE_FUZZ_SEED` begins elsewhere. Each document is read as `ingest` reads it, and by the parser
of the kind that it was made from, whether or not that still claims it. What must not be: an
exception that is none of podquote's own, a text that does not stand in its document, or a reading
that takes seconds.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import PodquoteError
from bot.index.words import with_words
from bot.ingest.bulk import made_ready
from bot.ingest.encodings import decode
from bot.ingest.opening import rebuilt_layer
from bot.ingest.preparation import Prepared
from bot.ingest.recognise import FORMATS, Format
from bot.model import Reading
from tests.bench.breaking import broken

SECONDS = 60.0
LONGEST = 3.0
"""Seconds of CPU that nothing of this size may take."""
_TOLD = 20  # findings that are listed
_TESTS = Path(__file__).parents[1]
_SAMPLES = _TESTS.parents[1] / "shared" / "samples"


@dataclass(slots=True)
class Found:
    """What a run met.

    Attributes:
        documents: how many were read.
        read: how many gave a document, by kind.
        problems: what must not be, a line each.
        slowest: the longest that one took, in seconds of CPU.
    """

    documents: int = 0
    read: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    slowest: float = 0.0


def report() -> list[str]:
    """Break and read documents for as long as was asked for; return the lines.

    Raises:
        AssertionError: something came that must not be.
    """
    seed = int(os.environ.get("PODQUOTE_FUZZ_SEED", "1"))
    until = time.monotonic() + float(os.environ.get("PODQUOTE_FUZZ_SECONDS", SECONDS))
    found = fuzz(seed, lambda: time.monotonic() < until)
    if found.problems:
        raise AssertionError("\n".join(found.problems[:_TOLD]))
    kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(found.read.items()))
    return [
        f"{found.documents} broken documents from seed {seed}, nothing that must not be",
        f"the slowest took {found.slowest:.2f} s of CPU",
        f"of these were read all the same: {kinds}",
    ]


def fuzz(seed: int, goes_on: Callable[[], bool]) -> Found:
    """Break and read documents while `goes_on()`.

    Args:
        seed: of the first document; each has one of its own, so that it can be made again.
        goes_on: is asked before each.
    """
    found, whole = Found(), samples()
    while goes_on():
        chance = random.Random(seed)  # noqa: S311  no secret
        name, data = chance.choice(whole)
        other = chance.choice(whole)[1]
        made = broken(data, other, chance)
        begun = time.process_time()
        try:
            found.read.update(_read(name, made))
            _parsed(name, data, made)
        except PodquoteError as error:
            found.problems.append(f"seed {seed}, {name}: came through: {error!r}")
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
            found.problems.append(f"seed {seed}, {name}: {error!r}")
        took = time.process_time() - begun
        if took > LONGEST:
            found.problems.append(f"seed {seed}, {name}: {took:.1f} s for {len(made)} bytes")
        found.slowest = max(found.slowest, took)
        found.documents += 1
        seed += 1
    return found


def samples() -> list[tuple[str, bytes]]:
    """Return the documents that are broken: the seeds, those of the tests, and the samples."""
    folders = [_TESTS.parent / "seeds", *sorted((_TESTS / "documents").iterdir()), _SAMPLES]
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())]
    return [(file.name, file.read_bytes()) for file in files if file.is_file()]


def _read(name: str, data: bytes) -> Iterable[str]:
    """Read a document as ingest does; return the kinds of what it gave."""
    kinds = []
    for one in made_ready("public", with_words, (name, data)):
        if isinstance(one, Prepared):
            layer = one.stored.document.layer
            assert layer == rebuilt_layer(one.stored)
            _hold(one.reading, layer)
            for entry in one.alone.entries if one.alone else ():
                pieces = [layer[start:end] for start, end in entry.source.spans]
                assert entry.text == " ".join(pieces)
            kinds.append(one.stored.format)
    return kinds


def _parsed(name: str, whole: bytes, data: bytes) -> None:
    """Let the parser of the whole document read the broken one, whether it claims it or not."""
    try:
        text, before = decode(name, data).text, decode(name, whole).text
    except PodquoteError:
        return
    for known in FORMATS:
        if known.recognises(before):
            _parse(known, name, text)


def _parse(known: Format, name: str, text: str) -> None:
    try:
        reading, layer = known.parse(name, text), known.to_layer(name, text)
    except PodquoteError:
        return
    _hold(reading, layer)


def _hold(reading: Reading, layer: str) -> None:
    for passage in reading.passages:
        edges = [edge for span in passage.spans for edge in span]
        assert edges == sorted(edges)
        assert edges[0] >= 0
        assert edges[-1] <= len(layer)
        assert all(layer[start:end].strip() for start, end in passage.spans)

"""Latency and recall against the number of passages, from a thousand to a million, as a picture.

One size after another in a process of its own, so that none pays for the memory of the one before.
A million passages take about half an hour on two cores, most of it to write the library.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PICTURE = Path("docs/measured/search-scale.png")


def report(corpora: Path | None) -> list[str]:
    """Measure the sizes that `PODQUOTE_BENCH_SIZES` names, or all; draw the picture."""
    if corpora is None:
        return ["no corpus, so nothing was searched"]
    named = os.environ.get("PODQUOTE_BENCH_SIZES", "")
    sizes = [int(size) for size in named.split(",")] if named else list(SIZES)
    found = {size: _measured(size, corpora) for size in sizes}
    lines = [line for one in found.values() for line in one["lines"]]
    _draw(found)
    return [*lines, f"drawn: {PICTURE}"]


def _measured(size: int, corpora: Path) -> Any:  # noqa: ANN401  what `searching.as_json` gives
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", "tests.bench.searching", str(corpora), str(size)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _draw(found: dict[int, Any]) -> None:
    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415  its backend is chosen first

    figure, axes = plt.subplots(figsize=(8, 5))
    names = list(dict.fromkeys(name for one in found.values() for name in one["engines"]))
    for name in names:
        sizes = [size for size, one in found.items() if name in one["engines"]]
        for share, line in (("p50", "-"), ("p99", ":")):
            times = [found[size]["engines"][name][share] for size in sizes]
            color = f"C{names.index(name)}"
            label = name if share == "p50" else None
            axes.plot(sizes, times, line, marker="o", color=color, label=label)
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="passages of about 40 words",
        ylabel="milliseconds a question: p50 (line), p99 (dots)",
        title=f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {os.cpu_count()} shared cores; same questions, "
        "same tokens, same run",
    )
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))  # beside: it would hide lines
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(PICTURE, dpi=120, bbox_inches="tight")

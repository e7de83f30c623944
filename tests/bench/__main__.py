"""`make bench`: measures what the documents claim, and prints it.

Real transcripts are read from `../shared/corpora` where they are; without them the seeds alone
are measured, and the output says so.
"""

from __future__ import annotations

import logging
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import structlog

from tests.bench import (
    alike,
    checking,
    corroboration,
    day,
    discord_door,
    drawing,
    failover,
    first_steps,
    fuzzing,
    ingesting,
    parsing,
    planning,
    process,
    reconciling,
    scaling,
    searching,
    serving,
    slack_door,
    takeover,
)

CORPORA = Path(__file__).parents[2] / ".." / "shared" / "corpora"


def main() -> None:
    """Print every measure, or those that are named: process, corroboration, checking, ..."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    corpora = CORPORA if CORPORA.is_dir() else None
    reports: dict[str, Callable[[], Iterable[str]]] = {
        "process": process.report,
        "discord": discord_door.report,
        "corroboration": lambda: corroboration.report(corpora),
        "checking": lambda: checking.report(corpora),
        "reconciling": reconciling.report,
        "parsing": parsing.report,
        "fuzzing": fuzzing.report,
        "ingesting": lambda: ingesting.report(corpora),
        "searching": lambda: searching.report(corpora),
        "scaling": lambda: scaling.report(corpora),
        "slack": slack_door.report,
        "alike": lambda: alike.report(corpora),
        "serving": lambda: serving.report(corpora),
        "failover": failover.report,
        "planning": planning.report,
        "day": day.report,
        "takeover": takeover.report,
        "drawing": drawing.report,
        "first_steps": first_steps.report,
    }
    usual = [name for name in reports if name not in ("scaling", "day")]  # half an hour each
    chosen = [name for name in reports if name in sys.argv[1:]] or usual
    sys.stdout.write(f"Python {platform.python_version()}, {platform.system()}\n")
    if corpora is None:
        sys.stdout.write("../shared/corpora is not here: no real transcripts are measured\n")
    for name in chosen:
        sys.stdout.write(f"\n{name}\n")
        for line in reports[name]():
            sys.stdout.write(f"  {line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

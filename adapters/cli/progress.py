"""How far taking documents in is: a bar with a rate and the remaining time, on a terminal only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """Two calls: how many there are in all, and that one more is done."""

    found: Callable[[int], None]
    done: Callable[[], None]


@contextlib.contextmanager
def progress() -> Iterator[Bar]:
    """Show a bar on stderr while the block runs; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield Bar(lambda _number: None, lambda: None)
        return
    from adapters.cli.terminal import open_bar  # noqa: PLC0415  a pipe needs no Rich

    with open_bar(over_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task("", total=None)
        yield Bar(lambda number: bar.update(task, total=number), lambda: bar.advance(task))

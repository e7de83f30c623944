"""Applies a pure function to many things, in processes beside this one; results in order.

Only so many are on their way at once: memory does not grow with how many there are.
"""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from typing import Final, TypeVar

A = TypeVar("A")
B = TypeVar("B")

_FEW: Final = 24  # things that are done sooner than another process starts
_AHEAD: Final = 3  # for each process, how many things wait for it or for us
_POLITE: Final = 5  # how much a process lets others go first: a question is not kept waiting
_SELDOM: Final = 50_000  # values made before cycles are looked for: a document makes no cycles


def mapped(
    function: Callable[[A], B], things: Iterable[A], is_work: Callable[[A], bool]
) -> Iterator[B]:
    """Yield what `function` makes of each thing, in order.

    Args:
        function: pure, at the top level of a module; it and the things go to other processes.
        things: as many as there are.
        is_work: whether a thing is worth another process.
    """
    processes, started = os.cpu_count() or 1, 0
    waiting: deque[tuple[A, Future[B] | None]] = deque()
    with ExitStack() as stack:
        pool: ProcessPoolExecutor | None = None
        for thing in things:
            started += is_work(thing)
            if pool is None and started > _FEW and processes > 1:
                pool = stack.enter_context(_pool(processes))
            waiting.append((thing, _submitted(pool, function, thing) if is_work(thing) else None))
            if len(waiting) >= _AHEAD * processes:
                yield _result(function, *waiting.popleft())
        while waiting:
            yield _result(function, *waiting.popleft())


def _pool(processes: int) -> ProcessPoolExecutor:
    # Not forked: this process may have threads, and has a database open.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, context, initializer=_begin)


def _begin() -> None:
    os.nice(_POLITE)
    gc.freeze()  # what is loaded stays
    gc.set_threshold(_SELDOM)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """End when the process that began this one is gone: killed, it tells nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _submitted(
    pool: ProcessPoolExecutor | None, function: Callable[[A], B], thing: A
) -> Future[B] | None:
    try:
        return pool.submit(function, thing) if pool else None
    except BrokenProcessPool:
        return None


def _result(function: Callable[[A], B], thing: A, result: Future[B] | None) -> B:
    """Return the result; where no process gives one, or it was killed, it is made in this one."""
    try:
        return function(thing) if result is None else result.result()
    except BrokenProcessPool:
        return function(thing)

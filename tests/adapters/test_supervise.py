"""Doors that fail, and doors that do not."""

from __future__ import annotations

import asyncio
import gc
import sys

import pytest
from structlog.testing import capture_logs

from adapters.supervise import (
    HANDOVER,
    YOUNG,
    Readiness,
    favour_the_loop,
    supervise,
    supervise_all,
)
from bot.errors import SettingError
from tests.fakes.clock import FakeClock


class Pauses:
    """Remembers how long it was asked to wait, and ends the waiting after `most` times."""

    def __init__(self, most: int) -> None:
        self.taken: list[float] = []
        self.over = asyncio.Event()
        self._most = most

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) == self._most:
            self.over.set()
            await asyncio.Event().wait()


async def test_a_failing_door_is_started_again_later_and_later() -> None:
    async def run() -> None:
        raise OSError("no network")

    pauses = Pauses(8)
    with capture_logs() as written:
        await until_over(pauses, supervise("slack", run, FakeClock(), pauses))

    assert [1, 2, 4, 8, 16, 32, 60, 60] == pauses.taken
    failures = [line for line in written if line["event"] == "door_failed"]
    assert 8 == len(failures)
    assert ("slack", "OSError", True) == tuple(
        failures[0][k] for k in ("door", "error", "exc_info")
    )


async def test_a_door_that_ran_well_is_started_again_at_once() -> None:
    clock = FakeClock()
    lengths = iter([0, 0, 0, 61, 0, 59, 0])

    async def run() -> None:
        clock.advance(next(lengths))
        raise OSError

    pauses = Pauses(7)
    await until_over(pauses, supervise("slack", run, clock, pauses))

    assert [1, 2, 4, 1, 2, 4, 8] == pauses.taken


async def test_an_expected_error_is_logged_with_its_sentence_and_no_traceback() -> None:
    async def run() -> None:
        raise SettingError({"PODQUOTE_HTTP_PORT": "is taken"})

    pauses = Pauses(1)
    with capture_logs() as written:
        await until_over(pauses, supervise("web", run, FakeClock(), pauses))

    assert "PODQUOTE_HTTP_PORT is taken" in written[0]["problem"]
    assert "exc_info" not in written[0]


async def test_a_door_that_ends_by_itself_is_started_again() -> None:
    async def run() -> None:
        return

    pauses = Pauses(2)
    with capture_logs() as written:
        await until_over(pauses, supervise("web", run, FakeClock(), pauses))

    assert [1, 2] == pauses.taken
    assert "door_failed" == written[0]["event"]


async def test_a_door_that_was_cancelled_from_inside_is_started_again() -> None:
    async def run() -> None:
        raise asyncio.CancelledError

    pauses = Pauses(2)
    with capture_logs() as written:
        await until_over(pauses, supervise("discord", run, FakeClock(), pauses))

    assert [1, 2] == pauses.taken
    assert "CancelledError" == written[0]["error"]


async def test_a_failing_door_does_not_take_the_others_down_and_all_stop_together() -> None:
    stop, closed = asyncio.Event(), []

    async def good() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            closed.append("good")

    async def bad() -> None:
        raise RuntimeError

    pauses = Pauses(3)
    serving = asyncio.create_task(
        supervise_all({"good": good, "bad": bad}, stop, FakeClock(), pauses)
    )
    await pauses.over.wait()
    before = list(closed)
    stop.set()
    await serving

    assert [] == before
    assert ["good"] == closed


async def until_over(pauses: Pauses, supervising: object) -> None:
    assert asyncio.iscoroutine(supervising)
    task = asyncio.create_task(supervising)
    await pauses.over.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_the_loop_of_a_process_that_serves_has_its_turn_ten_times_as_soon() -> None:
    before, garbage = sys.getswitchinterval(), gc.get_threshold()
    try:
        favour_the_loop()

        assert HANDOVER == pytest.approx(sys.getswitchinterval())
        assert gc.get_freeze_count() > 0
        assert (YOUNG, *garbage[1:]) == gc.get_threshold()
    finally:
        gc.unfreeze()
        gc.set_threshold(*garbage)
        sys.setswitchinterval(before)


def test_nothing_is_begun_while_the_database_is_away_or_newer_and_each_change_is_logged() -> None:
    ready = [True, False, False, True, True]
    done: list[int] = []
    begin = Readiness(lambda: ready[0]).needed_for(lambda: done.append(len(ready)))

    with capture_logs() as logs:
        while ready:
            begin()
            ready.pop(0)

    assert [5, 2, 1] == done
    assert ["schedule_rests", "schedule_goes_on"] == [log["event"] for log in logs]

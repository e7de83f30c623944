"""The ticker ticks, survives what it calls, and ends."""

from __future__ import annotations

import threading

from structlog.testing import capture_logs

from bot.errors import UnusableDatabase
from bot.schedule import Ticker

SOON = 10.0  # seconds that a machine under load may take; nobody waits for them to pass


def test_it_calls_again_and_again_even_after_a_failure() -> None:
    calls: list[threading.Thread] = []
    enough = threading.Event()

    def tick() -> None:
        calls.append(threading.current_thread())
        if len(calls) == 3:
            enough.set()
        raise RuntimeError("a tick that fails")

    ticker = Ticker(tick, seconds=0.01)
    with capture_logs() as logs:
        ticker.start()
        came = enough.wait(SOON)
        ticker.stop(wait=True)

    assert came
    assert threading.main_thread() not in calls
    assert {("tick_failed", "error")} == {(log["event"], log["log_level"]) for log in logs}
    assert all(log["exc_info"] for log in logs)


def test_what_is_expected_to_fail_is_one_line_of_the_log_without_a_traceback() -> None:
    failed = threading.Event()

    def tick() -> None:
        failed.set()
        raise UnusableDatabase("podquote.db", "it is away")

    ticker = Ticker(tick, seconds=0.01)
    with capture_logs() as logs:
        ticker.start()
        came = failed.wait(SOON)
        ticker.stop(wait=True)

    assert came
    assert logs[0]["problem"].endswith("it is away.")
    assert not any("exc_info" in log for log in logs)


def test_it_waits_for_a_call_that_is_under_way_and_calls_no_more() -> None:
    began, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def tick() -> None:
        began.set()
        go_on.wait(SOON)
        done.append("done")

    ticker = Ticker(tick, seconds=0.01)
    ticker.start()
    came = began.wait(SOON)
    go_on.set()
    ticker.stop(wait=True)
    finished = list(done)

    assert came
    assert "done" in finished
    assert finished == done


def test_it_ends_at_once_where_nobody_waits() -> None:
    began, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def tick() -> None:
        began.set()
        go_on.wait(SOON)
        ended.set()

    ticker = Ticker(tick, seconds=0.01)
    ticker.start()
    assert began.wait(SOON)

    ticker.stop()

    assert not ended.is_set()
    go_on.set()
    assert ended.wait(SOON)

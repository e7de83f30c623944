"""When a feed is looked at again."""

from __future__ import annotations

import datetime as dt
import itertools

from bot.feeds.pacing import EVERY, FIRST_WAIT, LONGEST_WAIT, next_due

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def test_a_feed_that_was_read_is_due_in_an_hour() -> None:
    assert EVERY == next_due(NOW, 0) - NOW


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    waits = [next_due(NOW, failures) - NOW for failures in range(1, 9)]

    assert FIRST_WAIT == waits[0]
    assert all(later == min(2 * wait, LONGEST_WAIT) for wait, later in itertools.pairwise(waits))
    assert LONGEST_WAIT == waits[-1] == next_due(NOW, 10**9) - NOW

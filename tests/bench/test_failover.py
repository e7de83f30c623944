"""Nothing that a primary acknowledged is lost with it."""

from __future__ import annotations

import pytest

from tests.bench import failover
from tests.platforms.postgres import find_server

pytestmark = pytest.mark.slow


def test_no_acknowledged_row_is_lost_nothing_is_doubled_and_nobody_is_treated_rudely() -> None:
    if find_server() is None:
        pytest.skip("no PostgreSQL server on this machine: a failover is NOT tested here")

    found = failover.run()

    assert [] == found.rude
    assert (0, 0) == (found.lost, found.doubled)
    assert found.acknowledged > failover.BEFORE
    assert found.sent >= failover.POSTS - 1

"""A work is divided among those who ask, and nothing of it is anybody's twice."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
import sqlalchemy as sa

from bot.index.leases import LASTING, SqlLeases, lease
from tests.fakes.clock import FakeClock

SHARDS = "discord.shards"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def leases(engine: sa.Engine, clock: FakeClock) -> SqlLeases:
    return SqlLeases(engine, clock)


def settled(leases: SqlLeases, parts: int, *holders: str) -> list[frozenset[int]]:
    """Let each ask a few times, as they do, and return what they have."""
    for _ in range(3):
        for one in holders:
            leases.hold(SHARDS, parts, one)
    return [leases.hold(SHARDS, parts, one) for one in holders]


def test_one_alone_has_all(leases: SqlLeases) -> None:
    assert [{0, 1, 2, 3}] == settled(leases, 4, "a")


@pytest.mark.parametrize(("parts", "shares"), [(4, [2, 2]), (3, [2, 1]), (1, [1, 0])])
def test_two_divide_it_evenly_and_completely(
    leases: SqlLeases, parts: int, shares: list[int]
) -> None:
    first = settled(leases, parts, "a")

    found = settled(leases, parts, "a", "b")

    assert shares == [len(one) for one in found]
    assert set(range(parts)) == found[0] | found[1] == first[0]


def test_what_one_has_it_keeps(leases: SqlLeases, clock: FakeClock) -> None:
    before = settled(leases, 6, "a", "b", "c")

    for _ in range(10):
        clock.advance(LASTING.total_seconds() * 0.9)
        assert before == [leases.hold(SHARDS, 6, one) for one in "abc"]


def test_what_the_dead_had_is_free_when_its_lease_is_over(
    leases: SqlLeases, clock: FakeClock
) -> None:
    settled(leases, 4, "a", "b")

    clock.advance(LASTING.total_seconds() * 0.9)
    kept = leases.hold(SHARDS, 4, "b")
    clock.advance(LASTING.total_seconds() * 0.2)
    taken = leases.hold(SHARDS, 4, "b")

    assert (2, 4) == (len(kept), len(taken))


def test_who_was_frozen_gets_no_more_than_is_left(
    leases: SqlLeases, clock: FakeClock, engine: sa.Engine
) -> None:
    settled(leases, 2, "a")
    clock.advance(LASTING.total_seconds() + 1)
    assert {0, 1} == leases.hold(SHARDS, 2, "b")

    assert frozenset() == leases.hold(SHARDS, 2, "a")

    with engine.connect() as connection:
        tokens = connection.scalars(sa.select(lease.c.token).where(lease.c.holder == "b")).all()
    assert [0, 2, 2] == sorted(tokens)  # its membership, and two that changed hands once


def test_what_is_given_back_is_taken_at_once(leases: SqlLeases) -> None:
    settled(leases, 4, "a", "b")

    leases.let_go(SHARDS, "a")

    assert {0, 1, 2, 3} == leases.hold(SHARDS, 4, "b")


def test_of_fewer_parts_than_there_were_nobody_has_one_too_many(leases: SqlLeases) -> None:
    settled(leases, 4, "a", "b")

    assert {0, 1} == frozenset().union(*settled(leases, 2, "a", "b"))


def test_works_do_not_mix(leases: SqlLeases) -> None:
    assert {0} == leases.hold("one", 1, "a")
    assert {0} == leases.hold("other", 1, "b")


def test_eight_at_once_never_have_one_together(engine: sa.Engine, clock: FakeClock) -> None:
    shares: list[frozenset[int]] = []

    def ask(name: str) -> None:
        shares.append(SqlLeases(engine, clock).hold(SHARDS, 16, name))

    threads = [threading.Thread(target=ask, args=(f"p{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 8 == len(shares)
    assert all(count == 1 for count in Counter(part for one in shares for part in one).values())

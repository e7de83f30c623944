"""The ledger, on both engines: who may try, what came of it, what is too late."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import sqlalchemy as sa

from bot.index.ledger import SqlLedger
from bot.model import OccurrenceState, Standing
from bot.occurrence import CATCH_UP, LEASE, MOURNING, QUARANTINE
from bot.ports import Ledger
from tests.fakes.ledger_rows import BOTH, DAY, MINUTE, NOW, OTHER, SCHEDULE, claim, only, plan, row


def test_nothing_is_claimed_before_it_is_due(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))

    assert ledger.claim(NOW - MINUTE, BOTH) is None
    assert row(SCHEDULE).key == claim(ledger).key


def test_a_claim_is_written_before_it_returns_and_nobody_else_gets_it(
    ledger: Ledger, engine: sa.Engine
) -> None:
    plan(ledger, row(SCHEDULE))

    taken = claim(ledger)

    assert taken == only(SqlLedger(engine))
    assert OccurrenceState.CLAIMED == taken.state
    assert (1, 1, NOW) == (taken.tries, taken.lease_token, taken.first_send_at)
    assert NOW + LEASE + QUARANTINE == taken.ready_at
    assert ledger.claim(NOW, BOTH) is None


def test_a_lapsed_claim_is_taken_over_after_the_quarantine(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    first = claim(ledger)

    assert ledger.claim(first.ready_at - MINUTE, BOTH) is None
    again = claim(ledger, first.ready_at)
    assert (2, 2, NOW) == (again.tries, again.lease_token, again.first_send_at)


def test_the_one_that_is_ready_first_is_claimed_first(ledger: Ledger) -> None:
    plan(ledger, replace(row(SCHEDULE, 1), ready_at=NOW))
    plan(ledger, replace(row(OTHER), due_at=NOW, ready_at=NOW - MINUTE))

    assert ["d1", "s1"] == [claim(ledger).schedule.id for _ in range(2)]


def test_one_occurrence_can_be_claimed_by_its_key(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    plan(ledger, row(OTHER))

    taken = ledger.claim(NOW, BOTH, row(OTHER).key)

    assert taken is not None
    assert "d1" == taken.schedule.id
    assert ledger.claim(NOW, BOTH, row(OTHER).key) is None


def test_only_what_a_connected_platform_can_send_is_claimed(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))

    assert ledger.claim(NOW, ["discord"]) is None
    assert ledger.claim(NOW, []) is None


def test_what_is_paused_is_not_begun_but_what_was_begun_is_looked_for(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE), row(SCHEDULE, 1))
    begun = claim(ledger)
    ledger.stand("s1", Standing.PAUSED, "by_command")

    assert begun.key == claim(ledger, NOW + DAY).key
    assert ledger.claim(NOW + DAY, BOTH) is None


def test_what_is_too_late_is_not_begun(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))

    assert ledger.claim(NOW + CATCH_UP + MINUTE, BOTH) is None
    assert row(SCHEDULE).key == claim(ledger, NOW + CATCH_UP).key


def test_only_the_newest_holder_may_write(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    stale = claim(ledger)
    fresh = claim(ledger, stale.ready_at)

    assert not ledger.record(replace(stale, state=OccurrenceState.SENT), pause=True)
    assert fresh == only(ledger)
    assert ledger.record(replace(fresh, state=OccurrenceState.SENT, message_ref="7"))
    assert not ledger.record(replace(fresh, state=OccurrenceState.UNKNOWN))
    assert (OccurrenceState.SENT, "7") == (only(ledger).state, only(ledger).message_ref)


def test_a_channel_that_took_a_post_is_checked(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    plan(ledger, row(OTHER))

    ledger.record(replace(claim(ledger), state=OccurrenceState.SENT))

    assert [True, False] == sorted((one.checked for one in ledger.schedules()), reverse=True)


def test_a_dead_target_pauses_its_schedule_and_no_other(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    ledger.add(OTHER)

    dead = replace(claim(ledger), state=OccurrenceState.SKIPPED, reason="is_archived")
    ledger.record(dead, pause=True)

    other, paused = ledger.schedules()
    assert (Standing.PAUSED, "is_archived") == (paused.standing, paused.reason)
    assert Standing.ACTIVE == other.standing


def test_what_is_too_late_is_skipped_with_its_reason(ledger: Ledger) -> None:
    again = replace(row(SCHEDULE, 1), due_at=NOW, ready_at=NOW + CATCH_UP, reason="ratelimited")
    plan(ledger, row(SCHEDULE), again)

    assert 0 == ledger.close(NOW + CATCH_UP, BOTH)
    assert 2 == ledger.close(NOW + CATCH_UP + MINUTE, BOTH)
    closed = ledger.occurrences("s1", dt.date.min)
    assert ["late", "ratelimited"] == [one.reason for one in closed]
    assert {OccurrenceState.SKIPPED} == {one.state for one in closed}


def test_what_comes_due_while_paused_is_skipped(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE), row(SCHEDULE, 1))
    ledger.stand("s1", Standing.PAUSED, "by_command")

    assert 1 == ledger.close(NOW, BOTH)
    today, tomorrow = ledger.occurrences("s1", dt.date.min)
    assert (OccurrenceState.SKIPPED, "paused") == (today.state, today.reason)
    assert OccurrenceState.PLANNED == tomorrow.state


def test_an_open_try_waits_a_day_for_its_platform(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    claim(ledger)
    late = NOW + MOURNING + MINUTE

    assert 0 == ledger.close(NOW + MOURNING, ["discord"])
    assert 0 == ledger.close(late, BOTH)
    assert 1 == ledger.close(late, ["discord"])
    assert (OccurrenceState.UNKNOWN, "not_connected") == (only(ledger).state, only(ledger).reason)


def test_many_who_claim_at_once_get_each_occurrence_once(engine: sa.Engine) -> None:
    ledgers = [SqlLedger(engine) for _ in range(4)]
    for number in range(12):
        plan(ledgers[0], row(replace(SCHEDULE, id=f"s{number}", channel=f"C{number}")))

    def take_all(ledger: Ledger) -> list[str]:
        return [taken.key for taken in iter(lambda: ledger.claim(NOW + MINUTE, BOTH), None)]

    with ThreadPoolExecutor(4) as pool:
        taken = [key for keys in pool.map(take_all, ledgers) for key in keys]

    assert 12 == len(taken) == len(set(taken))

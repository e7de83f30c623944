"""The ledger, on both engines: schedules, and each of their dates once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.errors import UnusableDatabase
from bot.index.ledger import SqlLedger
from bot.model import Occurrence, OccurrenceState, Schedule, Standing
from bot.ports import Ledger
from tests.fakes.ledger_rows import DAY, MINUTE, NOW, OTHER, SCHEDULE, claim, only, plan, row


def test_a_schedule_is_kept_as_it_is(ledger: Ledger) -> None:
    schedule = replace(SCHEDULE, at=dt.time(0, 5), reason="so", checked=True)

    assert schedule == ledger.add(schedule)
    assert [schedule] == ledger.schedules()


def test_the_same_schedule_is_kept_once_and_its_channel_stays_checked(ledger: Ledger) -> None:
    ledger.add(SCHEDULE)
    ledger.add(replace(SCHEDULE, id="s2", checked=True))

    again = ledger.add(replace(SCHEDULE, id="s3", next_date=dt.date(2030, 1, 1)))

    assert replace(SCHEDULE, checked=True) == again
    assert [again] == ledger.schedules()


def test_two_schedules_in_one_channel_are_told_apart(ledger: Ledger) -> None:
    later = replace(SCHEDULE, id="s2", at=dt.time(18))
    ledger.add(later)
    ledger.add(SCHEDULE)
    ledger.add(OTHER)

    assert [OTHER, SCHEDULE, later] == ledger.schedules()


def test_a_removed_schedule_added_again_keeps_its_id_and_what_was_sent(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE), row(SCHEDULE, 1, "q2"))
    ledger.record(replace(claim(ledger), state=OccurrenceState.SENT))

    removed = ledger.stand("s1", Standing.REMOVED, "by_command")
    anew = replace(SCHEDULE, id="s2", next_date=NOW.date() + 3 * DAY, next_due=NOW + 3 * DAY)

    assert removed is not None
    assert Standing.REMOVED == removed.standing
    assert [] == ledger.schedules()
    assert replace(anew, id="s1") == ledger.add(anew)
    assert OccurrenceState.SENT == only(ledger).state
    assert ["q1"] == ledger.used("s1")


def test_a_schedule_is_paused_and_resumed(ledger: Ledger) -> None:
    ledger.add(SCHEDULE)

    paused = ledger.stand("s1", Standing.PAUSED, "by_command")

    assert replace(SCHEDULE, standing=Standing.PAUSED, reason="by_command") == paused
    assert SCHEDULE == ledger.stand("s1", Standing.ACTIVE, "")


def test_nothing_can_be_done_with_what_is_not_there(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    ledger.stand("s1", Standing.REMOVED, "")

    for gone in ("s1", "s2"):
        assert ledger.stand(gone, Standing.ACTIVE, "") is None
        assert 0 == ledger.plan(gone, lambda schedule, _used: (schedule, [row(SCHEDULE)]))
        assert ledger.bring_forward(gone, NOW.date(), lambda *_: row(SCHEDULE)) is None
        assert [] == ledger.occurrences(gone, dt.date.min)


def test_schedules_whose_next_date_is_near_are_to_be_planned(ledger: Ledger) -> None:
    ledger.add(SCHEDULE)
    ledger.add(replace(OTHER, next_due=NOW + DAY))

    assert [] == ledger.unplanned(NOW - MINUTE)
    assert ["s1"] == ledger.unplanned(NOW)
    assert ["s1", "d1"] == ledger.unplanned(NOW + DAY)


def test_an_occurrence_is_kept_as_it_is(ledger: Ledger) -> None:
    full = replace(
        row(SCHEDULE),
        state=OccurrenceState.UNKNOWN,
        payload='{"words": "“dam”"}',
        tries=2,
        lease_token=3,
        first_send_at=NOW + dt.timedelta(microseconds=5),
        message_ref="1.2",
        reason="so",
    )

    assert 1 == plan(ledger, full)
    kept = only(ledger)
    assert full == replace(kept, schedule=SCHEDULE)
    assert NOW + 9 * DAY == kept.schedule.next_due


def test_a_date_is_planned_once(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))

    assert 1 == plan(ledger, row(SCHEDULE, 0, "q8"), row(SCHEDULE, 1, "q9"))
    assert ["q1", "q9"] == ledger.used("s1")


def test_a_plan_that_fails_leaves_nothing(ledger: Ledger) -> None:
    ledger.add(SCHEDULE)

    with pytest.raises(UnusableDatabase):
        ledger.plan("s1", lambda schedule, _: (replace(schedule, next_date=None), [row(SCHEDULE)]))  # type: ignore[arg-type]

    assert [SCHEDULE] == ledger.schedules()
    assert [] == ledger.occurrences("s1", dt.date.min)


def test_planning_knows_the_schedule_and_what_it_used(ledger: Ledger) -> None:
    skipped = replace(row(SCHEDULE, 2, "q0"), state=OccurrenceState.SKIPPED)
    plan(ledger, row(SCHEDULE, 1, "q3"), row(SCHEDULE, 0, "q7"), skipped)
    seen: list[tuple[Schedule, Sequence[str]]] = []

    def make(schedule: Schedule, used: Sequence[str]) -> tuple[Schedule, list[Occurrence]]:
        seen.append((schedule, used))
        return schedule, []

    ledger.plan("s1", make)

    assert [(ledger.schedules()[0], ["q7", "q3"])] == seen


def test_a_date_that_is_not_there_can_be_brought_forward(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE, 1, "q2"))
    wanted = row(SCHEDULE)
    seen: list[tuple[object, ...]] = []

    def make(*known: object) -> Occurrence:
        seen.append(known)
        return wanted

    assert wanted == ledger.bring_forward("s1", NOW.date(), make)
    assert [(ledger.schedules()[0], None, ["q2"])] == seen
    assert ["q1", "q2"] == ledger.used("s1")


def test_a_date_that_is_planned_can_be_brought_forward(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    early = NOW - MINUTE
    seen: list[Occurrence | None] = []

    def make(_schedule: Schedule, found: Occurrence | None, used: Sequence[str]) -> Occurrence:
        seen.append(found)
        assert [] == used
        return replace(row(SCHEDULE), due_at=early, ready_at=early)

    ledger.bring_forward("s1", NOW.date(), make)

    assert row(SCHEDULE).key == claim(ledger, early).key
    assert [NOW] == [found.due_at for found in seen if found]


def test_a_date_that_may_be_sent_stays_as_it_is(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    taken = claim(ledger)

    ledger.bring_forward("s1", NOW.date(), lambda *_: row(SCHEDULE))

    assert taken == only(ledger)
    assert taken == ledger.bring_forward("s1", NOW.date(), lambda *_: None)


def test_many_who_plan_and_add_at_once_plan_each_date_once(engine: sa.Engine) -> None:
    ledgers = [SqlLedger(engine) for _ in range(4)]
    rows = [row(SCHEDULE, day) for day in range(3)]

    with ThreadPoolExecutor(4) as pool:
        new = list(pool.map(lambda ledger: plan(ledger, *rows), ledgers))

    assert [0, 0, 0, 3] == sorted(new)
    assert 1 == len(ledgers[0].schedules())

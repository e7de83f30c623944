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
from bot.model import (
    PUBLIC,
    History,
    NoticeKind,
    Occurrence,
    OccurrenceState,
    Plan,
    Standing,
    Turn,
    Used,
)
from bot.occurrence import HORIZON
from bot.ports import Ledger
from bot.spreading import PACE, SPREAD, spread
from tests.fakes.ledger_rows import DAY, MINUTE, NOW, OTHER, SCHEDULE, claim, only, plan, row
from tests.fakes.quotes import quote


def used(ledger: Ledger) -> list[str]:
    known = ledger.history("s1")
    return [] if known is None else [one.quote_id for one in known.used]


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
    assert ["q1"] == used(ledger)


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
        assert 0 == ledger.plan([gone], lambda known: Plan(known.schedule, [row(SCHEDULE)]))
        assert ledger.bring_forward(gone, NOW.date(), lambda *_: row(SCHEDULE)) is None
        assert [] == ledger.occurrences(gone, dt.date.min)


def test_schedules_whose_next_date_is_near_are_to_be_planned(ledger: Ledger) -> None:
    ledger.add(SCHEDULE)
    ledger.add(replace(OTHER, next_due=NOW + DAY))

    assert [] == ledger.unplanned(NOW - HORIZON - MINUTE)
    assert ["s1"] == ledger.unplanned(NOW - HORIZON)
    assert ["s1", "d1"] == ledger.unplanned(NOW - HORIZON + DAY)


def test_a_paused_schedule_is_looked_at_only_once_its_next_date_passed(ledger: Ledger) -> None:
    ledger.add(SCHEDULE)
    ledger.stand("s1", Standing.PAUSED, "by_command")

    assert [] == ledger.unplanned(NOW - MINUTE)
    assert ["s1"] == ledger.unplanned(NOW)


def test_what_another_process_has_planned_since_is_not_planned_again(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))

    def never(_known: History) -> Plan:
        raise AssertionError

    assert 0 == ledger.plan(["s1"], never, NOW)


def test_it_is_idle_where_there_is_nothing_to_plan_to_try_or_to_tell(ledger: Ledger) -> None:
    assert ledger.idle(NOW)
    plan(ledger, row(SCHEDULE))  # and its next date is far ahead

    assert ledger.idle(NOW - MINUTE)
    assert not ledger.idle(NOW)
    ledger.record(
        replace(claim(ledger), state=OccurrenceState.SKIPPED, reason="is_archived"), pause=True
    )
    assert not ledger.idle(NOW)
    ledger.tell(ledger.notices()[0], told=True)
    assert ledger.idle(NOW)
    ledger.add(replace(OTHER, next_due=NOW + HORIZON))
    assert not ledger.idle(NOW)


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
    assert ["q1", "q9"] == used(ledger)


def test_a_plan_that_fails_leaves_nothing(ledger: Ledger) -> None:
    ledger.add(SCHEDULE)

    moved, broken = replace(SCHEDULE, next_due=NOW + DAY), replace(row(SCHEDULE), reason=None)  # type: ignore[arg-type]
    with pytest.raises(UnusableDatabase):
        ledger.plan(["s1"], lambda _known: Plan(moved, [broken]))

    assert [SCHEDULE] == ledger.schedules()
    assert [] == ledger.occurrences("s1", dt.date.min)


def test_planning_knows_the_schedule_and_what_it_used(ledger: Ledger) -> None:
    skipped = replace(row(SCHEDULE, 2, "q0"), state=OccurrenceState.SKIPPED)
    plan(ledger, row(SCHEDULE, 1, "q3"), row(SCHEDULE, 0, "q7"), skipped)
    seen: list[History] = []

    def make(known: History) -> Plan:
        seen.append(known)
        return Plan(known.schedule)

    ledger.plan(["s1"], make)

    (known,) = seen
    assert ledger.schedules()[0] == known.schedule
    assert [("q7", NOW.date()), ("q3", NOW.date() + DAY)] == [
        (one.quote_id, one.date) for one in known.used
    ]
    assert known == ledger.history("s1")


def test_a_date_that_is_not_there_can_be_brought_forward(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE, 1, "q2"))
    wanted = row(SCHEDULE)
    seen: list[tuple[object, ...]] = []

    def make(*known: object) -> Occurrence:
        seen.append(known)
        return wanted

    assert wanted == ledger.bring_forward("s1", NOW.date(), make)
    known = ledger.history("s1")
    assert known is not None
    assert [
        (replace(known, used=[one for one in known.used if one.quote_id == "q2"]), None)
    ] == seen
    assert ["q1", "q2"] == used(ledger)


def test_a_date_that_is_planned_can_be_brought_forward(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    early = NOW - MINUTE
    seen: list[Occurrence | None] = []

    def make(known: History, found: Occurrence | None) -> Occurrence:
        seen.append(found)
        assert [] == known.used
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


def test_many_schedules_are_planned_together_and_know_what_is_beside_them(ledger: Ledger) -> None:
    twin = replace(SCHEDULE, id="s2", at=dt.time(9, 1))
    for schedule in (SCHEDULE, twin, OTHER):
        ledger.add(schedule)
    seen: dict[str, dict[dt.date, set[str]]] = {}

    def make(known: History) -> Plan:
        seen[known.schedule.id] = {date: set(ids) for date, ids in known.beside.items()}
        return Plan(known.schedule, [row(known.schedule, 0, f"q-{known.schedule.id}")])

    assert 3 == ledger.plan(["s1", "s2", "d1"], make)
    assert {"d1": {}, "s1": {}, "s2": {NOW.date(): {"q-s1"}}} == seen
    ledger.plan(["s1"], make)
    assert {NOW.date(): {"q-s2"}} == seen["s1"]


def test_hundreds_of_schedules_are_planned_together_and_move_on(ledger: Ledger) -> None:
    many = [replace(SCHEDULE, id=f"s{n}", channel=f"C{n}") for n in range(210)]
    for schedule in many:
        ledger.add(schedule)
    later = NOW + 3 * DAY

    def make(known: History) -> Plan:
        return Plan(known.schedule.on_to(later.date(), later), [row(known.schedule)])

    assert 210 == ledger.plan([one.id for one in many], make, NOW)
    assert {later} == {one.next_due for one in ledger.schedules()}
    assert 0 == ledger.plan([one.id for one in many], make, NOW)
    assert ["q1"] == used(ledger)


def test_dates_of_one_instant_follow_one_another_within_a_bound(ledger: Ledger) -> None:
    many = [replace(SCHEDULE, id=f"s{n}", channel=f"C{n}") for n in range(9)]
    for schedule in many:
        ledger.add(schedule)

    def make(known: History) -> Plan:
        return Plan(known.schedule, [row(known.schedule)])

    ledger.plan([one.id for one in many[:4]], make)
    ledger.plan([one.id for one in many[4:]], make)

    ready = sorted(only(ledger, one.id).ready_at for one in many)
    assert [NOW + n * PACE["slack"] for n in range(9)] == ready
    assert spread("slack", 10**6) < SPREAD


def test_an_owner_is_told_once_and_again_only_after_it_was_put_right(ledger: Ledger) -> None:
    ledger.add(SCHEDULE)

    def note(kinds: dict[NoticeKind, bool]) -> list[NoticeKind]:
        ledger.plan(["s1"], lambda known: Plan(known.schedule, (), kinds))
        return [one.kind for one in ledger.notices()]

    assert [NoticeKind.LOW] == note({NoticeKind.LOW: True})
    (about,) = ledger.notices()
    assert ledger.tell(about, told=True)
    assert not ledger.tell(about, told=True)
    assert [] == note({NoticeKind.LOW: True})
    assert ledger.tell(about, told=False)
    assert [about] == ledger.notices()
    assert [] == note({NoticeKind.LOW: False})
    assert [NoticeKind.LOW] == note({NoticeKind.LOW: True})


def test_a_dead_destination_is_noted_until_it_is_resumed(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE))
    dead = replace(claim(ledger), state=OccurrenceState.SKIPPED, reason="is_archived")

    ledger.record(dead, pause=True)

    (about,) = ledger.notices()
    assert (NoticeKind.GONE, "is_archived") == (about.kind, about.schedule.reason)
    ledger.stand("s1", Standing.ACTIVE, "")
    assert [] == ledger.notices()


def test_what_is_planned_moves_with_the_zone_data(ledger: Ledger) -> None:
    plan(ledger, row(SCHEDULE), row(SCHEDULE, 1, "q2"), row(SCHEDULE, 2, "q3"))
    later = MINUTE * 30

    moved = ledger.redate(
        NOW + MINUTE, lambda date, _at, _zone: None if date.day == 7 else NOW + DAY + later
    )

    assert 1 == moved
    due = [one.due_at for one in ledger.occurrences("s1", dt.date.min)]
    assert [NOW, NOW + DAY + later, NOW + 2 * DAY] == due
    assert 0 == ledger.redate(NOW, lambda *_: None)


def test_a_library_has_one_quote_a_date_whoever_asks_first(ledger: Ledger) -> None:
    dates = [NOW.date(), NOW.date() + DAY]
    asked: list[int] = []

    def choose(known: Sequence[Used]) -> Turn:
        asked.append(len(known))
        return Turn(quote(f"q{len(known)}"), 0, 1, 9)

    first = ledger.pick(PUBLIC, dates, choose)

    assert ["q0", "q1"] == [one.quote_id for one in first]
    assert first == ledger.pick(PUBLIC, dates, choose) == ledger.picked(PUBLIC)
    assert [0, 1] == asked
    assert ["q0", "q1", "q2"] == [
        one.quote_id for one in ledger.pick(PUBLIC, [dates[1] + DAY], choose)
    ]
    assert 3 == len(ledger.pick(PUBLIC, [dates[1] + 2 * DAY], lambda _known: None))

"""The ledger, on both engines: what is planned, who may try, what came of it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.index import ledger_tables
from bot.index.ledger import SqlLedger
from bot.index.opening import open_library
from bot.model import Occurrence, OccurrenceState, Schedule, Standing
from bot.occurrence import CATCH_UP, LEASE, MOURNING, QUARANTINE, blank
from bot.ports import Ledger
from bot.resources import folder
from tests.platforms.postgres import cluster, find_server

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
SCHEDULE = Schedule("s1", "slack", "C1", dt.time(9), "UTC", NOW.date(), NOW)
OTHER = Schedule("d1", "discord", "11", dt.time(9, 30), "Asia/Tokyo", NOW.date(), NOW)
BOTH = ("slack", "discord")


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    server = find_server()
    if server is None:
        pytest.skip("no PostgreSQL server on this machine: its ledger is NOT tested here")
    # A socket's path is at most 107 bytes, and the server's user must reach it: no deep tmp_path.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with cluster(server, Path(name)) as url:
            yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'ledger.db'}" if sqlite else request.getfixturevalue("postgres")
    opened, _ = open_library(url, folder("migrations"))
    yield opened
    with opened.begin() as connection:
        connection.execute(sa.delete(ledger_tables.occurrence))
        connection.execute(sa.delete(ledger_tables.schedule))
    opened.dispose()


@pytest.fixture
def ledger(engine: sa.Engine) -> Ledger:
    return SqlLedger(engine)


def row(schedule: Schedule, day: int = 0, quote: str = "q1") -> Occurrence:
    due = NOW + day * DAY
    return replace(blank(schedule, due.date(), due), quote_id=quote, payload="{}")


def plan(ledger: Ledger, *rows: Occurrence) -> int:
    schedule = rows[0].schedule
    ledger.add(schedule)
    moved = replace(schedule, next_date=NOW.date() + 9 * DAY, next_due=NOW + 9 * DAY)
    return ledger.plan(schedule.id, lambda _schedule, _used: (moved, rows))


def only(ledger: Ledger, id: str = "s1") -> Occurrence:
    (found,) = ledger.occurrences(id, dt.date.min)
    return found


def claim(ledger: Ledger, now: dt.datetime = NOW) -> Occurrence:
    taken = ledger.claim(now, BOTH)
    assert taken is not None
    return taken


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

    with pytest.raises(sa.exc.IntegrityError):
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
    plan(ledger, row(SCHEDULE), replace(row(SCHEDULE, 1), due_at=NOW, reason="ratelimited"))

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


def test_many_who_claim_at_once_get_each_occurrence_once(engine: sa.Engine) -> None:
    ledgers = [SqlLedger(engine) for _ in range(4)]
    for number in range(12):
        plan(ledgers[0], row(replace(SCHEDULE, id=f"s{number}", channel=f"C{number}")))

    def take_all(ledger: Ledger) -> list[str]:
        return [taken.key for taken in iter(lambda: ledger.claim(NOW, BOTH), None)]

    with ThreadPoolExecutor(4) as pool:
        taken = [key for keys in pool.map(take_all, ledgers) for key in keys]

    assert 12 == len(taken) == len(set(taken))


def test_many_who_plan_and_add_at_once_plan_each_date_once(engine: sa.Engine) -> None:
    ledgers = [SqlLedger(engine) for _ in range(4)]
    rows = [row(SCHEDULE, day) for day in range(3)]

    with ThreadPoolExecutor(4) as pool:
        new = list(pool.map(lambda ledger: plan(ledger, *rows), ledgers))

    assert [0, 0, 0, 3] == sorted(new)
    assert 1 == len(ledgers[0].schedules())

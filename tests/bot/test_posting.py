"""The quote of the day, start to end, on a real ledger; the process ends wherever it hurts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.index.ledger import SqlLedger
from bot.index.ledger_tables import occurrence
from bot.index.ledger_tables import schedule as rule
from bot.model import (
    Delivery,
    OccurrenceState,
    Outcome,
    Place,
    Standing,
)
from bot.occurrence import CATCH_UP, LEASE, MOURNING
from bot.posting import PLANNING, TELLING
from tests.fakes.poster import LOST, Crash, FakePoster
from tests.fakes.quotes import quotes
from tests.fakes.world import (
    BUSY,
    DAY,
    DUE,
    GONE,
    HOUR,
    LAPSE,
    NO_ANSWER,
    World,
    a_quote_at,
    copied,
    daily,
    spoil,
)


def test_a_quote_is_posted_when_it_is_due_and_once(world: World) -> None:
    schedule = world.add()

    world.tick(DUE - dt.timedelta(seconds=1))
    before = list(world.slack.messages)
    world.tick(DUE)
    world.tick(DUE + HOUR)

    (message,) = world.slack.messages
    assert [] == before
    assert ("slack", "C1") == (message.platform, message.channel)
    assert len(message.key) == 20
    sent = world.today(schedule)
    assert (OccurrenceState.SENT, "1") == (sent.state, sent.message_ref)
    assert sent.quote_id == message.card.items[0].id


def test_a_database_that_is_put_back_to_before_a_post_does_not_repeat_it(
    world: World, tmp_path: Path
) -> None:
    schedule = world.add()
    put_back = copied(world, tmp_path)
    world.tick(DUE)

    put_back()
    before = world.states(schedule)[0]
    world.tick(DUE + dt.timedelta(minutes=1))

    assert ("planned", "sent") == (before[0], world.states(schedule)[0][0])
    assert 1 == len(world.slack.messages)


def test_a_database_that_is_put_back_to_days_before_a_post_does_not_repeat_it(
    world: World, tmp_path: Path
) -> None:
    schedule = world.add()
    put_back = copied(world, tmp_path)
    for day in range(4):
        world.tick(DUE + day * DAY)

    put_back()
    planned = len(world.states(schedule))
    world.tick(DUE + 3 * DAY + HOUR)

    assert (2, ("sent", "")) == (planned, world.states(schedule)[3])
    assert 4 == len(world.slack.messages)


def test_a_process_that_fails_before_it_has_doubted_doubts_at_its_next_tick(
    world: World, tmp_path: Path
) -> None:
    world.add()
    put_back = copied(world, tmp_path)
    world.tick(DUE)
    put_back()
    ledger = world.ledger()
    process = daily(ledger, world.clock, lambda: world.pool)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ledger, "redate", fails)
        with pytest.raises(Crash):
            process.tick({"slack": world.slack})
    world.clock.advance(60)
    process.tick({"slack": world.slack})

    assert 1 == len(world.slack.messages)


def fails(*_: object) -> int:
    raise Crash


def test_every_quote_comes_once_before_one_comes_again(world: World) -> None:
    world.add()

    for day in range(18):
        world.tick(DUE + day * DAY)

    ids = [message.card.items[0].id for message in world.slack.messages]
    assert 9 == len(set(ids[:9])) == len(set(ids[9:]))
    assert 18 == len(ids)


def test_what_is_sent_is_what_was_planned_whatever_the_library_becomes(world: World) -> None:
    schedule = world.add()
    planned = world.today(schedule).quote_id

    world.pool = quotes(1)
    world.tick(DUE)

    assert planned == world.slack.messages[0].card.items[0].id


def crashing_ledger(ledger: SqlLedger, method: str, *, after: bool) -> SqlLedger:
    """Return `ledger` in a process that ends before or after `method` commits."""

    class Crashing:
        def __getattr__(self, name: str) -> object:
            real: Callable[..., object] = getattr(ledger, name)
            if name != method:
                return real

            def crash(*args: object, **kwargs: object) -> object:
                if after:
                    real(*args, **kwargs)
                raise Crash

            return crash

    return Crashing()  # type: ignore[return-value]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("method", ["unplanned", "plan", "close", "claim", "record"])
def test_a_process_that_ends_at_the_ledger_neither_repeats_nor_loses_a_day(
    world: World, method: str, *, after: bool
) -> None:
    world.add()
    world.clock.present = DUE
    ledger = crashing_ledger(world.ledger(), method, after=after)
    dying = daily(ledger, world.clock, lambda: world.pool)

    with pytest.raises(Crash):
        dying.tick({"slack": world.slack})
    for later in (dt.timedelta(seconds=15), LAPSE - dt.timedelta(seconds=1), LAPSE, HOUR):
        world.tick(DUE + later)

    assert 1 == len(world.slack.messages)
    assert "sent" == world.states(world.process().schedules()[0])[0][0]


@pytest.mark.parametrize("arrived", [False, True])
def test_a_process_that_ends_while_sending_neither_repeats_nor_loses_a_day(
    world: World, *, arrived: bool
) -> None:
    schedule = world.add()

    def crash() -> None:
        raise Crash

    if arrived:
        world.slack.after = crash
    else:
        world.slack.answers = [Crash()]
    with pytest.raises(Crash):
        world.tick(DUE)
    world.slack.after = lambda: None
    world.tick(DUE + LAPSE - dt.timedelta(seconds=1))
    assert int(arrived) == len(world.slack.messages)
    world.tick(DUE + LAPSE)

    (message,) = world.slack.messages
    assert ("sent", "") == world.states(schedule)[0]
    assert DUE == message.first_send_at


def test_a_day_that_was_accepted_without_an_answer_is_found_and_not_sent_again(
    world: World,
) -> None:
    schedule = world.add()
    world.slack.answers = [LOST]

    world.tick(DUE)
    before = world.states(schedule)[0]
    world.tick(DUE + LAPSE)

    assert ("claimed", "") == before
    assert ("sent", "") == world.states(schedule)[0]
    assert 1 == len(world.slack.messages)


def test_a_day_whose_end_nobody_can_tell_is_unknown_and_never_sent_again(world: World) -> None:
    schedule = world.add()
    world.slack.answers = [LOST]
    world.slack.blind = True

    for minute in range(0, 7 * 60, 5):
        world.tick(DUE + dt.timedelta(minutes=minute))
    world.slack.blind = False
    world.tick(DUE + 8 * HOUR)

    assert ("unknown", "cannot_tell") == world.states(schedule)[0]
    assert 1 == len(world.slack.messages)
    assert world.slack.calls <= 10


def test_a_try_that_was_found_not_to_have_arrived_is_not_made_up_for_too_late(
    world: World,
) -> None:
    schedule = world.add()
    world.slack.answers = [NO_ANSWER]

    world.tick(DUE)
    world.tick(DUE + CATCH_UP + dt.timedelta(seconds=1))

    assert ("skipped", "late") == world.states(schedule)[0]
    assert [] == world.slack.messages


def test_a_try_that_was_found_not_to_have_arrived_is_not_made_up_for_while_paused(
    world: World,
) -> None:
    schedule = world.add()
    world.slack.answers = [NO_ANSWER]

    world.tick(DUE)
    world.process().pause(schedule.id)
    world.tick(DUE + LAPSE)

    assert ("skipped", "paused") == world.states(schedule)[0]
    assert [] == world.slack.messages


def test_a_process_looks_for_dates_to_plan_once_a_minute(world: World) -> None:
    process, posters, schedule = world.process(), {"slack": world.slack}, world.add()

    def states() -> list[tuple[str, str]]:
        """Forget what is planned, and tick."""
        with world.engine().begin() as connection:
            connection.execute(sa.delete(occurrence))
            connection.execute(sa.update(rule).values(next_date=DUE.date(), next_due=DUE))
        process.tick(posters)
        return world.states(schedule)

    first, before = states(), states()
    world.clock.advance(PLANNING.total_seconds())
    process.tick(posters)

    assert ("planned", "") in first
    assert [] == before
    assert ("planned", "") in world.states(schedule)


def test_a_platform_that_refuses_for_now_is_asked_later_and_seldom(world: World) -> None:
    schedule = world.add()
    world.slack.answers = [BUSY] * 99

    for minute in range(0, 6 * 60, 5):
        world.tick(DUE + dt.timedelta(minutes=minute))
    busy = world.states(schedule)[0]
    world.tick(DUE + CATCH_UP + dt.timedelta(minutes=1))

    assert ("planned", "ratelimited") == busy
    assert ("skipped", "ratelimited") == world.states(schedule)[0]
    assert 2 <= world.slack.calls <= 10


def test_a_platform_that_says_when_to_come_back_is_obeyed(world: World) -> None:
    schedule = world.add()
    world.slack.answers = [replace(BUSY, retry_after=1800)]

    world.tick(DUE)
    world.tick(DUE + dt.timedelta(seconds=1799))
    too_early = len(world.slack.messages)
    world.tick(DUE + dt.timedelta(seconds=1800))

    assert (0, 1) == (too_early, len(world.slack.messages))
    assert ("sent", "") == world.states(schedule)[0]


def test_a_dead_target_pauses_its_schedule_until_it_is_resumed(world: World) -> None:
    schedule = world.add()
    world.slack.answers = [GONE]

    world.tick(DUE)
    (paused,) = world.process().schedules()
    world.tick(DUE + DAY)
    world.process().resume(schedule.id)
    world.tick(DUE + 2 * DAY)

    assert (Standing.PAUSED, "channel_not_found") == (paused.standing, paused.reason)
    assert [("skipped", "channel_not_found"), ("skipped", "paused"), ("sent", "")] == (
        world.states(schedule)[:3]
    )
    assert 1 == len(world.slack.messages)


def test_a_day_is_made_up_for_within_six_hours_and_skipped_after(world: World) -> None:
    schedule = world.add()

    world.tick(DUE + CATCH_UP)
    world.tick(DUE + DAY + CATCH_UP + dt.timedelta(seconds=1))

    assert [("sent", ""), ("skipped", "late")] == world.states(schedule)[:2]


def test_weeks_without_a_process_flood_nobody(world: World) -> None:
    schedule = world.add()

    world.tick(DUE + 21 * DAY + HOUR)

    assert 1 == len(world.slack.messages)
    assert [("skipped", "late")] * 21 == world.states(schedule)[:21]


def test_a_day_waits_for_a_platform_that_is_not_connected(world: World) -> None:
    schedule = world.add()
    world.clock.present = DUE

    world.process().tick({})
    world.tick(DUE + HOUR)

    assert ("sent", "") == world.states(schedule)[0]


def test_an_open_try_of_a_platform_that_never_comes_back_ends_as_unknown(world: World) -> None:
    schedule = world.add()
    world.slack.answers = [LOST]
    world.tick(DUE)

    world.clock.present = DUE + MOURNING + dt.timedelta(seconds=1)
    world.process().tick({})

    assert ("unknown", "not_connected") == world.states(schedule)[0]


def test_without_quotes_nothing_is_posted_and_the_day_says_so(world: World) -> None:
    world.pool = []
    schedule = world.add()

    world.tick(DUE)
    world.tick(DUE + CATCH_UP + HOUR)

    assert [] == world.slack.messages
    assert [("skipped", "no_quotes")] == world.states(schedule)


def test_quotes_that_come_late_are_posted_late(world: World) -> None:
    world.pool = []
    world.add()
    world.tick(DUE)

    world.pool = quotes(1)
    world.tick(DUE + HOUR)

    assert 1 == len(world.slack.messages)


def test_a_card_that_cannot_be_read_is_skipped(world: World) -> None:
    schedule = world.add()
    spoil(world)

    world.tick(DUE)

    assert ("skipped", "card_unreadable") == world.states(schedule)[0]
    assert Standing.ACTIVE == world.process().schedules()[0].standing


def test_a_card_that_cannot_be_read_any_more_after_a_try_is_unknown(world: World) -> None:
    schedule = world.add()
    world.slack.answers = [LOST]
    world.tick(DUE)
    spoil(world)

    world.tick(DUE + LAPSE)

    assert ("unknown", "card_unreadable") == world.states(schedule)[0]


def test_a_holder_that_was_overtaken_writes_nothing(world: World) -> None:
    schedule = world.add()
    first = world.process()

    def overtaken() -> None:
        world.slack.after = lambda: None
        world.tick(DUE + LAPSE)

    world.slack.after = overtaken
    world.clock.present = DUE
    first.tick({"slack": world.slack})

    assert ("sent", "") == world.states(schedule)[0]
    assert 2 == world.today(schedule).lease_token
    assert 1 == len(world.slack.messages)


def test_the_deadline_is_the_lease_on_a_clock_that_only_goes_forward(world: World) -> None:
    deadlines: list[float] = []

    class Watching(FakePoster):
        def send(self, post: object, deadline: float) -> Outcome:
            deadlines.append(deadline)
            return Outcome(Delivery.SENT)

    world.add()
    world.clock.present = DUE
    world.process().tick({"slack": Watching()})

    assert [world.clock.monotonic() + LEASE.total_seconds()] == deadlines


def test_owners_are_told_a_few_in_a_tick_and_who_cannot_be_told_holds_up_nobody(
    world: World,
) -> None:
    world.pool = quotes(5)  # few, which each owner is told
    process, posters = world.process(), {"slack": world.slack}
    for number in range(TELLING + 3):
        place = Place("slack", f"C{number:02}", "U1")
        process.add(a_quote_at("09:00"), place, posters)
    world.slack.answers_told = [BUSY] * TELLING
    told = []

    for _ in range(4):
        process.tick(posters)
        told.append(len(world.slack.told))

    assert [0, 3, TELLING + 3, TELLING + 3] == told

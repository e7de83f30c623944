"""The quote of the day, start to end, on a real ledger; the process ends wherever it hurts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import NoSuchThing, ScheduleError
from bot.index.ledger import SqlLedger
from bot.index.ledger_tables import occurrence
from bot.index.opening import open_library
from bot.model import (
    Delivery,
    Entry,
    Occurrence,
    OccurrenceState,
    Outcome,
    Posted,
    Schedule,
    Standing,
)
from bot.occurrence import CATCH_UP, LEASE, MOURNING, QUARANTINE
from bot.phrasing import to_entry_card
from bot.posting import Daily
from bot.resources import folder
from tests.fakes.clock import FakeClock
from tests.fakes.poster import LOST, Crash, FakePoster
from tests.fakes.quotes import quotes

DUE = dt.datetime(2026, 1, 6, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
LAPSE = LEASE + QUARANTINE
BUSY = Outcome(Delivery.REFUSED, reason="ratelimited", retry_after=1)
GONE = Outcome(Delivery.DEAD, reason="channel_not_found")
NO_ANSWER = Outcome(Delivery.UNKNOWN, reason="timeout")


class World:
    """One database, one Slack, one clock; processes come and go."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clock = FakeClock(DUE - HOUR)
        self.slack = FakePoster()
        self.pool: list[Entry] = quotes(9)
        self._engines: list[sa.Engine] = []

    def process(self) -> Daily:
        """Return what a new process works with."""
        return Daily(self.ledger(), self.clock, lambda: self.pool, to_entry_card)

    def ledger(self) -> SqlLedger:
        engine, _ = open_library(self.url, folder("migrations"))
        self._engines.append(engine)
        return SqlLedger(engine)

    def add(self, at: str = "09:00", channel: str = "C1") -> Schedule:
        return self.process().add("slack", channel, at, "UTC", {"slack": self.slack})

    def tick(self, at: dt.datetime | None = None) -> None:
        """Let a new process tick once."""
        if at is not None:
            self.clock.present = at
        self.process().tick({"slack": self.slack})

    def states(self, schedule: Schedule) -> list[tuple[str, str]]:
        rows = self.ledger().occurrences(schedule.id, dt.date.min)
        return [(row.state.value, row.reason) for row in rows]

    def today(self, schedule: Schedule) -> Occurrence:
        return self.ledger().occurrences(schedule.id, dt.date.min)[0]

    def close(self) -> None:
        for engine in self._engines:
            engine.dispose()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(f"sqlite:///{tmp_path / 'podquote.db'}")
    yield made
    made.close()


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
    dying = Daily(ledger, world.clock, lambda: world.pool, to_entry_card)

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


def spoil(world: World) -> None:
    engine, _ = open_library(world.url, folder("migrations"))
    with engine.begin() as connection:
        connection.execute(sa.update(occurrence).values(payload='{"version": 99}'))
    engine.dispose()


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

    assert [world.clock.monotonic() + 60] == deadlines


# What an operator does


def test_a_schedule_says_when_it_comes_next(world: World) -> None:
    added = world.process().add("discord", "112233445566778899", "9pm", "europe/berlin")

    assert ("discord", dt.time(21), "Europe/Berlin") == (added.platform, added.at, added.timezone)
    assert dt.datetime(2026, 1, 6, 20, tzinfo=dt.UTC) == added.next_due
    assert [added] == world.process().schedules()
    world.clock.present += DAY
    assert dt.date(2026, 1, 7) == world.process().schedules()[0].next_date


def test_a_channel_is_checked_where_its_platform_is_connected(world: World) -> None:
    discord = world.process().add("discord", "11", "9", "UTC", {"slack": world.slack})
    slack = world.add()

    assert ["C1"] == world.slack.checked
    assert (False, True) == (discord.checked, slack.checked)
    assert [discord] == world.process().unchecked()


def test_a_channel_that_cannot_be_posted_to_is_refused(world: World) -> None:
    world.slack.refuses = "podquote is not in that channel; invite it."

    with pytest.raises(ScheduleError, match=r"^podquote is not in that channel; invite it\.$"):
        world.add()

    assert [] == world.process().schedules()


@pytest.mark.parametrize(
    ("platform", "channel", "at", "zone", "says"),
    [
        ("irc", "C1", "9", "UTC", "choose slack or discord"),
        ("slack", "#general", "9", "UTC", "named by its id"),
        ("slack", "", "9", "UTC", "named by its id"),
        ("slack", "C1", "25:00", "UTC", "write 09:00"),
        ("slack", "C1", "9", "Europe/Berln", "the nearest is Europe/Berlin"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_with_what_can(
    world: World, platform: str, channel: str, at: str, zone: str, says: str
) -> None:
    with pytest.raises(ScheduleError, match=says):
        world.process().add(platform, channel, at, zone)

    assert [] == world.process().schedules()


def test_the_same_schedule_twice_is_one_and_two_times_are_two(world: World) -> None:
    one, same, other = world.add("9"), world.add("09:00"), world.add("18:00")

    assert one == same
    assert [one.id, other.id] == [schedule.id for schedule in world.process().schedules()]


@pytest.mark.parametrize("name", ["pause", "resume", "remove"])
def test_an_id_that_names_nothing_is_refused(world: World, name: str) -> None:
    with pytest.raises(NoSuchThing, match="no such schedule"):
        getattr(world.process(), name)("nothing")


def test_a_paused_schedule_posts_nothing_and_a_resumed_one_from_its_next_date_on(
    world: World,
) -> None:
    schedule = world.add()
    paused = world.process().pause(schedule.id)

    world.tick(DUE)
    world.tick(DUE + HOUR)
    resumed = world.process().resume(schedule.id)
    world.tick(DUE + 2 * HOUR)
    world.tick(DUE + DAY)

    assert ("paused", "by_command") == (paused.standing, paused.reason)
    assert ("active", "") == (resumed.standing, resumed.reason)
    assert [("skipped", "paused"), ("sent", "")] == world.states(schedule)[:2]
    assert 1 == len(world.slack.messages)


def test_a_removed_schedule_posts_nothing_and_does_not_post_a_date_twice(world: World) -> None:
    schedule = world.add()
    world.tick(DUE)

    world.process().remove(schedule.id)
    world.tick(DUE + DAY + HOUR)
    again = world.add()
    world.tick(DUE + DAY + 2 * HOUR)
    world.tick(DUE + 2 * DAY)

    assert schedule.id == again.id
    assert 2 == len(world.slack.messages)
    assert 2 == len({message.card.items[0].id for message in world.slack.messages})


def test_the_preview_is_what_is_posted(world: World) -> None:
    world.add()

    coming = world.process().preview()
    for day in range(7):
        world.tick(DUE + day * DAY)

    assert ["planned"] * 2 + ["tentative"] * 5 == [one.state for one in coming]
    posted = [message.card.items[0] for message in world.slack.messages]
    assert [item.id for item in posted] == [one.quote_id for one in coming]
    assert [item.words for item in posted] == [one.text for one in coming]


def test_the_preview_has_every_active_schedule_in_order_of_time(world: World) -> None:
    early, late, off = world.add("09:00"), world.add("18:00"), world.add("12:00")
    tokyo = world.process().add("discord", "11", "9", "Asia/Tokyo")
    world.process().pause(off.id)

    coming = world.process().preview(2)

    assert [early.id, late.id, tokyo.id] * 2 == [one.schedule for one in coming]
    assert "2026-01-07T09:00:00+09:00" == coming[2].local_due_at.isoformat()
    assert "2026-01-07T00:00:00+00:00" == coming[2].due_at.isoformat()
    assert dt.date(2026, 1, 7) == coming[2].local_date


def test_without_schedules_or_quotes_the_preview_is_empty(world: World) -> None:
    assert [] == world.process().preview()
    world.pool = []
    world.add()

    assert [] == world.process().preview()


def post(world: World, at: dt.datetime) -> tuple[OccurrenceState | None, str]:
    world.clock.present = at
    (posted,) = world.process().post({"slack": world.slack})
    assert at.date() == posted.local_date
    return posted.state, posted.reason


def test_todays_quote_can_be_posted_early_and_is_not_posted_again(world: World) -> None:
    schedule = world.add()
    planned = world.today(schedule).quote_id

    first, second = post(world, DUE - HOUR), post(world, DUE - HOUR)
    world.tick(DUE)

    assert (OccurrenceState.SENT, "now") == first
    assert (OccurrenceState.SENT, "before") == second
    assert [planned] == [message.card.items[0].id for message in world.slack.messages]


def test_todays_quote_can_be_posted_by_a_schedule_made_too_late_for_it(world: World) -> None:
    world.clock.present = DUE + HOUR
    world.add()

    assert (OccurrenceState.SENT, "now") == post(world, DUE + HOUR)
    world.tick(DUE + DAY)
    assert 2 == len({message.card.items[0].id for message in world.slack.messages})


def test_a_day_that_was_skipped_can_be_posted_by_hand(world: World) -> None:
    schedule = world.add()
    world.slack.answers = [GONE]
    world.tick(DUE)
    world.process().resume(schedule.id)

    assert (OccurrenceState.SENT, "now") == post(world, DUE + HOUR)
    assert 1 == len(world.slack.messages)


def test_a_day_under_way_is_not_posted_by_hand(world: World) -> None:
    world.add()
    world.slack.answers = [LOST]
    world.tick(DUE)

    assert (OccurrenceState.CLAIMED, "not_told_yet") == post(world, DUE + dt.timedelta(seconds=9))
    assert (OccurrenceState.SENT, "now") == post(world, DUE + LAPSE)
    assert 1 == len(world.slack.messages)


def test_what_keeps_a_day_from_being_posted_by_hand_is_said(world: World) -> None:
    schedule = world.add()

    assert [Posted(schedule, DUE.date(), OccurrenceState.PLANNED, "not_connected")] == [
        replace(posted, schedule=schedule) for posted in world.process().post({})
    ]
    world.slack.answers = [BUSY]
    assert (OccurrenceState.PLANNED, "ratelimited") == post(world, DUE)
    world.process().pause(schedule.id)
    assert (OccurrenceState.PLANNED, "paused") == post(world, DUE)
    world.process().remove(schedule.id)
    assert [] == world.process().post({"slack": world.slack})


def test_without_quotes_nothing_is_posted_by_hand(world: World) -> None:
    world.pool = []
    world.add()

    assert (None, "no_quotes") == post(world, DUE)
    assert [] == world.slack.messages


def test_a_schedule_that_is_removed_while_it_posts_says_paused(world: World) -> None:
    schedule = world.add()
    world.clock.present = DUE

    class Removing(FakePoster):
        def send(self, post: object, deadline: float) -> Outcome:
            engine, _ = open_library(world.url, folder("migrations"))
            with engine.begin() as connection:
                connection.execute(sa.delete(occurrence))
            engine.dispose()
            return BUSY

    (posted,) = world.process().post({"slack": Removing()})

    assert (schedule.id, None, "removed") == (posted.schedule.id, posted.state, posted.reason)


def test_a_zone_that_left_the_zone_data_stops_no_other_schedule(world: World) -> None:
    lost = world.add(channel="C2")
    ledger = world.ledger()
    ledger.stand(lost.id, Standing.REMOVED, "")
    ledger.add(replace(lost, id="lost", timezone="Mars/Olympus", next_due=DUE - DAY))
    world.add()

    world.tick(DUE)

    assert 1 == len(world.slack.messages)

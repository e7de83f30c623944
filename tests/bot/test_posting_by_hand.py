"""What an operator does with the quote of the day, on a real ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import NoSuchThing, ScheduleError
from bot.index.ledger_tables import occurrence
from bot.index.opening import open_library
from bot.model import (
    Entry,
    OccurrenceState,
    Outcome,
    Place,
    Posted,
    Standing,
)
from bot.occurrence import CATCH_UP
from bot.resources import folder
from tests.fakes.poster import LOST, FakePoster
from tests.fakes.world import BUSY, DAY, DUE, GONE, HOUR, LAPSE, World, a_quote_at, copied, daily


def test_a_schedule_says_when_it_comes_next(world: World) -> None:
    added = world.process().add(
        a_quote_at("9pm", "europe/berlin"), Place("discord", "112233445566778899")
    )

    assert ("discord", dt.time(21), "Europe/Berlin") == (added.platform, added.at, added.timezone)
    assert dt.datetime(2026, 1, 6, 20, tzinfo=dt.UTC) == added.next_due
    assert [added] == world.process().schedules()
    world.clock.present += DAY
    assert dt.date(2026, 1, 7) == world.process().schedules()[0].next_date


def test_a_channel_is_checked_where_its_platform_is_connected(world: World) -> None:
    discord = world.process().add(a_quote_at("9"), Place("discord", "11"), {"slack": world.slack})
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
        world.process().add(a_quote_at(at, zone), Place(platform, channel))

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
    tokyo = world.process().add(a_quote_at("9", "Asia/Tokyo"), Place("discord", "11"))
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


def test_where_todays_quote_is_chosen_nobody_reads_all_that_was_said(world: World) -> None:
    chosen = world.process().by_hand.quote_of_the_day("UTC")

    def unread() -> list[Entry]:
        raise AssertionError

    later = daily(world.ledger(), world.clock, unread)
    assert chosen[1] is not None
    assert chosen == later.by_hand.quote_of_the_day("UTC")


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
    assert (OccurrenceState.SENT, "before") == post(world, DUE + LAPSE)
    assert 1 == len(world.slack.messages)


@pytest.mark.parametrize("lately", [-HOUR, dt.timedelta(), HOUR])
def test_a_day_that_a_restored_copy_forgot_is_not_posted_again_by_hand(
    world: World, tmp_path: Path, lately: dt.timedelta
) -> None:
    schedule = world.add()
    put_back = copied(world, tmp_path)
    assert (OccurrenceState.SENT, "now") == post(world, DUE + lately)

    put_back()
    before = world.states(schedule)[0]
    again = post(world, DUE + lately + dt.timedelta(minutes=1))

    assert (("planned", ""), (OccurrenceState.SENT, "before")) == (before, again)
    assert 1 == len(world.slack.messages)


def test_a_day_that_a_restored_copy_lacks_is_not_posted_again_by_hand(
    world: World, tmp_path: Path
) -> None:
    schedule = world.add()
    put_back = copied(world, tmp_path)
    for day in range(4):
        world.tick(DUE + day * DAY)

    put_back()
    lacks = len(world.states(schedule))
    again = post(world, DUE + 3 * DAY + HOUR)

    assert (2, (OccurrenceState.SENT, "before")) == (lacks, again)
    assert 4 == len(world.slack.messages)


def test_a_day_that_a_restored_copy_has_as_late_is_not_posted_again_by_hand(
    world: World, tmp_path: Path
) -> None:
    schedule = world.add()
    put_back = copied(world, tmp_path)
    world.tick(DUE)

    put_back()
    world.tick(DUE + CATCH_UP + HOUR)
    before = world.states(schedule)[0]
    again = post(world, DUE + CATCH_UP + HOUR)

    assert (("skipped", "late"), (OccurrenceState.SENT, "before")) == (before, again)
    assert 1 == len(world.slack.messages)


def test_a_day_that_is_wanted_again_after_a_copy_forgot_its_post_is_not_posted_again(
    world: World, tmp_path: Path
) -> None:
    schedule, posters = world.add(), {"slack": world.slack}
    world.process().by_hand.skip(schedule, "today")
    put_back = copied(world, tmp_path)
    world.process().by_hand.unskip(schedule, "today")
    world.tick(DUE)
    put_back()
    world.clock.present = DUE + HOUR
    process = world.process()
    process.tick(posters)
    before = world.states(schedule)[0]

    process.by_hand.unskip(schedule, "today")
    process.tick(posters)

    assert (("skipped", "by_command"), ("sent", "")) == (before, world.states(schedule)[0])
    assert 1 == len(world.slack.messages)


def test_a_day_that_is_moved_after_a_copy_forgot_its_post_is_looked_for_where_it_was(
    world: World, tmp_path: Path
) -> None:
    schedule = world.add()
    put_back = copied(world, tmp_path)
    world.tick(DUE)
    put_back()
    world.clock.present = DUE + dt.timedelta(minutes=1)

    world.process().move(schedule.id, a_quote_at("18:00"))

    moved = world.today(schedule)
    assert (DUE + 9 * HOUR, 1, DUE) == (moved.due_at, moved.tries, moved.first_send_at)


def test_a_post_by_hand_is_looked_for_from_the_first_minute_of_its_date(world: World) -> None:
    world.add()

    post(world, DUE - HOUR)

    midnight = dt.datetime.combine(DUE, dt.time(), dt.UTC)
    assert [midnight] == [message.first_send_at for message in world.slack.messages]


def test_where_nobody_can_look_nothing_is_posted_by_hand(world: World) -> None:
    world.add()
    world.slack.blind = True

    assert (OccurrenceState.CLAIMED, "not_told_yet") == post(world, DUE)
    assert [] == world.slack.messages


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

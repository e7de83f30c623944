"""The quote of the day by chat: what is asked in a channel, and what comes of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bootstrap import Podquote
from bot.daily_desk import DailyDesk
from bot.model import CardKind, DailyRequest, DailyVerb, Place, Question
from tests.fakes.clock import FakeClock
from tests.fakes.poster import FakePoster

NOW = dt.datetime(2026, 11, 27, 7, 30, tzinfo=dt.UTC)  # a Friday
HERE = Place("slack", "C1", "U1")
ELSEWHERE = Place("discord", "123456789012345678", "42")


@pytest.fixture
def clock(own_core: Podquote) -> FakeClock:
    own_core.clock = FakeClock(NOW)
    return own_core.clock


@pytest.fixture
def desk(own_core: Podquote, clock: FakeClock) -> DailyDesk:
    return own_core.daily_desk


def said(desk: DailyDesk, text: str, place: Place = HERE) -> str:
    card = desk.card(text, place)
    assert CardKind.TROUBLE is not card.kind, card.lead
    return card.lead


def refused(desk: DailyDesk, text: str, place: Place = HERE) -> str:
    card = desk.card(text, place)
    assert CardKind.TROUBLE is card.kind, card.lead
    return card.lead


def id_of(lead: str) -> str:
    return lead.split(").", maxsplit=1)[0].rsplit("(", 1)[1]


def test_a_quote_a_day_is_set_up_with_a_time_and_a_zone(
    desk: DailyDesk, own_core: Podquote
) -> None:
    lead = said(desk, "9:00 Europe/Berlin")

    assert "A quote a day: every day at 09:00 Europe/Berlin" in lead
    assert "First on Fri 27 November 2026, 09:00 CET (08:00 UTC)." in lead
    (schedule,) = own_core.daily.schedules()
    assert ("slack", "C1", "U1") == (schedule.platform, schedule.channel, schedule.owner)


def test_the_platform_is_asked_about_the_channel(desk: DailyDesk) -> None:
    poster = FakePoster()
    poster.refuses = "podquote is not in this channel."

    card = desk.card("9:00 UTC", HERE, {"slack": poster})

    assert (CardKind.TROUBLE, poster.refuses) == (card.kind, card.lead)
    assert ["C1"] == poster.checked


def test_a_channel_may_be_written_as_its_name_and_the_nearest_is_offered(
    desk: DailyDesk, own_core: Podquote
) -> None:
    poster = FakePoster()
    poster.named = {"general": "C7", "podcasts": "C8"}

    near = desk.card("9:00 UTC #podcast", HERE, {"slack": poster})
    far = desk.card("9:00 UTC #zzz", HERE, {"slack": poster})
    there = desk.card("9:00 UTC #General", HERE, {"slack": poster})

    assert "There is no such channel here; the nearest is #podcasts." == near.lead
    assert "A channel is named by its id" in far.lead
    assert CardKind.NOTE is there.kind
    assert ["C7"] == [one.channel for one in own_core.daily.schedules()]


def test_a_form_fills_the_same_request(desk: DailyDesk, own_core: Podquote) -> None:
    desk.card(DailyRequest(DailyVerb.SET, "9am", "Europe/Berlin", days="weekdays"), ELSEWHERE)
    desk.card("9:00 Europe/Berlin mon-fri", ELSEWHERE)

    (schedule,) = own_core.daily.schedules()
    assert (1, 2, 3, 4, 5) == schedule.days
    assert dt.date(2026, 11, 27) == schedule.next_date  # 08:00 UTC is still to come


def test_two_schedules_of_one_channel_are_told_apart(desk: DailyDesk) -> None:
    one = id_of(said(desk, "9:00 UTC"))

    lead = said(desk, "18:00 UTC")

    assert f"Also in this channel:\n{one}: every day at 09:00 UTC" in lead
    assert "This channel has 2; add the id of the one you mean" in refused(desk, "pause")
    assert f"{one} is paused" in said(desk, f"pause {one}")
    assert "paused (as somebody asked)" in said(desk, "list")
    assert "no such schedule" in refused(desk, f"pause {one}", ELSEWHERE)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("25:00", "write 09:00, 9, 9pm, 0900, noon or midnight"),
        ("9 Europe/Berln", "the nearest is Europe/Berlin"),
        ("9 UTC topic:fine-tunin", "There is no such topic here; the nearest is fine tuning"),
        ("9 UTC speaker:Shrwnn-W", "no such speaker here; the nearest is Sherwin Wu"),
        ("9 UTC podcast:a16b", "no such podcast here; the nearest is A16z Podcast"),
        ("9 UTC truth:maybe", "corroborated or verbatim"),
        ("9 UTC #general", "A channel is named by its id"),
        ("topic:models weekdays", "At what time of day? Add one, such as 9:00"),
        ("skip friday", "No quote of the day is set up in this channel"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest(
    desk: DailyDesk, typed: str, offered: str
) -> None:
    assert offered in refused(desk, typed)


def test_filters_let_only_their_quotes_through(desk: DailyDesk, own_core: Podquote) -> None:
    said(desk, 'noon UTC speaker:"Sherwin Wu" topic:model')

    coming = own_core.daily.preview(4)

    entries = [entry for one in coming if (entry := own_core.entry(one.quote_id))]
    assert 4 == len(entries)
    assert all("Sherwin Wu" in entry.attribution.candidates for entry in entries)
    assert all("model" in f"{one.text} {one.episode.title}".lower() for one in entries)


def test_every_door_has_the_same_quote_of_the_day_all_day(
    desk: DailyDesk, own_core: Podquote, clock: FakeClock
) -> None:
    first = desk.card("today", HERE)
    clock.present = NOW + dt.timedelta(hours=16)

    assert first == desk.card("today", ELSEWHERE) == desk.card("today", Place())
    assert "The quote of the day, Fri 27 November 2026." == first.lead
    assert 1 == len(first.items)
    clock.present = NOW + dt.timedelta(hours=17)
    assert first.items != desk.card("today", HERE).items


def test_today_in_a_channel_is_what_is_posted_there(
    desk: DailyDesk, own_core: Podquote, clock: FakeClock
) -> None:
    slack = FakePoster()
    said(desk, "9:00 UTC")

    before = desk.card("today", HERE)
    clock.present = NOW + dt.timedelta(hours=2)
    own_core.daily.tick({"slack": slack})
    after = desk.card("today", HERE)

    assert "It is posted Fri 27 November 2026, 09:00 UTC" in before.lead
    assert "Posted." in after.lead
    assert before.items == after.items == slack.messages[0].card.items


def test_a_day_is_skipped_and_taken_up_again(
    desk: DailyDesk, own_core: Podquote, clock: FakeClock
) -> None:
    slack = FakePoster()
    said(desk, "9:00 UTC")

    assert "nothing is posted on Fri 27 November 2026" in said(desk, "skip today")
    clock.present = NOW + dt.timedelta(hours=2)
    own_core.daily.tick({"slack": slack})
    assert [] == slack.messages
    assert "Fri 2026-11-27 · skipped: as somebody asked" in said(desk, "status")

    said(desk, "unskip friday")
    own_core.daily.tick({"slack": slack})
    assert 1 == len(slack.messages)
    assert "posted already" in refused(desk, "skip today")
    assert "not skipped by command" in refused(desk, "unskip saturday")


def test_a_quote_of_somebodys_choice_is_posted_on_its_date(
    desk: DailyDesk, own_core: Podquote, clock: FakeClock
) -> None:
    slack = FakePoster()
    *_, wanted = own_core.catalogue.speech()
    said(desk, "9:00 UTC weekdays")

    assert "that quote is posted on Sun 6 December 2026" in said(
        desk, f"pin {wanted.id} to 2026-12-06"
    )
    assert f"Sun 2026-12-06 09:00 UTC (09:00 UTC) · planned · “{wanted.text[:20]}" in said(
        desk, "preview"
    )
    clock.present = dt.datetime(2026, 12, 6, 9, tzinfo=dt.UTC)
    own_core.daily.tick({"slack": slack})
    assert [wanted.id] == [message.card.items[0].id for message in slack.messages[-1:]]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("pin q1 to friday", "There is no such quote here."),
        ("pin {quote} to 2026-11-26", "from today on, within a year"),
        ("pin {quote} to 2030-01-01", "from today on, within a year"),
        ("pin {quote}", "That is no date"),
        ("pin {takeaway} to friday", "only what somebody said"),
        ("skip", "That is no date"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    desk: DailyDesk, own_core: Podquote, typed: str, problem: str
) -> None:
    said(desk, "9:00 UTC")
    quote = next(own_core.catalogue.speech()).id
    takeaway = next(
        match.entry.id
        for match in own_core.ask(Question("openai agents")).matches
        if not match.entry.kind.is_speech
    )

    assert problem in refused(desk, typed.format(quote=quote, takeaway=takeaway))


def test_a_moved_schedule_keeps_its_quotes_and_posts_no_date_twice(
    desk: DailyDesk, own_core: Podquote, clock: FakeClock
) -> None:
    slack = FakePoster()
    said(desk, "9:00 UTC")
    planned = [one.quote_id for one in own_core.daily.preview(2)]
    clock.present = NOW + dt.timedelta(hours=2)
    own_core.daily.tick({"slack": slack})

    assert "Changed: every day at 17:00 Europe/Berlin" in said(desk, "move 17:00 Europe/Berlin")
    clock.present = NOW + dt.timedelta(hours=12)
    own_core.daily.tick({"slack": slack})
    assert 1 == len(slack.messages)
    clock.present = dt.datetime(2026, 11, 28, 16, tzinfo=dt.UTC)
    own_core.daily.tick({"slack": slack})
    assert planned == [message.card.items[0].id for message in slack.messages]


def test_a_schedule_moves_to_where_a_stopped_one_was_and_not_onto_another(desk: DailyDesk) -> None:
    nine = id_of(said(desk, "9:00 UTC"))
    ten = id_of(said(desk, "10:00 UTC"))

    assert "Another schedule of this channel is like that" in refused(desk, f"move {ten} 9:00")
    said(desk, f"stop {nine}")
    said(desk, "move 9:00")
    again = id_of(said(desk, "10:00 UTC"))
    assert nine == again
    assert 2 == len(said(desk, "list").splitlines())
    assert {nine, ten, id_of(said(desk, "11:00 UTC"))} >= {nine, ten}


def test_the_preview_has_seven_days_in_utc_and_local_time(desk: DailyDesk) -> None:
    said(desk, "9:00 Europe/Berlin")

    lines = said(desk, "preview").splitlines()

    assert 7 == len(lines)
    assert lines[0].startswith("Fri 2026-11-27 09:00 CET (08:00 UTC) · planned · “")
    assert " · tentative · “" in lines[6]


def test_reading_changes_nothing_and_everything_else_may(desk: DailyDesk) -> None:
    reading = ["", "help", "today", "why", "preview", "status", "list", "nonsense"]
    changing = ["9:00", "skip friday", "unskip friday", "pin q to friday", "pause", "resume", "off"]

    assert not any(desk.changes(text) for text in reading)
    assert all(desk.changes(text) for text in changing)


def test_help_says_what_can_be_typed(desk: DailyDesk) -> None:
    card = desk.card("", HERE)

    assert CardKind.HELP is card.kind
    said(desk, "9:00 UTC")
    for hint in card.hints:
        if "stop" not in hint and "skip" not in hint and "pause" not in hint:
            said(desk, hint.removeprefix("daily "))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=40))
def test_any_text_gets_a_card(desk: DailyDesk, text: str) -> None:
    assert desk.card(text, HERE).lead

"""One instant for every local date, whatever the clocks do."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import zoneinfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dates import due_at, find_zone, first_from, local_date, parse_time, upcoming
from bot.errors import ScheduleError

zones = st.sampled_from(sorted(zoneinfo.available_timezones())).map(zoneinfo.ZoneInfo)
days = st.dates(dt.date(1975, 1, 1), dt.date(2036, 12, 31))
times = st.times().map(lambda time: time.replace(second=0, microsecond=0))
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9", dt.time(9)),
        ("09", dt.time(9)),
        ("9pm", dt.time(21)),
        ("9 PM", dt.time(21)),
        ("9:30 p.m.", dt.time(21, 30)),
        ("930", dt.time(9, 30)),
        ("0900", dt.time(9)),
        ("09:00", dt.time(9)),
        ("9.15", dt.time(9, 15)),
        ("18h45", dt.time(18, 45)),
        ("12am", dt.time(0)),
        ("12pm", dt.time(12)),
        ("0", dt.time(0)),
        ("23:59", dt.time(23, 59)),
        (" Noon ", dt.time(12)),
        ("midnight", dt.time(0)),
    ],
)
def test_a_time_is_understood_as_people_write_it(written: str, meant: dt.time) -> None:
    assert meant == parse_time(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "25:00",
        "24:00",
        "24",
        "9:60",
        "0am",
        "13pm",
        "9:5",
        "nine",
        "-1",
        "9pmpm",
        "9\0",
    ],
)
def test_what_is_no_time_is_refused_with_what_is_accepted(written: str) -> None:
    with pytest.raises(ScheduleError, match=r"write 09:00, 9, 9pm, 0900, noon or midnight\."):
        parse_time(written)


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_refused(written: str) -> None:
    with contextlib.suppress(ScheduleError):
        assert parse_time(written) == parse_time(parse_time(written).isoformat("minutes"))


@pytest.mark.parametrize("name", ["Europe/Berlin", " Europe/Berlin ", "europe/berlin"])
def test_a_zone_is_found_by_its_name(name: str) -> None:
    assert find_zone(name).key.casefold() == "europe/berlin"


def test_spaces_and_capitals_of_a_zone_do_not_matter() -> None:
    assert find_zone("america/NEW york").key == "America/New_York"


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Europe/Berln", "the nearest is Europe/Berlin"),
        ("Berlin", "the nearest is Europe/Berlin"),
        ("Europe", "."),
        ("", "write a name such as Europe/Berlin"),
        ("../etc/passwd", "."),
        ("\0", "write a name such as Europe/Berlin"),
        ("x" * 5000, "write a name such as Europe/Berlin"),
    ],
)
def test_an_unknown_zone_offers_the_nearest(name: str, offered: str) -> None:
    with pytest.raises(ScheduleError, match=f"There is no such time zone; .*{offered}"):
        find_zone(name)


def due(zone: str, date: str, time: str) -> str | None:
    found = due_at(
        dt.date.fromisoformat(date), dt.time.fromisoformat(time), zoneinfo.ZoneInfo(zone)
    )
    return None if found is None else found.isoformat()


@pytest.mark.parametrize(
    ("zone", "date", "time", "expected"),
    [
        ("UTC", "2026-03-29", "09:00", "2026-03-29T09:00:00+00:00"),
        # Spring: 02:30 does not exist; the clock goes from 02:00 to 03:00 at 01:00 UTC.
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00:00+00:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00+00:00"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00:00+00:00"),
        ("Europe/Berlin", "2026-03-29", "03:01", "2026-03-29T01:01:00+00:00"),
        # Autumn: 02:30 comes twice; the first counts.
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00+00:00"),
        # Half an hour only.
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00+00:00"),
        # A gap at midnight: the date begins at 01:00.
        ("America/Havana", "2026-03-08", "00:00", "2026-03-08T05:00:00+00:00"),
        # A gap from 23:30 into the next date.
        ("America/Toronto", "1919-03-30", "23:45", "1919-03-31T04:30:00+00:00"),
        # Dates that were skipped as a whole.
        ("Pacific/Apia", "2011-12-30", "09:00", None),
        ("Pacific/Kwajalein", "1993-08-21", "12:00", None),
    ],
)
def test_a_date_is_due_at_the_first_instant_at_or_after_its_time(
    zone: str, date: str, time: str, expected: str | None
) -> None:
    assert expected == due(zone, date, time)


@given(zones, days, times)
@example(zoneinfo.ZoneInfo("Pacific/Apia"), dt.date(2011, 12, 29), dt.time(9))
@example(zoneinfo.ZoneInfo("Pacific/Apia"), dt.date(2011, 12, 30), dt.time(9))
@example(zoneinfo.ZoneInfo("Africa/Monrovia"), dt.date(1972, 1, 7), dt.time(0, 30))
def test_no_earlier_instant_has_reached_the_time(
    zone: zoneinfo.ZoneInfo, date: dt.date, at: dt.time
) -> None:
    instant = due_at(date, at, zone)

    if instant is None:
        day_before = dt.datetime.combine(date, dt.time(0), dt.UTC) - 24 * HOUR
        around = (day_before + n * HOUR / 4 for n in range(4 * 72))
        assert all(local_date(moment, zone) != date for moment in around)
        return
    wall = dt.datetime.combine(date, at)
    assert instant.astimezone(zone).replace(tzinfo=None) >= wall
    for before in (dt.timedelta(seconds=1), dt.timedelta(minutes=20), HOUR, 5 * HOUR):
        assert (instant - before).astimezone(zone).replace(tzinfo=None) < wall


@given(zones, days, times)
def test_dates_come_once_each_and_in_order(
    zone: zoneinfo.ZoneInfo, first: dt.date, at: dt.time
) -> None:
    found = list(itertools.islice(upcoming(first, at, zone), 5))

    assert sorted({date for date, _ in found}) == [date for date, _ in found]
    for (_, earlier), (_, later) in itertools.pairwise(found):
        assert 19 * HOUR < later - earlier < 53 * HOUR


@given(zones, days, times, times)
def test_the_first_date_from_an_instant_is_the_next_one(
    zone: zoneinfo.ZoneInfo, date: dt.date, at: dt.time, present: dt.time
) -> None:
    instant = dt.datetime.combine(date, present, dt.UTC)

    first, due_first = first_from(instant, at, zone)

    assert due_first >= instant
    assert due_first - instant < 53 * HOUR
    earlier = [due_at(first - n * dt.timedelta(days=1), at, zone) for n in (1, 2)]
    assert all(due is None or due < instant for due in earlier)


def test_a_date_that_never_was_is_passed_over() -> None:
    dates = upcoming(dt.date(2011, 12, 29), dt.time(9), zoneinfo.ZoneInfo("Pacific/Apia"))

    assert [29, 31] == [date.day for date, _ in itertools.islice(dates, 2)]


def test_a_date_is_that_of_the_zone() -> None:
    instant = dt.datetime(2026, 1, 5, 23, 30, tzinfo=dt.UTC)

    assert local_date(instant, zoneinfo.ZoneInfo("Europe/Berlin")) == dt.date(2026, 1, 6)


@pytest.mark.slow
def test_a_year_of_every_zone_has_every_date_once() -> None:
    # Each zone gets one of eight times of day; `make bench` has all of them, and three years.
    hours = itertools.cycle([0, 1, 2, 3, 8, 12, 22, 23])
    for name, hour in zip(sorted(zoneinfo.available_timezones()), hours, strict=False):
        zone = zoneinfo.ZoneInfo(name)
        found = itertools.islice(upcoming(dt.date(2026, 1, 1), dt.time(hour, 30), zone), 365)
        gaps = [later - earlier for (_, earlier), (_, later) in itertools.pairwise(found)]
        assert 364 == len(gaps)
        assert 20 * HOUR <= min(gaps)
        assert max(gaps) <= 28 * HOUR

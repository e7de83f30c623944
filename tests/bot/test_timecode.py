from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timecode import to_clock, to_seconds


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("00:18:11", 1091.0),
        ("12:30", 750.0),
        ("[29:08]", 1748.0),
        (" [1:02:03] ", 3723.0),
        ("1:02:03.5", 3723.5),
        ("0:00", 0.0),
        ("75:30", 4530.0),
        ("100:00:00", 360_000.0),
        ("18m1s", 1081.0),
        ("1h2m3s", 3723.0),
        ("1h", 3600.0),
        ("33s", 33.0),
        ("90", 90.0),
        ("0", 0.0),
    ],
)
def test_times_are_read_as_people_write_them(written: str, seconds: float) -> None:
    assert seconds == to_seconds(written)


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "12:75", "1:75:30", "1:2", "::", "-1:00", "12.30", "m", "1s2m", "abc", "[]"),
        *("1:02:03:04", "[12:30", "12:30]", "1:00.1234", "12:30\n13:00"),
    ],
)
def test_anything_else_is_no_time(written: str) -> None:
    assert None is to_seconds(written)


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [
        (0, "0:00"),
        (59.9, "0:59"),
        (60, "1:00"),
        (1091.0, "18:11"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3723.7, "1:02:03"),
        (360_000, "100:00:00"),
    ],
)
def test_a_time_is_written_with_hours_only_from_an_hour_on(seconds: float, clock: str) -> None:
    assert clock == to_clock(seconds)


@given(st.integers(0, 3_599_999))
def test_a_written_time_is_read_back(seconds: int) -> None:
    assert seconds == to_seconds(to_clock(seconds))


@given(st.text(alphabet="0123456789:hms.[] ", max_size=20) | st.text())
def test_any_text_is_a_time_from_zero_on_or_none(written: str) -> None:
    seconds = to_seconds(written)

    assert seconds is None or seconds >= 0

"""What people type after "daily", and what it asks for."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.request import read
from bot.errors import ScheduleError
from bot.model import DailyRequest, DailyVerb, Filters

SET, MOVE = DailyVerb.SET, DailyVerb.MOVE


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", DailyRequest()),
        ("  help ", DailyRequest(DailyVerb.HELP)),
        ("9:00 Europe/Berlin", DailyRequest(SET, "9:00", "Europe/Berlin")),
        ("at 9pm", DailyRequest(SET, "9pm")),
        ("9 pm in New York", DailyRequest(SET, "9 pm", "New York")),
        ("every day at noon, UTC", DailyRequest(SET, "noon", "UTC")),
        ("0900 weekdays", DailyRequest(SET, "0900", days="weekdays")),
        ("9 mon wed Fri", DailyRequest(SET, "9", days="mon,wed,fri")),
        ("Mon-Fri 9:00", DailyRequest(SET, "9:00", days="mon-fri")),
        ("25:00", DailyRequest(SET, "25:00")),
        (
            "topic:pricing weekdays 9",
            DailyRequest(SET, "9", days="weekdays", filters=Filters("pricing")),
        ),
        (
            'set 9:00 from:"Sherwin Wu" show:a16z truth:Corroborated --card',
            DailyRequest(
                SET,
                "9:00",
                filters=Filters(speaker="Sherwin Wu", podcast="a16z", truth="corroborated"),
                picture=True,
            ),
        ),
        ("9:00 <#C0123|general>", DailyRequest(SET, "9:00", channel="C0123")),
        ("9:00 <#123456789012345678>", DailyRequest(SET, "9:00", channel="123456789012345678")),
        ("9:00 #general", DailyRequest(SET, "9:00", channel="#general")),
        ("today", DailyRequest(DailyVerb.TODAY)),
        ("why today", DailyRequest(DailyVerb.WHY, date="today")),
        ("PREVIEW", DailyRequest(DailyVerb.PREVIEW)),
        ("status", DailyRequest(DailyVerb.STATUS)),
        ("status abcdefg2", DailyRequest(DailyVerb.STATUS, schedule="abcdefg2")),
        ("pause", DailyRequest(DailyVerb.PAUSE)),
        ("resume abcdefg2", DailyRequest(DailyVerb.RESUME, schedule="abcdefg2")),
        ("off", DailyRequest(DailyVerb.STOP)),
        ("skip tomorrow", DailyRequest(DailyVerb.SKIP, date="tomorrow")),
        (
            "skip thursday abcdefg2",
            DailyRequest(DailyVerb.SKIP, schedule="abcdefg2", date="thursday"),
        ),
        ("unskip 2026-12-31", DailyRequest(DailyVerb.UNSKIP, date="2026-12-31")),
        ("pin qabc to friday", DailyRequest(DailyVerb.PIN, quote="qabc", date="friday")),
        ("pin qabc", DailyRequest(DailyVerb.PIN, quote="qabc")),
        ("move 10:00 Asia/Tokyo", DailyRequest(MOVE, "10:00", "Asia/Tokyo")),
        (
            "move abcdefg2 to 10am weekends",
            DailyRequest(MOVE, "10am", days="weekends", schedule="abcdefg2"),
        ),
        ("change no-card", DailyRequest(MOVE, picture=False)),
    ],
)
def test_what_is_typed_is_understood(typed: str, asked: DailyRequest) -> None:
    assert asked == read(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("pauze", "The nearest is pause"),
        ("Europe/Berlin", "Write one of: 9:00 Europe/Berlin"),
        ("preview tomorrow please", "Write one of"),
        ("topic:pricing weekdays", "At what time of day.* 9:00 Europe/Berlin"),
        ("weekdays Europe/Berlin", "At what time of day"),
        ("set", "At what time of day"),
        ("9:00 10:00", "more than one time"),
        ("9 tpic:pricing", "no such filter; the nearest is topic"),
        ("skip someday", "That is no date; write today, tomorrow"),
        ("pin qabc to someday", "That is no date"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_is_near_or_accepted(
    typed: str, said: str
) -> None:
    with pytest.raises(ScheduleError, match=said):
        read(typed)


@given(st.text(max_size=60))
def test_any_text_is_a_request_or_refused_without_an_echo(typed: str) -> None:
    with contextlib.suppress(ScheduleError):
        assert isinstance(read(typed), DailyRequest)


PIECES = ["9", "9pm", "weekdays", "mon", "topic:a", "UTC", "<!channel>", "@everyone", "#x", "--"]


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_a_refusal_never_repeats_what_was_typed(words: list[str]) -> None:
    said = ""
    try:
        read(" ".join(words))
    except ScheduleError as error:
        said = str(error)

    assert "channel>" not in said
    assert "@everyone" not in said

"""Which quote on which local date, and what moves when somebody changes their mind."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest

from bot.daily import Planner, Pool, Projection, coming, moved, plan, with_id
from bot.frozen import card_to_json
from bot.model import (
    Entry,
    Filters,
    History,
    NoticeKind,
    OccurrenceState,
    Plan,
    Schedule,
    Standing,
    Used,
)
from bot.occurrence import PINNED
from bot.phrasing import to_entry_card
from tests.fakes.quotes import quote, quotes

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SCHEDULE = Schedule(
    id="abcdefgh",
    platform="slack",
    channel="C1",
    at=dt.time(9),
    timezone="UTC",
    next_date=NOW.date(),
    next_due=NOW,
)


def freeze(entry: Entry) -> str:
    return card_to_json(to_entry_card(entry))


def planned(
    now: dt.datetime = NOW,
    size: int = 9,
    history: History = History(SCHEDULE),  # noqa: B008  it is frozen
    house: dict[dt.date, str] | None = None,
) -> Plan:
    return plan(history, Pool(quotes(size)), house or {}, now, freeze)


def used_by(made: Plan) -> list[Used]:
    return [Used(row.quote_id, row.cycle, row.local_date) for row in made.rows if row.quote_id]


def test_dates_of_the_next_48_hours_are_planned() -> None:
    made = planned()

    assert [NOW, NOW + DAY, NOW + 2 * DAY] == [row.due_at for row in made.rows]
    assert {OccurrenceState.PLANNED} == {row.state for row in made.rows}
    assert 3 == len({row.quote_id for row in made.rows}) == len({row.key for row in made.rows})
    assert (NOW + 3 * DAY).date() == made.schedule.next_date
    assert NOW + 3 * DAY == made.schedule.next_due
    assert "turn 1 9" == made.rows[0].why


def test_what_is_planned_is_not_planned_again() -> None:
    made = planned()

    again = planned(history=History(made.schedule, used_by(made)))
    back = planned(history=History(SCHEDULE, used_by(made), {row.local_date for row in made.rows}))

    assert (made.schedule, []) == (again.schedule, again.rows)
    assert (made.schedule, []) == (back.schedule, back.rows)


def test_only_the_days_of_the_week_that_are_wanted_have_a_date() -> None:
    made = planned(NOW + 4 * DAY, history=History(replace(SCHEDULE, days=(5, 1))))

    assert [dt.date(2026, 1, 5), dt.date(2026, 1, 9)] == [row.local_date for row in made.rows]
    assert dt.date(2026, 1, 12) == made.schedule.next_date


def test_days_that_passed_are_skipped_and_never_posted_all_at_once() -> None:
    rows = planned(NOW + 5 * DAY + dt.timedelta(hours=1)).rows

    assert [("skipped", "late")] * 5 == [(row.state, row.reason) for row in rows[:5]]
    assert ["planned"] * 3 == [row.state for row in rows[5:]]
    assert all(row.quote_id is None for row in rows[:5])


def test_a_day_without_quotes_waits_until_it_is_too_late_and_its_owner_hears_of_it() -> None:
    early = planned(NOW + dt.timedelta(hours=6), size=0)
    late = planned(NOW + dt.timedelta(hours=6, seconds=1), size=0)

    assert [] == early.rows
    assert [("skipped", "no_quotes")] == [(row.state, row.reason) for row in late.rows]
    assert {NoticeKind.EMPTY: True} == early.notices == late.notices


def test_an_owner_hears_that_quotes_run_low_once_a_round() -> None:
    def notices(size: int) -> object:
        return planned(size=size).notices

    assert {NoticeKind.EMPTY: False, NoticeKind.LOW: True} == notices(9)
    assert {NoticeKind.EMPTY: False} == notices(13)
    assert {NoticeKind.EMPTY: False, NoticeKind.LOW: False} == notices(17)


def test_a_paused_schedule_plans_nothing_and_skips_what_comes_due() -> None:
    history = History(replace(SCHEDULE, standing=Standing.PAUSED))

    rows = planned(NOW + DAY, history=history).rows

    assert [("skipped", "paused")] * 2 == [(row.state, row.reason) for row in rows]


def test_a_schedule_whose_zone_is_gone_is_paused_and_its_owner_told() -> None:
    made = planned(history=History(replace(SCHEDULE, timezone="Mars/Olympus")))

    assert (Standing.PAUSED, "no_zone") == (made.schedule.standing, made.schedule.reason)
    assert made.schedule.next_due > NOW
    assert {NoticeKind.NO_ZONE: True} == made.notices


def test_a_schedule_without_filters_posts_the_librarys_own_quote_of_the_day() -> None:
    house = {NOW.date(): "q7", (NOW + DAY).date(): "q7", (NOW + 2 * DAY).date(): "gone"}

    rows = planned(house=house).rows
    filtered = planned(
        house=house, history=History(replace(SCHEDULE, filters=Filters(topic="otter")))
    ).rows

    assert "q7" == rows[0].quote_id
    assert ["house 1 9", "turn 2 9", "turn 3 9"] == [row.why for row in rows]
    assert "q7" not in {row.quote_id for row in rows[1:]}
    assert {"turn"} == {row.why.split()[0] for row in filtered}


def test_two_schedules_of_one_channel_never_post_the_same_on_one_date() -> None:
    date = NOW.date()
    beside = History(SCHEDULE, beside={date: {"q7"}})

    row = planned(house={date: "q7"}, history=beside).rows[0]

    assert "turn 1 9" == row.why
    assert "q7" != row.quote_id


def come(made: Plan, now: dt.datetime = NOW, size: int = 9, days: int = 7) -> list[object]:
    pool, history = Pool(quotes(size)), History(made.schedule, used_by(made))
    previews = coming(history, made.rows, pool, Projection(pool, []), now)
    return [(one.state, one.quote_id, one.due_at) for one in itertools.islice(previews, days)]


def test_what_comes_is_planned_first_and_tentative_after() -> None:
    made = planned()

    previews = list(
        itertools.islice(
            coming(
                History(made.schedule, used_by(made)),
                made.rows,
                Pool(quotes(9)),
                Projection(Pool(quotes(9)), []),
                NOW,
            ),
            7,
        )
    )

    assert ["planned"] * 3 + ["tentative"] * 4 == [one.state for one in previews]
    assert [row.quote_id for row in made.rows] == [one.quote_id for one in previews[:3]]
    assert 7 == len({one.quote_id for one in previews})
    assert [quote(one.quote_id).text for one in previews] == [one.text for one in previews]
    assert [NOW + n * DAY for n in range(7)] == [one.due_at for one in previews]


def test_what_was_tentative_is_what_is_planned_later() -> None:
    pool = Pool(quotes(9))
    house = Projection(pool, [])
    days = {**house.until(NOW.date()), **house.until((NOW + 6 * DAY).date())}
    first = plan(History(SCHEDULE), pool, days, NOW, freeze)
    later = plan(History(first.schedule, used_by(first)), pool, days, NOW + 3 * DAY, freeze)

    known = History(first.schedule, used_by(first))
    previews = coming(known, first.rows, pool, house, NOW)
    tentative = [one.quote_id for one in itertools.islice(previews, 7) if one.state == "tentative"]

    assert tentative[:3] == [row.quote_id for row in later.rows]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"channel": "C2", "platform": "discord", "owner": "U1"},
        {"at": dt.time(10)},
        {"timezone": "Asia/Tokyo"},
        {"days": (1, 2)},
        {"filters": Filters(topic="otter")},
        {"standing": Standing.PAUSED},
        {"next_date": NOW.date() + DAY},
    ],
)
def test_schedules_that_are_planned_together_get_what_each_gets_alone(
    changed: dict[str, Any],
) -> None:
    pool = Pool(quotes(9))
    days = Projection(pool, [])
    house = {**days.until(NOW.date()), **days.until((NOW + 6 * DAY).date())}
    other = replace(SCHEDULE, id="another", **changed)
    one = house[NOW.date()]
    used = [Used(one, 0, NOW.date() - DAY)]
    planner = Planner(NOW, freeze)

    for history in (
        History(SCHEDULE),
        History(other),
        History(other, used),
        History(other, (), {NOW.date()}),
        History(other, (), (), {NOW.date(): {one}}),
        History(SCHEDULE, used),
        History(other),
    ):
        assert plan(history, pool, house, NOW, freeze) == planner.plan(history, pool, house)


def test_what_is_done_does_not_come_and_no_quotes_end_it() -> None:
    made = planned()
    done = replace(made.rows[0], state=OccurrenceState.SENT)

    left = come(replace(made, rows=[done, *made.rows[1:]]), size=0)

    assert [NOW + DAY, NOW + 2 * DAY] == [one[2] for one in left]  # type: ignore[index]


def test_a_day_that_was_missed_lately_still_comes() -> None:
    (first,) = come(Plan(SCHEDULE), NOW + dt.timedelta(hours=5), days=1)

    assert NOW == first[2]  # type: ignore[index]


def test_what_is_not_sent_moves_along_with_its_schedule() -> None:
    made = planned()
    pinned = replace(made.rows[2], why=PINNED)
    changed = replace(SCHEDULE, at=dt.time(17), timezone="Asia/Tokyo", days=(1, 2))

    after = moved(changed, [*made.rows[:2], pinned], NOW)

    assert [NOW - dt.timedelta(hours=1), NOW + DAY - dt.timedelta(hours=1)] == [
        row.due_at for row in after.rows[:2]
    ]
    assert [row.quote_id for row in made.rows] == [row.quote_id for row in after.rows]
    dropped = moved(changed, made.rows, NOW)
    assert 2 == len(dropped.rows)


def test_a_schedule_is_known_by_what_it_is() -> None:
    one = with_id(SCHEDULE).id

    assert one == with_id(replace(SCHEDULE, id="", next_date=dt.date.max)).id
    assert one.isalnum()
    assert 8 == len(one)
    others = [
        replace(SCHEDULE, at=dt.time(9, 1)),
        replace(SCHEDULE, days=(1, 2)),
        replace(SCHEDULE, filters=Filters(topic="dams")),
        replace(SCHEDULE, filters=Filters(speaker="dams")),
    ]
    assert 5 == len({one, *(with_id(other).id for other in others)})

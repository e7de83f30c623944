"""Which quotes are worth a day, and whose turn it is."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily import RULES, coming, next_quote, plan, readable, with_id
from bot.model import Entry, Filters, Kind, Occurrence, OccurrenceState, Schedule, Standing, Truth
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


@pytest.mark.parametrize(
    "text",
    [
        "It is so remarkable how much of this entire economy is basically just token laundering.",
        "“Nobody reads the dam,” she said, and everybody knew that she was right about it.",
        "10% of the globe uses it every single week, and nobody really noticed that happen!",
        "We built the dam — all of it — and the river went around us as rivers will.",
        "Why would anyone build a dam when the river is (as we know) just going to move?",
        "Élan is what the whole thing needs, and money is what it got in the end, sadly.",
    ],
)
def test_a_whole_sentence_is_worth_reading_alone(text: str) -> None:
    assert [quote("q1", text)] == list(readable([quote("q1", text)]))


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Yeah, yeah. 10% of the globe uses it week-", "is not broken off"),
        ("The name of the game now is...the context engineering, as we all know.", "is not broken"),
        ("I think that the d- the dam is what everybody wanted in the end.", "is not broken off"),
        ("was really solid. I still think that even while I was there it was.", "begins like"),
        ("...was really solid. I still think that even while I was there it was.", "begins like"),
        ("The stickiness of the model itself has been very surprising to us", "ends like"),
        ("The dam is done. It is so very so.", "is neither short nor long"),
        ("The dam is the interface. " * 20, "is neither short nor long"),
        ("Extraordinarily uncharacteristic otter-engineering notwithstanding.", "has enough words"),
        (
            "But it is becoming increasingly clear, I think, um, that there is room.",
            "has no filler",
        ),
        ("Uhm, it is becoming increasingly clear, I think, that there is room.", "has no filler"),
        ("", "begins like"),
    ],
)
def test_junk_is_not(text: str, broken: str) -> None:
    entry = quote("q1", text)

    assert any(not holds(entry) for name, holds in RULES.items() if name.startswith(broken))
    assert readable([entry]) == ()


def test_only_words_that_were_said_and_have_no_cuts_are_posted() -> None:
    good = quote("q1")

    assert readable([replace(good, kind=kind) for kind in Kind if not kind.is_speech]) == ()
    assert readable([replace(good, truth=Truth.SPLICED)]) == ()
    assert len(readable([replace(good, truth=Truth.CORROBORATED)])) == 1


def chain(seed: str, pools: list[list[Entry]]) -> list[str]:
    """Return what is picked on successive dates, each with its own pool."""
    used: list[str] = []
    for pool in pools:
        picked = next_quote(seed, pool, used)
        assert picked is not None
        used.append(picked.id)
    return used


@given(st.text(max_size=8), st.integers(1, 12), st.integers(1, 40))
def test_no_quote_comes_twice_before_all_had_their_turn(seed: str, size: int, dates: int) -> None:
    used = chain(seed, [quotes(size)] * dates)

    for start in range(0, dates, size):
        cycle = used[start : start + size]
        assert len(cycle) == len(set(cycle))
    if size > 1:
        assert all(one != next_one for one, next_one in itertools.pairwise(used))


@given(st.permutations(range(9)), st.integers(0, 20))
def test_the_order_of_the_pool_does_not_matter(order: list[int], dates: int) -> None:
    pool = quotes(9)
    used = chain("seed", [pool] * dates)

    assert next_quote("seed", pool, used) == next_quote("seed", [pool[n] for n in order], used)


def test_every_cycle_and_every_schedule_has_an_order_of_its_own() -> None:
    used = chain("one", [quotes(8)] * 16)

    assert used[:8] != used[8:]
    assert set(used[:8]) == set(used[8:])
    assert used != chain("two", [quotes(8)] * 16)


@given(st.integers(2, 8), st.integers(1, 30), st.integers(1, 4))
def test_a_new_quote_joins_the_running_cycle(size: int, before: int, more: int) -> None:
    small, large = quotes(size), quotes(size + more)
    begun = chain("seed", [small] * before)
    rest_of_cycle = -before % size + more  # what is left of the cycle, and the new ones

    after = chain("seed", [small] * before + [large] * rest_of_cycle)[before:]

    assert len(after) == len(set(after))
    assert {f"q{n}" for n in range(size, size + more)} <= set(after)
    this_cycle = begun[len(begun) - (before % size) :] if before % size else []
    assert not set(this_cycle) & set(after)


def test_quotes_that_are_gone_are_not_waited_for() -> None:
    used = chain("seed", [quotes(6)] * 3)
    left = [entry for entry in quotes(6) if entry.id in used]

    again = next_quote("seed", left, used)

    assert again is not None
    assert again.id in used[:2]


def test_a_single_quote_comes_every_day() -> None:
    assert ["q0"] * 3 == chain("seed", [quotes(1)] * 3)


def test_an_empty_pool_gives_nothing() -> None:
    assert next_quote("seed", [], ["q1"]) is None


def planned(
    now: dt.datetime, size: int = 9, schedule: Schedule = SCHEDULE
) -> tuple[Schedule, list[Occurrence]]:
    return plan(schedule, [], quotes(size), now, to_entry_card)


def test_dates_of_the_next_48_hours_are_planned() -> None:
    moved, rows = planned(NOW)

    assert [NOW, NOW + DAY, NOW + 2 * DAY] == [row.due_at for row in rows]
    assert {OccurrenceState.PLANNED} == {row.state for row in rows}
    assert 3 == len({row.quote_id for row in rows}) == len({row.key for row in rows})
    assert (NOW + 3 * DAY).date() == moved.next_date
    assert NOW + 3 * DAY == moved.next_due


def test_what_is_planned_is_not_planned_again() -> None:
    moved, _ = planned(NOW)

    assert (moved, []) == planned(NOW, schedule=moved)


def test_days_that_passed_are_skipped_and_never_posted_all_at_once() -> None:
    _, rows = planned(NOW + 5 * DAY + dt.timedelta(hours=1))

    assert [("skipped", "late")] * 5 == [(row.state, row.reason) for row in rows[:5]]
    assert ["planned"] * 3 == [row.state for row in rows[5:]]
    assert all(row.quote_id is None for row in rows[:5])


def test_a_day_without_quotes_waits_until_it_is_too_late() -> None:
    _, early = planned(NOW + dt.timedelta(hours=6), size=0)
    _, late = planned(NOW + dt.timedelta(hours=6, seconds=1), size=0)

    assert [] == early
    assert [("skipped", "no_quotes")] == [(row.state, row.reason) for row in late]


def test_a_paused_schedule_plans_nothing_and_skips_what_comes_due() -> None:
    _, rows = planned(NOW + DAY, schedule=replace(SCHEDULE, standing=Standing.PAUSED))

    assert [("skipped", "paused")] * 2 == [(row.state, row.reason) for row in rows]


def test_what_comes_is_planned_first_and_tentative_after() -> None:
    schedule, rows = planned(NOW)
    used = [row.quote_id or "" for row in rows]

    previews = list(itertools.islice(coming(schedule, rows, used, quotes(9), NOW), 7))

    assert ["planned"] * 3 + ["tentative"] * 4 == [one.state for one in previews]
    assert used == [one.quote_id for one in previews[:3]]
    assert 7 == len({one.quote_id for one in previews})
    assert [quote(one.quote_id).text for one in previews] == [one.text for one in previews]
    assert [NOW + n * DAY for n in range(7)] == [one.due_at for one in previews]


def test_what_was_tentative_is_what_is_planned_later() -> None:
    schedule, rows = planned(NOW)
    used = [row.quote_id or "" for row in rows]
    tentative = next(
        one for one in coming(schedule, rows, used, quotes(9), NOW) if one.state == "tentative"
    )

    _, later = plan(schedule, used, quotes(9), NOW + DAY, to_entry_card)

    assert [tentative.quote_id] == [row.quote_id for row in later]


def test_what_is_done_does_not_come_and_no_quotes_end_it() -> None:
    schedule, rows = planned(NOW)
    rows = [replace(rows[0], state=OccurrenceState.SENT), *rows[1:]]

    previews = list(coming(schedule, rows, [], [], NOW))

    assert [NOW + DAY, NOW + 2 * DAY] == [one.due_at for one in previews]


def test_a_day_that_was_missed_lately_still_comes() -> None:
    previews = coming(SCHEDULE, [], [], quotes(9), NOW + dt.timedelta(hours=5))

    assert NOW == next(previews).due_at


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


def test_quotations_come_before_segments_in_every_cycle() -> None:
    pool = [replace(quote(f"s{n}"), kind=Kind.SEGMENT) for n in range(3)]
    pool += [quote(f"q{n}") for n in range(3)]
    used: list[str] = []

    for _ in range(12):
        following = next_quote("seed", pool, used)
        assert following is not None
        used.append(following.id)

    assert ["q", "q", "q", "s", "s", "s"] * 2 == [used_id[0] for used_id in used]

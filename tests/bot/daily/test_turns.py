"""Whose turn it is: no quote again before all had theirs, and fair turns for everybody."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.daily import Pool
from bot.model import Attribution, Entry, Kind, Status, Used
from tests.fakes.core import EPISODE
from tests.fakes.quotes import quote, quotes

DATE = dt.date(2026, 1, 5)
DAY = dt.timedelta(days=1)


def chain(seed: str, pools: Sequence[Sequence[Entry]], used: Sequence[Used] = ()) -> list[Used]:
    """Return what is picked on successive dates, each with its own pool."""
    turns = list(used)
    made: dict[int, Pool] = {}
    for entries in pools:
        pool = made.setdefault(id(entries), Pool(entries))
        turn = pool.next(seed, turns)
        assert turn is not None
        turns.append(Used(turn.entry.id, turn.cycle, DATE + len(turns) * DAY))
    return turns


def ids(turns: Sequence[Used]) -> list[str]:
    return [one.quote_id for one in turns]


@given(st.text(max_size=8), st.integers(1, 12), st.integers(1, 40))
def test_no_quote_comes_twice_before_all_had_their_turn(seed: str, size: int, dates: int) -> None:
    used = chain(seed, [quotes(size)] * dates)

    for start in range(0, dates, size):
        cycle = ids(used[start : start + size])
        assert len(cycle) == len(set(cycle))
        assert {start // size} == {one.cycle for one in used[start : start + size]}


@given(st.text(max_size=8), st.integers(2, 12))
def test_nothing_comes_again_before_half_of_the_pool_did(seed: str, size: int) -> None:
    used = ids(chain(seed, [quotes(size)] * size * 4))

    for place, quote_id in enumerate(used):
        assert quote_id not in used[max(0, place - size // 2) : place]


@given(st.permutations(range(9)), st.integers(0, 20))
def test_the_order_of_the_pool_does_not_matter(order: list[int], dates: int) -> None:
    used = chain("seed", [quotes(9)] * dates)

    assert Pool(quotes(9)).next("seed", used) == Pool([quotes(9)[n] for n in order]).next(
        "seed", used
    )


def test_every_round_and_every_schedule_has_an_order_of_its_own() -> None:
    used = ids(chain("one", [quotes(8)] * 16))

    assert used[:8] != used[8:]
    assert set(used[:8]) == set(used[8:])
    assert used != ids(chain("two", [quotes(8)] * 16))


@given(st.integers(2, 8), st.integers(1, 30), st.integers(1, 4))
def test_a_new_quote_joins_the_running_round(size: int, before: int, more: int) -> None:
    small, large = quotes(size), quotes(size + more)
    begun = chain("seed", [small] * before)
    rest = -before % size + more  # what is left of the round, and the new ones

    after = ids(chain("seed", [large] * rest, begun)[before:])

    assert len(after) == len(set(after))
    if before % size:
        assert {f"q{n}" for n in range(size, size + more)} <= set(after)
        assert not set(ids(begun[before - before % size :])) & set(after)


def test_quotes_that_are_gone_are_not_waited_for() -> None:
    used = chain("seed", [quotes(6)] * 3)
    left = [entry for entry in quotes(6) if entry.id in ids(used)]

    again = Pool(left).next("seed", used)

    assert again is not None
    assert (1, 1, 3) == (again.cycle, again.number, again.of)


def test_a_quote_of_somebodys_choice_starts_no_round() -> None:
    used = chain("seed", [quotes(6)] * 2)
    pinned = Used(used[0].quote_id, 0, DATE + 2 * DAY)

    rest = chain("seed", [quotes(6)] * 4, [*used, pinned])[3:]

    assert {"q0", "q1", "q2", "q3", "q4", "q5"} - set(ids(used)) == set(ids(rest))


def test_a_single_quote_comes_every_day_and_none_never() -> None:
    assert ["q0"] * 3 == ids(chain("seed", [quotes(1)] * 3))
    assert Pool([]).next("seed", [Used("q1", 0, DATE)]) is None


def of(podcast: str, episode: str, speaker: str, number: int) -> Entry:
    return replace(
        quote(f"q{podcast}{episode}{speaker}{number}"),
        episode=replace(EPISODE, id=f"{podcast}-{episode}", podcast=podcast),
        attribution=Attribution(Status.STATED, (speaker,)),
    )


def test_podcasts_episodes_and_speakers_take_turns() -> None:
    large = [of("a", e, s, n) for e in "xyz" for s in ("Ada", "Bob") for n in range(4)]
    pool = large + [of("b", "x", "Cy", n) for n in range(6)]
    by_id = {entry.id: entry for entry in pool}

    used = [by_id[one] for one in ids(chain("seed", [pool] * 12))]

    podcasts = [entry.episode.podcast for entry in used]
    assert all(one != other for one, other in itertools.pairwise(podcasts))
    episodes = [entry.episode.id for entry in used if entry.episode.podcast == "a"]
    assert 3 == len(set(episodes[:3])) == len(set(episodes[3:6]))
    said = {entry.episode.id: set[str]() for entry in used}
    for entry in used:
        said[entry.episode.id].add(entry.attribution.speaker or "")
    assert all(len(names) == 2 for id, names in said.items() if id.startswith("a"))


def test_quotations_come_before_segments_of_an_episode_in_every_round() -> None:
    pool = [replace(quote(f"s{n}"), kind=Kind.SEGMENT) for n in range(3)]
    pool += [quote(f"q{n}") for n in range(3)]

    used = ids(chain("seed", [pool] * 6))

    assert ["q", "q", "q", "s", "s", "s"] == [one[0] for one in used]

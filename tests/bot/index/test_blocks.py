"""Postings as bytes: whatever goes in and out again, and in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.index.blocks import (
    BLOCK,
    NAMED,
    Damaged,
    from_bytes,
    impact,
    joined,
    sealed,
    with_more,
    without,
)
from bot.index.posted import posted
from tests.fakes.postings import written

POSTINGS = st.dictionaries(st.integers(0, BLOCK - 1), st.integers(1, 255), min_size=1, max_size=50)


def read(data: bytes) -> dict[int, int]:
    block = from_bytes(data)
    assert sorted(block.places) == list(block.places)
    return dict(zip(block.places.tolist(), block.impacts.tolist(), strict=True))


@given(old=POSTINGS, more=POSTINGS)
def test_more_postings_stand_there_once_and_in_order(
    old: dict[int, int], more: dict[int, int]
) -> None:
    assert {**old, **more} == read(with_more(written(old), written(more)))


@given(old=POSTINGS, gone=st.sets(st.integers(0, BLOCK - 1)))
def test_what_is_taken_out_is_gone_and_nothing_else(old: dict[int, int], gone: set[int]) -> None:
    left = without(written(old), gone)

    expected = {place: says for place, says in old.items() if place not in gone}
    assert expected == (read(left) if left else {})


@given(parts=st.lists(POSTINGS, min_size=1, max_size=4))
def test_parts_are_read_as_one_block_and_sealed_into_one(parts: list[dict[int, int]]) -> None:
    apart = [
        {p: s for p, s in part.items() if not any(p in before for before in parts[:at])}
        for at, part in enumerate(parts)
    ]
    stored = [with_more(None, written(part)) for part in apart if part]

    together = sealed(stored)

    assert {p: s for part in apart for p, s in part.items()} == read(together)
    assert joined(stored).places.tolist() == from_bytes(together).places.tolist()


@given(blocks=st.lists(POSTINGS, min_size=1, max_size=4))
def test_all_blocks_are_read_as_rows_in_order_whichever_comes_first(
    blocks: list[dict[int, int]],
) -> None:
    stored = [(number, written(block)) for number, block in enumerate(blocks)]
    expected = {n * BLOCK + place: s for n, one in enumerate(blocks) for place, s in one.items()}

    for parts in (stored, stored[::-1]):
        found = posted(parts)

        assert sorted(expected) == found.rows.tolist()
        assert [expected[row] for row in sorted(expected)] == found.impacts.tolist()


# Too few, a part of one, two places of which the second is not behind the first.
@pytest.mark.parametrize("data", [b"", b"ab", b"abcd", b"\2\0\1\0aa", b"\2\0\2\0aa"])
def test_bytes_that_are_no_postings_are_called_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        from_bytes(data)


def test_a_word_says_more_in_a_shorter_text_and_when_it_is_said_again() -> None:
    assert impact(1, 40) < impact(2, 40) < impact(2, 10) <= 255
    assert NAMED + 1 == impact(1, 10**9)

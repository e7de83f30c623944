"""Runs of words that texts have in common, against trying every one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.daily.runs import RUN, Runs, runs_of
from bot.tokens import tokenize

WORDS = st.sampled_from(["otter", "otters", "dam", "river", "bank", "gnaws", "[laughs]"])
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=12)


def runs_by_hand(text: str) -> set[tuple[str, ...]]:
    stems = [token.stem for token in tokenize(text)]
    return {tuple(stems[at : at + RUN]) for at in range(max(1, len(stems) - RUN + 1))}


@given(texts=TEXTS)
def test_none_is_missed_and_none_is_made_up(texts: list[str]) -> None:
    by_hand = [runs_by_hand(text) for text in texts]
    texts_with = Counter(run for runs in by_hand for run in runs)

    found = runs_of(texts)

    assert [len(runs) for runs in by_hand] == [of.number for of in found]
    for one, runs in zip(found, by_hand, strict=True):
        assert len({run for run in runs if texts_with[run] > 1}) == len(set(one.shared))
        for other, others in zip(found, by_hand, strict=True):
            if one is not other:
                assert len(runs & others) == len({*one.shared} & {*other.shared})


def test_a_text_by_itself_shares_nothing_and_a_short_one_is_one_run() -> None:
    [alone] = runs_of(["Otters gnaw."])
    once, again, longer = runs_of(["Otters gnaw.", "otter gnaws", "An otter gnaws."])

    assert Runs(1, []) == alone
    assert once == again
    assert 1 == len(once.shared)
    assert Runs(1, []) == longer
    assert [] == runs_of([])

"""The rule of a hit, and the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Match, Source
from bot.scoring import (
    Relevant,
    Scored,
    first_hit,
    is_hit,
    score_lines,
    score_rows,
    scores_json,
    to_scores,
)
from tests.fakes.core import ENTRY

MATCH = Match(ENTRY, 1.0)
RIGHT = Relevant("otters.txt", "nobody reads the dam")


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("The dam is the interface", True),
        ("the dam is a facade", True),
        ("dam the is interface", True),
        ("a lodge is a lodge", False),
        ("reads nobody interface dam", True),
        ("dam reads nobody & interface is", False),
        ("", False),
    ],
)
def test_half_of_the_words_in_their_order_are_a_hit(text: str, hit: bool) -> None:  # noqa: FBT001
    assert hit == is_hit(MATCH, Relevant("otters.txt", text))


def test_the_same_words_of_another_document_are_no_hit_unless_both_have_them() -> None:
    both = Match(replace(ENTRY, also_in=(Source("lodges.txt", ((0, 1),)),)), 1.0)

    assert not is_hit(MATCH, replace(RIGHT, file="lodges.txt"))
    assert is_hit(both, replace(RIGHT, file="lodges.txt"))


def test_the_rank_is_that_of_the_first_hit_among_ten() -> None:
    wrong = Match(replace(ENTRY, text="Something else"), 1.0)

    assert 1 == first_hit([MATCH], [RIGHT])
    assert 2 == first_hit([wrong, MATCH, MATCH], [Relevant("none.txt", "x"), RIGHT])
    assert 10 == first_hit([*[wrong] * 9, MATCH], [RIGHT])
    assert first_hit([*[wrong] * 10, MATCH], [RIGHT]) is None
    assert first_hit([MATCH], []) is None


SCORES = to_scores(
    [
        Scored("exact", True, True, 1, 0.001, sure=2.0),
        Scored("exact", True, True, 4, 0.002, sure=1.5),
        Scored("typo", True, False, None, 0.003, sure=0.8),
        Scored("typo", True, True, 10, 0.004, sure=1.1),
        Scored("noanswer", False, True, None, 0.100, sure=1.2),
        Scored("noanswer", False, False, None, 0.005, sure=0.7),
    ]
)


def test_figures_are_shares_by_kind_and_in_all() -> None:
    found = scores_json(SCORES)

    assert {
        "questions": 4,
        "recall_at_1": 0.25,
        "recall_at_5": 0.5,
        "mrr_at_10": 0.3375,
        "answered": 0.75,
        "kinds": {
            "exact": {
                "questions": 2,
                "recall_at_1": 0.5,
                "recall_at_5": 1.0,
                "mrr_at_10": 0.625,
                "answered": 1.0,
            },
            "typo": {
                "questions": 2,
                "recall_at_1": 0.0,
                "recall_at_5": 0.0,
                "mrr_at_10": 0.05,
                "answered": 0.5,
            },
        },
        "no_answer": {"questions": 2, "answered": 0.5, "answered_at_95": 0.5},
        "milliseconds": {"p50": 3.0, "p95": 100.0, "p99": 100.0},
    } == found


def test_the_table_has_a_row_a_kind_and_one_of_all() -> None:
    assert ("exact", "2", "0.500", "1.000", "0.625", "1.000") == score_rows(SCORES)[0]
    assert ["exact", "typo", "all with an answer"] == [row[0] for row in score_rows(SCORES)]
    assert [
        "Without an answer, and answered all the same: 0.500 of 2.",
        "At the limit that lets 95 % of the others be answered: 0.500.",
        "p50 3.0 ms, p95 100.0 ms, p99 100.0 ms.",
    ] == score_lines(SCORES)


@pytest.mark.parametrize(
    ("surest", "share", "line"),
    [
        (0.9, 0.5, "At the limit that lets 95 % of the others be answered: 0.500."),
        (0.5, 1.0, "At the limit that lets 95 % of the others be answered: 1.000."),
        (0.0, None, "No limit lets 95 % of the others be answered."),
    ],
)
def test_the_limit_that_answers_most_is_asked_of_what_has_no_answer(
    surest: float, share: float | None, line: str
) -> None:
    asked = [Scored("exact", True, True, 1, 0.001, sure=2.0)] * 18
    asked += [Scored("exact", True, False, None, 0.001, sure=surest)] * 2
    others = [Scored("noanswer", False, False, None, 0.001, sure=sure) for sure in (0.8, 1.5)]
    found = to_scores([*asked, *others])

    assert share == found.wrongly_at_most
    assert line == score_lines(found)[1]


def test_questions_of_one_sort_alone_have_figures_too() -> None:
    nothing = to_scores([Scored("noanswer", False, False, None, 0.001)])

    assert (0, 0.0) == (nothing.total.questions, nothing.total.mrr)
    assert 1 == nothing.unanswerable
    assert nothing.wrongly_at_most is None
    assert 2 == len(score_lines(nothing))

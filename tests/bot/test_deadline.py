"""The time is up: the best so far, and it is said. A fake clock, nothing sleeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
import sqlalchemy as sa

from bot import phrasing
from bot.bootstrap import Podquote
from bot.check import check
from bot.deadline import Deadline, no_deadline
from bot.index.engine import ending_at, reading
from bot.lookup import lookup
from bot.model import Answer, CardKind, Question

COUNTING = sa.text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "
    "SELECT count(*) FROM n"
)


class Ticking:
    """A clock that a tenth of a second passes on whenever it is looked at."""

    def __init__(self) -> None:
        self._ticks: Iterator[int] = count()

    def monotonic(self) -> float:
        return next(self._ticks) / 10


def answer(core: Podquote, text: str, seconds: float) -> Answer:
    return lookup(core._index, Question(text), Deadline(Ticking().monotonic, seconds))


def test_a_deadline_remembers_that_somebody_had_to_stop() -> None:
    deadline = Deadline(Ticking().monotonic, 0.15)

    assert (False, False) == (deadline.passed(), deadline.cut_short)
    assert (True, True) == (deadline.passed(), deadline.cut_short)
    assert not no_deadline().passed()


def test_with_time_enough_an_answer_is_whole(core: Podquote) -> None:
    assert not answer(core, "fine-tuning", 1e9).incomplete
    assert not core.ask(Question("fine-tuning")).incomplete


def test_at_the_deadline_the_best_so_far_is_the_answer_and_says_so(core: Podquote) -> None:
    whole, part = answer(core, "fine-tuning", 1e9), answer(core, "fine-tuning", 0.35)

    assert part.incomplete
    assert 0 < len(part.matches) < len(whole.matches)
    card = phrasing.to_card(part)
    assert card.lead.endswith(phrasing.INCOMPLETE)
    assert phrasing.answer_json(part)["incomplete"] is True
    assert "incomplete" not in phrasing.answer_json(whole)


def test_with_no_time_at_all_nothing_is_claimed_to_be_missing(core: Podquote) -> None:
    found = answer(core, "fine-tuning", 0.0)

    card = phrasing.to_card(found)
    assert (CardKind.MISS, phrasing.NO_TIME) == (card.kind, card.lead)


@pytest.mark.usefixtures("in_its_file")
def test_a_running_statement_ends_at_the_deadline(core: Podquote) -> None:
    deadline = Deadline(Ticking().monotonic, 0.25)

    with reading(core._engine).connect() as connection:
        with ending_at(connection, deadline):
            connection.execute(COUNTING)
        assert deadline.cut_short
        assert 1 == connection.scalar(sa.text("SELECT 1"))


@pytest.mark.usefixtures("in_its_file")
def test_an_error_in_time_is_an_error(core: Podquote) -> None:
    with (
        pytest.raises(Exception, match="no such table"),
        reading(core._engine).connect() as connection,
        ending_at(connection, no_deadline()),
    ):
        connection.execute(sa.text("SELECT * FROM nowhere"))


def test_words_are_checked_as_far_as_the_time_goes_and_it_is_said(core: Podquote) -> None:
    words = "the most important thing about building agents is the model"
    whole = check(core._index, words, Deadline(Ticking().monotonic, 1e9))
    none = check(core._index, words, Deadline(Ticking().monotonic, 0.0))

    assert (False, True) == (whole.incomplete, none.incomplete)
    assert (CardKind.MISS, phrasing.NO_TIME) == (
        phrasing.to_checked_card(none).kind,
        phrasing.to_checked_card(none).lead,
    )
    assert phrasing.checked_json(none)["incomplete"] is True
    assert "incomplete" not in phrasing.checked_json(whole)


def test_a_comparison_that_the_time_ends_in_its_middle_is_none(core: Podquote) -> None:
    words = "the most important thing about building agents is the model"
    looks = [check(core._index, words, Deadline(Ticking().monotonic, s)) for s in (0.35, 1e9)]

    assert [True, False] == [one.incomplete for one in looks]
    assert phrasing.to_checked_card(looks[0]).lead == phrasing.NO_TIME


def test_a_miss_that_had_time_is_a_miss(core: Podquote) -> None:
    missed = replace(answer(core, "kubernetes", 1e9), suggestions=())

    assert phrasing.NO_TIME != phrasing.to_card(missed).lead

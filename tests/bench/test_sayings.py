"""What is asked to measure `check`, and the floors it holds on the seeds."""

from __future__ import annotations

import random
import re

import pytest

from tests.bench.checking import report
from tests.bench.sayings import LONGEST, SHORTEST, Sort, altered, invented, quotes, sentences

TURNS = [
    f"The {one} dam is not the only wall of the {two} otters. It takes otters 10 winters of mud."
    for one in ("old", "big", "last")
    for two in ("some", "twelve", "tame")
]


def rng() -> random.Random:
    return random.Random(7)  # noqa: S311  one that repeats itself


def test_a_sentence_ends_before_a_space_and_not_within_a_number() -> None:
    assert ["It is 1.5 long.", "Really?!", "Yes"] == sentences("It is 1.5 long. Really?! Yes")


def test_quotes_stand_in_a_turn_and_have_their_length() -> None:
    for saying in quotes(TURNS, 20, rng()):
        assert any(saying.words in turn for turn in TURNS)
        assert SHORTEST <= len(saying.words.split()) <= LONGEST


def test_an_altered_quote_differs_by_what_it_says() -> None:
    for saying in altered(TURNS, 20, rng()):
        assert 1 <= len(saying.changes) <= 3
        assert saying.words != saying.said
        assert saying.sort is Sort.ALTERED


def test_what_is_invented_stands_in_no_turn() -> None:
    for saying in invented(TURNS, 4, 1, rng()):
        assert all(saying.words not in turn for turn in TURNS)
        assert saying.said is None


def test_the_same_seed_gives_the_same_sayings() -> None:
    assert altered(TURNS, 9, rng()) == altered(TURNS, 9, rng())


@pytest.mark.slow
def test_the_floors_hold_on_the_seeds() -> None:
    lines = "\n".join(report(None, 100))

    right = {
        sort: float(share) for sort, share in re.findall(r"\| ([a-z ]+) \|.*\| ([\d.]+)% \|", lines)
    }
    assert right["as it is"] == 100.0
    assert right["altered"] >= 95.0
    assert right["invented"] >= 98.0

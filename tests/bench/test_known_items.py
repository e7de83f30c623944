"""Questions with known answers: the same again, and of what was said."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest
from rapidfuzz.distance import OSA

from tests.bench.known_items import ABSENT, KINDS, known_items
from tests.bench.passages import Passage, is_to_tune, so_many

WORDS = "otters gnaw northern willows while careful beavers measure the spillway every winter"
HERE = [Passage(f"e{at}", "Ada", f"{WORDS} number{at} season{at} again") for at in range(30)]
AWAY = [Passage("away", "Bob", "storks never migrate across frozen alpine glaciers without rest")]


def test_the_same_seed_asks_the_same_questions_of_every_kind() -> None:
    asked = known_items(HERE, AWAY, 5, seed=3)

    assert asked == known_items(HERE, AWAY, 5, seed=3)
    assert dict.fromkeys((*KINDS, ABSENT), 5) == Counter(one.kind for one in asked)
    assert all(one.passage in HERE for one in asked if one.kind != ABSENT)
    assert all(one.passage is None for one in asked if one.kind == ABSENT)


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_of_its_passage(kind: str) -> None:
    for one in known_items(HERE, [], 5, seed=4):
        if one.kind != kind or one.passage is None:
            continue
        there = one.passage.text.lower().split()
        known = [word for word in one.query.lower().split() if word in there]
        unknown = [word for word in one.query.lower().split() if word not in there]
        assert len(known) >= 3 or kind == "typo"
        assert all(min(OSA.distance(word, w) for w in there) == 1 for word in unknown)
        assert kind != "exact" or one.query in one.passage.text


def test_more_passages_than_there_are_come_from_what_was_said_and_are_the_same_again() -> None:
    own = {name: HERE[at : at + 3] for at, name in enumerate("abcdefgh")}
    many = list(so_many(own, 400))

    assert many == list(so_many(own, 400))
    assert 400 == len(many)
    said = {word for few in own.values() for one in few for word in one.text.split()}
    assert all(set(one.text.split()) <= said for one in islice(many, 100, None))


def test_the_halves_that_tune_and_prove_are_about_alike() -> None:
    assert 400 < sum(is_to_tune(f"episode-{at}.md") for at in range(1000)) < 600

"""Which rows are candidates: those that meet most, by the rarest of what is wanted."""

from __future__ import annotations

import numpy as np

from bot.concepts import Concept, Way
from bot.index import matching
from bot.index.blocks import BLOCK, MAY_BE_NAMED, NAMED, impact
from bot.index.matching import BUDGET, CLOSE, affordable, best_rows, closest, first_of, told_by
from bot.index.posted import Posted
from tests.fakes.vocabulary import of_stem


def at(*rows: int, says: int = 100) -> Posted:
    return of(dict.fromkeys(rows, says))


def of(impacts: dict[int, int]) -> Posted:
    rows = sorted(impacts)
    return Posted(np.array(rows, np.uint32), np.array([impacts[row] for row in rows], np.uint8))


def test_a_row_that_meets_more_comes_first_and_equal_ones_by_number() -> None:
    postings = {"dam": at(1, 2, 3), "otter": at(3, BLOCK + 9)}

    found = best_rows([of_stem("dam"), of_stem("otter")], postings, 4)

    assert [3, 1, 2, BLOCK + 9] == found


def test_a_limit_takes_the_same_rows_every_time() -> None:
    postings = {"dam": at(5, 6, 7, BLOCK)}

    assert [5, 6] == best_rows([of_stem("dam")], postings, 2)
    assert [] == best_rows([of_stem("gone")], postings, 2)


def test_the_better_of_two_ways_counts_and_only_once() -> None:
    written, corrected = Way(("dam",)), Way(("damn",), 0.5)
    concepts = [Concept("dam", 1.0, (written, corrected)), of_stem("otter")]
    postings = {
        "dam": at(1),
        "damn": at(1, 2),
        "otter": of({2: 60, 3 * BLOCK + 4: 100}),
    }

    assert [2, 1, 3 * BLOCK + 4] == best_rows(concepts, postings, 4)


def test_a_word_of_a_text_is_more_than_a_name_and_a_stated_name_more_than_a_possible_one() -> None:
    impacts = {5: MAY_BE_NAMED, 6: NAMED, 7: impact(1, 10**9)}
    postings = {"dam": of(impacts)}

    assert [7, 6, 5] == best_rows([of_stem("dam")], postings, 3)


def test_a_way_of_two_stems_wants_both_in_one_text() -> None:
    concepts = [Concept("finetuning", 1.0, (Way(("fine", "tune")),))]

    assert [2] == best_rows(concepts, {"fine": at(1, 2), "tune": at(2, 3)}, 4)
    assert [] == best_rows(concepts, {"fine": at(1, 2)}, 4)
    assert [] == best_rows(concepts, {"fine": at(1, 2), "tune": at(3)}, 4)


def test_only_rows_that_may_be_returned_are() -> None:
    postings = {"dam": at(1, 2, 3, 4), "otter": at(2, 3)}

    assert [3, 4] == best_rows([of_stem("dam"), of_stem("otter")], postings, 4, [4, 3, 9])
    assert [] == best_rows([of_stem("dam")], postings, 4, [])


def test_of_several_concepts_those_that_meet_far_less_are_left_out_behind_the_first_few() -> None:
    every, one = range(20), range(20, 40)
    wanted = [of_stem(stem) for stem in ("dam", "otter", "brook", "reed")]
    postings = {one.word: at(*every) for one in wanted[1:]} | {"dam": at(*every, *one)}

    assert [*every] == best_rows(wanted, postings, 40)
    assert [*every, *one] == best_rows(wanted[:1], postings, 40)


def test_the_commonest_words_are_beyond_the_budget_unless_nothing_else_is_asked() -> None:
    counts = {"the": matching.BUDGET, "dam": 10, "otter": 5}
    wanted = [of_stem("the"), of_stem("dam"), of_stem("otter"), of_stem("gone")]

    assert ["otter", "dam"] == [one.word for one in affordable(wanted, counts)]
    assert ["the"] == [one.word for one in affordable([of_stem("the")], {"the": 10**9})]


def test_of_many_rows_those_are_read_that_come_first_or_read_most_like_the_question() -> None:
    texts = dict.fromkeys(range(1, 40), "Nothing of the kind stands here at all.")
    texts |= {21: "They said an otter builds a dam.", 9: "Otters BUILD dams, they said."}

    found = closest([3, *range(5, 40)], 3, texts, "an otter builds a dam")

    assert 3 + CLOSE == len(found)
    assert [3, 5, 6] == found[:3]
    assert {9, 21} <= set(found[3:])
    assert found == sorted(found)


def test_stop_words_change_nothing_of_what_reads_most_like_the_question() -> None:
    texts = {5: "That is what they were about and was for it.", 6: "We've built... the dam; now."}
    texts |= dict.fromkeys(range(7, 20), "Nothing of the kind stands here at all.")
    rows = list(range(20))

    found = [closest(rows, 5, texts, asked) for asked in ("built dam", "they have built a dam")]

    assert found[0] == found[1]
    assert 6 in found[0]
    assert 5 in closest(rows, 5, texts, "what they were about")


def test_a_topic_of_a_word_or_two_keeps_its_many_places() -> None:
    words = [of_stem(word) for word in ("dam", "otter", "river", "tree")]

    assert (None, None) == (first_of(words[:1], "dam"), first_of(words[:2], "dam otter"))
    assert (first_of(words[:3], "dam otter lodge") or 0) > (first_of(words, "a b c d") or 0) > 0


def test_words_that_ask_for_nothing_are_remembered_words_too() -> None:
    assert first_of([of_stem("dam")], "so much better dam") == first_of(
        [of_stem("dam")] * 3, "a b c"
    )


def test_a_word_that_tells_nothing_more_costs_nothing() -> None:
    plugin = Concept("plugin", 1.0, (Way(("plugin",)), Way(("plug", "in"))))
    counts = {"plugin": 50, "plug": 30, "in": BUDGET}

    [told] = told_by([plugin], counts)

    assert ("plugin", "plug") == tuple(stem for way in told.ways for stem in way.stems)
    assert [told] == affordable([told], counts)
    assert [] == affordable([of_stem("able"), plugin], {**counts, "able": 1})[1:]


def test_two_words_that_tell_alike_are_both_looked_for() -> None:
    pair = Concept("finetuning", 1.0, (Way(("fine", "tune")),))

    assert [pair] == told_by([pair], {"fine": 60, "tune": 50})

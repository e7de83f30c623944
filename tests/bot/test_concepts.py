"""How much of a question stands in a text as one run, in its order or in another."""

from __future__ import annotations

from dataclasses import replace

from bot.concepts import Concept, Way, in_order, meet
from tests.fakes.core import ENTRY
from tests.fakes.vocabulary import of_stem

WANTED: list[Concept] = [of_stem("dam"), of_stem("interfac"), of_stem("read")]


def standing(text: str) -> float:
    return in_order(meet(WANTED, replace(ENTRY, text=text)), WANTED)


def test_words_in_their_order_are_more_than_words_in_another_than_words_apart() -> None:
    apart = f"The interface of a river. {'It flows and flows. ' * 5}Who reads of a dam?"

    one_run = standing("The dam is the interface that I read.")
    shuffled = standing("I read interface, then dam.")

    assert 1.0 == one_run
    assert one_run > shuffled > standing(apart) > 0


def test_a_way_of_two_stems_is_met_side_by_side_and_nowhere_else() -> None:
    pair = [Concept("finetuning", 1.0, (Way(("fine", "tune")),))]
    text = "Tune it fine, by fine tuning."

    [met] = meet(pair, replace(ENTRY, text=text))

    assert ["fine", "tuning"] == [text[t.start : t.end] for t in met.tokens]

"""One match a passage, and another place before a second slice of the same minute."""

from __future__ import annotations

from dataclasses import replace

from bot.folding import fold, spread
from bot.model import Attribution, Kind, Match, Source, Status
from tests.fakes.core import ENTRY, EPISODE


def match(id: str, text: str, span: tuple[int, int], **rest: object) -> Match:
    entry = replace(ENTRY, id=id, text=text, source=Source("otters.txt", (span,)), said_at=None)
    return Match(replace(entry, **rest), 1.0)  # type: ignore[arg-type]


PARENT = match("parent", "I think the dam is the interface, as it were, to the river", (0, 58))
CORE = match("core", "the dam is the interface", (8, 32))
ELSEWHERE = match("elsewhere", "Nobody reads a dam twice", (900, 924))


def ids(matches: list[Match]) -> list[str]:
    return [one.entry.id for one in matches]


def test_a_longer_one_with_the_same_words_folds_into_the_better() -> None:
    assert ["core", "elsewhere"] == ids(fold([CORE, PARENT, ELSEWHERE]))
    assert ["parent", "elsewhere"] == ids(fold([PARENT, CORE, ELSEWHERE]))


def test_words_that_another_document_has_too_fold_over_that_document() -> None:
    there = Source("lodges.txt", ((50, 80),))
    confirmed = match("confirmed", "a dam, the interface", (500, 520), also_in=(there,))
    spliced = match("spliced", "so the dam...the face", (0, 0), source=there)

    assert ["confirmed"] == ids(fold([confirmed, spliced]))


def test_a_quotation_with_cuts_folds_into_its_passage() -> None:
    cut = match("cut", "dams...are what we make of them", (0, 4), passage=("segment",))
    segment = match("segment", "Well, a river runs by", (300, 321), kind=Kind.SEGMENT)

    assert ["segment"] == ids(fold([segment, cut]))
    assert ["cut"] == ids(fold([cut, segment]))


def test_takeaways_and_other_episodes_fold_only_where_the_words_are_alike() -> None:
    takeaway = match("takeaway", "Dams are said to be interfaces", (8, 32), kind=Kind.TAKEAWAY)
    other = match("other", "Rivers in June", (8, 32), episode=replace(EPISODE, id="ep2"))
    again = match("again", "Dams are said to be interfaces!", (700, 731), kind=Kind.TAKEAWAY)

    assert ["core", "takeaway", "other"] == ids(fold([CORE, takeaway, other, again]))


def at(id: str, seconds: float | None, **rest: object) -> Match:
    return match(id, id, (0, 1), said_at=seconds, **rest)


def test_a_second_slice_of_a_minute_waits_for_those_as_good() -> None:
    ranked = [
        (at("a", 10.0), 1.0),
        (at("b", 60.0), 1.0),
        (at("c", 200.0), 0.99),
        (at("d", 9.0), 0.5),
    ]

    assert ["a", "c", "b", "d"] == ids(spread(ranked))


def test_a_better_one_never_waits() -> None:
    ranked = [(at("a", 10.0), 1.0), (at("b", 60.0), 1.0), (at("c", 900.0), 0.9)]

    assert ["a", "b", "c"] == ids(spread(ranked))


def test_what_is_shown_before_counts_as_shown() -> None:
    ranked = [(at("b", 60.0), 1.0), (at("c", 200.0), 1.0)]

    assert ["c", "b"] == ids(spread(ranked, [at("a", 10.0)]))


def test_summaries_and_other_documents_are_other_places() -> None:
    takeaway = at("takeaway", 12.0, kind=Kind.TAKEAWAY)
    other = at("other", 12.0, source=Source("lodges.txt", ((0, 1),)))
    untimed = at("untimed", None)

    assert ["a", "other", "untimed", "takeaway", "b"] == ids(
        spread([(one, 1.0) for one in (at("a", 10.0), at("b", 12.0), takeaway, other, untimed)])
    )


def said(id: str, speaker: str, seconds: float) -> Match:
    found = at(id, seconds)
    entry = replace(found.entry, attribution=Attribution(Status.STATED, (speaker,)))
    return replace(found, entry=entry)


def test_a_topic_gets_a_few_quotes_of_different_people_then_summaries_then_the_rest() -> None:
    talk = [
        said("ada 1", "Ada", 100.0),
        said("ada 2", "Ada", 200.0),
        said("ada 3", "Ada", 300.0),
        said("bo 1", "Bo", 400.0),
        said("cy 1", "Cy", 500.0),
    ]
    takeaway = at("takeaway", None, kind=Kind.TAKEAWAY)

    assert ["ada 1", "bo 1", "cy 1", "takeaway", "ada 2", "ada 3"] == ids(
        spread([(one, 1.0) for one in (*talk, takeaway)])
    )

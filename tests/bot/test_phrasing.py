"""Every sentence a user can see."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot import phrasing
from bot.bootstrap import Podquote
from bot.model import (
    Answer,
    Attribution,
    CardKind,
    Entry,
    Kind,
    Match,
    Question,
    Source,
    Status,
    Truth,
)
from tests.fakes.core import CARD, ENTRY, EPISODE

TAKEAWAY = replace(
    ENTRY,
    kind=Kind.TAKEAWAY,
    truth=Truth.PARAPHRASE,
    text="Dams Otters treat dams as an interface.",
    title_length=4,
    attribution=Attribution(Status.UNLABELLED),
)


def answer(*entries: Entry, text: str = "dam") -> Answer:
    return Answer(Question(text), tuple(Match(entry, 1.0) for entry in entries), ("dams",))


def test_an_empty_question_gets_help_with_examples() -> None:
    card = phrasing.to_card(answer(text=" "))

    assert (CardKind.HELP, ("dams",)) == (card.kind, card.hints)


def test_a_miss_says_so_and_never_repeats_the_question() -> None:
    card = phrasing.to_card(answer(text="<!channel> zebra"))

    assert CardKind.MISS == card.kind
    assert "zebra" not in phrasing.to_text(card)
    assert "Near it: dams" in phrasing.to_text(card)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("dam from:nobody", "No episode lists such a speaker."),
        ("dam in:nowhere", "No podcast or episode is called like that."),
        ("from:nobody in:nowhere", "No episode lists such a speaker. No podcast or episode is"),
    ],
)
def test_a_filter_that_names_nothing_is_said_and_not_repeated(
    core: Podquote, asked: str, said: str
) -> None:
    card = core.answer(Question(asked))

    assert f"{phrasing.MISS} {said}" in card.lead
    assert not any(word in card.lead for word in ("nobody", "nowhere"))


def test_a_filter_that_names_somebody_is_no_reason_for_a_miss(core: Podquote) -> None:
    assert phrasing.MISS == core.answer(Question("zebra from:sherwin")).lead


@pytest.mark.parametrize(("number", "lead"), [(1, "1 match."), (2, "2 matches, best first.")])
def test_an_answer_counts_its_matches(number: int, lead: str) -> None:
    assert lead == phrasing.to_card(answer(*[ENTRY] * number)).lead


def test_speech_stands_in_quotation_marks_with_its_speaker_and_its_moment() -> None:
    text = phrasing.item_text(phrasing.to_item(ENTRY))

    assert (
        "“The dam is the interface & nobody reads the dam.”\n"
        "— Ada Brook\n"
        "The River Show · How Otters Build\n"
        "https://www.youtube.com/watch?v=otter&t=61s at 1:01\n"
        "word for word, one source · otters.txt · q1"
    ) == text


def test_a_takeaway_is_introduced_as_what_it_is_and_never_quoted() -> None:
    item = phrasing.to_item(TAKEAWAY, marks=((0, 4), (12, 17)))

    assert "Summary, in the words of otters.txt" == item.label
    assert ("Dams", "Otters treat dams as an interface.") == (item.title, item.words)
    assert item.speaker is None
    assert not item.quoted
    assert "“" not in phrasing.item_text(item)


def test_marks_point_into_the_words_that_are_shown() -> None:
    item = phrasing.to_item(TAKEAWAY, marks=((0, 4), (18, 22)))

    assert ["dams"] == [item.words[a:b] for a, b in item.marks]


@pytest.mark.parametrize(
    ("attribution", "shown"),
    [
        (Attribution(Status.STATED, ("Ada",)), "Ada"),
        (Attribution(Status.DISPUTED, ("Ada", "Bo")), "Sources disagree: Ada or Bo"),
        (
            Attribution(Status.UNLABELLED, ("Ada", "Bo")),
            "Speaker not named (taking part: Ada, Bo)",
        ),
        (Attribution(Status.UNLABELLED), "Speaker not named"),
    ],
)
def test_who_said_it_according_to_whom(attribution: Attribution, shown: str) -> None:
    assert shown == phrasing.to_item(replace(ENTRY, attribution=attribution)).speaker


def test_the_badge_counts_documents_not_places() -> None:
    twice = (Source("otters.txt", ((90, 99),)), Source("b.txt", ((0, 1),)))
    entry = replace(ENTRY, truth=Truth.CORROBORATED, also_in=twice)

    assert "2 sources agree" == phrasing.to_item(entry).badge


def test_a_link_to_the_episode_alone_does_not_claim_to_play_the_moment() -> None:
    audio = replace(ENTRY, edition="audio")

    assert phrasing.to_item(ENTRY).plays
    assert not phrasing.to_item(audio).plays


def test_a_date_is_written_out() -> None:
    dated = replace(EPISODE, date=dt.date(2025, 11, 28), podcast=None, title=None)

    where = phrasing.to_item(replace(ENTRY, episode=dated)).where

    assert "Untitled episode · 28 November 2025" == where


def test_an_unexpected_error_gives_its_id_and_nothing_else() -> None:
    card = phrasing.unexpected("e-123")

    assert CardKind.TROUBLE == card.kind
    assert "e-123" in card.lead


def test_a_card_of_one_entry_has_no_lead() -> None:
    assert phrasing.to_text(phrasing.to_entry_card(ENTRY)).startswith("“The dam")
    assert phrasing.to_text(CARD).startswith("1 match.\n\n“The dam")


def test_every_key_of_a_match_is_always_there() -> None:
    bare = replace(
        ENTRY,
        episode=replace(EPISODE, title=None, podcast=None),
        said_at=None,
        edition=None,
        url=None,
        also_in=(Source("b.txt", ((1, 2),)),),
    )

    match = phrasing.match_json(answer(bare).matches[0])

    assert {
        "id": "q1",
        "kind": "quote",
        "truth": "verbatim",
        "text": ENTRY.text,
        "speaker": "Ada Brook",
        "attribution": {"status": "stated", "candidates": ["Ada Brook"]},
        "podcast": None,
        "episode": None,
        "date": None,
        "said_at": None,
        "edition": None,
        "url": None,
        "source": {"file": "otters.txt", "spans": [[10, 58]]},
        "also_in": [{"file": "b.txt", "spans": [[1, 2]]}],
        "score": 1.0,
        "why": [],
    } == match


def test_a_time_of_another_edition_stands_apart_from_the_link_and_names_it() -> None:
    item = phrasing.to_item(replace(ENTRY, edition="audio", url=EPISODE.url))

    assert "1:01 of the audio edition" == item.moment
    assert f"{EPISODE.url}\nat 1:01 of the audio edition" in phrasing.item_text(item)


def test_a_time_without_any_link_is_told() -> None:
    assert "\nat 1:01\n" in phrasing.item_text(
        phrasing.to_item(replace(ENTRY, edition=None, url=None))
    )


def test_a_card_tells_how_a_word_was_heard_or_read() -> None:
    why = ("words: dam", "heard as damn", "damm read as dam")

    badge = phrasing.to_item(ENTRY, (), why).badge

    assert "word for word, one source · heard as damn · damm read as dam" == badge


def test_an_empty_library_says_so_and_what_to_do() -> None:
    for text in ("", "dam"):
        card = phrasing.to_card(Answer(Question(text), ()))

        assert "podquote ingest" in card.lead

"""The card behind "Sources": what each source has, and why a card says what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import phrasing
from bot.actions import Action, ActionKind, of_one, to_token
from bot.bootstrap import Podquote
from bot.model import (
    Attribution,
    CardKind,
    Confirmed,
    Evidence,
    Kind,
    Question,
    Source,
    Status,
    Truth,
)
from tests.dialogs import PRESSES, Press
from tests.fakes.core import ENTRY

OWN = Evidence("otters.txt", ENTRY.text, "Ada Brook", 61.0, "youtube", ENTRY.url)
HEARD = Evidence("b.txt", "the dam is the interphase", None, 75.0, "audio", "https://a.example/b")
BOTH = replace(
    ENTRY,
    truth=Truth.CORROBORATED,
    also_in=(Source("b.txt", ((0, 25),)),),
    evidence=(OWN, HEARD),
)


def test_each_source_shows_its_own_words_name_time_link_and_file() -> None:
    card = phrasing.to_sources_card(BOTH)

    own, heard = card.items
    assert (CardKind.SOURCES, "2 sources have these words.") == (card.kind, card.lead)
    assert (ENTRY.text, "Ada Brook", "1:01", ENTRY.url, "otters.txt") == (
        own.words,
        own.speaker,
        own.moment,
        own.url,
        own.source,
    )
    assert (HEARD.wording, "Not named there", "1:15", HEARD.url, "b.txt") == (
        heard.words,
        heard.speaker,
        heard.moment,
        heard.url,
        heard.source,
    )
    assert (True, False) == (own.plays, heard.plays)
    assert own.where.endswith("How Otters Build · youtube edition")
    assert own.quoted
    assert heard.quoted
    assert own.badge != heard.badge


def test_a_source_without_a_time_has_none() -> None:
    bare = Evidence("b.txt", "the dam is the interphase")

    item = phrasing.to_sources_card(replace(BOTH, evidence=(OWN, bare))).items[1]

    assert (None, None, False) == (item.moment, item.url, item.plays)
    assert item.where.endswith("How Otters Build")


def test_a_summary_is_introduced_as_what_it_is_and_never_quoted() -> None:
    told = replace(
        ENTRY,
        kind=Kind.TAKEAWAY,
        truth=Truth.PARAPHRASE,
        attribution=Attribution(Status.UNLABELLED),
        evidence=(Evidence("otters.txt", "Dams talk."),),
    )

    (item,) = phrasing.to_sources_card(told).items

    assert "Summary, in the words of otters.txt" == item.label
    assert not item.quoted
    assert item.speaker is None


def test_the_lead_says_what_is_disputed() -> None:
    disputed = Attribution(Status.DISPUTED, ("Ada Brook", "Bo Reed"))

    card = phrasing.to_sources_card(replace(ENTRY, attribution=disputed, evidence=(OWN,)))

    assert (
        "1 source has these words.\n"
        "Other sources do not know Ada Brook, and name Bo Reed as taking part."
    ) == card.lead


def test_the_lead_says_what_a_curator_settled_and_which_parts_others_have() -> None:
    entry = replace(
        ENTRY,
        attribution=Attribution(Status.STATED, ("Bo Reed",), settled="it is Bo's voice"),
        evidence=(OWN,),
        confirmed=(Confirmed((0, 7), "b.txt"),),
    )

    assert [
        "1 source has these words.",
        "Settled by a curator: Bo Reed, because it is Bo's voice",
        "b.txt has a part of it too: “The dam”",
    ] == phrasing.to_sources_card(entry).lead.split("\n")


def test_an_entry_of_before_evidence_was_kept_shows_itself() -> None:
    card = phrasing.to_sources_card(ENTRY)

    assert (phrasing.to_item(ENTRY),) == card.items
    assert "1 source has these words." == card.lead


@pytest.mark.parametrize("dialog", PRESSES, ids=lambda dialog: dialog.asked[:20])
def test_a_press_shows_the_sources_of_the_first_answer(core: Podquote, dialog: Press) -> None:
    (first, *_) = core.answer(Question(dialog.asked, limit=3)).items

    card = core.conversation.press(to_token(Action(ActionKind.SOURCES, of_one(first.id))))

    assert CardKind.SOURCES == card.kind
    assert all(text in phrasing.to_text(card) for text in dialog.shows)


def test_every_wording_that_sources_show_stands_in_that_sources_document(core: Podquote) -> None:
    layers = {stored.document.file: stored.document.layer for stored in core.catalogue.documents()}
    entries = {entry.id: entry for file in layers for entry in core.catalogue.entries_of(file)}

    for id, entry in entries.items():
        card = core.sources(id)

        assert card is not None
        assert len(card.items) == len(entry.evidence) > 0
        there = {
            (place.file, " ".join(layers[place.file][a:b] for a, b in place.spans))
            for place in (entry.source, *entry.also_in)
        }
        assert {(item.source, item.words) for item in card.items} <= there


def test_a_button_of_another_version_and_a_text_that_is_gone_get_a_sentence(
    core: Podquote,
) -> None:
    old = core.conversation.press("0:sources:q1")
    gone = core.conversation.press(to_token(Action(ActionKind.SOURCES, of_one("q1"))))

    assert (CardKind.TROUBLE, phrasing.OTHER_VERSION) == (old.kind, old.lead)
    assert (CardKind.TROUBLE, phrasing.GONE) == (gone.kind, gone.lead)
    assert core.sources("q1") is None

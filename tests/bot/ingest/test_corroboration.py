"""The same utterance in two documents is one quote; what only resembles it is not."""

from __future__ import annotations

import pytest

from bot.ingest.corroboration import agreed, independent
from bot.ingest.reconcile import reconcile
from bot.model import Attribution, Claims, Entry, Kind, Status, Truth
from bot.ports import Reconciled
from tests.fakes.readings import read_of

NOTES = Claims(title="How Otters Build", podcast="River", video_id="x1", edition="youtube")
PAGE = Claims(title="RiverHow Otters Build", glued=True, maker="summaries")
UTTERANCE = "The beaver engineers poured concrete underneath the northern spillway yesterday."
BEFORE = "Honestly nobody believed them, but "
SPLICED = (
    "The beaver engineers poured concrete underneath..."
    "otters inspected every rusty turbine before lunch."
)
TALK = (
    "Well the beaver engineers poured concrete underneath the northern spillway. Then we left.",
    "Meanwhile the otters inspected every rusty turbine before lunch.",
    "Nothing else happened until the evening came.",
)
ADA = {"speaker": "Ada Brook"}


def speech(found: Reconciled) -> list[Entry]:
    return [entry for entry in found.entries if entry.kind.is_speech]


def test_a_part_that_two_quotations_share_is_a_quote_of_its_own() -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, UTTERANCE[:-11] + ".", {"said_at": 61.0, **ADA}))
    page = read_of("b.txt", PAGE, (Kind.QUOTE, BEFORE + UTTERANCE, ADA))

    shared, longer = speech(reconcile([notes, page]))

    assert Truth.CORROBORATED is shared.truth
    assert UTTERANCE[:-11] + "." == shared.text
    assert ["a.md", "b.txt"] == [one.file for one in shared.evidence]
    assert "b.txt" == shared.also_in[0].file
    assert (Truth.VERBATIM, BEFORE + UTTERANCE) == (longer.truth, longer.text)
    [part] = longer.confirmed
    assert ("a.md", UTTERANCE[:-11]) == (
        part.file,
        longer.text[slice(*part.span)].replace("the beaver", "The beaver"),
    )


def test_a_shared_quote_takes_the_wording_without_cuts_and_the_time_of_the_other() -> None:
    spliced = f"{UTTERANCE}..it works."
    notes = read_of(
        "a.md",
        NOTES,
        (Kind.QUOTE, spliced.replace("..", "..."), {"truth": Truth.SPLICED, "said_at": 61.0}),
    )
    page = read_of("b.txt", PAGE, (Kind.QUOTE, BEFORE + UTTERANCE, ADA))

    corroborated = [e for e in speech(reconcile([notes, page])) if e.truth is Truth.CORROBORATED]

    [shared] = corroborated
    assert "b.txt" == shared.source.file
    assert (61.0, "youtube", "Ada Brook") == (
        shared.said_at,
        shared.edition,
        shared.attribution.speaker,
    )
    assert shared.text == read_text(page.document.layer, shared)


def read_text(layer: str, entry: Entry) -> str:
    return " ".join(layer[start:end] for start, end in entry.source.spans)


def test_two_whole_quotations_of_one_utterance_are_one_entry() -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, UTTERANCE, ADA))
    misheard = UTTERANCE.replace("beaver engineers", "beaver engineer's").replace("poured", "pored")
    page = read_of("b.txt", PAGE, (Kind.QUOTE, misheard, ADA))

    [entry] = speech(reconcile([notes, page]))

    assert Truth.CORROBORATED is entry.truth
    assert [UTTERANCE, misheard[:-1]] == [one.wording for one in entry.evidence]
    assert ("a.md", "poured", "b.txt", "pored") in reconcile([notes, page]).heard


def test_talk_confirms_a_quotation_and_stays_talk() -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, UTTERANCE[:-11] + ".", ADA))
    talk = read_of("c.md", NOTES, *((Kind.SEGMENT, text, {"said_at": 9.0}) for text in TALK))

    quote, *segments = speech(reconcile([notes, talk]))

    assert Truth.CORROBORATED is quote.truth
    assert 3 == len(segments)
    assert all(segment.truth is Truth.VERBATIM for segment in segments)


def test_a_quotation_with_cuts_offers_the_whole_passage_of_a_transcript() -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, SPLICED, {"truth": Truth.SPLICED}))
    talk = read_of("c.md", NOTES, *((Kind.SEGMENT, text) for text in TALK))

    found = speech(reconcile([notes, talk]))

    [spliced] = [entry for entry in found if entry.truth is Truth.SPLICED]
    held = [entry.id for entry in found if entry.kind is Kind.SEGMENT][:2]
    assert tuple(held) == spliced.passage


def test_segments_of_two_transcripts_confirm_each_other() -> None:
    one = read_of("a.md", NOTES, (Kind.SEGMENT, UTTERANCE, {"said_at": 3.0}))
    other = read_of("b.md", NOTES, (Kind.SEGMENT, UTTERANCE.lower(), {"said_at": 4.0}))

    found = speech(reconcile([one, other]))

    assert Truth.CORROBORATED is found[0].truth


def test_two_pages_of_one_maker_confirm_nothing() -> None:
    one = read_of("a.txt", PAGE, (Kind.QUOTE, UTTERANCE))
    other = read_of("b.txt", PAGE, (Kind.QUOTE, BEFORE + UTTERANCE))
    same = read_of("c.txt", PAGE, (Kind.QUOTE, UTTERANCE))

    assert all(e.truth is Truth.VERBATIM for e in speech(reconcile([one, other, same])))


def test_what_only_resembles_an_utterance_is_not_joined() -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, UTTERANCE))
    other = "The badger accountants drank coffee underneath the southern stairway on Monday."
    page = read_of("b.txt", PAGE, (Kind.QUOTE, other))

    assert 2 == len(speech(reconcile([notes, page])))
    assert () == reconcile([notes, page]).heard


def test_documents_are_independent_unless_one_hand_made_both() -> None:
    makers = {"a": None, "b": None, "c": "x", "d": "x"}

    assert independent("a", "b", makers)
    assert independent("a", "c", makers)
    assert not independent("c", "d", makers)
    assert not independent("a", "a", makers)


def test_who_said_it_according_to_both() -> None:
    ada, bo = Attribution(Status.STATED, ("Ada",)), Attribution(Status.STATED, ("Bo",))
    nobody = Attribution(Status.UNLABELLED, ("Ada", "Bo"))

    assert ada == agreed(ada, nobody)
    assert ada == agreed(nobody, ada)
    assert ada == agreed(ada, Attribution(Status.STATED, ("ada",)))
    assert Attribution(Status.DISPUTED, ("Ada", "Bo")) == agreed(ada, bo)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "I think open source models will soon be good enough for the enterprise.",
            "I think open source models will never be good enough for the enterprise.",
        ),
        (
            "Honestly I would recommend the northern spillway to every beaver family.",
            "Honestly I wouldn't recommend the northern spillway to every beaver family.",
        ),
        (
            "We poured forty million gallons of concrete underneath the spillway.",
            "We poured fourteen million gallons of concrete underneath the spillway.",
        ),
    ],
)
def test_opposite_statements_in_the_same_words_are_never_joined(one: str, other: str) -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, one, ADA))
    page = read_of("b.txt", PAGE, (Kind.QUOTE, other, {"speaker": "Bo Reed"}))

    assert [Truth.VERBATIM] * 2 == [entry.truth for entry in speech(reconcile([notes, page]))]

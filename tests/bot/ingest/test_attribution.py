"""Who said it, according to whom."""

from __future__ import annotations

from bot.ingest.attribution import attribute, known_participants
from bot.model import Attribution, Claims, Kind, Passage, Status, Truth

NOTES = Claims(participants=("Ada Brook", "Bo Reed"))
PAGE = Claims(participants=("Ada Brook", "Cy Lake"))
QUOTES = Claims(participants=("Ada Brook",))


def said_by(speaker: str | None, kind: Kind = Kind.QUOTE) -> Passage:
    return Passage(kind, ((0, 1),), Truth.VERBATIM, speaker=speaker)


def test_whom_all_know_stays_stated() -> None:
    found = attribute(said_by("Ada Brook"), NOTES, [NOTES, PAGE, QUOTES])

    assert Attribution(Status.STATED, ("Ada Brook",)) == found


def test_whom_another_source_replaces_is_disputed_and_all_are_named() -> None:
    found = attribute(said_by("Bo Reed"), NOTES, [NOTES, PAGE, QUOTES])

    assert Attribution(Status.DISPUTED, ("Bo Reed", "Cy Lake")) == found
    assert found.speaker is None


def test_a_source_that_names_fewer_contradicts_nobody() -> None:
    found = attribute(said_by("Bo Reed"), NOTES, [NOTES, QUOTES, Claims()])

    assert Attribution(Status.STATED, ("Bo Reed",)) == found


def test_without_a_name_the_participants_are_listed() -> None:
    found = attribute(said_by(None), NOTES, [NOTES, PAGE])

    assert Attribution(Status.UNLABELLED, ("Ada Brook", "Bo Reed", "Cy Lake")) == found


def test_what_is_no_speech_is_nobodys() -> None:
    found = attribute(said_by("Ada Brook", Kind.TAKEAWAY), NOTES, [NOTES])

    assert Attribution(Status.UNLABELLED) == found


def test_a_person_is_listed_once_as_first_written() -> None:
    claims = [QUOTES, Claims(participants=("ada  brook", "Bo Reed"))]

    assert ("Ada Brook", "Bo Reed") == known_participants(claims)

"""A document with words taken out is only what podquote itself can have left of one."""

from __future__ import annotations

import json

import pytest

from bot.errors import BrokenDocument
from bot.ingest import redacted
from bot.model import Claims, Kind, Passage, Truth

LAYER = "Ada: I do not like the weir.\nBen: The otters do.\n"
ADAS = Passage(Kind.SEGMENT, ((5, 28),), Truth.VERBATIM, "Ada Brook")


def written(*passages: Passage) -> str:
    return redacted.write("plain text", LAYER, Claims(), passages).decode()


def test_what_podquote_wrote_is_read_as_it_was() -> None:
    text = written(ADAS)

    assert (ADAS,) == redacted.parse("kept.txt", text).passages
    assert "Ben" not in redacted.to_layer("kept.txt", text)


def test_a_layer_that_has_more_than_what_is_said_to_be_left_is_none_of_ours() -> None:
    forged = json.loads(written(ADAS))
    forged["passages"][0][1] = [[5, 9], [14, 28]]  # "I do like the weir."

    with pytest.raises(BrokenDocument):
        redacted.parse("forged.txt", json.dumps(forged))


@pytest.mark.parametrize("kind", ["segment", "quote", "chapter", "takeaway"])
def test_a_word_that_is_skipped_cannot_stand_there_as_a_passage_of_its_own(kind: str) -> None:
    forged = json.loads(written(ADAS))
    said, *rest = forged["passages"]
    said[1] = [[5, 9], [14, 28]]  # "I do like the weir."
    skipped = [kind, [[10, 13]], "verbatim", None, *said[4:]]  # "not"
    forged["passages"] = [said, skipped, *rest]

    with pytest.raises(BrokenDocument):
        redacted.parse("forged.txt", json.dumps(forged))


def test_words_cannot_be_put_in_another_order() -> None:
    forged = json.loads(written(ADAS))
    forged["passages"][0][1] = [[9, 28], [5, 8]]

    with pytest.raises(BrokenDocument):
        redacted.parse("forged.txt", json.dumps(forged))


def test_a_document_cannot_say_that_others_agree_with_it() -> None:
    forged = json.loads(written(ADAS))
    forged["passages"][0][2] = Truth.CORROBORATED.value

    with pytest.raises(BrokenDocument):
        redacted.parse("forged.txt", json.dumps(forged))

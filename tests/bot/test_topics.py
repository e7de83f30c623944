"""Which topics an entry names."""

from __future__ import annotations

import dataclasses

import pytest

from bot.model import Attribution, Entry, Kind, Status
from bot.topics import shortened, topics_of
from tests.fakes.core import ENTRY


def _entry(kind: Kind, text: str, title_length: int = 0) -> Entry:
    return dataclasses.replace(ENTRY, kind=kind, text=text, title_length=title_length)


def test_a_title_names_the_runs_of_words_that_say_something() -> None:
    found = topics_of(_entry(Kind.CHAPTER, "How beavers think about river dams: a Canal Plan"))

    assert {"beavers", "river dams", "dams", "canal plan"} <= set(found)
    assert not {"how", "about", "dams canal", "a", "beavers think"} & set(found)


def test_a_topic_is_written_as_the_document_writes_it() -> None:
    assert topics_of(_entry(Kind.CHAPTER, "The Fine-Tuning Story"))["fine tuning"] == "Fine-Tuning"


def test_talk_names_what_has_a_capital_within_a_sentence() -> None:
    said = "We moved to Rockset's cloud. Then everything in React Native broke, I think."

    assert {"rockset": "Rockset", "react native": "React Native"} == topics_of(
        _entry(Kind.SEGMENT, said)
    )


def test_who_takes_part_is_no_topic() -> None:
    entry = _entry(Kind.CHAPTER, "What Bo Lind and Ada say about Otters")
    entry = dataclasses.replace(entry, attribution=Attribution(Status.STATED, ("Bo Lind",)))

    found = topics_of(entry)

    assert "otters" in found
    assert not {"bo", "lind", "bo lind", "ada"} & set(found)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("short", " short\n"),
        ("one two…", "one two, three"),
        ("", "x" * 30),
        ("一二…", "一二 三四五六七八九十"),
    ],
)
def test_a_label_is_cut_between_words_and_says_so(expected: str, text: str) -> None:
    assert expected == shortened(text, 10)

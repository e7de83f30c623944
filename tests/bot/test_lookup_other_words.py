"""Questions in other words than those that were said, on a small library and a real SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.index.reader import SqlIndex
from bot.lookup import lookup
from bot.model import Claims, Kind, Match, Question
from tests.fakes.libraries import open_empty, put
from tests.fakes.readings import read_of

OTTERS = Claims(
    title="Otters at Work", video_id="x1", edition="youtube", participants=("Ada Brook",)
)
SAID = (
    (
        Kind.QUOTE,
        "A talented otter builds its lodge faster than the others.",
        {"speaker": "Ada Brook"},
    ),
    (Kind.QUOTE, "We chose a lake, and the beavers sold us the dam.", {"speaker": "Ada Brook"}),
    (Kind.QUOTE, "Otters visit a lake for the fish in it.", {"speaker": "Ada Brook"}),
    (Kind.QUOTE, "We counted 200 otters of that lake.", {"speaker": "Ada Brook"}),
    (Kind.QUOTE, "He went to college near the river.", {"speaker": "Bo Reed"}),
    (Kind.SEGMENT, "Nobody counts the fish of a river twice.", {"said_at": 5.0}),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlIndex]:
    engine = open_empty(Path(tmp_path_factory.mktemp("lookup")) / "library.db")
    put(engine, read_of("a.md", OTTERS, *SAID))
    yield SqlIndex(engine)
    engine.dispose()


def matches(index: SqlIndex, text: str, speaker: str | None = None) -> list[Match]:
    return list(lookup(index, Question(text, speaker=speaker)).matches)


def test_an_irregular_form_is_the_same_word(index: SqlIndex) -> None:
    found = matches(index, "choosing a lake")[0]

    assert "We chose a lake, and the beavers sold us the dam." == found.entry.text
    assert "choosing as chose" in found.why


@pytest.mark.parametrize(
    "asked", ["two hundred otters", "200 otters", "two hundred percent otters"]
)
def test_a_number_is_found_however_it_is_written(index: SqlIndex, asked: str) -> None:
    assert "We counted 200 otters of that lake." == matches(index, asked)[0].entry.text


def test_a_question_after_a_number_gets_a_text_with_one_before_its_equals(index: SqlIndex) -> None:
    assert (
        "We counted 200 otters of that lake."
        == matches(index, "how many otters of a lake?")[0].entry.text
    )


def test_the_speaker_s_own_name_adds_nothing_to_the_filter(index: SqlIndex) -> None:
    named = matches(index, "Ada Brook on fish", speaker="Ada")

    assert matches(index, "fish", speaker="Ada") == named
    assert [] == matches(index, "Ada Brook on kubernetes", speaker="Ada")
    assert matches(index, "Ada Brook", speaker="Ada")

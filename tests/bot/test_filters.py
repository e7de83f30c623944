"""What filters let through: spelling is forgiven, and an exact name means just itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.filters import names_it, to_filter
from bot.index.reader import SqlIndex
from bot.lookup import lookup
from bot.model import Attribution, Claims, Episode, Kind, Question, Status
from bot.question import take_apart
from tests.fakes.core import ENTRY
from tests.fakes.libraries import open_empty, put
from tests.fakes.readings import read_of

RIVER = Episode("e1", "How Otters Build", "Lenny's Podcast", None, None, ("Ada Brook", "Bo Reed"))
LAKE = Episode("e2", "How Otters Build Again", "The Lake Show", None, None, ("Ada Brooks",))
UNNAMED = Episode("e3", None, None, None, None, ())
EPISODES = (RIVER, LAKE, UNNAMED)


def ids(
    speaker: str | None = None, episode: str | None = None, podcast: str | None = None
) -> set[str] | None:
    asked = take_apart(Question("dams", speaker, episode, podcast))
    found = to_filter(asked, EPISODES).episode_ids
    return None if found is None else set(found)


@pytest.mark.parametrize("podcast", ["lennys", "Lenny's Podcast", "lenny", "LENNYS PODCAST"])
def test_a_podcast_is_meant_however_it_is_written(podcast: str) -> None:
    assert {"e1"} == ids(podcast=podcast)


def test_a_whole_title_means_that_episode_and_a_part_of_it_all_that_have_it() -> None:
    assert {"e1"} == ids(episode="how otters build")
    assert {"e2"} == ids(episode="How otters build again!")
    assert {"e1", "e2"} == ids(episode="otters")


def test_an_id_means_that_episode() -> None:
    assert {"e3"} == ids(episode="e3")


def test_a_name_that_is_nowhere_leaves_nothing() -> None:
    assert set() == ids(podcast="The Desert Hour")
    assert set() == ids(episode="sand")


def test_a_speaker_is_looked_for_where_they_take_part() -> None:
    assert {"e1"} == ids(speaker="Ada Brook")
    assert {"e1", "e2"} == ids(speaker="ada")
    assert {"e1"} == ids(speaker="Ada Brook", podcast="lennys")


def test_a_speaker_whom_no_document_lists_may_speak_anywhere() -> None:
    assert None is ids(speaker="Cy Lake")


def test_a_whole_name_means_nobody_who_is_only_called_alike() -> None:
    entry = replace(ENTRY, episode=RIVER, attribution=Attribution(Status.STATED, ("Ada Brooks",)))
    whole = to_filter(take_apart(Question("dams", speaker="ada brook")), EPISODES)
    part = to_filter(take_apart(Question("dams", speaker="brook")), EPISODES)

    assert not whole.passes(entry)
    assert part.passes(entry)


def test_short_names_are_not_part_of_longer_ones() -> None:
    assert not names_it("bo", "Bobbie Reed")
    assert names_it("bo", "Bo Reed")


def test_a_filter_finds_what_thousands_of_others_would_hide(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "podquote.db")
    common = [
        (Kind.SEGMENT, f"A dam is a dam, part {n}.", {"said_at": float(n)}) for n in range(900)
    ]
    wanted = (Kind.QUOTE, "Nobody whom I know has ever seen that dam at night.", {"speaker": "Cy"})
    put(
        engine,
        read_of("a.txt", Claims(title="Dams and dams", podcast="The Dam Hour"), *common),
        read_of("b.txt", Claims(title="Nights", podcast="The Lake Show"), wanted),
    )
    index = SqlIndex(engine)

    for question in (Question("dam", podcast="lake"), Question("dam in:nights")):
        assert [wanted[1]] == [match.entry.text for match in lookup(index, question).matches]
    engine.dispose()

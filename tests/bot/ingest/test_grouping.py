"""Which documents describe the same episode."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from bot.ingest.grouping import cut, group, is_generic, podcast_key, same_episode
from bot.model import Claims

TITLE = "How Otters Build"
DAY = dt.date(2025, 3, 1)


def test_a_video_id_joins_whatever_the_titles_say() -> None:
    one, other = Claims(title="A", video_id="x1"), Claims(title="B", video_id="x1")

    assert same_episode(one, other)


def test_two_video_ids_never_join() -> None:
    one = Claims(title=TITLE, podcast="River", video_id="x1")

    assert not same_episode(one, Claims(title=TITLE, podcast="River", video_id="x2"))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [("River", "The River Show"), ("The River Podcast", "river"), ("Rivér", "RIVER")],
)
def test_a_title_joins_with_compatible_podcast_names(mine: str, theirs: str) -> None:
    assert same_episode(
        Claims(title="How otters build!", podcast=mine), Claims(title=TITLE, podcast=theirs)
    )


def test_a_title_alone_does_not_join() -> None:
    assert not same_episode(Claims(title=TITLE), Claims(title=TITLE, podcast="River"))


def test_a_title_joins_with_an_equal_date() -> None:
    assert same_episode(Claims(title=TITLE, date=DAY), Claims(title=TITLE, podcast="R", date=DAY))


def test_another_year_is_another_issue_of_the_show() -> None:
    one = Claims(title=TITLE, podcast="River", date=DAY)

    assert not same_episode(one, Claims(title=TITLE, podcast="River", date=DAY.replace(year=2024)))


@pytest.mark.parametrize(
    "title",
    ["Episode 12", "YouTube Video: 2VroIM26s84", "Trailer", "12", "Untitled", "S2E4", "Q&A", "?!"],
)
def test_a_bare_generic_title_never_joins(title: str) -> None:
    claims = Claims(title=title, podcast="River", date=DAY)

    assert is_generic(title)
    assert not same_episode(claims, claims)


@pytest.mark.parametrize("title", ["How to live", "Episode of a lifetime", "Live from Oslo"])
def test_a_title_that_says_something_is_not_generic(title: str) -> None:
    assert not is_generic(title)


def test_a_glued_channel_is_cut_by_what_another_document_calls_it() -> None:
    glued = Claims(title="RiverHow Otters Build", glued=True)
    other = Claims(title=TITLE, podcast="The River Show")

    assert cut(glued, other) == TITLE
    assert same_episode(glued, other)


def test_a_glued_channel_may_carry_the_and_show() -> None:
    glued = Claims(title="The River ShowHow Otters Build", glued=True)

    assert TITLE == cut(glued, Claims(title=TITLE, podcast="River"))


@pytest.mark.parametrize("podcast", ["Lake", None])
def test_a_glued_channel_is_not_cut_by_a_name_it_does_not_begin_with(podcast: str | None) -> None:
    glued = Claims(title="RiverHow Otters Build", glued=True)

    assert cut(glued, Claims(title=TITLE, podcast=podcast)) is None


def test_two_pages_with_the_same_glued_title_join() -> None:
    glued = Claims(title="RiverHow Otters Build", glued=True)

    assert same_episode(glued, glued)


def test_groups_are_the_same_in_any_order() -> None:
    claims = [
        Claims(title="RiverHow Otters Build", glued=True),
        Claims(title=TITLE, podcast="River", video_id="x1"),
        Claims(title=TITLE, podcast="The River Show", date=DAY),
        Claims(title="Elsewhere", video_id="x2"),
    ]
    expected = {frozenset(claims[:3]), frozenset(claims[3:])}

    for order in itertools.permutations(claims):
        found = {frozenset(order[i] for i in indexes) for indexes in group(order)}
        assert expected == found


def test_a_document_that_fits_two_videos_belongs_to_neither() -> None:
    claims = [
        Claims(title=TITLE, podcast="River", video_id="x1"),
        Claims(title=TITLE, podcast="River", video_id="x2"),
        Claims(title=TITLE, podcast="River"),
    ]

    assert [[0], [1], [2]] == group(claims)


def test_a_podcast_of_noise_words_alone_keeps_them() -> None:
    assert podcast_key("The Show") == "theshow"
    assert podcast_key(None) is None

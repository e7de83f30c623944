"""What who brings a document says of its episode, beside what it says itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.frozen import claims_from_json, claims_to_json
from bot.ingest.given import joined, with_given
from bot.ingest.grouping import group, same_episode
from bot.model import Claims, Reading

FEED = Claims(
    title="On Lakes",
    podcast="The Lake Show",
    date=dt.date(2025, 1, 2),
    participants=("Ada Brook", "Bo Lind"),
    url="https://lakes.example/1",
    edition="audio",
    maker="feed lakes",
    item="lakes#1",
    enclosure="https://lakes.example/1.mp3",
)


def test_a_document_that_says_nothing_has_what_was_given() -> None:
    assert FEED == joined(Claims(), FEED)


def test_what_a_document_says_itself_comes_first() -> None:
    own = Claims(title="Lakes!", date=dt.date(2025, 1, 3), video_id="lake", edition="youtube")

    found = joined(own, FEED)

    assert ("Lakes!", dt.date(2025, 1, 3), "lake", "youtube") == (
        found.title,
        found.date,
        found.video_id,
        found.edition,
    )
    assert ("The Lake Show", "lakes#1") == (found.podcast, found.item)


def test_what_only_the_name_of_a_file_says_gives_way() -> None:
    named = Claims(title="harbours", podcast="tides", edition="youtube")
    reading = Reading("test", named, ())

    found = with_given(reading, FEED, "tides/harbours.vtt").claims

    assert ("On Lakes", "The Lake Show", "youtube") == (found.title, found.podcast, found.edition)
    assert named == with_given(reading, None, "tides/harbours.vtt").claims


def test_a_part_of_a_name_is_the_whole_name_that_was_given() -> None:
    own = Claims(participants=("Ada", "Cy Marsh"))

    assert ("Ada Brook", "Bo Lind", "Cy Marsh") == joined(own, FEED).participants


def test_given_claims_come_back_from_their_text() -> None:
    assert FEED == claims_from_json(claims_to_json(FEED))
    assert Claims() == claims_from_json(claims_to_json(Claims()))


def test_documents_of_one_item_are_of_one_episode_whatever_they_call_it() -> None:
    assert same_episode(FEED, Claims(title="Another title", item="lakes#1", maker="somebody"))
    assert [[0, 1]] == group([FEED, Claims(video_id="lake", item="lakes#1")])


def test_two_items_of_one_feed_are_two_episodes_though_all_else_is_equal() -> None:
    again = replace(FEED, item="lakes#2")

    assert not same_episode(FEED, again)
    assert [[0], [1]] == group([FEED, again])


def test_items_of_two_feeds_are_one_episode_by_title_and_podcast() -> None:
    other = replace(FEED, item="mirror#9", maker="feed mirror")

    assert same_episode(FEED, other)

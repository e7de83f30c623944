"""What documents from the web are called."""

from __future__ import annotations

from bot.feeds.naming import document_name, feed_id


def test_a_document_is_called_by_its_host_and_path() -> None:
    assert "tides.example/one/two.vtt" == document_name("https://tides.example:443/one/two.vtt#x")
    assert "tides.example" == document_name("https://tides.example/")
    assert "tides.example/ü.vtt" == document_name("https://tides.example/%C3%BC.vtt")


def test_what_a_query_says_is_not_in_a_name_and_still_tells_it_apart() -> None:
    one, other = (document_name(f"https://tides.example/get?key={key}") for key in "ab")

    assert one != other
    assert "key" not in one
    assert one.startswith("tides.example/get~")


def test_a_name_is_on_one_line_and_not_too_long() -> None:
    assert len(document_name("https://tides.example/" + "a" * 1000)) < 200
    assert "\n" not in document_name("https://tides.example/a%0Ab")


def test_a_feed_has_one_short_id() -> None:
    assert feed_id("https://a.example/") == feed_id("https://a.example/")
    assert feed_id("https://a.example/") != feed_id("https://b.example/")

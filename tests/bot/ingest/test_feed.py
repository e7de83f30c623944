"""Feeds as documents: one an item, with what it says itself and what it links to."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc

import pytest

from bot.errors import BrokenDocument
from bot.ingest import feed
from bot.ingest.feed_notes import paragraphs
from bot.ingest.opening import open_all, open_document
from bot.model import Claims, Kind, Link, Reading

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment with <rss> in it -->
<rss version="2.0" xmlns:pod="https://podcastindex.org/namespace/1.0"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
  <title>Tides &amp; Tables</title>
  <link>https://tides.example/</link>
  <language>en-GB</language>
  <lastBuildDate>{built}</lastBuildDate>
  <pod:person>Ada Brook</pod:person>
  <item>
    <title>Q&amp;A on harbours</title>
    <guid isPermaLink="false">t-2</guid>
    <pubDate>Tue, 03 Mar 2026 23:30:00 -0500</pubDate>
    <link>https://tides.example/2</link>
    <enclosure url="https://cdn.example/2.mp3" type="audio/mpeg" length="1"/>
    <description>short</description>
    <content:encoded><![CDATA[<p>Bo &amp; Ada talk <b>har</b>bours.</p><p>A second
      paragraph.</p><ul><li>(01:30) Ropes &amp; knots</li></ul>
      <p>https://sponsor.example/buy</p><script>var a = "never";</script>]]></content:encoded>
    <pod:person role="guest">Bo Lind</pod:person>
    <pod:person group="visuals" role="cover art designer">Cy Marsh</pod:person>
    <pod:soundbite startTime="73.5" duration="60">Why a knot holds</pod:soundbite>
    <pod:soundbite startTime="90" duration="20"/>
    <pod:transcript url="https://tides.example/2.txt" type="text/plain"/>
    <pod:transcript url="https://tides.example/2.es.vtt" type="text/vtt" language="es"/>
    <pod:transcript url="https://tides.example/2.vtt" type="text/vtt" language="en"/>
    <pod:chapters url="https://tides.example/2.json" type="application/json+chapters"/>
  </item>
  <item><title>Only a title</title><guid>t-1</guid></item>
  {more}
</channel>
</rss>
"""


def written(built: str = "Mon", more: str = "") -> str:
    return FEED.format(built=built, more=more)


def the_first() -> tuple[Reading, str]:
    """Return the reading of the first item, and its layer."""
    part = feed.parts("tides.xml", written())[0]
    text = part.data.decode()
    return feed.parse(part.file, text), feed.to_layer(part.file, text)


def test_a_soundbite_may_begin_with_the_episode() -> None:
    bite = '<pod:soundbite startTime="0.0" duration="30">What a tide is</pod:soundbite>'
    item = f"<item><title>New</title><guid>t-3</guid>{bite}</item>"
    part = feed.parts("tides.xml", written(more=item))[-1]

    at = [one.said_at for one in feed.parse(part.file, part.data.decode()).passages]
    assert 0.0 in at


def test_a_soundbite_is_no_chapter() -> None:
    bites = [one for one in the_first()[0].passages if one.said_at == 73.5]

    assert [Kind.TAKEAWAY] == [bite.kind for bite in bites]


def test_each_item_is_a_document_of_its_own() -> None:
    parts = feed.parts("tides.xml", written())

    assert ["tides.xml#t-2", "tides.xml#t-1"] == [part.file for part in parts]
    assert b"Only a title" not in parts[0].data
    assert all(feed.recognises(part.data.decode()) for part in parts)
    assert [1, 1] == [len(feed.parts("again", part.data.decode())) for part in parts]


def test_a_visit_and_a_new_item_leave_the_other_documents_as_they_are() -> None:
    before = feed.parts("tides.xml", written("Mon"))
    after = feed.parts("tides.xml", written("Tue", "<item><title>New</title></item>"))

    assert before == after[:2]


def test_a_feed_says_what_its_episode_is() -> None:
    reading, _ = the_first()

    assert reading.claims == Claims(
        title="Q&A on harbours",
        podcast="Tides & Tables",
        date=dt.date(2026, 3, 3),
        participants=("Bo Lind",),
        url="https://tides.example/2",
        edition="audio",
        maker="feed httpstidesexample",
        item="httpstidesexample#t-2",
        enclosure="https://cdn.example/2.mp3",
    )


def test_who_is_named_for_the_whole_show_took_part_where_an_item_names_nobody() -> None:
    part = feed.parts("tides.xml", written())[1]

    assert ("Ada Brook",) == feed.parse(part.file, part.data.decode()).claims.participants


def test_its_notes_are_takeaways_under_its_title_and_its_times_are_chapters() -> None:
    reading, layer = the_first()

    assert [
        (Kind.TAKEAWAY, None, "Q&A on harbours Bo & Ada talk harbours."),
        (Kind.TAKEAWAY, None, "A second paragraph."),
        (Kind.CHAPTER, 90.0, "Ropes & knots"),
        (Kind.TAKEAWAY, 73.5, "Why a knot holds"),
    ] == [(one.kind, one.said_at, one.text_in(layer)) for one in reading.passages]
    assert ["an address without words"] == [one.reason for one in reading.unread]
    assert "never" not in layer


def test_plain_notes_are_parted_by_their_lines() -> None:
    assert ["One & two", "three"] == paragraphs("One &amp; two\n\n three")
    assert ["a < b, said so"] == paragraphs("a < b, <i>said</i> so")
    assert ["before", "after"] == paragraphs("before<!-- <p>not</p> --><br/>after<!-- open")


def test_no_passage_of_a_feed_is_speech() -> None:
    reading, _ = the_first()

    assert not any(one.kind.is_speech for one in reading.passages)


def test_it_links_to_the_transcript_that_tells_most_in_the_language_that_is_spoken() -> None:
    reading, _ = the_first()

    assert (
        Link("transcript", "https://tides.example/2.vtt", "text/vtt", "en"),
        Link("transcript", "https://tides.example/2.txt", "text/plain", "en-gb"),
        Link("chapters", "https://tides.example/2.json", "application/json+chapters", "en-gb"),
    ) == reading.links


def test_a_feed_in_another_encoding_is_read() -> None:
    text = written().replace("UTF-8", "UTF-16").replace("harbours", "Häfen")

    opened = open_all("tides.xml", text.encode("utf-16"))

    assert not isinstance(opened[0], Exception)
    assert "Q&A on Häfen" == opened[0].reading().claims.title


def test_the_layer_of_an_item_can_be_rebuilt() -> None:
    part = feed.parts("tides.xml", written())[0]
    opened = open_document(part.file, part.data)

    assert opened.format.to_layer(part.file, part.data.decode()) == opened.document.layer


def test_two_items_of_one_guid_are_one_document() -> None:
    more = "<item><title>Twin</title><guid>t-1</guid></item>"

    assert 2 == len(feed.parts("tides.xml", written(more=more)))


def test_a_guid_that_is_no_name_is_made_one() -> None:
    guid = "a\n\tb" + "c" * 400
    part = feed.parts("f.xml", written(more=f"<item><title>x</title><guid>{guid}</guid></item>"))[2]

    assert part.file.startswith("f.xml#a bccc")
    assert len(part.file) < 200


ENTITY = '<!DOCTYPE rss [<!ENTITY a "lol">{more}]><rss><channel><title>&{last};</title></channel>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "nine levels of laughs": ENTITY.format(more='<!ENTITY l0 "lol">' + LAUGHS, last="l9"),
    "quadratic": ENTITY.format(more=f'<!ENTITY q "{"q" * 50_000}">', last="q;" + "&q;" * 50_000),
    "external": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]><rss></rss>',
    "deep": "<rss><channel>" + "<a>" * 100_000,
    "many items": "<rss><channel>" + "<item/>" * 600_000,
    "many fields": "<rss><channel><item>" + "<title/>" * 500_000,
    "too much": "<rss><channel>" + " " * 5_100_000,
    "no end": "<rss><channel><item><title>x",
    "no XML": "<rss >&&&",
    "another kind": "<html><rss ></rss></html>",
    "nothing in it": "<rss><channel></channel></rss>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_feed_that_is_made_to_do_harm_is_refused_in_little_memory(name: str) -> None:
    tracemalloc.start()
    with pytest.raises(BrokenDocument):
        feed.parts("bomb.xml", BOMBS[name])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 50_000_000


def test_laughs_are_refused_at_once() -> None:
    # Not a measure: undefused, each of these takes seconds.
    began = time.process_time()
    for name in ("nine levels of laughs", "quadratic", "external", "deep"):
        with pytest.raises(BrokenDocument):
            feed.parts("bomb.xml", BOMBS[name])

    assert time.process_time() - began < 1

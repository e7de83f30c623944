"""One issue of a podcast's feed: title, notes, who took part, soundbites, and what it links to.

A feed comes apart into one document an item (`parts`): the feed's own bytes, with its other items
and what changes with every visit left out. So a new episode leaves the others' documents alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from bot.errors import BrokenDocument
from bot.ingest.feed_notes import paragraphs
from bot.ingest.feed_xml import Element, FeedXml, read_feed
from bot.ingest.grouping import compact
from bot.ingest.links import video_id_in, web_link
from bot.ingest.people import distinct, known
from bot.ingest.readings import to_reading
from bot.model import Claims, Kind, Link, Passage, Reading, Span, Truth, Unread
from bot.timecode import CLOCK, to_seconds

NAME: Final = "podcast feed"

_BEGINS: Final = re.compile(r"<rss[\s>]")
_HEAD: Final = 4096  # code points in which a feed shows what it is
_LONGEST_NAME: Final = 160
_NOTES: Final = ("content", "description", "summary")
"""The elements with an issue's notes; they repeat one another, so the first that is there."""
_CHANNEL_FIELDS: Final = ("title", "link", "language", "podcast:guid", "podcast:person")
_CAST: Final = frozenset({"", "cast"})
_TIMED: Final = re.compile(
    rf"[\[(]?(?P<time>{CLOCK})[\])]?\s{{0,3}}(?:[-\u2013—:|]\s{{0,3}})?(?=\S)", re.ASCII
)
_ADDRESS_ONLY: Final = re.compile(r"(?:\S{1,40}\s{1,3})?https?://\S+")


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a feed, as a document of its own: its name and its bytes."""

    file: str
    data: bytes = field(repr=False)


def recognises(text: str) -> bool:
    """Whether `text` is a feed, of one item or of many."""
    return text.lstrip("\ufeff \t\r\n").startswith("<") and bool(_BEGINS.search(text[:_HEAD]))


def parts(file: str, text: str) -> list[Part]:
    """Return a document for each item of a feed, in its order; of items with one guid the first.

    Raises:
        BrokenDocument: it is no feed, or one without items.
    """
    feed = read_feed(file, text)
    if not feed.items:
        raise BrokenDocument(file, 1, "a feed without items")
    head = feed.opening + b"".join(
        feed.slice(one) + b"\n" for one in feed.channel.fields if one.name in _CHANNEL_FIELDS
    )
    found: dict[str, Part] = {}
    for item in feed.items:
        name = f"{file}#{_short(_item_id(item))}"
        data = head + feed.slice(item) + b"\n" + feed.closing + b"\n"
        found.setdefault(name, Part(name, data))
    return list(found.values())


def to_layer(file: str, text: str) -> str:
    """Return what is read of a feed of one item: each text unescaped, in document order."""
    return _Read(read_feed(file, text)).layer


def parse(file: str, text: str) -> Reading:
    """Return what a feed of one item says of its episode.

    Raises:
        BrokenDocument: it is broken, or has not one item.
    """
    feed = read_feed(file, text)
    if len(feed.items) != 1:
        raise BrokenDocument(file, 1, "a feed is read an item at a time")
    read, item = _Read(feed), feed.items[0]
    passages, left = read.notes(item)
    passages += [
        Passage(Kind.TAKEAWAY, spans, Truth.PARAPHRASE, said_at=at)
        for bite in item.all("podcast:soundbite")
        if (spans := read.spans_of(bite))
        and (at := _number(bite.attributes.get("startTime"))) is not None
    ]
    reading = to_reading(NAME, file, _claims(feed, item), passages, left)
    return Reading(
        reading.format,
        reading.claims,
        reading.passages,
        reading.unread,
        reading.notes,
        _links(feed, item),
    )


class _Read:
    """The text layer of a feed, and where the text of each element stands in it."""

    def __init__(self, feed: FeedXml) -> None:
        self._lines: list[str] = []
        self._spans: dict[int, tuple[Span, ...]] = {}
        length = 0
        # In document order: the channel's own fields may stand before the item or behind it.
        elements = [*feed.channel.fields, *(one for item in feed.items for one in item.fields)]
        for element in sorted(elements, key=lambda one: one.start):
            spans = []
            for line in paragraphs(element.text) if element.text else ():
                spans.append((length, length + len(line)))
                self._lines.append(line)
                length += len(line) + 1
            self._spans[element.start] = tuple(spans)
        self.layer = "\n".join(self._lines) + "\n"

    def spans_of(self, element: Element) -> tuple[Span, ...]:
        """Return where the paragraphs of an element stand."""
        return self._spans.get(element.start, ())

    def notes(self, item: Element) -> tuple[list[Passage], list[Unread]]:
        """Return an issue's notes under its title, and what of them was not read."""
        title = self.spans_of(found)[:1] if (found := item.first("title")) else ()
        body = next((b for name in _NOTES if (b := item.first(name)) and self.spans_of(b)), None)
        passages: list[Passage] = []
        left: list[Unread] = []
        for span in self.spans_of(body) if body else ():
            words = self.layer[slice(*span)]
            timed = _TIMED.match(words)
            if timed and (at := to_seconds(timed["time"])) is not None:
                inner = (span[0] + timed.end(), span[1])
                passages.append(Passage(Kind.CHAPTER, (inner,), Truth.PARAPHRASE, said_at=at))
            elif _ADDRESS_ONLY.fullmatch(words):
                left.append(Unread(self._line(span), "an address without words"))
            else:
                passages.append(Passage(Kind.TAKEAWAY, (span,), Truth.PARAPHRASE))
        return self._titled(title, passages), left

    def _titled(self, title: tuple[Span, ...], passages: list[Passage]) -> list[Passage]:
        """Put the title over the first paragraph of the notes, or let it stand alone."""
        if not title:
            return passages
        plain = [one for one in passages if one.kind is Kind.TAKEAWAY]
        spans = (*title, *plain[0].spans) if plain else title
        if spans != tuple(sorted(spans)):  # notes before their title: a text's pieces are in order
            spans = title
            plain = []
        first = Passage(Kind.TAKEAWAY, spans, Truth.PARAPHRASE, titled=True)
        return [first, *(one for one in passages if one not in plain[:1])]

    def _line(self, span: Span) -> int:
        return self.layer.count("\n", 0, span[0]) + 1


def _claims(feed: FeedXml, item: Element) -> Claims:
    channel, enclosure = feed.channel, item.first("enclosure")
    link = web_link(item.said("link"))
    audio = web_link(enclosure.attributes.get("url", "")) if enclosure else None
    watched = (link, *(one.attributes.get("href") for one in item.all("podcast:contentLink")))
    title, podcast = known(item.said("title")), known(channel.said("title"))
    return Claims(
        title=" ".join(paragraphs(title)) if title else None,
        podcast=" ".join(paragraphs(podcast)) if podcast else None,
        date=_date(item.said("pubDate")),
        participants=_cast(item) or _cast(channel),
        video_id=next((video for url in watched if (video := video_id_in(url))), None),
        url=link,
        edition="audio" if audio else None,
        maker=f"feed {_feed_id(channel)}",
        item=f"{_feed_id(channel)}#{_item_id(item)}",
        enclosure=audio,
    )


def _cast(element: Element) -> tuple[str, ...]:
    """Return who took part; who drew the cover did not."""
    people = (
        one
        for one in element.all("podcast:person")
        if one.attributes.get("group", "").strip().casefold() in _CAST
    )
    return distinct(name for one in people if (name := known(" ".join(one.text.split()))))


def _links(feed: FeedXml, item: Element) -> tuple[Link, ...]:
    spoken = feed.channel.said("language").casefold()
    transcripts = [
        _link("transcript", one, one.attributes.get("language", "").casefold() or spoken)
        for one in item.all("podcast:transcript")
    ]
    chapters = [_link("chapters", one, spoken) for one in item.all("podcast:chapters")]
    return tuple(one for one in (*_best_first(transcripts, spoken), *chapters) if one.url)


_BEST: Final = ("json", "vtt", "srt", "subrip", "html", "plain")
"""What a transcript's type has in it, by what it tells: speakers and times, times, turns, words."""


def _best_first(links: list[Link], spoken: str) -> list[Link]:
    """Return transcripts in the language that is spoken, the one that tells most first.

    One in another language is a translation: its words are not what was said. If all are, the feed
    is wrong about its language.
    """
    tongue = spoken.partition("-")[0]
    said = [one for one in links if one.language.partition("-")[0] == tongue]
    return sorted(said or links, key=lambda one: _rank(one.type))


def _rank(type: str) -> int:
    return next((place for place, name in enumerate(_BEST) if name in type), len(_BEST))


def _link(kind: Literal["transcript", "chapters"], element: Element, language: str) -> Link:
    said = element.attributes
    return Link(
        kind, said.get("url", "").strip(), said.get("type", "").strip().casefold(), language
    )


def _feed_id(channel: Element) -> str:
    named = channel.said("podcast:guid") or channel.said("link") or channel.said("title")
    return compact(named) or "unnamed"


def _item_id(item: Element) -> str:
    enclosure = item.first("enclosure")
    audio = enclosure.attributes.get("url", "").strip() if enclosure else ""
    return item.said("guid") or audio or item.said("link") or item.said("title") or "untitled"


def _short(id: str) -> str:
    """Return `id` fit for a document's name: on one line and not too long, and still its own."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in id).split())
    if plain == id and len(id) <= _LONGEST_NAME:
        return id
    digest = hashlib.blake2b(id.encode(), digest_size=5).hexdigest()
    return f"{plain[:_LONGEST_NAME]}~{digest}"


def _date(written: str) -> dt.date | None:
    """Return the date that a feed prints, on its own calendar."""
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _number(written: str | None) -> float | None:
    try:
        found = float(written or "")
    except ValueError:
        return None
    return found if 0 <= found < 10**6 else None

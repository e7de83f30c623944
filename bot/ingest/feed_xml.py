"""A feed's XML, as far as podquote reads it: the channel, its items, and where each stands. Pure.

Bounded before anything is built: no entity is ever declared, nothing nests deep, and only the
elements that are read are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from bot.errors import BrokenDocument

MOST_BYTES: Final = 5_000_000
MOST_ITEMS: Final = 20_000
_DEEPEST: Final = 64
_MOST_FIELDS: Final = 500  # of one item

_PODCAST: Final = (
    "{https://podcastindex.org/namespace/1.0}",
    "{https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md}",
)
_ITUNES: Final = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}"
_READ: Final = {
    **{name: name for name in ("title", "link", "language", "guid", "pubDate", "description")},
    "enclosure": "enclosure",
    f"{_ITUNES}summary": "summary",
    f"{_CONTENT}encoded": "content",
    **{
        space + name: f"podcast:{name}"
        for space in _PODCAST
        for name in ("guid", "person", "transcript", "chapters", "soundbite", "contentLink")
    },
}
_TAG: Final = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_NAMED: Final = re.compile(rb"<([^\s/>]+)")


@dataclass(slots=True)
class Element:
    """An element that is read.

    Attributes:
        name: its name here ("title", "podcast:person"), whatever prefix the feed has for it.
        attributes: by name.
        start, end: where it stands in the bytes of the feed, in UTF-8.
        texts: the pieces of its text, unescaped.
        fields: of the channel or an item, the elements in it that are read, in order.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int = 0
    texts: list[str] = field(default_factory=list)
    fields: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text, without the space around it."""
        return "".join(self.texts).strip()

    def first(self, name: str) -> Element | None:
        """Return the first field of that name that says something, or None."""
        return next((one for one in self.all(name) if one.text or one.attributes), None)

    def said(self, name: str) -> str:
        """Return the text of the first field of that name, or ""."""
        return next((one.text for one in self.all(name) if one.text), "")

    def all(self, name: str) -> Iterator[Element]:
        """Yield the fields of that name."""
        return (one for one in self.fields if one.name == name)


@dataclass(frozen=True, slots=True)
class FeedXml:
    """A feed's channel and its items, over the bytes that they stand in.

    Attributes:
        data: the feed in UTF-8.
        opening: the tags that open the feed and its channel, with all namespaces.
        closing: the tags that close them.
        channel: its own fields.
        items: in the feed's order.
    """

    data: bytes = field(repr=False)
    opening: bytes
    closing: bytes
    channel: Element
    items: tuple[Element, ...]

    def slice(self, element: Element) -> bytes:
        """Return the bytes of an element, as they stand in the feed."""
        return self.data[element.start : element.end]


def read_feed(file: str, text: str) -> FeedXml:
    """Return the channel and the items of a feed.

    Raises:
        BrokenDocument: it is no RSS, it is no XML, or it is made to do harm.
    """
    data = text.removeprefix("\ufeff").encode()
    if len(data) > MOST_BYTES:
        raise BrokenDocument(file, 1, f"a feed of more than {MOST_BYTES // 1_000_000} MB")
    builder = _Builder(file, data)
    # What the feed says of its encoding was true of the bytes that came, not of these.
    parser = DefusedXMLParser(target=builder, encoding="utf-8")
    builder.place = lambda: parser.parser.CurrentByteIndex
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        raise BrokenDocument(file, 1, "it declares entities, which no feed needs") from None
    except ParseError as error:
        raise BrokenDocument(file, error.position[0], "the XML is broken here") from None
    return builder.done()


class _Builder:
    """Takes what the XML parser finds, and keeps what is read."""

    def __init__(self, file: str, data: bytes) -> None:
        self._file = file
        self._data = data
        self._path: list[str] = []
        self._open: list[Element | None] = []
        self._tops: list[int] = []  # where the root and its channel begin
        self._channel: Element | None = None
        self._items: list[Element] = []
        self.place: Callable[[], int] = int  # asks the parser, once there is one

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        depth = len(self._path)
        if depth > _DEEPEST:
            raise BrokenDocument(self._file, 1, "a feed that nests too deep")
        kept = self._kept(depth, tag, attributes)
        self._open.append(kept)

    def data(self, text: str) -> None:
        if self._open and (element := self._open[-1]) is not None:
            element.texts.append(text)

    def end(self, _tag: str) -> None:
        element = self._open.pop()
        self._path.pop()
        if element is None:
            return
        at = self.place()
        # An element without an end tag ends with its only one.
        tag = _TAG.match(self._data, at)
        element.end = tag.end() if tag else at
        element.texts = ["".join(element.texts)]

    def close(self) -> None:
        """Be asked for a result; `done` gives it."""

    def done(self) -> FeedXml:
        if self._channel is None:
            raise BrokenDocument(self._file, 1, "no RSS with a channel; other feeds are not read")
        tags = [_tag_at(self._data, place) for place in self._tops]
        names = [_NAMED.match(tag) for tag in tags]
        closing = b"".join(b"</%b>" % name[1] for name in reversed(names) if name)
        return FeedXml(
            self._data, b"".join(tags) + b"\n", closing, self._channel, tuple(self._items)
        )

    def _kept(self, depth: int, tag: str, attributes: dict[str, str]) -> Element | None:
        if depth <= 2:  # noqa: PLR2004  the root, and the channel in it
            return self._top(depth, tag, attributes)
        if self._channel is None or self._path[:2] != ["rss", "channel"]:
            return None
        name = "item" if tag == "item" and depth == 3 else _READ.get(tag)  # noqa: PLR2004
        inside = self._open[-1]
        if name is None or inside is None or inside.name not in ("channel", "item"):
            return None
        element = Element(name, attributes, self.place())
        if name == "item":
            self._items.append(element)
        else:
            inside.fields.append(element)
        if len(self._items) > MOST_ITEMS or len(inside.fields) > _MOST_FIELDS:
            raise BrokenDocument(self._file, 1, "a feed with more in it than podquote reads")
        return element

    def _top(self, depth: int, tag: str, attributes: dict[str, str]) -> Element | None:
        if tag != ("rss", "channel")[depth - 1] or self._channel is not None:
            return None
        self._tops.append(self.place())
        if tag == "rss":
            return None
        self._channel = Element("channel", attributes, self.place())
        return self._channel


def _tag_at(data: bytes, place: int) -> bytes:
    found = _TAG.match(data, place)
    return found[0] if found else b""

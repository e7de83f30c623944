"""The transcript in HTML of the podcast namespace: `<cite>`, `<time>`, `<p>`. Pure, linear in time.

The text layer is the page's text: what stands between tags, character references resolved, without
scripts and styles.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from bot.errors import BrokenDocument
from bot.ingest.captions import Cue, read_cues, speakers_of
from bot.ingest.cue_blocks import to_second
from bot.ingest.file_names import completed
from bot.ingest.layers import storable
from bot.ingest.lines import Line
from bot.ingest.readings import to_reading
from bot.model import Claims, Reading, Unread

NAME: Final = "HTML transcript"

_OPENS: Final = re.compile(
    r"\ufeff?\s{0,1000}<(?:!doctype|html|head|body|cite|time|p|div|!--)\b", re.IGNORECASE
)
_TELLING: Final = re.compile(r"<(?:cite|time)[ >]", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"<p[ >]", re.IGNORECASE)
_UNSEEN: Final = ("script", "style", "template", "noscript", "iframe", "textarea")
_BREAKS: Final = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "blockquote",
        "pre",
        "cite",
        "time",
        "title",
        "body",
        "main",
        "figure",
    ]
)


def recognises(text: str) -> bool:
    """Whether it is HTML with paragraphs, and names or times for them."""
    return bool(_OPENS.match(text) and _TELLING.search(text) and _PARAGRAPH.search(text))


def to_layer(file: str, text: str) -> str:
    """Return the page's text.

    Raises:
        BrokenDocument: its tags cannot be told from its text.
    """
    return _read(file, text).layer


def parse(file: str, text: str) -> Reading:
    """Take each paragraph with the name and the time that stand before it.

    A paragraph without a name of its own goes on with the speaker before it.

    Raises:
        BrokenDocument: there is no paragraph with words.
    """
    page = _read(file, text)
    passages, notes = read_cues(page.layer, page.cues)
    claims = Claims(title=page.title, participants=speakers_of(passages))
    return to_reading(NAME, file, completed(claims, file), passages, [*notes, *page.left])


@dataclass(slots=True)
class _Run:
    """Text of one line of an element, and where in the layer it begins."""

    start: int
    text: str = ""


@dataclass(slots=True)
class _Element:
    """The element whose text is being read: its name, its line, and its text by lines."""

    name: str
    line: int
    runs: list[_Run] = field(default_factory=list)

    def words(self) -> str:
        return " ".join(" ".join(run.text for run in self.runs).split())


@dataclass(frozen=True, slots=True)
class _Read:
    """A page: its layer, its paragraphs, its title, and what is not read."""

    layer: str
    cues: tuple[Cue, ...]
    title: str | None
    left: tuple[Unread, ...]


@functools.lru_cache(maxsize=1)  # once for the layer, once for what is read of it
def _read(file: str, text: str) -> _Read:
    page = _Page()
    try:
        page.feed(text.removeprefix("\ufeff"))
        page.close()
    except (AssertionError, ValueError):  # what the library raises for malformed declarations
        raise BrokenDocument(file, page.getpos()[0], "it is broken HTML") from None
    page.done()
    return _Read("".join(page.pieces), tuple(page.cues), page.title, tuple(page.left))


class _Page(HTMLParser):
    """The page as it is read, in document order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.cues: list[Cue] = []
        self.left: list[Unread] = []
        self.title: str | None = None
        self._length = 0
        self._unseen: str | None = None
        self._open: _Element | None = None
        self._voice: str | None = None
        self._said_at: float | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen = self._unseen or tag
        if self._open and tag in _BREAKS:
            self._open.runs.append(_Run(self._length))
        if tag in ("p", "cite", "time", "title"):
            self.done()
            self._open = _Element(tag, self.getpos()[0], [_Run(self._length)])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = None
        if self._open and tag == self._open.name:
            self.done()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        shown = storable(data)
        if self._open:
            self._open.runs[-1].text += shown
        elif shown.strip():
            self.left.append(Unread(self.getpos()[0], "text that stands in no paragraph"))
        self.pieces.append(shown)
        self._length += len(shown)

    def done(self) -> None:
        """Take what the open element says."""
        element, self._open = self._open, None
        if element is None or not element.words():
            return
        if element.name == "p":
            self._paragraph(element)
        elif element.name == "cite":
            self._voice = element.words()
        elif element.name == "time":
            self._said_at = to_second(element.words().strip("[]()"))
            if self._said_at is None:
                self.left.append(Unread(element.line, "a time that is none"))
        else:
            self.title = element.words()

    def _paragraph(self, element: _Element) -> None:
        words = tuple(
            Line(element.line, at + len(raw) - len(raw.lstrip()), raw.strip())
            for run in element.runs
            for at, raw in _lines(run)
            if raw.strip()
        )
        self.cues.append(Cue(element.line, self._said_at, words, self._voice))
        self._said_at = None


def _lines(run: _Run) -> list[tuple[int, str]]:
    found, at = [], run.start
    for raw in run.text.splitlines(keepends=True):
        found.append((at, raw))
        at += len(raw)
    return found

"""What documents say: the words that a reading gets out of one, and where they stand. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Span = tuple[int, int]
"""Start and end, in code points."""


class Kind(StrEnum):
    """What a text is; only quotes and segments are speech and stand in quotation marks."""

    QUOTE = "quote"
    SEGMENT = "segment"
    TAKEAWAY = "takeaway"
    CHAPTER = "chapter"
    MENTION = "mention"

    @property
    def is_speech(self) -> bool:
        """Whether somebody said these words."""
        return self in (Kind.QUOTE, Kind.SEGMENT)


class Truth(StrEnum):
    """How sure we are of the words, surest first."""

    CORROBORATED = "corroborated"
    VERBATIM = "verbatim"
    SPLICED = "spliced"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One file as it came, never changed.

    Attributes:
        file: its name, relative to the folder that was named (the seeds: the bare name).
        sha256: of `data`, in hex.
        data: the bytes.
        layer: the text that spans count in; rebuilt from `data` by its format.
    """

    file: str
    sha256: str
    data: bytes = field(repr=False)
    layer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that one reading found in one document.

    Attributes:
        kind: what they are.
        spans: where they stand, in document order.
        truth: verbatim, spliced or paraphrase; a reading alone corroborates nothing.
        speaker: as this source names them, or None; only for speech.
        said_at: the timecode that the source prints, in seconds, or None.
        url: the source's own link, unchanged, or None.
        titled: whether the first span is a title (an idea's, a section's) and the rest its body.
        label: what the source calls a speaker whom it does not name ("Speaker 1"), or None; it is
            nobody's name, and a curator can say whose it is.
    """

    kind: Kind
    spans: tuple[Span, ...]
    truth: Truth
    speaker: str | None = None
    said_at: float | None = None
    url: str | None = None
    titled: bool = False
    label: str | None = None

    def text_in(self, layer: str) -> str:
        """Return the words: the spans' pieces of `layer`, joined with one space."""
        return " ".join(layer[start:end] for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a document that its parser saw and did not keep.

    Attributes:
        line: its line, from 1.
        reason: why, in a few words.
    """

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a document that its parser kept although it is wrong in itself.

    Attributes:
        line: its line, from 1.
        says: what is wrong, in a few words.
    """

    line: int
    says: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What one document says about its episode; None or empty where it says nothing.

    Attributes:
        title: the episode's title as printed.
        glued: whether a channel's name may be glued to the front of `title`, as some pages print
            it.
        podcast, date, participants: as printed; participants in the document's order.
        video_id, url: of the video and of the episode's page.
        edition: the edition this document's times belong to ("youtube", "audio"), or None.
        maker: who made the document, where it tells; two of one maker confirm nothing.
        item: the item of a feed that it belongs to; what is of one item is of one episode.
        enclosure: the address of the recording, where its audio edition has one.
    """

    title: str | None = None
    glued: bool = False
    podcast: str | None = None
    date: dt.date | None = None
    participants: tuple[str, ...] = ()
    video_id: str | None = None
    url: str | None = None
    edition: str | None = None
    maker: str | None = None
    item: str | None = None
    enclosure: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Another document that a document names as one of its episode.

    Attributes:
        kind: what it is said to be.
        url: where it is said to stand.
        type: its media type as it is said ("text/vtt"), lower case, or "".
        language: of its words, as it is said ("en-us"), lower case, or "".
    """

    kind: Literal["transcript", "chapters"]
    url: str
    type: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one parser got out of one document; `links` are other documents that it names."""

    format: str
    claims: Claims
    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where words stand: a document's file name and the spans in its text layer."""

    file: str
    spans: tuple[Span, ...]

"""One document opened: decoded, recognised, its text layer made; and stored ones again. Pure.

A format's parser reads the decoded text. Its spans count in the text layer: for plain text and
Markdown the same; for a format with escapes or markup what its own unescaping gives.
"""

from __future__ import annotations

import functools
import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.errors import DocumentError, EmptyDocument
from bot.ingest import feed
from bot.ingest.encodings import UTF_8, decode
from bot.ingest.given import with_given
from bot.ingest.recognise import FORMATS, Format, recognise
from bot.model import Claims, Note, Reading, SourceDocument
from bot.ports import Stored

_FORMATS = {known.name: known for known in FORMATS}


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Let no garbage be looked for while what a document gives is made.

    It is many small values that all stay, and looking through them again and again took a third of
    the time of the longest.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Opened:
    """A document whose format is known.

    Attributes:
        document: its bytes and its text layer.
        format: the one that claims it.
        text: its bytes, decoded.
        notes: what is to be said about how it was decoded.
        given: what who brought it says of its episode, or None.
    """

    document: SourceDocument
    format: Format
    text: str
    notes: tuple[Note, ...] = ()
    given: Claims | None = None

    @property
    def file(self) -> str:
        """Its name."""
        return self.document.file

    @property
    def stored(self) -> Stored:
        """The document as the catalogue keeps it."""
        return Stored(self.document, self.format.name, self.given)

    def reading(self) -> Reading:
        """Return what its parser gets out of it, with what was given beside it.

        Raises:
            BrokenDocument: the content breaks its format.
        """
        file = self.document.file
        with _not_collecting():
            return with_given(self.format.parse(file, self.text), self.given, file)


def open_document(file: str, data: bytes, given: Claims | None = None) -> Opened:
    """Return the document that `data` is, called `file`; `given` is said of it beside.

    Raises:
        EmptyDocument: there is no word in it.
        NotText, UnreadableBytes: it cannot be decoded.
        UnknownFormat, AmbiguousFormat: not exactly one format claims it.
        BrokenDocument: its markup cannot be undone.
    """
    decoded = decode(file, data)
    if not decoded.text.strip("\ufeff \t\r\n"):
        raise EmptyDocument(file)
    with _not_collecting():
        known = recognise(file, decoded.text)
        layer = known.to_layer(file, decoded.text)
    document = SourceDocument(file, hashlib.sha256(data).hexdigest(), data, layer)
    said = f"read as {decoded.encoding}, which its bytes show"
    notes = (Note(1, said),) if decoded.encoding != UTF_8 else ()
    return Opened(document, known, decoded.text, notes, given)


def open_all(file: str, data: bytes) -> list[Opened | DocumentError]:
    """Return the documents that a file holds: itself, or one for each item of a feed.

    An item that cannot be opened stands there as its error; the others are not touched by it.

    Raises:
        DocumentError: the file as a whole cannot be opened.
    """
    decoded = decode(file, data)
    if not feed.recognises(decoded.text):
        return [open_document(file, data)]
    return [_tried(part.file, part.data) for part in feed.parts(file, decoded.text)]


def _tried(file: str, data: bytes) -> Opened | DocumentError:
    try:
        return open_document(file, data)
    except DocumentError as error:
        return error


@functools.lru_cache(maxsize=64)  # documents of one episode come together
def reread(stored: Stored) -> Reading:
    """Return what the parser of its format gets out of a stored document."""
    document = stored.document
    text = decode(document.file, document.data).text
    reading = _FORMATS[stored.format].parse(document.file, text)
    return with_given(reading, stored.given, document.file)


def rebuilt_layer(stored: Stored) -> str:
    """Return the text layer of a stored document, made anew from its bytes.

    Raises:
        DocumentError: the bytes are no document of its format.
    """
    document = stored.document
    text = decode(document.file, document.data).text
    return _FORMATS[stored.format].to_layer(document.file, text)

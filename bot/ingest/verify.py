"""Holds every text of the catalogue against its document, the layer rebuilt from the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from bot.errors import DocumentError
from bot.ingest.lines import LineFinder
from bot.ingest.opening import rebuilt_layer
from bot.model import Entry, SourceDocument, Span, Verified
from bot.ports import Catalogue, Stored


def verify(catalogue: Catalogue) -> Iterator[Verified]:
    """Yield one result for every text and every document it stands in."""
    for stored in catalogue.documents():
        document = stored.document
        broken = _document_problem(stored)
        lines = LineFinder(document.layer)
        entries = catalogue.entries_of(document.file)
        if not entries:
            yield Verified(document.file, "", "no text of it is in the library")
        for entry in entries:
            problem = broken or _text_problem(entry, document)
            line = _line(entry, document.file, lines) if problem else None
            yield Verified(document.file, entry.id, problem, line)


def _document_problem(stored: Stored) -> str | None:
    document = stored.document
    if hashlib.sha256(document.data).hexdigest() != document.sha256:
        return "the document's bytes are not the ones that came in"
    try:
        rebuilt = rebuilt_layer(stored)
    except DocumentError as error:
        return str(error)
    return None if rebuilt == document.layer else "the text layer is not the document's"


def _text_problem(entry: Entry, document: SourceDocument) -> str | None:
    layer = document.layer
    for start, end in _spans(entry, document.file):
        if not 0 <= start < end <= len(layer):
            return "a span lies outside the document"
    # An entry's own words, and every other source's wording that its evidence shows.
    shown = zip((entry.source, *entry.also_in), entry.evidence, strict=True)
    texts = [(entry.source, entry.text), *((source, one.wording) for source, one in shown)]
    for source, text in texts:
        words = " ".join(layer[start:end] for start, end in source.spans)
        if source.file == document.file and words != text:
            return "the words at its spans are not the text"
    return None


def _line(entry: Entry, file: str, lines: LineFinder) -> int | None:
    """Return the line in which the text's first span in that document begins."""
    return next((lines.at(start) for start, _ in _spans(entry, file)), None)


def _spans(entry: Entry, file: str) -> Iterator[Span]:
    for source in (entry.source, *entry.also_in):
        if source.file == file:
            yield from source.spans

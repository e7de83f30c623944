"""Holds every text of the catalogue against its document, the layer rebuilt from the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from bot.errors import DocumentError
from bot.ingest.read import to_document
from bot.model import Entry, SourceDocument, Verified
from bot.ports import Catalogue


def verify(catalogue: Catalogue) -> Iterator[Verified]:
    """Yield one result for every text and every document it stands in."""
    for stored in catalogue.documents():
        document = stored.document
        broken = _document_problem(document)
        for entry in catalogue.entries_of(document.file):
            yield Verified(document.file, entry.id, broken or _text_problem(entry, document))


def _document_problem(document: SourceDocument) -> str | None:
    if hashlib.sha256(document.data).hexdigest() != document.sha256:
        return "the document's bytes are not the ones that came in"
    try:
        rebuilt = to_document(document.file, document.data)
    except DocumentError as error:
        return str(error)
    return None if rebuilt.layer == document.layer else "the text layer is not the document's"


def _text_problem(entry: Entry, document: SourceDocument) -> str | None:
    layer = document.layer
    for source in (entry.source, *entry.also_in):
        if source.file != document.file:
            continue
        if any(not 0 <= start < end <= len(layer) for start, end in source.spans):
            return "a span lies outside the document"
    if entry.source.file != document.file:
        return None
    words = " ".join(layer[start:end] for start, end in entry.source.spans)
    return None if words == entry.text else "the words at its spans are not the text"

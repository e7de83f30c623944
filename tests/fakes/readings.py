"""Readings of documents that a test writes in a line or two."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.ingest.reconcile import Read
from bot.model import Claims, Kind, Passage, Reading, SourceDocument, Truth


def read_of(
    file: str, claims: Claims, *said: tuple[Kind, str] | tuple[Kind, str, dict[str, Any]]
) -> Read:
    """Return a document `file` that holds each text of `said` on a line of its own.

    A third element gives more of the passage: `speaker`, `said_at`, `truth`, `url`.
    """
    layer, passages = "", []
    for kind, text, *more in said:
        start = len(layer)
        layer += f"{text}\n"
        truth = Truth.VERBATIM if kind.is_speech else Truth.PARAPHRASE
        given: dict[str, Any] = {"truth": truth, **(more[0] if more else {})}
        passages.append(Passage(kind=kind, spans=((start, start + len(text)),), **given))
    layer += f"({file})"  # no two documents have the same bytes
    data = layer.encode()
    document = SourceDocument(file, hashlib.sha256(data).hexdigest(), data, layer)
    return Read(document, Reading("test", claims, tuple(passages)))

"""Transcripts of `**Name:**` turns out of a packed folder: a minimal reader, for measuring."""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from bot.ingest.reconcile import Read
from bot.model import Claims, Kind, Passage, Reading, SourceDocument, Truth

_TURN = re.compile(r"^\*\*(?P<name>[^*\n]+):\*\*[ \t]*(?P<words>[^\n]+)", re.MULTILINE)


def transcripts(corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every transcript, in the folder's order."""
    with tarfile.open(corpus, "r|gz") as folder:
        for member in folder:
            file = folder.extractfile(member) if member.name.endswith(".md") else None
            if file is not None:
                yield member.name, file.read().decode()


def share_of(name: str, shares: int) -> int:
    """Return which of so many shares a transcript falls into; by its name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % shares


def turns(text: str) -> list[str]:
    """Return the words of each turn's first paragraph."""
    return [found["words"] for found in _TURN.finditer(text)]


def read_turns(name: str, text: str) -> Read:
    """Return a transcript as its reading: one segment a turn, by who said it."""
    passages = tuple(
        Passage(Kind.SEGMENT, (found.span("words"),), Truth.VERBATIM, found["name"])
        for found in _TURN.finditer(text)
    )
    data = text.encode()
    document = SourceDocument(name, hashlib.sha256(data).hexdigest(), data, text)
    return Read(document, Reading("test", Claims(title=name, podcast="Changelog"), passages))

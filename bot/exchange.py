"""A library out, and in again: JSON Lines with everything that it was made of.

What is exported are the documents' own bytes, what is said of them beside, and what curators did;
and for people and their programs the episodes and texts with their evidence. What is imported are
the former: the latter come out of them again, with the same ids.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.errors import BrokenDocument, DocumentError
from bot.frozen import claims_from_json, claims_to_json
from bot.ingest.opening import Opened, open_document
from bot.ingest.pipeline import ingest_one, reconcile_again
from bot.model import Correction, DocumentReport, Entry, Episode, Relabelling, Settled
from bot.ports import Catalogue, Stored

KEY: Final = "podquote_export"
VERSION: Final = 1
_BEGINS: Final = f'{{"{KEY}": '


def is_export(data: bytes) -> bool:
    """Whether bytes are an export of podquote's own."""
    return data.startswith(_BEGINS.encode())


def export_lines(catalogue: Catalogue, entry_json: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield a whole library, a line of JSON each.

    Args:
        catalogue: where it is.
        entry_json: from an entry to what a match of it shows, as JSON.
    """
    yield _line({KEY: VERSION})
    episodes: dict[str, Episode] = {}
    for stored in catalogue.documents():
        yield _line({"document": _document(stored)})
    seen: set[str] = set()
    for stored in catalogue.documents():
        for entry in catalogue.entries_of(stored.document.file):
            episodes.setdefault(entry.episode.id, entry.episode)
            if entry.id not in seen:
                seen.add(entry.id)
                yield _line({"entry": entry_json(entry)})
    for episode in episodes.values():
        yield _line({"episode": _episode(episode)})
    for settled in catalogue.settlements():
        yield _line({"settled": _fields(settled)})
    for label in catalogue.relabellings():
        yield _line({"relabelled": _fields(label)})
    for correction in catalogue.history(None):
        yield _line({"history": _fields(correction)})


def import_lines(catalogue: Catalogue, name: str, data: bytes) -> Iterator[DocumentReport]:
    """Put an exported library in; yield a report for each document. Twice adds nothing.

    Args:
        catalogue: where it goes.
        name: the file's.
        data: its bytes.
    """
    later: list[dict[str, Any]] = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        try:
            found = json.loads(line) if line.strip() else {}
            if "document" in found:
                opened = _opened(found["document"])
                yield ingest_one(catalogue, opened.file, opened)
            elif isinstance(found, dict):
                later.append(found)
        except DocumentError as error:
            yield DocumentReport(error.file, error=str(error))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            broken = BrokenDocument(name, number, "it is no line of an export of podquote's")
            yield DocumentReport(name, error=str(broken))
    _curate(catalogue, later)


def _curate(catalogue: Catalogue, lines: Iterable[dict[str, Any]]) -> None:
    """Do again what curators did, in the order in which they did it."""
    listed = list(lines)
    known = set(catalogue.history(None))
    with catalogue.writing() as writer:
        for found in listed:
            if "settled" in found:
                one = Settled(**found["settled"])
                writer.settle_again(one)
            elif "relabelled" in found:
                label = Relabelling(**found["relabelled"])
                writer.relabel(label.file, label.label, label.name, label.because, label.at)
        for found in listed:
            if "history" in found and (change := Correction(**found["history"])) not in known:
                writer.correct_again(change)
        reconcile_again(writer, writer.files())


def _opened(found: dict[str, Any]) -> Opened:
    file = str(found["file"])
    try:
        text = found.get("text")
        data = base64.b64decode(found["base64"], validate=True) if text is None else text.encode()
    except (binascii.Error, AttributeError):
        raise BrokenDocument(file, 1, "its bytes are broken in the export") from None
    given = found.get("given")
    return open_document(file, data, claims_from_json(json.dumps(given)) if given else None)


def _document(stored: Stored) -> dict[str, object]:
    document = stored.document
    shown: dict[str, object] = {
        "file": document.file,
        "sha256": document.sha256,
        "format": stored.format,
        "given": json.loads(claims_to_json(stored.given)) if stored.given else None,
    }
    try:
        shown["text"] = document.data.decode("utf-8")
    except UnicodeDecodeError:
        shown["base64"] = base64.b64encode(document.data).decode()
    return shown


def _episode(episode: Episode) -> dict[str, object]:
    return {
        "id": episode.id,
        "title": episode.title,
        "podcast": episode.podcast,
        "date": episode.date.isoformat() if episode.date else None,
        "url": episode.url,
        "participants": list(episode.participants),
    }


def _fields(of: Settled | Relabelling | Correction) -> dict[str, object]:
    return {name: getattr(of, name) for name in type(of).__slots__}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def entries_in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return what is said and told in an episode, by its time, then by its place."""
    return sorted(entries, key=lambda e: (e.said_at is None, e.said_at or 0.0, e.position))

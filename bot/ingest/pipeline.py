"""One document, room by room: read, recognise, parse, reconcile, into the catalogue, a report.

Each document goes in within one transaction together with its episode; a refused one writes
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypedDict

from bot.errors import DocumentError, KeptOut
from bot.ingest.aliases import mine
from bot.ingest.grouping import group, keys_of
from bot.ingest.opening import Opened, open_all, open_document, reread
from bot.ingest.read import find, read
from bot.ingest.readings import sentences_of
from bot.ingest.reconcile import Read, reconcile
from bot.ingest.screening import screened
from bot.ingest.spelled_once import spelled_once
from bot.ingest.spellings import texts_of
from bot.model import Change, ChangeKind, Claims, DocumentReport, Link, Reading
from bot.ports import Catalogue, Reconciled, Stored, Writer


class _Leads(TypedDict):
    """Where a document leads: the part of its report that its feed is followed by."""

    links: tuple[Link, ...]
    claims: Claims | None


_NEW = (ChangeKind.ADDED, ChangeKind.CHANGED)


def ingest(catalogue: Catalogue, paths: Iterable[str]) -> Iterator[DocumentReport]:
    """Take in every document at `paths`, one transaction each, and report each as it is done."""
    for name, one in _opened(paths):
        yield ingest_one(catalogue, name, one)


def ingest_one(catalogue: Catalogue, name: str, one: Opened | DocumentError) -> DocumentReport:
    """Take one document in, called `name`, within a transaction of its own, and report it."""
    try:
        with catalogue.writing() as writer:
            return _take_in(writer, one)
    except DocumentError as error:  # past the transaction: what it began is undone
        return _refused(name, error)


def ingest_all(
    catalogue: Catalogue, found: Iterable[Opened | DocumentError]
) -> Iterator[DocumentReport]:
    """Take in documents that are open, one transaction each, and report each as it is done."""
    for one in found:
        yield ingest_one(catalogue, one.file, one)


def ingest_together(writer: Writer, paths: Iterable[str]) -> list[DocumentReport]:
    """Take in every document at `paths` within the transaction of `writer`."""
    return [_tried(writer, name, one) for name, one in _opened(paths)]


def take_in_all(writer: Writer, found: Iterable[Opened | DocumentError]) -> list[DocumentReport]:
    """Take in documents that are open within the transaction of `writer`."""
    return [_tried(writer, one.file, one) for one in found]


def renew(catalogue: Catalogue, file: str, given: Claims) -> DocumentReport | None:
    """Let the document `file` have other given claims; None: it is not there, or has them."""
    with catalogue.writing() as writer:
        found = next(iter(writer.named([file])), None)
        if found is None or found.given == given:
            return None
        return add(writer, open_document(file, found.document.data, given))


def rework(writer: Writer, gone: Sequence[str], new: Sequence[Opened]) -> tuple[Change, ...]:
    """Take the documents `gone` out and put `new` ones in, and reconcile whatever that touches."""
    others = {file for one in gone for file in writer.forget(one) or ()} - set(gone)
    for one in new:
        writer.keep(one.stored, keys_of(one.reading().claims))
    read = [Read(one.document, one.reading()) for one in new]
    episodes = _episodes(_closure(writer, read, sorted(others)), writer.library)
    return writer.replace([file for found in episodes for file in found.files], episodes)


def add(writer: Writer, opened: Opened) -> DocumentReport:
    """Put one document in and reconcile its episode; twice in a row changes nothing.

    Raises:
        DocumentError: it cannot go in; nothing was written for it.
    """
    marks, whole = writer.marks(), opened
    if marks.is_redacted(whole.document.sha256) and writer.named([whole.file]):
        return _as_it_is(whole)
    opened = screened(whole, marks)
    document, reading = opened.document, opened.reading()
    known_as = writer.file_of(document.sha256)
    changes: tuple[Change, ...] = ()
    if known_as is None or _given_anew(writer, known_as, opened):
        known_as = None
        others = writer.forget(document.file) or ()
        writer.keep(opened.stored, keys_of(reading.claims))
        episodes = _episodes(_closure(writer, [Read(document, reading)], others), writer.library)
        changes = writer.replace([file for found in episodes for file in found.files], episodes)
    elif known_as != document.file and (left := writer.forget(document.file)) is not None:
        # These bytes are there under another name; what this name held before is not any more.
        episodes = _episodes(_closure(writer, [], left), writer.library)
        changes = writer.replace([file for found in episodes for file in found.files], episodes)
    title, conflicts = writer.episode_of(known_as or document.file)
    new = (change.new for change in changes if change.kind in _NEW)
    return DocumentReport(
        file=document.file,
        format=opened.format.name,
        episode=title,
        added=dict(Counter(entry.kind.value for entry in new if entry)),
        unread=len(reading.unread),
        conflicts=conflicts,
        notes=sentences_of(reading, opened.notes),
        changes=changes,
        **_leads(whole.reading()),
    )


def _as_it_is(opened: Opened) -> DocumentReport:
    """Report a document whose words by somebody who was forgotten are out already."""
    note = "somebody's words were taken out of it on request; it stays so"
    return DocumentReport(
        opened.file, opened.format.name, notes=(note,), **_leads(opened.reading())
    )


def _leads(reading: Reading) -> _Leads:
    return {"links": reading.links, "claims": reading.claims if reading.links else None}


def _given_anew(writer: Writer, known_as: str, opened: Opened) -> bool:
    """Whether a document that is there is said other things of than before."""
    if opened.given is None or known_as != opened.file:
        return False
    return any(one.given != opened.given for one in writer.named([known_as]))


def _refused(name: str, error: DocumentError) -> DocumentReport:
    return DocumentReport(name, error=str(error), kept_out=isinstance(error, KeptOut))


def _opened(paths: Iterable[str]) -> Iterator[tuple[str, Opened | DocumentError]]:
    """Yield the name of every document and the document, opened, or what is wrong with it."""
    for name, file in _found(paths):
        if isinstance(file, DocumentError):
            yield name, file
            continue
        try:
            found = open_all(name, read(name, file))
        except DocumentError as error:
            yield name, error
            continue
        yield from ((one.file, one) for one in found)


def _found(paths: Iterable[str]) -> Iterator[tuple[str, Path | DocumentError]]:
    """Yield the name and file of every document, and for a path without any what is wrong."""
    for path in paths:
        try:
            yield from find(path)
        except DocumentError as error:
            yield path, error


def _take_in(writer: Writer, one: Opened | DocumentError) -> DocumentReport:
    if isinstance(one, DocumentError):
        raise one
    return add(writer, one)


def _tried(writer: Writer, name: str, one: Opened | DocumentError) -> DocumentReport:
    try:
        return _take_in(writer, one)
    except DocumentError as error:
        return _refused(name, error)


def _closure(writer: Writer, new: list[Read], others: Iterable[str]) -> list[Read]:
    """Return `new` and every document that may share an episode with it, however many steps away.

    `others` are documents that shared an episode with what `new` replaces: they may part now.
    """
    found = {one.document.file: one for one in new}
    queue = [*new, *_read_all(writer.named(list(others)), found)]
    while queue:
        keys = keys_of(queue.pop().reading.claims)
        queue += _read_all(writer.related(keys), found)
    return sorted(found.values(), key=lambda one: one.document.file)


def _read_all(stored: Iterable[Stored], found: dict[str, Read]) -> list[Read]:
    """Parse what is not in `found` yet, put it there, and return it."""
    new = [Read(one.document, reread(one)) for one in stored if one.document.file not in found]
    found.update((one.document.file, one) for one in new)
    return new


def _episodes(read: list[Read], library: str) -> list[Reconciled]:
    groups = group([one.reading.claims for one in read])
    return [_reconciled([read[index] for index in indexes], library) for indexes in groups]


def _reconciled(read: list[Read], library: str) -> Reconciled:
    """Reconcile one episode, and learn what names its documents spell in more than one way."""
    found = reconcile(read, library)
    texts = [text for one in read for text in texts_of(one.document, one.reading)]
    return spelled_once(found, mine(texts, found.heard, episode_id=found.episode.id))

"""Documents, room by room: opened, recognised, parsed, reconciled, into the catalogue, a report.

Documents go in within one transaction together with their episodes; a refused one writes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypedDict

from bot.errors import DocumentError, KeptOut
from bot.ingest.grouping import group, keys_of
from bot.ingest.opening import Opened, open_document, reread
from bot.ingest.preparation import (
    Prepared,
    prepare,
    prepared,
    prepared_or_refused,
    reconciled,
)
from bot.ingest.readings import sentences_of
from bot.ingest.reconcile import Read
from bot.ingest.screening import screened
from bot.ingest.sources import contents, places
from bot.marks import Marks
from bot.model import Change, ChangeKind, Claims, DocumentReport, Link, Reading
from bot.ports import Catalogue, Reconciled, Stored, Writer

_NEW = (ChangeKind.ADDED, ChangeKind.CHANGED)


class _Leads(TypedDict):
    """Where a document leads: the part of its report that its feed is followed by."""

    links: tuple[Link, ...]
    claims: Claims | None


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
    """Take in every document at `paths` within the transaction of `writer`, one by one."""
    return [
        _written(writer, one)
        for name, data in contents(places(paths))
        for one in (
            prepare(name, data, writer.library)
            if isinstance(data, bytes)
            else [DocumentReport(name, error=str(data))]
        )
    ]


def take_in_all(writer: Writer, found: Iterable[Opened | DocumentError]) -> list[DocumentReport]:
    """Take in documents that are open within the transaction of `writer`."""
    return [_written(writer, prepared_or_refused(one)) for one in found]


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
    episodes = _episodes(_closure(writer, read, sorted(others)), {}, writer.library)
    return writer.replace([file for found in episodes for file in found.files], episodes)


def reconcile_again(writer: Writer, files: Sequence[str]) -> None:
    """Make the episodes of the documents `files` anew, with what curators corrected by now."""
    for group_ in _parted(writer, files):
        episodes = _episodes(_closure(writer, [], group_), {}, writer.library)
        writer.replace([file for found in episodes for file in found.files], episodes)


def _parted(writer: Writer, files: Sequence[str]) -> Iterator[list[str]]:
    """Part documents by the episode that they are of."""
    left = list(files)
    while left:
        together = set(writer.together(left[0]))
        yield sorted(together)
        left = [file for file in left if file not in together]


def add(writer: Writer, opened: Opened) -> DocumentReport:
    """Put one document in and reconcile its episode; twice in a row changes nothing.

    Raises:
        DocumentError: its content breaks its format; nothing was written for it.
    """
    return take_in(writer, [prepared(opened)])[0]


def take_in(writer: Writer, documents: Sequence[Prepared]) -> list[DocumentReport]:
    """Put documents in and reconcile their episodes, each once; twice in a row changes nothing.

    Args:
        writer: in whose transaction.
        documents: no two of one name.
    """
    marks = writer.marks()
    admitted = [_admitted(writer, marks, one) for one in documents]
    entering = [one for one in admitted if isinstance(one, Prepared)]
    known, changes = _entered(writer, entering)
    return [
        _report(writer, one, whole.reading, known.get(one.file), tuple(changes[one.file]))
        if isinstance(one, Prepared)
        else one
        for one, whole in zip(admitted, documents, strict=True)
    ]


def _admitted(writer: Writer, marks: Marks, one: Prepared) -> Prepared | DocumentReport:
    """Return a document as it may go in after what was forgotten, or why it does not."""
    document = one.stored.document
    if not marks.found:
        return one
    if marks.is_redacted(document.sha256) and writer.named([one.file]):
        title, _ = writer.episode_of(one.file)
        return _as_it_is(one, title)
    opened = open_document(one.file, document.data, one.stored.given)
    try:
        kept = screened(opened, marks)
    except DocumentError as error:
        return _refused(one.file, error)
    return one if kept is opened else replace(prepared(kept), notes=one.notes)


def _entered(
    writer: Writer, documents: Sequence[Prepared]
) -> tuple[dict[str, str], dict[str, list[Change]]]:
    """Write documents; return under which name those that are in already are, and what changed."""
    new: dict[str, Prepared] = {}
    known: dict[str, str] = {}
    others: set[str] = set()
    for one in documents:
        known_as = writer.file_of(one.stored.document.sha256)
        if known_as is None or _given_anew(writer, known_as, one):
            others.update(writer.forget(one.file) or ())
            writer.keep(one.stored, keys_of(one.reading.claims))
            new[one.file] = one
            continue
        known[one.file] = known_as
        if known_as != one.file:
            # These bytes are there under another name; what this name held before is not any more.
            others.update(writer.forget(one.file) or ())
    if not new and not others:
        return known, {one.file: [] for one in documents}
    read = [Read(one.stored.document, one.reading) for one in new.values()]
    episodes = _episodes(_closure(writer, read, others), new, writer.library)
    changes = writer.replace([file for found in episodes for file in found.files], episodes)
    return known, _shared_out(changes, [one.file for one in documents], episodes)


def _report(
    writer: Writer,
    one: Prepared,
    whole: Reading,
    known_as: str | None,
    changes: tuple[Change, ...],
) -> DocumentReport:
    title, conflicts = writer.episode_of(known_as or one.file)
    new = (change.new for change in changes if change.kind in _NEW)
    return DocumentReport(
        file=one.file,
        format=one.stored.format,
        episode=title,
        added=dict(Counter(entry.kind.value for entry in new if entry)),
        unread=len(one.reading.unread),
        conflicts=conflicts,
        notes=sentences_of(one.reading, one.notes),
        changes=changes,
        is_known=known_as == one.file,
        same_as=known_as if known_as != one.file else None,
        **_leads(whole),
    )


def _as_it_is(one: Prepared, title: str | None) -> DocumentReport:
    """Report a document whose words by somebody who was forgotten are out already."""
    note = "somebody's words were taken out of it on request; it stays so"
    leads = _leads(one.reading)
    return DocumentReport(one.file, one.stored.format, title, notes=(note,), is_known=True, **leads)


def _leads(reading: Reading) -> _Leads:
    return {"links": reading.links, "claims": reading.claims if reading.links else None}


def _given_anew(writer: Writer, known_as: str, one: Prepared) -> bool:
    """Whether a document that is there is said other things of than before."""
    if one.stored.given is None or known_as != one.file:
        return False
    return any(there.given != one.stored.given for there in writer.named([known_as]))


def _refused(name: str, error: DocumentError) -> DocumentReport:
    return DocumentReport(name, error=str(error), kept_out=isinstance(error, KeptOut))


def _shared_out(
    changes: Iterable[Change], files: Sequence[str], episodes: Iterable[Reconciled]
) -> dict[str, list[Change]]:
    """Give each change to the document that makes it: whose words it is, else one of its episode's.

    Args:
        changes: what became of entries.
        files: the documents that went in together.
        episodes: those that they gave.
    """
    shared: dict[str, list[Change]] = {file: [] for file in files}
    first = {
        found.episode.id: next((file for file in found.files if file in shared), files[0])
        for found in episodes
    }
    for change in changes:
        entry = change.new or change.old
        if entry is not None:
            file, episode = entry.source.file, entry.episode.id
            shared[file if file in shared else first.get(episode, files[0])].append(change)
    return shared


def _take_in(writer: Writer, one: Opened | DocumentError) -> DocumentReport:
    if isinstance(one, DocumentError):
        raise one
    return add(writer, one)


def _written(writer: Writer, one: Prepared | DocumentReport) -> DocumentReport:
    return take_in(writer, [one])[0] if isinstance(one, Prepared) else one


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


def _episodes(read: list[Read], prepared: Mapping[str, Prepared], library: str) -> list[Reconciled]:
    """Reconcile what was read, episode by episode; what was prepared alone stays as it was."""
    groups = group([one.reading.claims for one in read])
    return [_episode([read[index] for index in indexes], prepared, library) for indexes in groups]


def _episode(read: list[Read], prepared: Mapping[str, Prepared], library: str) -> Reconciled:
    known = prepared.get(read[0].document.file) if len(read) == 1 else None
    return known.alone if known and known.alone else reconciled(read, library)

"""Thousands of documents: prepared side by side, written a few at a time, reported one by one.

What a document is, says and makes alone of its episode is worked out beside the writing, by pure
functions. A batch is one transaction; the documents of one episode within it are reconciled once.
What is in already is told by its bytes and not looked at again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.errors import DatabaseError, DocumentError
from bot.ingest.pipeline import take_in
from bot.ingest.preparation import Prepared, prepare
from bot.ingest.sources import Raw
from bot.model import DocumentReport
from bot.ports import Catalogue, Reconciled

BATCH: Final = 16
"""Documents of one transaction."""
BATCH_BYTES: Final = 600_000
"""Bytes of documents after which a transaction ends: some tenths of a second, for others wait."""

Ready = list[Prepared | DocumentReport]
"""What came of one file: its documents, ready to be written, or why it is none."""

Map = Callable[
    [Callable[[Raw], Ready], Iterable[Raw], Callable[[Raw], bool]],
    Iterator[Ready],
]
"""Applies a function to many things, in order; see `side_by_side`."""


Beforehand = Callable[[Reconciled], Reconciled]
"""What the catalogue can do with an episode before it is written: a function of a module."""


def ingest(
    catalogue: Catalogue, found: Iterable[Raw], mapped: Map, beforehand: Beforehand
) -> Iterator[DocumentReport]:
    """Take in everything that is `found`; yield a report each, in order, as batches are done.

    What goes wrong with a document or a batch is reported and ends nothing but itself.
    """
    batch: dict[str, Prepared | DocumentReport] = {}
    size = 0
    ready_for = partial(made_ready, catalogue.library, beforehand)
    for ready in mapped(ready_for, _marked(catalogue.known(), found), _is_work):
        for one in ready:
            if one.file in batch or len(batch) >= BATCH or size >= BATCH_BYTES:
                yield from _written(catalogue, list(batch.values()))
                batch, size = {}, 0
            batch[one.file] = one
            size += one.size if isinstance(one, Prepared) else 0
    yield from _written(catalogue, list(batch.values()))


def made_ready(library: str, beforehand: Beforehand, raw: Raw) -> Ready:
    """Return the documents of what was read, ready to be written, or why it is none."""
    name, data = raw
    if isinstance(data, DocumentError):
        return [DocumentReport(name, error=str(data))]
    if data is None:
        return [DocumentReport(name, is_known=True)]
    return [
        replace(one, alone=beforehand(one.alone))
        if isinstance(one, Prepared) and one.alone
        else one
        for one in prepare(name, data, library)
    ]


def _is_work(raw: Raw) -> bool:
    return isinstance(raw[1], bytes)


def _marked(known: Mapping[str, str], found: Iterable[Raw]) -> Iterator[Raw]:
    """Yield what is found, without the bytes of what is in already."""
    for name, data in found:
        is_known = isinstance(data, bytes) and known.get(hashlib.sha256(data).hexdigest()) == name
        yield (name, None) if is_known else (name, data)


def _written(
    catalogue: Catalogue, batch: Sequence[Prepared | DocumentReport]
) -> Iterator[DocumentReport]:
    """Write a batch in one transaction, or its documents one by one if that goes wrong."""
    try:
        yield from _together(catalogue, batch)
    except (DocumentError, DatabaseError):
        for one in batch:
            try:
                yield from _together(catalogue, [one])
            except (DocumentError, DatabaseError) as error:
                yield DocumentReport(one.file, error=_named(one.file, error))


def _together(
    catalogue: Catalogue, batch: Sequence[Prepared | DocumentReport]
) -> Iterator[DocumentReport]:
    new = [one for one in batch if isinstance(one, Prepared)]
    reports: dict[str, DocumentReport] = {}
    if new:
        with catalogue.writing() as writer:
            reports = {report.file: report for report in take_in(writer, new)}
    known = [one.file for one in batch if isinstance(one, DocumentReport) and one.is_known]
    reports |= {report.file: report for report in catalogue.standing(known)}
    for one in batch:
        yield reports.get(one.file, one) if isinstance(one, DocumentReport) else reports[one.file]


def _named(file: str, error: DocumentError | DatabaseError) -> str:
    return str(error) if isinstance(error, DocumentError) else f"{file}: {error}"

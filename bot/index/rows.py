"""Entries and episodes as rows, and back; the one place that knows how they are written."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections import namedtuple
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final, cast

import sqlalchemy as sa

from bot.errors import UnusableDatabase
from bot.frozen import claims_from_json
from bot.index.many import ForMany
from bot.index.tables import document, entry, episode, settled
from bot.index.walls import own_of
from bot.model import (
    Attribution,
    Confirmed,
    Entry,
    Episode,
    Evidence,
    Kind,
    Source,
    SourceDocument,
    Span,
    Status,
    Truth,
)
from bot.ports import Stored
from bot.succession import alike
from bot.tokens import folded_words

ENTRIES = (
    sa.select(
        *(column for column in entry.c if not column.foreign_keys),
        document.c.file,
        *(column.label(f"episode_{column.name}") for column in episode.c),
        settled.c.name.label("settled_name"),
        settled.c.words.label("settled_words"),
        settled.c.because.label("settled_because"),
    )
    .join_from(entry, document, entry.c.document_id == document.c.id)
    .join(episode, entry.c.episode_id == episode.c.id)
    .outerjoin(settled, entry.c.id == settled.c.entry_id)
)
"""Every entry with its document's name, its episode and what a curator settled of it."""

DOCUMENTS = sa.select(
    document.c.file,
    document.c.sha256,
    document.c.data,
    document.c.layer,
    document.c.format,
    document.c.given,
)
"""Every document with its bytes, as `to_stored` reads it."""

_PUT: Final = ForMany(
    "INSERT INTO entry(row, library, id, episode_id, document_id, position, kind, truth, text, "
    "title_length, status, candidates, said_at, edition, url, spans, also_in, evidence) "
    "VALUES (:row, :library, :id, :episode_id, :document_id, :position, :kind, :truth, :text, "
    ":title_length, :status, :candidates, :said_at, :edition, :url, :spans, :also_in, :evidence)"
)
"""Puts entries in; `_values` has them in this order."""

_NEXT = sa.text(
    "SELECT nextval(pg_get_serial_sequence('entry', 'row')) FROM generate_series(1, :number)"
)

_EVIDENCE: Final = attrgetter(*(one.name for one in fields(Evidence)))
"""All that a source says, in the order of its fields."""

AnyRow = sa.Row[*tuple[Any, ...]]
"""A row whose columns are known by name only."""

_NAMES = [str(column.key) for column in ENTRIES.selected_columns]
_Named: Any = namedtuple("_Named", _NAMES)  # type: ignore[misc]  # noqa: PYI024  the statement has the names


def to_row(values: Sequence[Any]) -> AnyRow:
    """Return what a driver gave for a row of `ENTRIES`, its columns by name."""
    return cast("AnyRow", _Named._make(values))


def to_entry(row: AnyRow) -> Entry:
    """Return the entry that a row of `ENTRIES` holds.

    Raises:
        UnusableDatabase: the row holds something that was never written there.
    """
    try:
        return _entry(row)
    except (ValueError, KeyError, TypeError) as error:
        problem = "an entry in it is damaged; ingest its document again, or put a copy back"
        raise UnusableDatabase("of this podquote", problem) from error


def _entry(row: AnyRow) -> Entry:
    evidence = json.loads(row.evidence)
    return Entry(
        id=row.id,
        episode=_episode(
            row.episode_id,
            row.episode_title,
            row.episode_podcast,
            row.episode_date,
            row.episode_url,
            row.episode_participants,
        ),
        kind=Kind(row.kind),
        truth=Truth(row.truth),
        text=row.text,
        attribution=_attribution(row),
        source=Source(row.file, _spans(json.loads(row.spans))),
        title_length=row.title_length,
        said_at=row.said_at,
        edition=row.edition,
        url=row.url,
        also_in=()
        if row.also_in == "[]"
        else tuple(Source(file, _spans(spans)) for file, spans in json.loads(row.also_in)),
        position=row.position,
        evidence=tuple(Evidence(*one) for one in evidence.get("sources", ())),
        confirmed=tuple(
            Confirmed((start, end), file) for start, end, file in evidence.get("confirmed", ())
        ),
        passage=tuple(evidence.get("passage", ())),
    )


# Few of these differ among the entries of an answer, and many answers have the same ones.
@functools.lru_cache(maxsize=4096)
def _episode(
    id: str, title: str | None, podcast: str | None, date: str | None, url: str | None, people: str
) -> Episode:
    return Episode(id, title, podcast, _date(date), url, _names(people))


@functools.lru_cache(maxsize=4096)
def _names(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def _attribution(row: AnyRow) -> Attribution:
    if row.settled_name is not None and alike(row.settled_words, folded_words(row.text)):
        return Attribution(Status.STATED, (row.settled_name,), row.settled_because)
    return Attribution(Status(row.status), _names(row.candidates))


def to_stored(row: AnyRow) -> Stored:
    """Return the document that a row of `DOCUMENTS` holds."""
    given = None if row.given is None else claims_from_json(row.given)
    return Stored(SourceDocument(row.file, row.sha256, row.data, row.layer), row.format, given)


def to_episode(row: AnyRow) -> Episode:
    """Return the episode that a row of its table holds."""
    return Episode(
        row.id,
        row.title,
        row.podcast,
        _date(row.date),
        row.url,
        tuple(json.loads(row.participants)),
    )


def put_entries(
    connection: sa.Connection,
    entries: Sequence[Entry],
    numbers: Sequence[int],
    document_ids: Mapping[str, int],
) -> None:
    """Put entries in, each under its row number.

    Args:
        connection: in whose transaction, and whose own library.
        entries: what is put in.
        numbers: their rows'.
        document_ids: by file name.
    """
    library = own_of(connection)
    rows = [
        (number, library, *_values(found, document_ids[found.source.file]))
        for number, found in zip(numbers, entries, strict=True)
    ]
    _PUT.execute(connection, rows)


def _values(found: Entry, document_id: int) -> tuple[object, ...]:
    return (
        found.id,
        found.episode.id,
        document_id,
        found.position,
        found.kind.value,
        found.truth.value,
        found.text,
        found.title_length,
        found.attribution.status.value,
        _json(found.attribution.candidates),
        found.said_at,
        found.edition,
        found.url,
        _json(found.source.spans),
        _json([(source.file, source.spans) for source in found.also_in]),
        _json(
            {
                "sources": [_EVIDENCE(one) for one in found.evidence],
                "confirmed": [(*part.span, part.file) for part in found.confirmed],
                "passage": found.passage,
            }
        ),
    )


def episode_row(found: Episode, conflicts: tuple[str, ...]) -> dict[str, object]:
    """Return the columns of an episode."""
    return {
        "id": found.id,
        "title": found.title,
        "podcast": found.podcast,
        "date": found.date.isoformat() if found.date else None,
        "url": found.url,
        "participants": _json(found.participants),
        "conflicts": _json(conflicts),
    }


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _spans(found: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in found)


def _date(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def new_rows(connection: sa.Connection, number: int) -> Sequence[int]:
    """Return so many new row numbers of `entry`, in order; they are of no library."""
    if connection.dialect.name == "postgresql":
        return connection.scalars(_NEXT, {"number": number}).all()
    last = connection.exec_driver_sql("SELECT coalesce(max(row), 0) FROM entry").scalar_one()
    return range(last + 1, last + 1 + number)

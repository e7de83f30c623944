"""Documents in, however many: the wiring of reading, the processes beside it, and the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import sqlalchemy as sa

from bot.index.catalogue import SqlCatalogue
from bot.index.rehearsal import rehearsal
from bot.index.walls import alone, own_of
from bot.index.words import with_words
from bot.ingest import bulk, sources
from bot.ingest.side_by_side import mapped
from bot.model import DocumentReport
from bot.ports import Catalogue


def take_in(
    catalogue: Catalogue, paths: Iterable[str], found: Callable[[int], None]
) -> Iterator[DocumentReport]:
    """Take in every document at `paths`; yield one report each, refused ones included.

    Args:
        catalogue: where they go.
        paths: files, folders, archives.
        found: is told how many documents there are, before the first report.
    """
    places = sources.places(paths)
    found(sources.count(places))
    yield from bulk.ingest(catalogue, sources.contents(places), mapped, with_words)


def rehearse(
    engine: sa.Engine, paths: Iterable[str], found: Callable[[int], None]
) -> Iterator[DocumentReport]:
    """Yield the reports that taking `paths` in would give; the library is not touched.

    On SQLite it happens on a copy, so that no writer waits; elsewhere in a transaction that is
    rolled back.
    """
    if engine.dialect.name == "sqlite":
        with rehearsal(engine) as copy:
            yield from take_in(SqlCatalogue(copy), paths, found)
        return
    own = alone(engine, own_of(engine))
    with own.connect() as connection, connection.begin() as transaction:
        yield from take_in(SqlCatalogue(engine, within=connection), paths, found)
        transaction.rollback()

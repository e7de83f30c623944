"""What a curator works with: feeds, and whatever else changes the library but a document.

The second half of the wiring: each part is made when it is first asked for.
"""

# ruff: noqa: PLC0415  what a command does not need is not imported by it

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot import phrasing
from bot.errors import DocumentError
from bot.evidence import evidence_json
from bot.model import DocumentReport, Entry, Forgetting, Match
from bot.ports import Catalogue, Clock, Fetcher, Index

if TYPE_CHECKING:
    from bot.editing import Editor
    from bot.feeds import Keeper
    from bot.forgetting import Forgetter
    from bot.ingest.opening import Opened
    from bot.uploads import Uploads


class Workbench:
    """The parts that a curator's commands call; see each."""

    def __init__(
        self,
        engine: sa.Engine,
        catalogue: Catalogue,
        index: Index,
        clock: Clock,
        *,
        fetcher: Fetcher | None = None,
    ) -> None:
        """Take the parts; `fetcher` goes out to the web unless another is given."""
        self._engine = engine
        self._catalogue = catalogue
        self._index = index
        self._clock = clock
        self._given_fetcher = fetcher

    @functools.cached_property
    def feeds(self) -> Keeper:
        """Feeds, and documents from addresses."""
        from bot.feeds import Keeper
        from bot.index.feeds import SqlFeeds

        return Keeper(SqlFeeds(self._engine), self._catalogue, self._fetcher, self._clock)

    @functools.cached_property
    def forgetting(self) -> Forgetter:
        """What is taken out for good."""
        from bot.forgetting import Forgetter

        return Forgetter(self._catalogue, self._clock)

    @functools.cached_property
    def editing(self) -> Editor:
        """What a curator corrects."""
        from bot.editing import Editor

        return Editor(self._catalogue, self._index, self._clock)

    @functools.cached_property
    def uploads(self) -> Uploads:
        """Transcripts that are handed over in a chat."""
        from bot.index.proposals import SqlProposals
        from bot.uploads import Uploads

        return Uploads(self._catalogue, SqlProposals(self._engine), self._clock)

    def export(self) -> Iterator[str]:
        """Yield the whole library, a line of JSON each."""
        from bot.exchange import export_lines

        def shown(entry: Entry) -> dict[str, object]:
            return {**phrasing.match_json(Match(entry, 0.0)), **evidence_json(entry)}

        yield from export_lines(self._catalogue, shown)

    def take_over(self, path: str) -> Iterator[DocumentReport]:
        """Put in what podquote or another bot exported to a file; twice adds nothing."""
        from bot.exchange import import_lines, is_export
        from bot.ingest.opening import open_all
        from bot.ingest.pipeline import ingest_all
        from bot.ingest.sources import contents, places

        for name, data in contents(places([path])):
            if not isinstance(data, bytes):
                yield DocumentReport(name, error=str(data))
            elif is_export(data):
                yield from import_lines(self._catalogue, name, data)
            else:
                yield from ingest_all(self._catalogue, _opened(name, data, open_all))

    def to_forget(self, what: str, kind: str | None = None) -> Callable[..., Forgetting]:
        """Return what forgets the episode or the person that `what` names.

        Args:
            what: an episode's id or title, or a person's name.
            kind: "episode" or "person", where `what` may be either.

        Raises:
            NoSuchThing, Ambiguous: it names neither, or more than one thing.
        """
        from bot.errors import Ambiguous, NoSuchThing
        from bot.filters import one_episode

        forget, episodes = self.forgetting, self._index.episodes()
        by_id = next((one for one in episodes if one.id == what), None)
        person = functools.partial(forget.person, what)
        if kind == "person":
            return person
        try:
            episode = by_id or one_episode(what, episodes)
        except (NoSuchThing, Ambiguous):
            if kind == "episode":
                raise
            person(only_ask=True)  # raises where there is nobody of that name
            return person
        if kind is None and by_id is None and forget.knows(what):
            raise Ambiguous("episodes and people", 2)
        return functools.partial(forget.episode, episode)

    def copies(self) -> list[str]:
        """Return the names of older copies of the database that lie beside it."""
        database = self._engine.url.database
        if self._engine.dialect.name != "sqlite" or not database or database == ":memory:":
            return []
        file = Path(database)
        return sorted(one.name for one in file.parent.glob(f"{file.name}.before-upgrade-from-*"))

    def preview(self, url: str) -> Sequence[DocumentReport]:
        """Say what ingesting the document or feed at an address would do; nothing is kept.

        What a feed links to is not fetched.
        """
        from bot.feeds.following import MOST
        from bot.feeds.naming import document_name
        from bot.index.writer import SqlWriter
        from bot.ingest.opening import open_all
        from bot.ingest.pipeline import take_in_all

        try:
            fetched = self._fetcher.fetch(url, MOST)
            opened = open_all(document_name(url), fetched.data) if fetched else []
        except DocumentError as error:
            return [DocumentReport(url, error=str(error))]
        with self._engine.connect() as connection, connection.begin() as transaction:
            reports = take_in_all(SqlWriter(connection), opened)
            transaction.rollback()
        return reports

    @functools.cached_property
    def _fetcher(self) -> Fetcher:
        if self._given_fetcher is not None:
            return self._given_fetcher
        from bot.fetching import HttpFetcher

        return HttpFetcher(self._clock)


def _opened(
    name: str, data: bytes, open_all: Callable[[str, bytes], list[Opened | DocumentError]]
) -> list[Opened | DocumentError]:
    try:
        return open_all(name, data)
    except DocumentError as error:
        return [error]

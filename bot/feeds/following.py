"""Gets what the items of a feed link to: one transcript each, and the chapters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from bot.errors import DocumentError, NotFetched
from bot.feeds.naming import document_name, host_of
from bot.ingest.opening import open_document
from bot.ingest.pipeline import ingest_one, renew
from bot.model import Claims, DocumentReport, Link
from bot.ports import Catalogue, Feeds, Fetched, Fetcher, Remembered

MOST: Final = 20_000_000
"""How many bytes a linked document may have."""


class Follower:
    """Follows the links of one feed's items; a host that does not answer is asked once."""

    def __init__(self, catalogue: Catalogue, fetcher: Fetcher, memory: Feeds) -> None:
        """Take where documents go, what fetches them, and what was fetched before."""
        self._catalogue = catalogue
        self._fetcher = fetcher
        self._memory = memory
        self._silent: dict[str, str] = {}  # hosts, and why

    def follow(self, item: DocumentReport, *, again: bool) -> Iterator[DocumentReport]:
        """Take in what an item links to; yield a report for each address that was asked.

        Args:
            item: the report on the item.
            again: whether what is here already is asked for anew.
        """
        for kind in ("transcript", "chapters"):
            links = [link for link in item.links if link.kind == kind]
            yield from self._first_of(links, item.claims or Claims(), again=again)

    def _first_of(
        self, links: Sequence[Link], given: Claims, *, again: bool
    ) -> Iterator[DocumentReport]:
        """Take in the first of several renditions of one thing that can be had."""
        here = next((one for one in links if self._memory.remembered(one.url)), None)
        if here is not None:
            yield from self._renewed(here, given)
            if not again:
                return
        for link in links if here is None else [here]:
            report = self._take(link.url, given)
            if report is not None:
                yield report
            if report is None or report.error is None:
                return

    def _renewed(self, link: Link, given: Claims) -> Iterator[DocumentReport]:
        """Let what is here already have what its feed says of it by now."""
        known = self._memory.remembered(link.url)
        report = known and renew(self._catalogue, known.file, given)
        if report:
            yield report

    def _take(self, url: str, given: Claims) -> DocumentReport | None:
        """Take in what stands at `url`; None: it is still what is here."""
        known = self._memory.remembered(url)
        try:
            fetched = self._fetched(url, known)
            if fetched is None:
                return None
            name = document_name(url)
            opened = open_document(name, fetched.data, given)
        except DocumentError as error:
            return DocumentReport(url, error=str(error))
        report = ingest_one(self._catalogue, name, opened)
        if report.error is None:
            self._memory.remember(url, Remembered(name, fetched.validators))
        return report

    def _fetched(self, url: str, known: Remembered | None) -> Fetched | None:
        if not urlsplit(url).scheme:
            raise NotFetched(url, "it is no whole address")
        host = host_of(url)
        if host in self._silent:
            raise NotFetched(url, self._silent[host])
        try:
            return self._fetcher.fetch(url, MOST, known.validators if known else None)
        except NotFetched as error:
            if error.by_host:
                self._silent[host] = error.problem
            raise

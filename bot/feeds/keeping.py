"""The feeds that are kept: added, listed, removed, and looked at when they are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

import structlog

from bot.errors import DocumentError, FeedError, NoSuchThing, NotFetched, PodquoteError
from bot.feeds.following import MOST, Follower
from bot.feeds.naming import document_name, feed_id
from bot.feeds.pacing import next_due
from bot.ingest.feed import NAME as FEED
from bot.ingest.feed_xml import MOST_BYTES
from bot.ingest.opening import Opened, open_all
from bot.ingest.pipeline import ingest_all
from bot.model import DocumentReport, Feed, Refreshed
from bot.ports import Catalogue, Clock, Feeds, Fetched, Fetcher, Remembered

LEASE: Final = dt.timedelta(seconds=40)
"""How long one process has a due feed for itself, from when it last had done with a document.

Longer than a document may take to come in (`bot.fetching`); with the time to the next look a feed
whose process was killed waits for less than a minute.
"""

FORGOTTEN: Final = "forgotten"
"""In a report's place of a format: it stays out."""

_log = structlog.get_logger(__name__)


class Keeper:
    """Feeds, and documents from addresses."""

    def __init__(self, feeds: Feeds, catalogue: Catalogue, fetcher: Fetcher, clock: Clock) -> None:
        """Take the parts: what is kept, where documents go, what fetches them, the time."""
        self._feeds = feeds
        self._catalogue = catalogue
        self._fetcher = fetcher
        self._clock = clock

    def feeds(self) -> Sequence[Feed]:
        """Return all feeds, by title and address."""
        return self._feeds.feeds()

    def add(self, url: str) -> Refreshed:
        """Keep the feed at an address, and read it now; the same one twice is one feed.

        Raises:
            NotFetched: nothing stands there; it is not kept.
            FeedError: what stands there is no feed; it is not kept.
            DocumentError: it is one that cannot be read; it is not kept.
        """
        kept = next((one for one in self._feeds.feeds() if one.url == url), None)
        if kept is not None:
            return self._refresh(kept, again=True)
        fetched = self._fetcher.fetch(url, MOST_BYTES)
        if fetched is None:
            raise NotFetched(url, "it answers 304 to a first question")
        opened = open_all(document_name(url), fetched.data)
        if not any(isinstance(one, Opened) and one.format.name == FEED for one in opened):
            raise FeedError(f"{url} is no podcast feed; podquote ingest takes a single document.")
        new = self._feeds.add(Feed(feed_id(url), url, self._clock.now()))
        return self._done(new, self._taken_in(url, fetched, opened, again=True))

    def remove(self, id: str) -> Feed:
        """Look at a feed no longer; its episodes stay.

        Raises:
            NoSuchThing: there is no feed of that id or address.
        """
        found = next((one for one in self._feeds.feeds() if id in (one.id, one.url)), None)
        removed = None if found is None else self._feeds.remove(found.id)
        if removed is None:
            raise NoSuchThing("feed")
        return removed

    def refresh(self, id: str | None = None) -> Iterator[Refreshed]:
        """Look at one feed, or at all, now, and at everything they link to.

        Raises:
            NoSuchThing: there is no feed of that id or address.
        """
        found = [one for one in self._feeds.feeds() if id is None or id in (one.id, one.url)]
        if id is not None and not found:
            raise NoSuchThing("feed")
        return (self._refresh(one, again=True) for one in found)

    def tick(self) -> None:
        """Look at every feed that is due, and at what is new in it; any number of times."""
        while (due := self._claimed()) is not None:
            done = self._refresh(due, again=False)
            failed = sum(report.error is not None for report in done.reports)
            _log.info(
                "feed_refreshed",
                feed=due.id,
                documents=len(done.reports),
                refused=failed,
                failures=done.feed.failures,
            )

    def ingest(self, url: str) -> Iterator[DocumentReport]:
        """Take in what stands at an address: a document, or a feed and all that it links to."""
        try:
            known = self._feeds.remembered(url)
            fetched = self._fetcher.fetch(url, MOST, known.validators if known else None)
            if fetched is None:
                return
            opened = open_all(document_name(url), fetched.data)
        except DocumentError as error:
            yield DocumentReport(url, error=str(error))
            return
        yield from self._taken_in(url, fetched, opened, again=True)

    def follow(self, reports: Iterable[DocumentReport]) -> Iterator[DocumentReport]:
        """Yield `reports`, and behind them those on what a feed among them links to."""
        items = []
        for report in reports:
            yield report
            if report.links:
                items.append(report)
        follower = self._follower()
        for item in items:
            yield from follower.follow(item, again=False)

    def _claimed(self) -> Feed | None:
        now = self._clock.now()
        return self._feeds.claim(now, now + LEASE)

    def _refresh(self, feed: Feed, *, again: bool) -> Refreshed:
        """Look at a feed; whatever goes wrong with it is its own."""
        try:
            known = self._feeds.remembered(feed.url)
            fetched = self._fetcher.fetch(feed.url, MOST_BYTES, known.validators if known else None)
            if fetched is None:
                return self._done(feed, ())
            opened = open_all(document_name(feed.url), fetched.data)
            reports = self._taken_in(feed.url, fetched, opened, again=again)
            return self._done(feed, self._held(feed, reports))
        except PodquoteError as error:
            return self._failed(feed, str(error))
        except Exception as error:  # noqa: BLE001  one feed's failure is never another's
            _log.exception("feed_failed", feed=feed.id)
            return self._failed(feed, f"{type(error).__name__}; the log says more.")

    def _held(self, feed: Feed, reports: Iterable[DocumentReport]) -> Iterator[DocumentReport]:
        """Yield `reports`, and keep the feed ours meanwhile."""
        for report in reports:
            self._feeds.put_off(feed.id, self._clock.now() + LEASE)
            yield report

    def _taken_in(
        self, url: str, fetched: Fetched, opened: Sequence[Opened | DocumentError], *, again: bool
    ) -> Iterator[DocumentReport]:
        """Take in what an address gave, follow what that links to, and remember it if all went."""
        self._feeds.remember(url, None)
        complete, items = True, []
        for report in map(_left_out, ingest_all(self._catalogue, opened)):
            complete = complete and report.error is None
            items.append(report)
            yield report
        follower = self._follower()
        for item in (_based(one, fetched.url) for one in items):
            # By the clock, only what is new is looked at again: a show has hundreds of items.
            reports = follower.follow(item, again=again or bool(item.changes))
            for report in map(_left_out, reports):
                complete = complete and report.error is None
                yield report
        if complete:
            self._feeds.remember(url, Remembered(document_name(url), fetched.validators))

    def _follower(self) -> Follower:
        return Follower(self._catalogue, self._fetcher, self._feeds)

    def _done(self, feed: Feed, reports: Iterable[DocumentReport]) -> Refreshed:
        listed, now = tuple(reports), self._clock.now()
        items = [one for one in listed if one.format == FEED]
        refused = [one.error for one in listed if one.error]
        podcast = next((one.claims.podcast for one in items if one.claims), None)
        done = replace(
            feed,
            title=podcast or feed.title,
            checked_at=now,
            due_at=next_due(now, 0),
            failures=0,
            problem=_among(refused) if listed else feed.problem,
            episodes=len(items) or feed.episodes,
        )
        self._feeds.put(done)
        return Refreshed(done, listed)

    def _failed(self, feed: Feed, problem: str) -> Refreshed:
        now, failures = self._clock.now(), feed.failures + 1
        due = next_due(now, failures)
        failed = replace(feed, checked_at=now, due_at=due, failures=failures, problem=problem)
        self._feeds.put(failed)
        return Refreshed(failed, (DocumentReport(feed.url, error=problem),))


def _based(report: DocumentReport, url: str) -> DocumentReport:
    """Return a report whose links are whole addresses, where the feed at `url` has parts."""
    links = tuple(replace(link, url=urljoin(url, link.url)) for link in report.links)
    return replace(report, links=links)


def _left_out(report: DocumentReport) -> DocumentReport:
    """Return a report on what was forgotten and stays out as one that nothing is wrong with."""
    if not report.kept_out or report.error is None:
        return report
    return replace(report, error=None, format=FORGOTTEN, notes=(report.error,))


def _among(refused: Sequence[str | None]) -> str | None:
    if not refused:
        return None
    more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
    return f"{refused[0]}{more}"

"""Feeds that are kept: read, followed, looked at again, and each by itself."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from bot.bootstrap import Podquote
from bot.errors import FeedError, NoSuchThing, NotFetched
from bot.feeds.keeping import LEASE
from bot.feeds.pacing import EVERY, FIRST_WAIT
from bot.fetching.http import PATIENCE
from bot.index.feeds import SqlFeeds
from bot.index.opening import open_library
from bot.model import Feed, Kind, Overview, Question
from bot.ports import Feeds, Fetched, Fetcher, Validators
from bot.resources import folder
from bot.workbench import Workbench
from tests.fakes.clock import FakeClock
from tests.fakes.fetcher import FakeFetcher
from tests.platforms.feed_host import HOST, TRANSCRIPT, FeedHost, feed, fetcher_to
from tests.platforms.web_peer import WebPeer

URL = f"http://{HOST}/feed.xml"


def files_of(core: Podquote) -> list[str]:
    return [stored.document.file for stored in core.catalogue.documents()]


def test_a_feed_is_read_with_all_that_it_links_to(reader: Podquote) -> None:
    done = reader.bench.feeds.add(URL)

    assert [None] * 6 == [report.error for report in done.reports]
    assert ("Tide Tables", 2, None) == (done.feed.title, done.feed.episodes, done.feed.problem)
    assert [
        "tides.example/One.json",
        "tides.example/One.vtt",
        "tides.example/Two.json",
        "tides.example/Two.vtt",
        "tides.example/feed.xml#tide-One",
        "tides.example/feed.xml#tide-Two",
    ] == files_of(reader)
    assert Overview(podcasts=1, episodes=2, documents=6, entries=10) == reader.office.overview()
    assert all(result.problem is None for result in reader.office.verify())


def test_a_transcript_is_of_the_episode_that_links_to_it_and_its_times_of_the_audio(
    reader: Podquote,
) -> None:
    reader.bench.feeds.add(URL)

    (match, *_) = reader.ask(Question("a promise that the sea makes to a town harbour")).matches
    entry = match.entry

    assert "A harbour is a promise that the sea makes to a town." == entry.text
    assert ("One harbour after another", "Tide Tables") == (
        entry.episode.title,
        entry.episode.podcast,
    )
    assert "2026-03-09" == str(entry.episode.date)
    assert ("Ada Brook", "audio", 1.0) == (
        entry.attribution.speaker,
        entry.edition,
        entry.said_at,
    )
    assert f"https://{HOST}/One.mp3#t=1" == entry.url


def test_a_second_look_asks_and_changes_nothing(reader: Podquote, peer: WebPeer) -> None:
    reader.bench.feeds.add(URL)
    before = peer.paths

    (done,) = reader.bench.feeds.refresh()

    assert () == done.reports
    assert ["/feed.xml"] == peer.paths[len(before) :]


def test_without_validators_a_second_look_changes_nothing_either(
    reader: Podquote, host: FeedHost
) -> None:
    host.etags = False
    reader.bench.feeds.add(URL)
    before = reader.office.overview()

    (done,) = reader.bench.feeds.refresh()

    assert [{}] * 6 == [report.added for report in done.reports]
    assert before == reader.office.overview()


def test_a_new_episode_is_the_only_one_that_is_followed_by_the_clock(
    reader: Podquote, host: FeedHost, peer: WebPeer, clock: FakeClock
) -> None:
    reader.bench.feeds.add(URL)
    before = len(peer.paths)
    host.pages["/feed.xml"] = feed("Three", "One", "Two")
    host.pages["/Three.vtt"] = TRANSCRIPT.replace("harbour", "ferry").encode()

    clock.advance(EVERY.total_seconds() - 1)
    reader.bench.feeds.tick()
    assert before == len(peer.paths)
    clock.advance(1)
    reader.bench.feeds.tick()

    assert {"/feed.xml", "/Three.vtt", "/Three.json"} <= set(peer.paths[before:])
    assert "tides.example/Three.vtt" in files_of(reader)
    (found,) = reader.bench.feeds.feeds()
    assert found.problem is not None
    assert "Three.json" in found.problem
    assert 0 == found.failures


class Slow:
    """A fetcher that takes its time, and looks each time whether somebody else may have the feed.

    Attributes:
        taken: the feeds that could be claimed meanwhile.
        dies_at: the number of the fetch that the process is killed in.
    """

    def __init__(self, fetcher: Fetcher, feeds: Feeds, clock: FakeClock) -> None:
        self.taken: list[Feed] = []
        self.dies_at = 0
        self._fetcher, self._feeds, self._clock = fetcher, feeds, clock
        self._fetched = 0

    def fetch(self, url: str, most: int, known: Validators | None = None) -> Fetched | None:
        self._fetched += 1
        if self._fetched == self.dies_at:
            raise KeyboardInterrupt
        self._clock.advance(PATIENCE)
        now = self._clock.now()
        if (other := self._feeds.claim(now, now + LEASE)) is not None:
            self.taken.append(other)
        return self._fetcher.fetch(url, most, known)


@pytest.mark.parametrize("dies_at", [0, 3])
def test_a_feed_is_one_process_s_for_as_long_as_it_is_at_it_and_no_longer(
    reader: Podquote, host: FeedHost, peer: WebPeer, clock: FakeClock, dies_at: int
) -> None:
    reader.bench.feeds.add(URL)
    host.pages["/feed.xml"] = feed("Three", "Four", "One", "Two")
    for new in ("Three", "Four"):
        host.pages[f"/{new}.vtt"] = TRANSCRIPT.replace("harbour", new).encode()
    engine, _ = open_library(reader.settings.database_url, folder("migrations"))
    slow = Slow(fetcher_to(peer), SqlFeeds(engine), clock)
    slow.dies_at = dies_at
    clock.advance(EVERY.total_seconds())

    with pytest.raises(KeyboardInterrupt) if dies_at else nullcontext():
        Podquote(reader.settings, engine, clock, fetcher=slow).bench.feeds.tick()
    held = list(slow.taken)
    clock.advance(LEASE.total_seconds())
    left = SqlFeeds(engine).claim(clock.now(), clock.now())
    engine.dispose()

    assert [] == held
    assert (left is not None) == bool(dies_at)


def test_what_could_not_be_had_is_asked_for_again_though_the_feed_has_not_changed(
    reader: Podquote, host: FeedHost, clock: FakeClock
) -> None:
    host.down.add("/One.vtt")
    assert reader.bench.feeds.add(URL).feed.problem is not None
    host.down.clear()

    clock.advance(EVERY.total_seconds())
    reader.bench.feeds.tick()

    assert "tides.example/One.vtt" in files_of(reader)
    assert [None] == [one.problem for one in reader.bench.feeds.feeds()]


def test_what_is_here_stays_when_its_address_fails(
    reader: Podquote, host: FeedHost, clock: FakeClock
) -> None:
    reader.bench.feeds.add(URL)
    before = files_of(reader)
    host.pages = {"/feed.xml": b"<rss><channel><title>broken"}

    clock.advance(EVERY.total_seconds())
    reader.bench.feeds.tick()

    assert before == files_of(reader)
    (found,) = reader.bench.feeds.feeds()
    assert 1 == found.failures
    assert FIRST_WAIT == found.due_at - clock.now()


def test_one_feeds_failure_is_never_anothers(
    reader: Podquote, host: FeedHost, clock: FakeClock
) -> None:
    host.pages["/other.xml"] = feed("Ten", show="Other Tables")
    for url in (f"http://{HOST}/other.xml", URL):
        reader.bench.feeds.add(url)
    host.pages["/other.xml"] = b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>'
    host.pages["/feed.xml"] = feed("One", "Two", notes="Something new is said of it.")

    clock.advance(EVERY.total_seconds())
    reader.bench.feeds.tick()

    other, this = reader.bench.feeds.feeds()
    assert (1, 0) == (other.failures, this.failures)
    assert reader.ask(Question("something new is said")).matches


def test_a_changed_transcript_is_read_anew_when_a_person_asks(
    reader: Podquote, host: FeedHost
) -> None:
    reader.bench.feeds.add(URL)
    host.etags = False
    host.pages["/One.vtt"] = TRANSCRIPT.replace("a town", "a small town").encode()

    list(reader.bench.feeds.refresh())

    assert reader.ask(Question('"makes to a small town"')).matches


def test_a_host_that_does_not_answer_is_asked_once(empty_core: Podquote) -> None:
    web = FakeFetcher({"http://feeds.example/feed.xml": feed("One", "Two")})
    web.silent.add(HOST)
    bench = Workbench(
        empty_core._engine, empty_core.catalogue, empty_core._index, empty_core.clock, fetcher=web
    )

    reports = list(bench.feeds.ingest("http://feeds.example/feed.xml"))

    assert [None, None, f"http://{HOST}/One.json: it cannot be fetched: no answer came."] == [
        report.error for report in reports if "vtt" not in report.file
    ][:3]
    assert 1 == sum(HOST in url for url in web.asked)


def test_what_is_no_feed_is_not_kept(reader: Podquote) -> None:
    with pytest.raises(FeedError):
        reader.bench.feeds.add(f"http://{HOST}/One.vtt")
    with pytest.raises(NotFetched):
        reader.bench.feeds.add(f"http://{HOST}/nothing.xml")

    assert [] == list(reader.bench.feeds.feeds())


def test_a_feed_that_is_removed_leaves_its_episodes(reader: Podquote, clock: FakeClock) -> None:
    added = reader.bench.feeds.add(URL).feed

    assert added.id == reader.bench.feeds.remove(URL).id
    clock.advance(10**6)
    reader.bench.feeds.tick()

    assert 6 == reader.office.overview().documents
    with pytest.raises(NoSuchThing):
        reader.bench.feeds.remove(added.id)


def test_the_same_feed_twice_is_one(reader: Podquote) -> None:
    assert reader.bench.feeds.add(URL).feed.id == reader.bench.feeds.add(URL).feed.id
    assert 1 == len(reader.bench.feeds.feeds())


def test_one_document_from_an_address_goes_in_by_itself(reader: Podquote) -> None:
    (report,) = reader.bench.feeds.ingest(f"http://{HOST}/One.vtt")

    assert report.error is None
    assert {Kind.SEGMENT: 2} == report.added


def test_a_dry_run_on_an_address_keeps_nothing(reader: Podquote) -> None:
    first, _ = reader.bench.preview(URL)

    assert {"takeaway": 1} == first.added
    assert Overview(0, 0, 0, 0) == reader.office.overview()

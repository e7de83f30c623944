"""A podcast's host on loopback, and a core of this test that fetches from it alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from bot.index.opening import open_library
from bot.resources import folder
from tests.fakes.clock import FakeClock
from tests.fakes.libraries import new_file
from tests.fakes.settings import settings_for
from tests.platforms.feed_host import FeedHost, fetcher_to
from tests.platforms.web_peer import WebPeer, serving


@pytest.fixture
def host() -> FeedHost:
    return FeedHost()


@pytest.fixture
def peer(host: FeedHost) -> Iterator[WebPeer]:
    with serving(host.answer) as found:
        yield found


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def reader(peer: WebPeer, clock: FakeClock, tmp_path: Path) -> Iterator[Podquote]:
    """An empty core whose web is the host."""
    settings = settings_for(new_file(tmp_path / "podquote.db"), PODQUOTE_DEMO="off")
    engine, _ = open_library(settings.database_url, folder("migrations"))
    built = Podquote(settings, engine, clock, fetcher=fetcher_to(peer))
    yield built
    built.close()

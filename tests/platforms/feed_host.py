"""A podcast's host on loopback: a feed and what it links to, as a test changes them."""

from __future__ import annotations

from collections.abc import Iterable

import httpcore

from bot.clock import SystemClock
from bot.fetching import HttpFetcher
from tests.platforms.web_peer import WebPeer, response

PUBLIC = "93.184.215.14"
HOST = "tides.example"

TRANSCRIPT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ada Brook>A harbour is a promise that the sea makes to a town.

00:00:05.000 --> 00:00:09.000
<v Bo Lind>Then every storm is that promise being broken, if you ask me.
"""
CHAPTERS = """{"version": "1.2.0", "chapters": [
  {"startTime": 0, "title": "What a harbour is"}, {"startTime": 5, "title": "What a storm is"}]}
"""


class FeedHost:
    """What the host has; its `answer` serves it.

    Attributes:
        pages: by path.
        etags: whether it tells what has changed.
        down: paths that answer 503.
    """

    def __init__(self) -> None:
        self.pages = {
            "/feed.xml": feed("One", "Two"),
            "/One.vtt": TRANSCRIPT.encode(),
            "/One.json": CHAPTERS.encode(),
            "/Two.vtt": TRANSCRIPT.replace("harbour", "lighthouse").encode(),
            "/Two.json": CHAPTERS.replace("harbour", "lighthouse").encode(),
        }
        self.etags = True
        self.down: set[str] = set()

    def answer(self, path: str, headers: dict[str, str]) -> Iterable[bytes]:
        if path in self.down:
            return response(status=503)
        if path not in self.pages:
            return response(status=404)
        tag = f'"{hash(self.pages[path])}"'
        if self.etags and headers.get("if-none-match") == tag:
            return response(status=304)
        return response(self.pages[path], headers=[("ETag", tag)] if self.etags else ())


def feed(*titles: str, show: str = "Tide Tables", notes: str = "Ada and Bo talk.") -> bytes:
    """Return a feed with an item for each title; the later ones were published earlier."""
    items = "".join(
        f"""<item><title>{title} harbour after another</title><guid>tide-{title}</guid>
        <pubDate>Tue, 0{day} Mar 2026 10:00:00 +0000</pubDate>
        <link>https://{HOST}/{title}</link><description>{notes}</description>
        <enclosure url="https://{HOST}/{title}.mp3" type="audio/mpeg"/>
        <podcast:person>Ada Brook</podcast:person><podcast:person>Bo Lind</podcast:person>
        <podcast:transcript url="{title}.vtt" type="text/vtt"/>
        <podcast:chapters url="http://{HOST}/{title}.json" type="application/json+chapters"/>
        </item>"""
        for day, title in zip(range(9, 0, -1), titles, strict=False)
    )
    return f"""<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
        <title>{show}</title><language>en</language>{items}</channel></rss>""".encode()


class _Dial(httpcore.NetworkBackend):
    def __init__(self, port: int) -> None:
        self._port = port

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self._port, timeout)


def fetcher_to(peer: WebPeer) -> HttpFetcher:
    """Return a fetcher for which every host is public, and is the peer."""
    return HttpFetcher(SystemClock(), resolve=lambda *_: [PUBLIC], dial=_Dial(peer.port))

"""Fetching against servers on loopback: bounded in size and time, and from public addresses only.

A public address that a test names (93.184.215.14) is dialled at a server on loopback, and nowhere.
"""

from __future__ import annotations

import gzip
import itertools
import threading
import tracemalloc
import zlib
from collections.abc import Iterable, Iterator

import httpcore
import pytest

from bot.clock import SystemClock
from bot.errors import NotFetched
from bot.fetching import HttpFetcher
from bot.ports import Validators
from tests.platforms.web_peer import Answer, WebPeer, response, serving

PUBLIC = "93.184.215.14"
MB = 1_000_000


class Dial(httpcore.NetworkBackend):
    """Connects to the server on loopback whatever the address, and remembers which it was."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.dialled: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.dialled.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)


def fetcher_to(peer: WebPeer, *, patience: float = 10.0) -> HttpFetcher:
    """Return a fetcher for which every host is a public one, and is the peer."""
    return HttpFetcher(
        SystemClock(), resolve=lambda *_: [PUBLIC], dial=Dial(peer.port), patience=patience
    )


def refusal(peer: WebPeer, url: str = "http://feeds.example/", **how: float) -> str:
    """Return why `url` cannot be fetched."""
    with pytest.raises(NotFetched) as caught:
        fetcher_to(peer, **how).fetch(url, MB)
    return caught.value.problem


def test_a_document_comes_with_its_type_and_validators() -> None:
    headers = [("Content-Type", "text/vtt"), ("ETag", '"a1"'), ("Last-Modified", "Mon")]
    with serving(lambda *_: response(b"WEBVTT\n", headers=headers)) as peer:
        found = fetcher_to(peer).fetch("http://feeds.example/a b/ü.vtt?x=1&y=ä", MB)

    assert found is not None
    assert (b"WEBVTT\n", "text/vtt") == (found.data, found.content_type)
    assert Validators('"a1"', "Mon") == found.validators
    ((path, asked),) = peer.requests
    assert "/a%20b/%C3%BC.vtt?x=1&y=%C3%A4" == path
    assert "feeds.example" == asked["host"]
    assert asked["user-agent"].startswith("podquote/")


def test_what_has_not_changed_is_not_sent_again() -> None:
    def answer(_path: str, asked: dict[str, str]) -> list[bytes]:
        known = (asked.get("if-none-match"), asked.get("if-modified-since"))
        return response(status=304 if known == ('"a1"', "Mon") else 200)

    with serving(answer) as peer:
        assert (
            fetcher_to(peer).fetch("http://feeds.example/", MB, Validators('"a1"', "Mon")) is None
        )


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://0x7f000001:{port}/",
        "http://2130706433:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
    ],
)
def test_no_spelling_of_loopback_is_ever_connected_to(url: str) -> None:
    with serving(lambda *_: response(b"secret")) as peer:
        # The port alone is let through here, so that it is the address that is refused.
        fetcher = HttpFetcher(SystemClock(), allowed=[("192.0.2.1", peer.port)])
        with pytest.raises(NotFetched, match="not a public one"):
            fetcher.fetch(url.format(port=peer.port), MB)

    assert 0 == peer.connections


def test_loopback_in_ipv6_is_never_connected_to() -> None:
    with serving(lambda *_: response(b"secret"), host="::1") as peer:
        fetcher = HttpFetcher(SystemClock(), allowed=[("192.0.2.1", peer.port)])
        with pytest.raises(NotFetched, match="not a public one"):
            fetcher.fetch(f"http://[::1]:{peer.port}/", MB)

    assert 0 == peer.connections


def test_another_port_is_not_asked() -> None:
    with serving(lambda *_: response(b"secret")) as peer:
        with pytest.raises(NotFetched, match="only ports 80 and 443"):
            HttpFetcher(SystemClock()).fetch(f"http://127.0.0.1:{peer.port}/", MB)
        assert "only ports 80 and 443 are asked" == refusal(peer, "http://feeds.example:8080/")

    assert 0 == peer.connections


def test_a_test_may_allow_one_address_and_port() -> None:
    with serving(lambda *_: response(b"mine")) as peer:
        fetcher = HttpFetcher(SystemClock(), allowed=[("127.0.0.1", peer.port)])
        found = fetcher.fetch(f"http://127.0.0.1:{peer.port}/", MB)

    assert found is not None
    assert b"mine" == found.data


def test_a_host_with_one_private_address_among_public_ones_is_not_connected_to() -> None:
    with serving(lambda *_: response(b"secret")) as peer:
        dial = Dial(peer.port)
        fetcher = HttpFetcher(SystemClock(), resolve=lambda *_: [PUBLIC, "10.0.0.1"], dial=dial)
        with pytest.raises(NotFetched, match="not a public one"):
            fetcher.fetch("http://feeds.example/", MB)

    assert (0, []) == (peer.connections, dial.dialled)


def test_a_resolver_that_changes_its_answer_is_asked_once_and_its_first_answer_dialled() -> None:
    answers = itertools.chain([[PUBLIC]], itertools.repeat(["127.0.0.1"]))
    asked: list[str] = []

    def changing(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serving(lambda *_: response(b"public")) as peer:
        dial = Dial(peer.port)
        fetcher = HttpFetcher(SystemClock(), resolve=changing, dial=dial)
        fetcher.fetch("http://feeds.example/", MB)
        assert [PUBLIC] == dial.dialled
        assert ["feeds.example"] == asked
        with pytest.raises(NotFetched, match="not a public one"):
            fetcher.fetch("http://feeds.example/", MB)

    assert 1 == peer.connections


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://metadata.example/",
    ],
)
def test_a_redirect_to_an_address_that_is_not_public_is_not_followed(target: str) -> None:
    def known(host: str, _port: int) -> list[str]:
        return {"feeds.example": [PUBLIC], "metadata.example": ["169.254.169.254"]}.get(
            host, [host]
        )

    with serving(lambda *_: response(status=302, headers=[("Location", target)])) as peer:
        dial = Dial(peer.port)
        with pytest.raises(NotFetched, match="not a public one"):
            HttpFetcher(SystemClock(), resolve=known, dial=dial).fetch("http://feeds.example/", MB)

    assert (1, [PUBLIC]) == (peer.connections, dial.dialled)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://feeds.example/", "gopher://x/"])
def test_a_redirect_to_no_web_address_is_not_followed(target: str) -> None:
    with serving(lambda *_: response(status=302, headers=[("Location", target)])) as peer:
        assert "only https:// and http:// are fetched" == refusal(peer)


def test_three_redirects_are_followed_and_a_fourth_is_not() -> None:
    def counting(path: str, _headers: dict[str, str]) -> list[bytes]:
        left = int(path.removeprefix("/"))
        return (
            response(status=301, headers=[("Location", str(left - 1))]) if left else response(b"!")
        )

    with serving(counting) as peer:
        found = fetcher_to(peer).fetch("http://feeds.example/3", MB)
        assert found is not None
        assert ("http://feeds.example/0", b"!") == (found.url, found.data)
        assert "it leads on more than 3 times" == refusal(peer, "http://feeds.example/4")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only https:// and http:// are fetched"),
        ("http:///nothing", "only https:// and http:// are fetched"),
        ("http://ada:secret@feeds.example/", "a name or password in it"),
        ("http://feeds.example/a\r\nHost: other", "it is no address"),
        ("http://feeds.example:99999/", "it is no address"),
        ("http://" + "a" * 70 + ".example/", "it is no address"),
        ("http://[::1/", "it is no address"),
        ("http://feeds.example/" + "a" * 3000, "it is no address"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(url: str, why: str) -> None:
    with serving(lambda *_: response(b"secret")) as peer:
        assert why in refusal(peer, url)

    assert 0 == peer.connections


def test_an_error_of_the_server_is_named() -> None:
    with serving(lambda *_: response(status=410)) as peer:
        assert "it answers 410" == refusal(peer)


def test_an_answer_without_an_end_is_cut_off_at_its_bound() -> None:
    def endless(*_: object) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x" * 65536

    with serving(endless) as peer:
        assert "it has more than 1 MB" == refusal(peer)
        assert peer.refused.wait(10)


def test_a_packed_bomb_is_cut_off_at_its_bound_and_takes_little_memory() -> None:
    def bomb(*_: object) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        while True:
            yield packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_SYNC_FLUSH)

    with serving(bomb) as peer:
        tracemalloc.start()
        assert "it has more than 1 MB" == refusal(peer)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peer.refused.wait(10)

    assert most < 20 * MB


def test_what_is_packed_is_unpacked() -> None:
    headers = [("Content-Encoding", "gzip")]
    with serving(lambda *_: response(gzip.compress(b"words " * 50000), headers=headers)) as peer:
        found = fetcher_to(peer).fetch("http://feeds.example/", MB)

    assert found is not None
    assert b"words " * 50000 == found.data


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"words", mtime=0)[:-9], "gzip"),
        (gzip.compress(b"words", mtime=0) + b"more", "gzip"),
        (b"no packing at all", "gzip"),
        (b"words", "br"),
    ],
)
def test_what_cannot_be_unpacked_is_named(body: bytes, encoding: str) -> None:
    with serving(lambda *_: response(body, headers=[("Content-Encoding", encoding)])) as peer:
        assert "what it gives cannot be unpacked" == refusal(peer)


def test_headers_without_an_end_are_cut_off() -> None:
    def headers(*_: object) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        for number in range(1_000_000):
            yield b"X-%d: y\r\n" % number

    with serving(headers) as peer:
        assert "no answer came" in refusal(peer)
        assert peer.refused.wait(10)


def drip(head: bytes) -> Answer:
    """Answer with `head`, then with a byte every now and then, for ever."""

    def dripping(*_: object) -> Iterator[bytes]:
        yield head
        never = threading.Event()
        while not never.wait(0.02):
            yield b"x"

    return dripping


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_an_answer_that_drips_is_over_at_the_deadline(head: bytes) -> None:
    with serving(drip(head)) as peer:
        assert "it is not there within 0.2 seconds" == refusal(peer, patience=0.2)


def test_the_deadline_is_for_all_redirects_together() -> None:
    def slow(path: str, _headers: dict[str, str]) -> Iterator[bytes]:
        threading.Event().wait(0.15)
        yield from response(status=302, headers=[("Location", path + "x")])

    with serving(slow) as peer:
        assert "it is not there within 0.2 seconds" == refusal(peer, patience=0.2)


def test_a_server_that_is_not_there_is_named() -> None:
    with serving(lambda *_: response()) as peer:
        pass

    assert "no answer came (ConnectError)" == refusal(peer)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        serving(lambda *_: response(b"proxy")) as proxy,
        serving(lambda *_: response(b"!")) as peer,
    ):
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        fetcher_to(peer).fetch("http://feeds.example/", MB)

    assert (0, 1) == (proxy.connections, peer.connections)

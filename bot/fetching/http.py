"""One document over https or http, within bounds, from a public address.

On `httpcore`, the lower half of httpx: it hands over who connects to what, follows no redirect by
itself, reads no environment for proxies, and takes at most 100 KiB of headers. httpx has no public
way to the address that is connected to, and unpacks without a bound; urllib3 has no deadline for
the whole of an answer; requests reads the environment.
"""

from __future__ import annotations

import importlib.metadata
import socket
import ssl
from collections.abc import Collection, Iterator
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import httpcore

from bot.errors import NotFetched
from bot.fetching.addresses import Resolve, resolve
from bot.fetching.connecting import CheckedBackend, Deadline, NotPublicError
from bot.fetching.unpacking import PackingError, unpacked
from bot.ports import Clock
from bot.ports.fetching import Fetched, Validators

PATIENCE: Final = 30.0
"""Seconds that a document gets to come in, redirects and all."""
REDIRECTS: Final = 3
"""How many are followed."""

_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_UNCHANGED: Final = 304
_FINE: Final = 200
_PORTS: Final = {"https": 443, "http": 80}
_LONGEST: Final = 2000  # of an address
# What OpenSSL found, by its number (x509_vfy.h).
_UNTRUSTED: Final = {
    **dict.fromkeys((18, 19, 20, 21), "nobody known vouches for it"),
    9: "it is not valid yet",
    10: "it has expired",
    62: "it is another host's",
}
_UNRESERVED: Final = "/%:@!$&'()*+,;=~-._?"

Answer = Fetched | str | None
"""A document, the address that it moved to, or None: it has not changed."""


class HttpFetcher:
    """`bot.ports.Fetcher` over the network."""

    def __init__(
        self,
        clock: Clock,
        *,
        resolve: Resolve = resolve,
        allowed: Collection[tuple[str, int]] = (),
        dial: httpcore.NetworkBackend | None = None,
        patience: float = PATIENCE,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        """Take the parts; nothing is opened yet.

        Args:
            clock: the time.
            resolve: from a host to its addresses.
            allowed: (address, port) of servers that may be asked although they are not public, or
                not on port 80 or 443; none but in tests.
            dial: connects to an address; the machine's by default.
            patience: seconds for one document.
            trusted: whose certificates are believed; the public authorities' by default.
        """
        self._clock = clock
        self._resolve = resolve
        self._allowed = frozenset(allowed)
        self._dial = dial or httpcore.SyncBackend()
        self._patience = patience
        self._trusted = trusted

    def fetch(self, url: str, most: int, known: Validators | None = None) -> Fetched | None:
        """Return what stands at `url`, or None where it has not changed; see the port.

        Raises:
            NotFetched: it cannot be had; says why.
        """
        deadline = Deadline(self._clock, self._clock.monotonic() + self._patience)
        here = url
        for _ in range(REDIRECTS + 1):
            try:
                answer = self._ask(self._checked(here), deadline, most, known)
            except NotPublicError:
                raise NotFetched(url, "its host is not a public one", by_host=True) from None
            except PackingError:
                raise NotFetched(url, "what it gives cannot be unpacked") from None
            except (httpcore.TimeoutException, TimeoutError):
                problem = f"it is not there within {self._patience:g} seconds"
                raise NotFetched(url, problem, by_host=True) from None
            except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
                raise NotFetched(url, _named(error), by_host=True) from None
            except _RefusedError as refused:
                raise NotFetched(url, str(refused)) from None
            if not isinstance(answer, str):
                return answer
            here = answer
        raise NotFetched(url, f"it leads on more than {REDIRECTS} times")

    def _checked(self, url: str) -> SplitResult:
        """Return the parts of an address that may be asked at all.

        Raises:
            _RefusedError: it may not.
        """
        if len(url) > _LONGEST or not url.isprintable():
            raise _RefusedError("it is no address")
        try:
            parts = urlsplit(url)
            port, host = parts.port, (parts.hostname or "").encode("idna")
        except (ValueError, UnicodeError):
            raise _RefusedError("it is no address") from None
        if parts.scheme not in _PORTS or not host:
            raise _RefusedError("only https:// and http:// are fetched")
        if parts.username is not None or parts.password is not None:
            raise _RefusedError("an address with a name or password in it is not fetched")
        allowed = {443, 80, *(port for _, port in self._allowed)}
        if port is not None and port not in allowed:
            raise _RefusedError("only ports 80 and 443 are asked")
        return parts

    def _ask(
        self, parts: SplitResult, deadline: Deadline, most: int, known: Validators | None
    ) -> Answer:
        backend = CheckedBackend(deadline, self._resolve, self._allowed, self._dial)
        with (
            httpcore.ConnectionPool(ssl_context=self._trusted, network_backend=backend) as pool,
            pool.stream("GET", _url(parts), headers=_headers(parts, known)) as response,
        ):
            return self._answer(parts.geturl(), response, most)

    def _answer(self, url: str, response: httpcore.Response, most: int) -> Answer:
        given = {name.lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _MOVED and b"location" in given:
            return urljoin(url, given[b"location"])
        if response.status == _UNCHANGED:
            return None
        if response.status != _FINE:
            raise _RefusedError(f"it answers {response.status}")
        encoding = given.get(b"content-encoding", "").strip().lower()
        data = b"".join(_bounded(unpacked(response.iter_stream(), encoding), most))
        return Fetched(
            url,
            data,
            given.get(b"content-type", ""),
            Validators(given.get(b"etag"), given.get(b"last-modified")),
        )


def _named(error: Exception) -> str:
    """Say why nothing came."""
    if isinstance(error, socket.gaierror):
        return "its host is not known here"
    if isinstance(error.__context__, ssl.SSLCertVerificationError):
        why = _UNTRUSTED.get(error.__context__.verify_code, error.__context__.verify_message)
        return f"its certificate is not to be trusted ({why})"
    return f"no answer came ({type(error).__name__})"


class _RefusedError(Exception):
    """Why an address, or what it answers, is refused."""


def _bounded(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise _RefusedError(f"it has more than {most // 1_000_000} MB")
        yield piece


def _url(parts: SplitResult) -> httpcore.URL:
    target = quote(parts.path or "/", safe=_UNRESERVED)
    if parts.query:
        target += "?" + quote(parts.query, safe=_UNRESERVED)
    return httpcore.URL(
        scheme=parts.scheme,
        host=(parts.hostname or "").encode("idna"),
        port=parts.port,
        target=target.encode(),
    )


def _headers(parts: SplitResult, known: Validators | None) -> list[tuple[bytes, bytes]]:
    host = (parts.hostname or "").encode("idna")
    host = b"[" + host + b"]" if b":" in host else host
    given = [
        (b"Host", host if parts.port is None else b"%b:%d" % (host, parts.port)),
        (b"User-Agent", f"podquote/{importlib.metadata.version('podquote')}".encode()),
        (b"Accept", b"*/*"),
        (b"Accept-Encoding", b"gzip"),
    ]
    if known and known.etag:
        given.append((b"If-None-Match", known.etag.encode("latin-1", "ignore")))
    if known and known.last_modified:
        given.append((b"If-Modified-Since", known.last_modified.encode("latin-1", "ignore")))
    return given

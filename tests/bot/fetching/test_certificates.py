"""Fetching over TLS from a server on loopback, with certificates of a throw-away authority."""

from __future__ import annotations

import datetime as dt
import ssl

import pytest
import trustme

from bot.clock import SystemClock
from bot.errors import NotFetched
from bot.fetching import HttpFetcher
from tests.bot.fetching.test_http import MB, PUBLIC, Dial
from tests.platforms.web_peer import response, serving

NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


def believing(authority: trustme.CA) -> ssl.SSLContext:
    """Return what a client has that knows this authority and no other."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def presenting(
    authority: trustme.CA,
    host: str = "feeds.example",
    not_before: dt.datetime = NOW - 3 * DAY,
    not_after: dt.datetime = NOW + DAY,
) -> ssl.SSLContext:
    """Return what a server has whose certificate this authority made out."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, not_before=not_before, not_after=not_after).configure_cert(context)
    return context


def fetched(tls: ssl.SSLContext, trusted: ssl.SSLContext | None) -> bytes:
    """Return what comes from a server with that certificate, and that nothing is asked but once."""
    with serving(lambda *_: response(b"WEBVTT"), tls=tls) as peer:
        dial = Dial(peer.port)
        fetcher = HttpFetcher(
            SystemClock(), resolve=lambda *_: [PUBLIC], dial=dial, trusted=trusted, patience=10
        )
        try:
            found = fetcher.fetch("https://feeds.example/", MB)
        except NotFetched:
            assert [] == peer.requests
            raise
    assert found is not None
    return found.data


def test_a_host_whose_certificate_somebody_known_vouches_for_is_read(
    authority: trustme.CA,
) -> None:
    assert b"WEBVTT" == fetched(presenting(authority), believing(authority))


@pytest.mark.parametrize(
    ("made_out", "why"),
    [
        ({"host": "another.example"}, "it is another host's"),
        ({"not_after": NOW - DAY}, "it has expired"),
        ({"not_before": NOW + DAY, "not_after": NOW + 2 * DAY}, "it is not valid yet"),
    ],
)
def test_a_certificate_that_does_not_hold_is_named_and_nothing_is_asked(
    authority: trustme.CA, made_out: dict[str, object], why: str
) -> None:
    tls = presenting(authority, **made_out)  # type: ignore[arg-type]

    with pytest.raises(NotFetched) as caught:
        fetched(tls, believing(authority))

    assert f"its certificate is not to be trusted ({why})" == caught.value.problem


def test_an_authority_that_nobody_knows_vouches_for_nothing(authority: trustme.CA) -> None:
    with pytest.raises(NotFetched, match="nobody known vouches for it"):
        fetched(presenting(authority), None)

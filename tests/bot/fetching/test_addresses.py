"""Which addresses are everybody's."""

from __future__ import annotations

import threading

import pytest

from bot.fetching.addresses import is_public, resolve, resolve_within


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",  # noqa: S104  an address to refuse, nothing to listen on
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.1.1",
        "239.255.255.250",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:7f00:1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff0e::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "localhost",
        "",
    ],
)
def test_what_is_not_everybodys_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"]
)
def test_what_is_everybodys_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.1"])
def test_a_number_in_any_spelling_is_the_address_that_it_stands_for(host: str) -> None:
    assert ["127.0.0.1"] == list(resolve(host, 80))


def test_a_look_up_that_takes_too_long_is_not_waited_for() -> None:
    over = threading.Event()

    def never(_host: str, _port: int) -> list[str]:
        over.wait(10)
        return ["1.1.1.1"]

    with pytest.raises(TimeoutError):
        resolve_within(never, "slow.example", 80, 0.01)
    over.set()


def test_a_host_that_cannot_be_written_in_a_look_up_has_no_address() -> None:
    with pytest.raises(OSError, match="label"):
        resolve_within(resolve, "a" * 70 + ".example", 80, 5)

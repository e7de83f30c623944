"""Which addresses may be connected to: public ones, and those that were allowed by name."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Final

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to its addresses; may raise OSError."""

# Addresses that carry another one inside: what they lead to cannot be told from here.
_CARRIERS: Final = tuple(
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of `host` as this machine knows them.

    Raises:
        OSError: it has none, or nobody answers.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def resolve_within(resolve: Resolve, host: str, port: int, seconds: float) -> Sequence[str]:
    """Return what `resolve` does, if it does so within `seconds`.

    A look-up can't be called off: one that takes longer ends by itself, and nobody listens.

    Raises:
        OSError: it has none.
        TimeoutError: it takes longer.
    """
    answer: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answer.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, UnicodeError):  # a label that is too long, say
        raise OSError(str(found)) from None
    if isinstance(found, OSError):
        raise found
    return found


def is_public(address: str) -> bool:
    """Whether `address` is one that anybody can reach, and that leads nowhere else."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found.is_site_local or any(found in net for net in _CARRIERS):
            return False  # fec0::/10 is nobody's any more, but for whoever still has it inside
    return found.is_global and not (found.is_multicast or found.is_reserved)

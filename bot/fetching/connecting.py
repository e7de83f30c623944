"""Connects for `httpcore`: to the very address that was looked at, and never past a deadline."""

from __future__ import annotations

import ssl
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import httpcore

from bot.fetching.addresses import Resolve, is_public, resolve_within
from bot.ports import Clock

_LEAST: Final = 0.001  # a timeout of none at all would mean not to wait, which is another thing


class NotPublicError(Exception):
    """A host that leads to an address which is not everybody's."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on a clock, after which nothing is waited for."""

    clock: Clock
    at: float

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            ReadTimeout: none are.
        """
        left = self.at - self.clock.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return max(left, _LEAST)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to public addresses, and to those that were allowed; keeps to one deadline."""

    def __init__(
        self,
        deadline: Deadline,
        resolve: Resolve,
        allowed: Collection[tuple[str, int]],
        dial: httpcore.NetworkBackend,
    ) -> None:
        """Take the parts.

        Args:
            deadline: when everything is over.
            resolve: from a host to its addresses; asked once a connection.
            allowed: addresses with ports that may be connected to although they are not public.
            dial: connects to an address.
        """
        self._deadline = deadline
        self._resolve = resolve
        self._allowed = allowed
        self._dial = dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  the deadline decides
        local_address: str | None = None,  # noqa: ARG002  any will do
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Look the host up, look at all of its addresses, and connect to the first that answers.

        Raises:
            NotPublicError: one of them is not public, or it has none.
            ConnectError: none answers.
        """
        left = self._deadline.left()
        addresses = resolve_within(self._resolve, host.strip("[]"), port, left)
        # One that is not public among others is no accident: the host as a whole is not.
        if not addresses or not all(self._may(address, port) for address in addresses):
            raise NotPublicError
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, socket_options)

    def _may(self, address: str, port: int) -> bool:
        return is_public(address) or (address, port) in self._allowed

    def _connect(
        self, address: str, port: int, options: Iterable[httpcore.SOCKET_OPTION] | None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        stream = self._dial.connect_tcp(address, port, left, None, options)
        return _Timed(stream, self._deadline)


class _Timed(httpcore.NetworkStream):
    """A stream whose every wait ends with the deadline, whatever patience it is asked for."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Timed(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

"""A web server on loopback that answers as a test says, byte by byte, and counts who connects."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

Answer = Callable[[str, dict[str, str]], Iterable[bytes]]
"""From a path and the request's headers (lower case) to the bytes of an answer."""


class WebPeer:
    """What a test knows of the server.

    Attributes:
        port: where it listens.
        connections: how many were opened to it.
        requests: the paths that were asked for, in order, with the headers.
        refused: set once a client hung up before it had all that was sent.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.port = 0
        self.connections = 0
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.refused = threading.Event()

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


def response(
    body: bytes = b"", *, status: int = 200, headers: Iterable[tuple[str, str]] = ()
) -> list[bytes]:
    """Return a whole answer."""
    given = [("Content-Length", str(len(body))), ("Connection", "close"), *headers]
    lines = [f"HTTP/1.1 {status} So", *(f"{name}: {value}" for name, value in given), "", ""]
    return ["\r\n".join(lines).encode(), body]


def pages(found: dict[str, bytes]) -> Answer:
    """Answer each path with its bytes, and 404 to any other."""
    return lambda path, _: response(found[path]) if path in found else response(status=404)


@contextmanager
def serving(
    answer: Answer, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Iterator[WebPeer]:
    """Serve on a free port of `host` until the block ends; over TLS where there is one for it."""
    peer = WebPeer(answer)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            peer.connections += 1
            try:
                path = self.rfile.readline().decode("latin-1").split(" ")[1]
                lines = [line.decode("latin-1") for line in iter(self.rfile.readline, b"\r\n")]
                headers = {name.lower(): value.strip() for name, value in _parted(lines)}
                peer.requests.append((path, headers))
                for piece in peer.answer(path, headers):
                    self.wfile.write(piece)
            except (OSError, IndexError):
                peer.refused.set()

    class Server(socketserver.ThreadingTCPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        daemon_threads = True
        block_on_close = False

        def finish_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
            # In the connection's own thread: a handshake that fails keeps nobody waiting.
            try:
                secured = tls.wrap_socket(request, server_side=True) if tls else request
            except OSError:
                peer.refused.set()
                return
            super().finish_request(secured, client_address)
            if tls:
                secured.close()

    with Server((host, 0), Handler) as server:
        peer.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield peer
        finally:
            server.shutdown()
            thread.join()


def _parted(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.partition(":")
        yield name, value

"""Serves the web door with uvicorn inside the running loop; owns its socket, and no signal."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.errors import SettingError

_GRACE = 1  # seconds that requests under way get when the door closes
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  compared only


class WebDoor:
    """The web page's server."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Take the application and where to listen; port 0 is any free one."""
        self._app = app
        self._host = host
        self._port = port

    def check(self) -> None:
        """Open and close the port, so that a start which cannot work says so at once.

        Raises:
            SettingError: the host or port cannot be listened on; names the setting.
        """
        self._listen().close()

    async def run(self, announce: Callable[[str], None]) -> None:
        """Serve until cancelled, and be closed within two seconds then.

        Args:
            announce: called once, with the address to open, as soon as it listens.

        Raises:
            SettingError: the host or port cannot be listened on; names the setting.
        """
        with self._listen() as listener:
            server = _Server(self._config(), lambda: announce(self._url(listener)))
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            try:
                await asyncio.shield(serving)
            finally:
                # Cancelled: uvicorn ends by itself, and in order, only when it is asked to.
                server.should_exit = True
                await serving

    def _config(self) -> uvicorn.Config:
        logging.getLogger("uvicorn.error").addFilter(_matters)
        return uvicorn.Config(
            self._app,
            lifespan="on",
            # uvicorn prefers httptools where it finds it, which reads headers without end.
            http="h11",
            ws="none",
            log_config=None,
            access_log=False,  # it would log what was asked
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE,
        )

    def _listen(self) -> socket.socket:
        try:
            return _bound(self._host, self._port)
        except (OSError, UnicodeError) as error:  # UnicodeError: a name that no host can have
            raise SettingError(self._problem(getattr(error, "errno", None))) from error

    def _problem(self, number: int | None) -> dict[str, str]:
        if number == errno.EADDRINUSE:
            problem = f"is {self._port}, which something else listens on; stop it or choose another"
            return {"PODQUOTE_HTTP_PORT": problem}
        if number == errno.EACCES:
            problem = f"is {self._port}, which this user may not open; choose one above 1023"
            return {"PODQUOTE_HTTP_PORT": problem}
        return {"PODQUOTE_HTTP_HOST": "is no address of this machine; use 127.0.0.1 or 0.0.0.0"}

    def _url(self, listener: socket.socket) -> str:
        host = _ANY_ADDRESS.get(self._host, self._host)
        port: int = listener.getsockname()[1]
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _matters(record: logging.LogRecord) -> bool:
    """Whether a line of uvicorn's is worth reading: not what anybody can make it write."""
    return not record.getMessage().startswith(
        # The guard tells of the one itself; the other is advice for whoever wants WebSockets.
        ("ASGI callable returned without", "No supported WebSocket library")
    )


def _bound(host: str, port: int) -> socket.socket:
    # Not socket.create_server: that leaves the protocol open, and Python's own loop (Windows) turns
    # Nagle's algorithm off only where it is said; with it every answer would wait 40 ms for an ACK.
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """uvicorn's server, without its signal handlers and with a word when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever supervises the doors."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, then say so."""
        await super().startup(sockets)
        self._listening()

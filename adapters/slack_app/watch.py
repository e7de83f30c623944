"""Watches the socket of Socket Mode: does anybody answer, and did anything come lately.

slack_sdk builds a new socket after four pings without an answer. It counts as connected until then,
but not as ready. A socket that answers pings and delivers nothing cannot be told from a workspace
in which nobody asks, for Slack has no call that makes it deliver something; so one that brought
nothing for a while is had anew, and at most so long is a deaf one believed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

import structlog
from aiohttp import WSMessage
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from adapters.slack_app.outcomes import FAILURES, outcome_of
from bot.errors import NotLetIn
from bot.ports import Clock

PING: Final = 5.0  # seconds between pings; four lost ones make a socket stale
IDLE: Final = 300.0  # seconds without a delivery; Slack lets a new socket be asked for each minute
LOST: Final = 60.0  # seconds that slack_sdk may take to reconnect by itself
RENEWING: Final = 20.0  # seconds until a socket that cannot be had anew is an error
SILENT: Final = 3  # pings without an answer that make a socket one that nobody may rely on
LOOKS: Final = 10  # at the socket between two pings

_log = structlog.get_logger(__name__)


class Watch:
    """Watches one client's socket, from its first one on."""

    def __init__(
        self, client: SocketModeClient, clock: Clock, *, ping: float = PING, idle: float = IDLE
    ) -> None:
        """Take the client before it connects, and the time.

        Args:
            client: whose sockets.
            clock: the time.
            ping: seconds between two pings of the client's.
            idle: seconds without a delivery after which a socket is had anew.
        """
        self._client = client
        self._clock = clock
        self._ping = ping
        self._idle = idle
        self._delivered = clock.monotonic()
        client.on_message_listeners.append(self._note)

    async def run(self, tell: Callable[[bool], None]) -> None:
        """Tell whether the socket is alive, again and again.

        Raises:
            NotLetIn: it has been dead for too long.
        """
        alive = heard = self._clock.monotonic()
        pong = self._client.last_ping_pong_time
        while self._clock.monotonic() - alive < LOST:
            now = self._clock.monotonic()
            if self._client.last_ping_pong_time != pong:
                pong, heard = self._client.last_ping_pong_time, now
            ready = await self._client.is_connected() and now - heard <= SILENT * self._ping
            tell(ready)
            if ready:
                alive = now
                await self._renew_if_idle(now)
            await asyncio.sleep(self._ping / LOOKS)
        raise NotLetIn("Slack", "the socket was lost")

    async def _note(self, _message: WSMessage) -> None:
        self._delivered = self._clock.monotonic()

    async def _renew_if_idle(self, now: float) -> None:
        if now - self._delivered < self._idle:
            return
        self._delivered = now
        try:
            async with asyncio.timeout(RENEWING):
                await self._client.connect_to_new_endpoint(force=True)
        except TimeoutError:
            raise NotLetIn("Slack", "the socket was lost") from None
        except FAILURES as error:  # the one that is there stays
            _log.info("slack_socket_not_renewed", reason=outcome_of(error).reason)
        else:
            _log.debug("slack_socket_renewed")

"""What podquote needs of discord.py's inside: every private name of it that we use stands here.

discord.py has no entry for interactions over HTTP, ends a client for one event that it cannot read,
keeps every channel and role of every server, and sees a deaf connection only after a minute. A test
uses each name against the installed version, so that an upgrade that moves one fails there.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket, KeepAliveHandler

Payload = dict[str, Any]

_NEEDED: Final = frozenset({"READY", "RESUMED"})
"""Events that a connection is nothing without: where one cannot be read, it has to begin anew."""

_HEARD: Final = _NEEDED | {"GUILD_CREATE", "GUILD_DELETE", "MESSAGE_CREATE", "INTERACTION_CREATE"}
"""All that anything here listens to; the rest would only be kept."""

_KEPT: Final = frozenset({"id", "name", "roles", "features", "owner_id", "unavailable"})
"""What is kept of a server. A message and an interaction bring the rest that they need."""

_log = structlog.get_logger(__name__)


def take_interaction(client: discord.Client, payload: Payload) -> None:
    """Do with an interaction that came over HTTP what is done with one from the gateway.

    Raises:
        LookupError, TypeError, ValueError, AttributeError: it is no interaction.
    """
    client._connection.parse_interaction_create(cast("Any", payload))  # noqa: SLF001


def steady_events(client: discord.Client) -> None:
    """Hear only what is listened to, log and leave out what cannot be read, keep little of servers.

    Call it before the client connects.
    """
    parsers = client._connection.parsers  # noqa: SLF001
    for name in [name for name in parsers if name not in _HEARD]:
        del parsers[name]
    parsers["GUILD_CREATE"] = _leaner(parsers["GUILD_CREATE"])
    for name in _HEARD - _NEEDED:
        parsers[name] = _forgiving(name, parsers[name])


def roles_of(member: discord.Member) -> Iterable[int]:
    """Return the ids of a member's roles, as an interaction says; `member.roles` has known ones."""
    return list(member._roles)  # noqa: SLF001


async def know_gateway(client: discord.Client) -> None:
    """Let a session that has to begin anew do so where Discord, or a proxy for it, says.

    discord.py goes to Discord's own address then, wherever it went first.

    Raises:
        discord.HTTPException, discord.GatewayNotFound: it does not say.
    """
    _, url, _ = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


async def still(client: discord.Client, patience: float) -> None:
    """Close what is left of a client that was closed: connections, and the threads of heartbeats.

    discord.py forgets a connection that was greeted and never got to its session; its thread would
    beat on, and any of them may be about to, in a loop that is gone.
    """
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler) and thread.ws._connection is client._connection:  # noqa: SLF001
            thread.stop()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await thread.ws.close()
            await asyncio.to_thread(thread.join, patience)


@dataclass(frozen=True, slots=True)
class Line:
    """One connection to the gateway.

    Attributes:
        shard_id: whose it is.
        heard: when something last came, on `time.perf_counter`.
    """

    shard_id: int
    heard: float
    _socket: Any

    async def beat(self) -> None:
        """Ask Discord for a sign of life, beyond the heartbeats that it wants."""
        await self._socket.send_heartbeat(self._socket._keep_alive.get_payload())  # noqa: SLF001

    async def drop(self) -> None:
        """Close it, so that discord.py resumes over a new one."""
        await self._socket.close(4000)


def lines_of(client: discord.AutoShardedClient) -> Iterator[Line]:
    """Yield the connections that are open and were greeted."""
    for shard_id in client.shards:
        socket = client._connection._get_websocket(shard_id=shard_id)  # noqa: SLF001
        alive = socket._keep_alive  # noqa: SLF001
        if socket.open and alive is not None:
            yield Line(shard_id, alive._last_recv, socket)  # noqa: SLF001


def _forgiving(name: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    def parse_or_log(data: Any) -> None:  # noqa: ANN401  whatever came
        try:
            parse(data)
        except Exception as error:  # noqa: BLE001  else one bad event ends the connection
            _log.warning("discord.bad_event", gateway_event=name, error=type(error).__name__)

    return parse_or_log


def _leaner(parse: Callable[[Any], None]) -> Callable[[Any], None]:
    def parse_less(guild: Payload) -> None:
        kept = {name: value for name, value in guild.items() if name in _KEPT}
        # The role of everybody has the server's id, and discord.py has no server without it.
        roles = [role for role in guild.get("roles", []) if role["id"] == guild["id"]]
        parse(kept | {"roles": roles})

    return parse_less

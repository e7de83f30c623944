"""Discord on loopback: enough HTTP and gateway for discord.py, over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_payloads import GUILD, ME, PERSON, WHEN

_FIRST_ID = 1457740800000 << 22  # beyond the present of any test, so that "after" finds it

Fault = Callable[["DiscordPeer", web.Request], Awaitable[web.StreamResponse | None]]
"""Stands before a send: returns the answer, or None to go on; what it lets through is kept."""


class DiscordPeer:
    """One bot, one server, one channel.

    Attributes:
        requests: every HTTP request as (method, path, body), in order.
        messages: what stands in the channel, oldest first.
        identified: the gateway's identify payloads, in order.
        faults: taken one a send.
        callback_faults: taken one a first response to an interaction.
        handshakes: "drop" for each connection that is closed before it is greeted.
        heard: what the person said.
        missed: events (name, data) that a resume replays.
        command_permissions: what the server's settings say of every command; none: nothing.
        deaf: whether the gateway does not say goodbye.
        mute: whether it does not answer heartbeats.
        down: whether every request is answered with 503.
        token: the one that is accepted.
    """

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, Any]] = []
        self.messages: list[dict[str, Any]] = []
        self.identified: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.callback_faults: list[Fault] = []
        self.handshakes: list[str] = []
        self.heard: list[dict[str, Any]] = []
        self.missed: list[tuple[str, dict[str, Any]]] = []
        self.command_permissions: list[dict[str, Any]] = []
        self.deaf = False
        self.mute = False
        self.down = False
        self.token = "loopback"
        self._ids = itertools.count(_FIRST_ID)
        self._sequence = itertools.count(1)
        self._sockets: list[web.WebSocketResponse] = []
        self._changed = asyncio.Condition()
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/api/v10"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._api)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Be gone: nothing listens there any more."""
        await self._runner.cleanup()

    def fill(self, count: int) -> None:
        """Put `count` messages of the person into the channel."""
        self.messages += [self._message(PERSON, {"content": "hi"}) for _ in range(count)]

    async def until(self, reached: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until `reached`; looked at whenever something came in here, and every moment too.

        What it looks at may come about in the client alone, as being ready does.
        """
        async with asyncio.timeout(seconds), self._changed:
            while not reached():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.01):
                        await self._changed.wait()

    def bodies(self, method: str, ending: str) -> list[Any]:
        """Return the bodies of the requests of that method whose path ends so."""
        return [b for m, path, b in self.requests if m == method and path.endswith(ending)]

    async def say(self, content: str) -> str:
        """Let the person say something in the channel; return the message's id."""
        message = self.message_to_us(content)
        self.heard.append(message)
        await self.dispatch("MESSAGE_CREATE", message)
        return str(message["id"])

    def message_to_us(self, content: str) -> dict[str, Any]:
        """Return a message of the person's as the gateway tells of it."""
        message = self._message(PERSON, {"content": content})
        message["mentions"] = [ME] if f"<@{ME['id']}>" in content else []
        told = {"guild_id": GUILD, "member": {"roles": [], "joined_at": WHEN, "flags": 0}}
        return message | told

    def new_id(self) -> str:
        """Return an id that was never used."""
        return str(next(self._ids))

    async def slash(self, **options: str) -> str:
        """Let the person call `/podquote`; return the interaction's token."""
        called = str(next(self._ids))
        await self.dispatch("INTERACTION_CREATE", payloads.interaction(called, options))
        return f"token{called}"

    async def type(self, option: str, typed: str) -> str:
        """Let the person type into an option of `/podquote`; return the interaction's token."""
        called = self.new_id()
        await self.dispatch("INTERACTION_CREATE", payloads.typing(called, option, typed))
        return f"token{called}"

    async def call(self, name: str) -> str:
        """Let the person call any command, or the one below it; return the interaction's token."""
        called = self.new_id()
        command, _, below = name.partition(" ")
        await self.dispatch(
            "INTERACTION_CREATE", payloads.subcommand(called, command, below or "x", {})
        )
        return f"token{called}"

    async def press(self, custom_id: str, message: dict[str, Any]) -> str:
        """Let the person press that button of `message`; return the interaction's token."""
        called = str(next(self._ids))
        await self.dispatch("INTERACTION_CREATE", payloads.press(called, custom_id, message))
        return f"token{called}"

    async def dispatch(self, event: str, data: dict[str, Any]) -> None:
        """Send an event over the newest gateway connection."""
        await self._send(self._sockets[-1], event, data)

    async def _send(self, socket: web.WebSocketResponse, event: str, data: dict[str, Any]) -> None:
        frame = {"op": 0, "t": event, "s": next(self._sequence), "d": data}
        await socket.send_json(frame)

    async def say_raw(self, frame: str) -> None:
        """Send any text over the newest gateway connection."""
        await self._sockets[-1].send_str(frame)

    async def invalidate(self) -> None:
        """End the newest session for good."""
        await self._sockets[-1].send_json({"op": 9, "d": False, "s": None, "t": None})

    async def drop(self, code: int) -> None:
        """Close the newest gateway connection with that code."""
        await self._sockets[-1].close(code=code)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoclose=not self.deaf)
        await socket.prepare(request)
        self._sockets.append(socket)
        if self.handshakes:
            self.handshakes.pop(0)
            await socket.close()
            return socket
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 200}, "s": None, "t": None})
        async for frame in _frames(socket):
            if frame["op"] == 1 and not self.mute:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
                await self._note("GATEWAY", "heartbeat", None)
            if frame["op"] == 2:
                self.identified.append(frame["d"])
                ready = payloads.ready(f"ws://127.0.0.1:{self._port}/gateway/")
                ready |= {"shard": frame["d"].get("shard", [0, 1])}
                await self._send(socket, "READY", ready)
                await self._send(socket, "GUILD_CREATE", payloads.guild())
                await self._note("GATEWAY", "identify", None)
            if frame["op"] == 6:
                for missed in self.missed:
                    await self.dispatch(*missed)
                await self.dispatch("RESUMED", {})
                await self._note("GATEWAY", "resume", frame["d"])
        if self.deaf:
            await asyncio.sleep(60)
        return socket

    async def _api(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        body = await request.json() if request.can_read_body else None
        if request.headers.get("Authorization") not in (None, f"Bot {self.token}"):
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        if self.down:
            return _json({"message": "down", "code": 0}, 503)
        answer = await self._answer(request, path, body)
        await self._note(request.method, path, body)
        return answer

    async def _note(self, method: str, path: str, body: object) -> None:
        async with self._changed:
            self.requests.append((method, path, body))
            self._changed.notify_all()

    async def _answer(self, request: web.Request, path: str, body: Any) -> web.StreamResponse:  # noqa: ANN401, PLR0911  a route a line
        match request.method, path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                return _json(ME)
            case "GET", ["oauth2", "applications", "@me"]:
                return _json(payloads.application())
            case "GET", ["gateway", "bot"]:
                return _json(self._gateway_address())
            case "PUT", ["applications", _, "commands"]:
                return _json(
                    [{"description": ""} | command | payloads.command() for command in body]
                )
            case "GET", ["applications", _, "guilds", _, "commands", _, "permissions"]:
                return self._settings()
            case "POST", ["interactions", called, _, "callback"]:
                return await self._acknowledge(request, called)
            case "PATCH", ["webhooks", _, _, "messages", "@original"]:
                return _json(self._message(ME, body))
            case "POST", ["channels", _, "messages"]:
                return await self._take(request, body)
            case "GET", ["channels", _, "messages"]:
                return _json(self._page(int(request.query["after"])))
        return _json({"message": "404: Not Found", "code": 0}, 404)

    def _gateway_address(self) -> dict[str, Any]:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        url = f"ws://127.0.0.1:{self._port}/gateway/"
        return {"url": url, "shards": 1, "session_start_limit": limit}

    async def _acknowledge(self, request: web.Request, called: str) -> web.StreamResponse:
        fault = self.callback_faults.pop(0) if self.callback_faults else None
        refusal = await fault(self, request) if fault else None
        return refusal or _json({"interaction": {"id": called, "type": 2}})

    def _settings(self) -> web.Response:
        if not self.command_permissions:
            return _json({"message": "Unknown application command permissions", "code": 10066}, 404)
        return _json({"permissions": self.command_permissions})

    def _page(self, after: int) -> list[dict[str, Any]]:
        later = [message for message in self.messages if int(message["id"]) > after]
        return list(reversed(later[:100]))

    async def _take(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        fault = self.faults.pop(0) if self.faults else None
        refusal = await fault(self, request) if fault is not None else None
        if refusal is not None and refusal.headers.get("X-Accepted") is None:
            return refusal
        nonce = body.get("nonce")
        known = [one for one in self.messages if nonce and one.get("nonce") == nonce]
        if not known:
            self.messages.append(self._message(ME, body))
        return refusal or _json((known or self.messages)[-1])

    def _message(self, author: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        return payloads.message(str(next(self._ids)), author, body)


def refusing(
    status: int, code: int = 0, *, accepted: bool = False, via: bool = True, **more: float
) -> Fault:
    """Return a fault that answers with that status.

    `accepted`: after the message was taken; `via`: whether Discord itself answers.
    """

    async def fault(_peer: DiscordPeer, _request: web.Request) -> web.StreamResponse:
        answer = _json({"message": "no", "code": code, **more}, status)
        if via:
            answer.headers["Via"] = "loopback"
        if "retry_after" in more:
            answer.headers["Retry-After"] = str(more["retry_after"])
        if accepted:
            answer.headers["X-Accepted"] = "yes"
        return answer

    return fault


class Silence:
    """Hear a send and never answer it.

    Attributes:
        begun: set once it was heard.
    """

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    async def __call__(self, _peer: DiscordPeer, _request: web.Request) -> None:
        self.begun.set()
        await asyncio.sleep(60)


async def hanging_up(_peer: DiscordPeer, request: web.Request) -> web.StreamResponse | None:
    """Drop the connection without a word."""
    assert request.transport is not None
    request.transport.close()
    return None


async def babbling(_peer: DiscordPeer, _request: web.Request) -> web.StreamResponse:
    """Answer with something that says it is JSON and is not."""
    return web.Response(text="<html>", headers={"Content-Type": "application/json"})


async def _frames(socket: web.WebSocketResponse) -> AsyncIterator[dict[str, Any]]:
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            yield message.json()


def _json(value: object, status: int = 200) -> web.Response:
    # Exactly this type: discord.py takes anything else, a charset too, for text.
    answer = web.json_response(value, status=status)
    answer.headers["Content-Type"] = "application/json"
    return answer

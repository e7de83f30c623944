"""A Slack and a Discord that refuse, time out, accept and then fail; they outlive every kill."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import threading
from collections import Counter, defaultdict
from typing import Any

import discord
from aiohttp import web

from tests.platforms import discord_payloads as payloads
from tests.torture.clock import SharedClock

FAULTS = {
    "unavailable": 0.06,
    "limited": 0.03,
    "accepted_502": 0.06,
    "accepted_silence": 0.06,
    "accepted_late": 0.03,  # shown only when whoever asked may have given up
}
GONE = 0.002  # of the channels
UNREADABLE = 0.005  # of the channels: their history is not ours to read
NONCE_WINDOW = 120.0  # seconds in which Discord knows a nonce again; it says "a few minutes"
SILENCE = 60.0  # seconds without an answer: longer than anybody waits
LATE = 3.0, 20.0  # seconds after which what is accepted late is shown


class Platforms:
    """Keeps what was posted.

    Attributes:
        slack, discord: the addresses of their APIs.
        arrived: how often each key was shown in a channel.
        asked: how many posts were asked for.
        known_nonces: how often Discord itself refused a second message.
    """

    def __init__(self, seed: int, clock: SharedClock) -> None:
        self.arrived: Counter[str] = Counter()
        self.asked = self.known_nonces = 0
        self.slack = self.discord = ""
        self._messages: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._nonces: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}
        self._numbers = itertools.count()
        self._clock = clock
        self._seed = seed
        self._random = random.Random(seed)  # noqa: S311  faults, no secrets
        self._up = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._up.wait()

    async def _serve(self) -> None:
        app = web.Application()
        app.router.add_post("/slack/chat.postMessage", self._slack_post)
        app.router.add_route("*", "/slack/conversations.history", self._slack_history)
        app.router.add_post("/discord/channels/{channel}/messages", self._discord_post)
        app.router.add_get("/discord/channels/{channel}/messages", self._discord_history)
        app.router.add_get("/discord/channels/{channel}", _discord_channel)
        app.router.add_get("/discord/users/@me", _discord_me)
        app.router.add_get("/discord/oauth2/applications/@me", _discord_application)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.slack, self.discord = f"http://{host}:{port}/slack/", f"http://{host}:{port}/discord"
        self._up.set()
        await asyncio.Event().wait()

    async def _slack_post(self, request: web.Request) -> web.Response:
        body = await _slack_body(request)
        channel = body["channel"]
        if self._drawn("gone", channel) < GONE:
            return web.json_response({"ok": False, "error": "channel_not_found"})
        fault = self._fault()
        if fault == "unavailable":
            return web.Response(status=503, text="no")
        if fault == "limited":
            limited = {"ok": False, "error": "ratelimited"}
            return web.json_response(limited, status=429, headers={"Retry-After": "1"})
        await self._dawdle(fault)
        ts = f"{self._clock.now().timestamp():.0f}.{next(self._numbers):06}"
        metadata = body["metadata"]
        self._messages[channel].append({"type": "message", "ts": ts, "metadata": metadata})
        self.arrived[metadata["event_payload"]["key"]] += 1
        return await self._answer(fault, {"ok": True, "ts": ts, "channel": channel})

    async def _slack_history(self, request: web.Request) -> web.Response:
        channel = (await _slack_body(request))["channel"]
        if self._random.random() < FAULTS["unavailable"]:
            return web.Response(status=503, text="no")
        if self._drawn("unreadable", channel) < UNREADABLE:
            return web.json_response({"ok": False, "error": "missing_scope"})
        found = {"ok": True, "messages": self._messages[channel], "has_more": False}
        return web.json_response(found)

    async def _discord_post(self, request: web.Request) -> web.Response:
        body, channel = await request.json(), request.match_info["channel"]
        if self._drawn("gone", channel) < GONE:
            return _discord({"message": "Unknown Channel", "code": 10003}, 404)
        fault = self._fault()
        if fault == "unavailable":
            return web.Response(status=503, text="no")
        if fault == "limited":
            limited = {"message": "You are being rate limited.", "retry_after": 1.0}
            return _discord({**limited, "global": False}, 429)
        await self._dawdle(fault)
        return await self._answer(fault, self._take(channel, body))

    def _take(self, channel: str, body: dict[str, Any]) -> dict[str, Any]:
        """Keep a message, unless its nonce is known: then the first one is the answer."""
        now, nonce = self._clock.monotonic(), (channel, body["nonce"])
        known = self._nonces.get(nonce)
        if known is not None and body["enforce_nonce"] and now - known[0] < NONCE_WINDOW:
            self.known_nonces += 1
            return known[1]
        number = discord.utils.time_snowflake(self._clock.now()) + next(self._numbers) % (1 << 22)
        message = payloads.message(str(number), payloads.ME, body)
        self._nonces[nonce] = (now, message)
        self._messages[channel].append(message)
        self.arrived[body["nonce"]] += 1
        return message

    async def _discord_history(self, request: web.Request) -> web.Response:
        channel, after = request.match_info["channel"], int(request.query["after"])
        if self._random.random() < FAULTS["unavailable"]:
            return web.Response(status=503, text="no")
        if self._drawn("unreadable", channel) < UNREADABLE:
            return _discord({"message": "Missing Permissions", "code": 50013}, 403)
        later = [one for one in self._messages[channel] if int(one["id"]) > after]
        return _discord(later[99::-1])

    async def _dawdle(self, fault: str | None) -> None:
        if fault == "accepted_late":
            await asyncio.sleep(self._random.uniform(*LATE) / self._clock.scale)

    async def _answer(self, fault: str | None, taken: dict[str, Any]) -> web.Response:
        """Answer what was taken, or fail although it was."""
        if fault == "accepted_502":
            return web.Response(status=502, text="no")
        if fault == "accepted_silence":
            await asyncio.sleep(SILENCE / self._clock.scale)
        return _discord(taken)

    def _drawn(self, what: str, channel: str) -> float:
        """Draw a channel's fate: the same in every round of a seed."""
        return random.Random(f"{what} {channel} {self._seed}").random()  # noqa: S311

    def _fault(self) -> str | None:
        self.asked += 1
        drawn = self._random.random()
        for name, share in FAULTS.items():
            if drawn < share:
                return name
            drawn -= share
        return None


async def _slack_body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        found: dict[str, Any] = await request.json()
    else:
        found = {**request.query, **await request.post()}
    if isinstance(found.get("metadata"), str):
        found["metadata"] = json.loads(found["metadata"])
    return found


async def _discord_channel(request: web.Request) -> web.Response:
    private = {"type": 1, "last_message_id": None, "recipients": [payloads.PERSON]}
    return _discord({"id": request.match_info["channel"], **private})


async def _discord_me(_request: web.Request) -> web.Response:
    return _discord(payloads.ME)


async def _discord_application(_request: web.Request) -> web.Response:
    return _discord(payloads.application())


def _discord(value: object, status: int = 200) -> web.Response:
    # Exactly this type, and the way it came: discord.py takes anything else for somebody between.
    answer = web.json_response(value, status=status, headers={"Via": "loopback"})
    answer.headers["Content-Type"] = "application/json"
    return answer

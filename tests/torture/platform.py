"""A Slack on loopback that refuses, times out, accepts and then fails; it outlives every kill."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections import defaultdict
from typing import Any

from aiohttp import web

FAULTS = {"unavailable": 0.06, "limited": 0.03, "accepted_502": 0.06, "accepted_silence": 0.06}
GONE = 0.002  # of the channels


class Platform:
    """Keeps what was posted, by channel and key; `address` is its API's."""

    def __init__(self, seed: int, silence: float) -> None:
        self.posted: dict[str, list[tuple[str, float, dict[str, Any]]]] = defaultdict(list)
        self.asked = 0
        self.address = ""
        self._random = random.Random(seed)  # noqa: S311  faults, no secrets
        self._gone = random.Random(f"gone {seed}")  # noqa: S311
        self._verdicts: dict[str, bool] = {}
        self._silence = silence
        self._up = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._up.wait()

    async def _serve(self) -> None:
        app = web.Application()
        app.router.add_post("/api/chat.postMessage", self._post)
        app.router.add_get("/api/conversations.history", self._history)
        app.router.add_post("/api/conversations.history", self._history)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.address = f"http://{host}:{port}/api/"
        self._up.set()
        await asyncio.Event().wait()

    async def _post(self, request: web.Request) -> web.Response:
        self.asked += 1
        body = await _body(request)
        if self._is_gone(body["channel"]):
            return web.json_response({"ok": False, "error": "channel_not_found"})
        fault = self._fault()
        if fault == "unavailable":
            return web.Response(status=503, text="no")
        if fault == "limited":
            limited = {"ok": False, "error": "ratelimited"}
            return web.json_response(limited, status=429, headers={"Retry-After": "1"})
        at = time.time()
        self.posted[body["channel"]].append((f"{at:.6f}", at, body["metadata"]))
        if fault == "accepted_502":
            return web.Response(status=502, text="no")
        if fault == "accepted_silence":
            await asyncio.sleep(self._silence)
        return web.json_response({"ok": True, "ts": f"{at:.6f}", "channel": body["channel"]})

    async def _history(self, request: web.Request) -> web.Response:
        body = {**request.query, **(await _body(request) if request.can_read_body else {})}
        if self._random.random() < FAULTS["unavailable"]:
            return web.Response(status=503, text="no")
        messages = [
            {"type": "message", "ts": ts, "metadata": metadata}
            for ts, _, metadata in self.posted.get(body["channel"], ())
        ]
        return web.json_response({"ok": True, "messages": messages, "has_more": False})

    def _is_gone(self, channel: str) -> bool:
        return self._verdicts.setdefault(channel, self._gone.random() < GONE)

    def _fault(self) -> str | None:
        drawn = self._random.random()
        for name, share in FAULTS.items():
            if drawn < share:
                return name
            drawn -= share
        return None


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        found: dict[str, Any] = await request.json()
    else:
        found = dict(await request.post())
    if isinstance(found.get("metadata"), str):
        found["metadata"] = json.loads(found["metadata"])
    return found

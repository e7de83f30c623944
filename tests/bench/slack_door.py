"""How soon Slack is acknowledged and answered, and what that costs beside a bolt that does nothing.

Everything in one process and one run, over HTTP on loopback with signed commands: who asks, Slack's
stand-in, and podquote share the cores, so that the numbers are worse than a real one's.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import aiohttp
import uvicorn
from pydantic import SecretStr
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.slack_app import desk as desks
from adapters.slack_app import events
from adapters.slack_app.app import Errands, authorize_as, build_app
from adapters.slack_app.desk import Desk
from adapters.slack_app.rights import Rights
from adapters.slack_app.signature import sign
from adapters.supervise import favour_the_loop, new_loop
from bot.bootstrap import build
from bot.clock import SystemClock
from bot.model import Card
from bot.ports import Core
from tests.fakes.core import FakeCore
from tests.fakes.settings import settings_for
from tests.platforms.slack import BOT_TOKEN, SlackPeer, command
from tests.platforms.slack_payloads import home_opened

CLIENTS: Final = 16
OFFERED: Final = 50  # questions a second
SECONDS: Final = 6
ROUNDS: Final = 3
REQUESTS: Final = 1500
SECRET: Final = SecretStr("a signing secret")
QUERIES: Final = ("fine-tuning", "token laundering", "pricing is a one way ratchet", "agents")
US: Final = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=BOT_TOKEN)

App = Callable[[Request], Awaitable[Response]]


@dataclass
class Timed:
    """Seconds until each acknowledgement, and the whole run's."""

    acknowledged: list[float]
    seconds: float


def report() -> list[str]:
    """Measure, and return the lines to print."""
    favour_the_loop()
    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(_report())


async def _report() -> list[str]:
    clock = SystemClock()
    nothing, ours = [], []
    for _ in range(ROUNDS):  # in turn: a machine's speed drifts
        nothing.append(await _rate(_idle_bolt(clock)))
        ours.append(await _rate(_podquote(clock, FakeCore(), _silent())))
    share = statistics.median(ours) / statistics.median(nothing)
    with tempfile.TemporaryDirectory() as folder:
        core = build(settings_for(Path(folder) / "bench.db"), say=lambda _line: None)
        favour_the_loop()
        answered = await _answered(clock, core)
        core.close()
    return [
        f"requests/s of bolt doing nothing, {CLIENTS} clients: {statistics.median(nothing):.0f}",
        (
            "requests/s of podquote with a core that answers at once and nothing sent: "
            f"{statistics.median(ours):.0f}, {share:.2f} of it (aim: 0.8)"
        ),
        *answered,
    ]


def _idle_bolt(clock: SystemClock) -> App:
    app = AsyncApp(
        client=AsyncWebClient(),
        authorize=_authorize,
        process_before_response=True,
        signing_secret="",
        request_verification_enabled=False,
        ssl_check_enabled=False,
    )

    async def take(ack: AsyncAck) -> None:
        await ack()

    app.command("/podquote")(take)
    return _handler(app, clock)


async def _authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    return US


def _podquote(clock: SystemClock, core: Core, client: AsyncWebClient) -> App:
    desk = Desk(core, client, Rights(["admins"], clock))
    return _handler(build_app(desk, authorize_as(US), Errands()), clock)


def _silent() -> AsyncWebClient:
    return AsyncWebClient()


def _handler(app: AsyncApp, clock: SystemClock) -> App:
    async def handle(request: Request) -> Response:
        return await events.handle(request, app, SECRET.get_secret_value(), clock)

    return handle


async def _rate(app: App) -> float:
    said = desks.Whisperer.send

    async def unsent(self: desks.Whisperer, card: Card) -> None:
        """Nothing is sent: what is measured is all before it."""

    desks.Whisperer.send = unsent  # type: ignore[method-assign]
    try:
        async with _served(app) as url:
            timed = await _closed_loop(url, REQUESTS, "https://hooks.slack.example/x")
    finally:
        desks.Whisperer.send = said  # type: ignore[method-assign]
    return len(timed.acknowledged) / timed.seconds


async def _answered(clock: SystemClock, core: Core) -> list[str]:
    async with SlackPeer().serving() as peer, aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token=BOT_TOKEN, base_url=peer.api_url, session=session, retry_handlers=[]
        )
        async with _served(_podquote(clock, core, client)) as url:
            await _ask(session, url, -1, peer.response_url())  # what is only loaded once
            await peer.until(lambda: len(peer.whispers) == 1, 60)
            peer.whispers.clear()
            timed = await _closed_loop(url, CLIENTS * 20, peer.response_url())
            await peer.until(lambda: len(peer.whispers) == CLIENTS * 20, 60)
            acks, delivered = sorted(timed.acknowledged), len(peer.whispers)
            waits = await _open_loop(url, peer, session)
            homes = await _homes(url, peer, session)
    return [
        (
            f"acknowledged, {CLIENTS} clients at once: {_spread(acks)} (aim: p99 100 ms); "
            f"answers delivered: {delivered} of {CLIENTS * 20}"
        ),
        (
            f"answered at {OFFERED} questions/s offered: {_spread(waits)} (aim: p99 300 ms), "
            f"of {len(waits)}"
        ),
        f"the app's home, {CLIENTS} people who open it at once: {_spread(homes)} (aim: 3 s)",
    ]


async def _closed_loop(url: str, requests: int, response_url: str) -> Timed:
    times: list[float] = []
    left = iter(range(requests))

    async def one_client(session: aiohttp.ClientSession) -> None:
        for number in left:
            began = time.perf_counter()
            await _ask(session, url, number, response_url)
            times.append(time.perf_counter() - began)

    async with aiohttp.ClientSession() as session:
        began = time.perf_counter()
        await asyncio.gather(*(one_client(session) for _ in range(CLIENTS)))
        return Timed(times, time.perf_counter() - began)


async def _open_loop(url: str, peer: SlackPeer, session: aiohttp.ClientSession) -> list[float]:
    """Offer so many questions a second, whether or not those before are answered."""
    loop = asyncio.get_running_loop()
    started: dict[str, float] = {}
    ended: dict[str, float] = {}
    peer.answered = lambda url: ended.setdefault(url, loop.time())
    begin = loop.time()

    async def one(number: int) -> None:
        at = begin + number / OFFERED
        await asyncio.sleep(max(0.0, at - loop.time()))
        started[str(number)] = at
        await _ask(session, url, 1_000_000 + number, peer.response_url(str(number)))

    total = OFFERED * SECONDS
    await asyncio.gather(*(one(number) for number in range(total)))
    await peer.until(lambda: len(ended) >= total, 60)
    return sorted(ended[id] - started[id] for id in started)


async def _homes(url: str, peer: SlackPeer, session: aiohttp.ClientSession) -> list[float]:
    """Open the home in `CLIENTS` workspaces at once; return when each view had come."""
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    times: list[float] = []

    async def seen(count: int) -> None:
        await peer.until(lambda: len(peer.views) >= count, 60)
        times.append(time.perf_counter() - began)

    waiting = [loop.create_task(seen(number + 1)) for number in range(CLIENTS)]
    for number in range(CLIENTS):
        opened = {**home_opened(), "team_id": f"T{number}", "authorizations": []}
        await _send(session, url, json.dumps(opened).encode(), "application/json")
    await asyncio.gather(*waiting)
    return sorted(times)


async def _ask(session: aiohttp.ClientSession, url: str, number: int, response_url: str) -> None:
    text = QUERIES[number % len(QUERIES)]
    body = urlencode(command(text, response_url, f"{number}.2.abc")).encode()
    await _send(session, url, body, "application/x-www-form-urlencoded")


async def _send(session: aiohttp.ClientSession, url: str, body: bytes, kind: str) -> None:
    stamp = str(int(time.time()))
    headers = {
        "content-type": kind,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": sign(SECRET.get_secret_value(), stamp, body),
    }
    async with session.post(url, data=body, headers=headers) as reply:
        reply.raise_for_status()
        await reply.read()


@contextlib.asynccontextmanager
async def _served(app: App) -> AsyncIterator[str]:
    asgi = Starlette(routes=[Route(events.PATH, app, methods=["POST"])])
    config = uvicorn.Config(asgi, port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  uvicorn has no event for it
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}{events.PATH}"
    finally:
        server.should_exit = True
        await running


def _spread(times: list[float]) -> str:
    return f"median {_ms(statistics.median(times))}, p99 {_ms(_p99(times))}"


def _p99(times: list[float]) -> float:
    return times[min(len(times) - 1, int(len(times) * 0.99))]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"

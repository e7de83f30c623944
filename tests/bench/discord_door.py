"""How long Discord waits for us, and what a server costs: the real core, discord.py, loopback.

The peer shares our process and its time. `first` is from the moment the gateway sends an
interaction to the moment its first response reaches Discord; `whole`, until the answer does.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import itertools
import tempfile
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

from adapters.discord_app.door import DiscordDoor
from adapters.supervise import favour_the_loop, new_loop
from bot.bootstrap import build
from bot.clock import SystemClock
from bot.ports import Core
from tests.dialogs import DIALOGS
from tests.fakes.core import FakeCore
from tests.fakes.settings import settings_for
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_peer import DiscordPeer

IN_FLIGHT = 32
QUESTIONS = 640
TYPING = 8  # people who type at once
KEYS = 400
SERVERS = 1000
CHANNELS, ROLES = 50, 30
TYPED = ("", "p", "pr", "pri", "pric", "agents", "fine-tu", "sher", "model", "caching per", "zqx")


class TimedPeer(DiscordPeer):
    """A peer that tells when each interaction got its first response, and its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, asyncio.Future[float]] = {}
        self.whole: dict[str, asyncio.Future[float]] = {}

    async def _note(self, method: str, path: str, body: object) -> None:
        parts = path.strip("/").split("/")
        if parts[0] == "interactions" and parts[1] in self.first:
            self.first[parts[1]].set_result(time.perf_counter())
        elif parts[0] == "webhooks" and parts[2].removeprefix("token") in self.whole:
            self.whole[parts[2].removeprefix("token")].set_result(time.perf_counter())
        else:
            await super()._note(method, path, body)


def report() -> list[str]:
    """Measure, and return the lines to print."""
    with tempfile.TemporaryDirectory() as folder:
        core = build(settings_for(Path(folder) / "discord.db"), say=lambda _line: None)
        favour_the_loop()
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:
                return runner.run(_measured(core))
        finally:
            core.close()


async def _measured(core: Core) -> list[str]:
    async with TimedPeer() as peer:
        async with _running(peer, FakeCore()):
            nothing = await _asked(peer)
        async with _running(peer, core):
            questions = await _asked(peer)
            keys = await _typed(peer)
        async with _running(peer, core) as door:
            memory = _servers(door)
        identified, told = len(peer.identified), len(peer.bodies("PUT", "/commands"))
    return [
        *questions,
        "  the same with a core that answers at once:",
        *(f"  {line}" for line in nothing),
        *keys,
        f"three starts of two libraries: {identified} identifies, commands told {told} times",
        memory,
    ]


@contextlib.asynccontextmanager
async def _running(peer: TimedPeer, core: Core) -> AsyncIterator[DiscordDoor]:
    settings = settings_for(Path("unused.db"), DISCORD_TOKEN=peer.token, DISCORD_API_URL=peer.url)
    door = DiscordDoor(core, settings, SystemClock())
    running = asyncio.create_task(door.run())
    try:
        await peer.until(lambda: door.ready, seconds=30)
        yield door
    finally:
        running.cancel()
        await asyncio.wait([running])


async def _asked(peer: TimedPeer) -> list[str]:
    asked = [dialog.asked for dialog in DIALOGS if dialog.asked.strip()]
    await _ask(peer, asked[0])  # what is only loaded once
    answers = await _together(
        IN_FLIGHT, [partial(_ask, peer, text) for text in _cycle(asked, QUESTIONS)]
    )
    first, whole = ([one[kind] for one in answers] for kind in (0, 1))
    return [
        f"/podquote, {IN_FLIGHT} in flight, {QUESTIONS} in all: first {_shares(first)}",
        f"  whole {_shares(whole)}",
    ]


async def _typed(peer: TimedPeer) -> list[str]:
    await _complete(peer, "a")
    alone = await _together(
        1, [partial(_complete, peer, text) for text in _cycle(TYPED, KEYS // 4)]
    )
    many = await _together(TYPING, [partial(_complete, peer, text) for text in _cycle(TYPED, KEYS)])
    return [
        f"autocomplete, one person: {_shares([one[0] for one in alone])}",
        f"autocomplete, {TYPING} people at once: {_shares([one[0] for one in many])}",
    ]


def _servers(door: DiscordDoor) -> str:
    client = door._client
    assert client is not None
    parse = client._connection.parsers["GUILD_CREATE"]
    gc.collect()
    tracemalloc.start()
    for number in range(SERVERS):
        parse(payloads.guild(str(10**17 + number * 1000), channels=CHANNELS, roles=ROLES))
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    assert len(client.guilds) >= SERVERS
    return f"{SERVERS} servers of {CHANNELS} channels and {ROLES} roles: {held:.1f} MB held"


async def _ask(peer: TimedPeer, text: str) -> tuple[float, float]:
    called = payloads.interaction(peer.new_id(), {"query": text})
    return await _sent(peer, called, whole=True)


async def _complete(peer: TimedPeer, text: str) -> tuple[float, float]:
    called = payloads.typing(peer.new_id(), "query", text)
    return await _sent(peer, called, whole=False)


async def _sent(peer: TimedPeer, called: dict[str, Any], *, whole: bool) -> tuple[float, float]:
    """Send an interaction of somebody new; return the milliseconds until each response."""
    who = str(10**17 + next(_PEOPLE))
    called["member"] = called["member"] | {"user": payloads.PERSON | {"id": who}}
    called |= {"guild_id": who, "channel_id": who}
    called["channel"] = called["channel"] | {"id": who, "guild_id": who}
    loop, id = asyncio.get_running_loop(), called["id"]
    first = peer.first[id] = loop.create_future()
    last = peer.whole[id] = loop.create_future()
    began = time.perf_counter()
    await peer.dispatch("INTERACTION_CREATE", called)
    async with asyncio.timeout(60):
        one = await first
        two = await last if whole else one
    return (one - began) * 1000, (two - began) * 1000


async def _together(width: int, works: list[Callable[[], Any]]) -> list[tuple[float, float]]:
    """Do `works`, `width` of them at any time."""
    waiting, done = iter(works), []

    async def worker() -> None:
        done.extend([await work() for work in waiting])

    await asyncio.gather(*(worker() for _ in range(width)))
    return done


def _cycle(texts: Any, count: int) -> list[str]:  # noqa: ANN401  any few texts
    return list(itertools.islice(itertools.cycle(texts), count))


def _shares(times: list[float]) -> str:
    ordered = sorted(times)
    picked = (ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.99))
    return "p50 {:.1f} ms, p99 {:.1f} ms".format(*picked)


_PEOPLE = itertools.count()

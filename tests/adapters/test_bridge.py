"""Chat doors, used from plain synchronous code."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.routing import BaseRoute

from adapters.bridge import connected, probe_all
from bot.doctor import Probe
from bot.errors import SettingError
from bot.model import Card, CardKind, Delivery, Outcome, Post

POST = Post("slack", "C1", Card(CardKind.ANSWER, ""), "key")


class FakePoster:
    """Posts by a loop of its own, as the real ones do."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None

    def send(self, post: Post, deadline: float) -> Outcome:
        assert self.loop is not None

        async def say() -> Outcome:
            return Outcome(Delivery.SENT, post.key)

        return asyncio.run_coroutine_threadsafe(say(), self.loop).result(deadline)

    def find(self, post: Post) -> Outcome | None:
        return None

    def tell(self, person: str, sentence: str, library: str) -> Outcome:
        return Outcome(Delivery.SENT, person)

    def channels(self, beside: str) -> dict[str, str]:
        return {}

    def check(self, channel: str) -> str | None:
        return None


class FakeDoor:
    """A chat door on which everything works, unless it is given a failure or told to hang."""

    def __init__(self, failure: Exception | None = None, *, hangs: bool = False) -> None:
        self.poster = FakePoster()
        self.ready = False
        self.closed_in: threading.Thread | None = None
        self._failure = failure
        self._hangs = hangs

    async def run(self) -> None:
        await asyncio.Event().wait()

    def routes(self) -> list[BaseRoute]:
        return []

    async def probe(self) -> str:
        await self._work()
        return "connected as podquote"

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        await self._work()
        self.poster.loop = asyncio.get_running_loop()
        yield
        self.closed_in = threading.current_thread()

    async def _work(self) -> None:
        if self._hangs:
            await asyncio.Event().wait()
        if self._failure:
            raise self._failure


def test_posters_work_while_their_doors_are_connected_and_all_are_closed_after() -> None:
    slack, discord = FakeDoor(), FakeDoor()

    with connected({"slack": slack, "discord": discord}) as posters:
        outcomes = [poster.send(POST, 5.0).delivery for poster in posters.values()]

    assert [Delivery.SENT, Delivery.SENT] == outcomes
    assert slack.closed_in is not None
    assert slack.closed_in is discord.closed_in
    assert not slack.closed_in.is_alive()


def test_doors_are_closed_when_the_command_fails() -> None:
    door = FakeDoor()

    with pytest.raises(KeyError), connected({"slack": door}):
        raise KeyError

    assert door.closed_in is not None


def test_without_doors_there_are_no_posters_and_no_thread() -> None:
    before = threading.active_count()

    with connected({}) as posters:
        assert {} == posters
        assert before == threading.active_count()


@pytest.mark.parametrize("bad", [FakeDoor(OSError("down")), FakeDoor(hangs=True)])
def test_a_door_that_cannot_be_connected_is_left_out(bad: FakeDoor) -> None:
    with connected({"slack": bad, "discord": FakeDoor()}, timeout=0.05) as posters:
        assert ["discord"] == list(posters)


def test_every_platform_says_who_we_are_or_why_not() -> None:
    doors = {
        "good": FakeDoor(),
        "refused": FakeDoor(SettingError({"DISCORD_TOKEN": "is wrong"})),
        "broken": FakeDoor(ConnectionResetError("xoxb-secret")),
        "silent": FakeDoor(hangs=True),
    }

    probes = probe_all(doors, timeout=0.05)

    assert Probe(works=True, says="connected as podquote") == probes["good"]
    assert [False] * 3 == [probes[name].works for name in ("refused", "broken", "silent")]
    assert "DISCORD_TOKEN is wrong" in probes["refused"].says
    assert "ConnectionResetError" in probes["broken"].says
    assert "xoxb" not in probes["broken"].says
    assert "0.05 seconds" in probes["silent"].says

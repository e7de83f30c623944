"""What can go wrong with Discord, a row each: what the person sees, what is logged, and it goes on.

`docs/measured/discord.md` has the same table for people.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from discord.http import Route
from structlog.testing import capture_logs

from adapters.discord_app.door import DiscordDoor
from adapters.supervise import supervise
from bot.errors import NotLetIn
from bot.phrasing import commands as said
from tests.adapters.discord_app.test_door import door_to, running
from tests.fakes.clock import FakeClock
from tests.fakes.core import FakeCore
from tests.platforms.discord_peer import DiscordPeer, Fault, hanging_up, refusing

pytestmark = pytest.mark.slow

ANSWER = "nobody reads the dam"


async def interaction_with_fault(peer: DiscordPeer, fault: Fault) -> None:
    peer.callback_faults = [fault]
    await peer.slash(query="dams")


async def mention_with_fault(peer: DiscordPeer, fault: Fault) -> None:
    peer.faults = [fault]
    await peer.say("<@100> dams")


@dataclass(frozen=True)
class Row:
    """One fault.

    Attributes:
        name: what happens.
        happen: makes it happen to somebody who asks.
        sees: what that person gets to see: text, or "" for nothing.
        logs: the event that is logged, or "" for none, and Discord's code in it.
    """

    name: str
    happen: Callable[[DiscordPeer], Awaitable[None]]
    sees: str
    logs: str = ""
    code: int | None = None


ROWS = (
    Row(
        "unknown interaction",
        lambda peer: interaction_with_fault(peer, refusing(404, 10062)),
        "",
        "discord.answer_not_sent",
        10062,
    ),
    Row(
        "already acknowledged",
        lambda peer: interaction_with_fault(peer, refusing(400, 40060)),
        "",
        "discord.answer_not_sent",
        40060,
    ),
    Row(
        "503 to an interaction",
        lambda peer: interaction_with_fault(peer, refusing(503)),
        ANSWER,
    ),
    Row(
        "a connection that is dropped by an interaction",
        lambda peer: interaction_with_fault(peer, hanging_up),
        ANSWER,
    ),
    Row(
        "a deleted channel",
        lambda peer: mention_with_fault(peer, refusing(404, 10003)),
        "",
        "discord.answer_not_sent",
        10003,
    ),
    Row(
        "no permission",
        lambda peer: mention_with_fault(peer, refusing(403, 50013)),
        "",
        "discord.answer_not_sent",
        50013,
    ),
    Row(
        "429 from Discord, which is waited out",
        lambda peer: mention_with_fault(peer, refusing(429, retry_after=0.2)),
        ANSWER,
    ),
    Row(
        "429 without Via, which is not Discord's",
        lambda peer: mention_with_fault(peer, refusing(429, via=False, retry_after=0.2)),
        "",
        "discord.answer_not_sent",
        0,
    ),
    Row(
        "503",
        lambda peer: mention_with_fault(peer, refusing(503)),
        ANSWER,
    ),
    Row(
        "503 after it was taken",
        lambda peer: mention_with_fault(peer, refusing(503, accepted=True)),
        ANSWER,
    ),
    Row(
        "a connection that is dropped",
        lambda peer: mention_with_fault(peer, hanging_up),
        ANSWER,
    ),
    Row(
        "an event that cannot be read",
        lambda peer: peer.dispatch("MESSAGE_CREATE", {"content": "secret"}),
        "",
        "discord.bad_event",
    ),
)


def answers(peer: DiscordPeer) -> list[Any]:
    """Return every answer that somebody got to see."""
    return [*peer.messages, *peer.bodies("PATCH", "@original")]


def has_come(peer: DiscordPeer, row: Row, logged: Sequence[Any]) -> bool:
    if row.sees:
        return bool(answers(peer))
    return row.logs in [entry["event"] for entry in logged]


@dataclass(frozen=True)
class Line:
    """A door that is connected, and who is at the other end."""

    core: FakeCore
    peer: DiscordPeer
    door: DiscordDoor
    task: asyncio.Task[None]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_line() -> AsyncIterator[Line]:
    """One door for all rows: that it goes on is what they show."""
    core = FakeCore()
    async with DiscordPeer() as peer:
        door = door_to(peer, core)
        async with running(door, peer) as task:
            yield Line(core, peer, door, task)


@pytest.fixture
def line(open_line: Line) -> Line:
    """The open line as if nothing had been said on it, and Discord's address is this one."""
    open_line.peer.messages.clear()
    open_line.peer.requests.clear()
    open_line.core.asked.clear()
    Route.BASE = open_line.peer.url
    return open_line


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
async def test_the_fault_has_its_row_and_the_door_goes_on(line: Line, row: Row) -> None:
    peer, core = line.peer, line.core
    with capture_logs() as logged:
        await row.happen(peer)
        await peer.until(lambda: has_come(peer, row, logged))
    seen, before = str(answers(peer)), len(peer.messages)
    await peer.say("<@100> otters")
    await peer.until(lambda: len(peer.messages) > before)

    assert "otters" == core.asked[-1].text
    assert not line.task.done()
    assert line.door.ready
    assert (row.sees in seen) if row.sees else ("embeds" not in seen)
    events = {entry["event"]: entry for entry in logged}
    assert not row.logs or row.code == events[row.logs].get("why")
    assert "secret" not in str(logged)
    assert 1 >= seen.count(ANSWER)


@pytest.mark.usefixtures("hurried")
async def test_a_handshake_that_fails_first_is_tried_again_without_a_new_process() -> None:
    """discord.py#10520: there it ends the client."""
    async with DiscordPeer() as peer:
        peer.handshakes = ["drop"]
        door = door_to(peer)
        async with running(door, peer):
            assert door.ready

        assert 1 == len(peer.identified)


@pytest.mark.parametrize("frame", ["\x00", "[]"])
async def test_a_frame_that_is_no_event_costs_a_connection_and_no_more(frame: str) -> None:
    core = FakeCore()
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    async with DiscordPeer() as peer:
        door = door_to(peer, core)
        task = asyncio.create_task(supervise("discord", door.run, FakeClock(), pause))
        try:
            await peer.until(lambda: door.ready)
            await peer.say_raw(frame)
            await peer.until(lambda: len(peer.identified) == 2)
            await peer.until(lambda: door.ready)
            await peer.say("<@100> dams")
            await peer.until(lambda: bool(peer.messages))
        finally:
            task.cancel()
            await asyncio.wait([task])

    assert 1 == len(pauses)
    assert 1 == len(peer.bodies("PUT", "/commands"))


async def test_a_dropped_gateway_is_resumed_and_what_it_replays_is_answered_once() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer:
        door = door_to(peer, core)
        async with running(door, peer):
            await peer.say("<@100> dams")
            await peer.until(lambda: bool(peer.bodies("POST", "/messages")))
            again = dict(peer.heard[-1])
            missed = peer.message_to_us("<@100> otters")
            peer.missed = [("MESSAGE_CREATE", again), ("MESSAGE_CREATE", missed)]
            await peer.drop(4000)
            await peer.until(lambda: bool(peer.bodies("GATEWAY", "resume")))
            await peer.until(lambda: len(peer.bodies("POST", "/messages")) == 2)
            await peer.until(lambda: door.ready)

        assert 1 == len(peer.identified)
        assert 2 == len(peer.bodies("POST", "/messages"))
    assert ["dams", "otters"] == [question.text for question in core.asked]


@pytest.mark.usefixtures("hurried")
async def test_a_session_that_is_over_is_begun_anew() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer:
        door = door_to(peer, core)
        async with running(door, peer):
            await peer.invalidate()
            await peer.until(lambda: len(peer.identified) == 2)
            await peer.until(lambda: door.ready)
            await peer.say("<@100> dams")
            await peer.until(lambda: bool(peer.messages))

    assert ["dams"] == [question.text for question in core.asked]


async def test_a_token_that_is_taken_away_is_named() -> None:
    async with DiscordPeer() as peer:
        door = door_to(peer)
        async with running(door, peer) as task:
            await peer.drop(4004)
            with pytest.raises(NotLetIn, match="gateway 4004"):
                await asyncio.wait_for(asyncio.shield(task), 5)


async def test_suggestions_and_a_press_go_over_the_wire_too() -> None:
    core = FakeCore()
    async with DiscordPeer() as peer:
        async with running(door_to(peer, core), peer):
            typed = await peer.type("query", "dam")
            await peer.until(lambda: bool(peer.bodies("POST", f"{typed}/callback")))

        (told,) = peer.bodies("POST", f"{typed}/callback")
    assert 8 == told["type"]
    assert all({"name", "value"} <= set(choice) for choice in told["data"]["choices"])


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "name", ["podquote-older", "podquote-daily older", "Find the quote of old"]
)
async def test_a_command_that_is_not_known_any_more_gets_an_answer(line: Line, name: str) -> None:
    called = await line.peer.call(name)
    await line.peer.until(lambda: bool(line.peer.bodies("POST", f"{called}/callback")))

    (answer,) = line.peer.bodies("POST", f"{called}/callback")
    assert said.STALE == answer["data"]["content"]
    assert 64 == answer["data"]["flags"]

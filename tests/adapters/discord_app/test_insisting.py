from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from adapters.discord_app.insisting import PAUSES, acknowledge, insist


def answered(status: int, code: int = 0) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="")
    kind = discord.DiscordServerError if status >= 500 else discord.HTTPException
    return kind(response, {"code": code, "message": "no"})


class Sending:
    """A send that raises what it is given, one each time, and then works."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.tries = 0
        self.pauses: list[float] = []

    async def send(self) -> None:
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.mark.parametrize(
    "error", [answered(503), aiohttp.ServerDisconnectedError(), ConnectionResetError()]
)
async def test_what_may_not_have_arrived_is_sent_again(error: Exception) -> None:
    sending = Sending(error, error)

    await insist(sending.send, sending.pause)

    assert (3, list(PAUSES)) == (sending.tries, sending.pauses)


async def test_it_ends_with_what_the_last_try_raised() -> None:
    sending = Sending(*[answered(503)] * 5)

    with pytest.raises(discord.DiscordServerError):
        await insist(sending.send, sending.pause)
    assert len(PAUSES) + 1 == sending.tries


async def test_what_was_certainly_refused_is_not_sent_again() -> None:
    sending = Sending(answered(403, 50013))

    with pytest.raises(discord.HTTPException):
        await insist(sending.send, sending.pause)
    assert 1 == sending.tries


async def test_an_acknowledgement_that_arrived_unseen_is_enough() -> None:
    sending = Sending(answered(503), answered(400, 40060))

    await acknowledge(sending.send)

    assert 2 == sending.tries


async def test_an_interaction_that_somebody_else_acknowledged_is_not_ours() -> None:
    with pytest.raises(discord.HTTPException):
        await acknowledge(Sending(answered(400, 40060)).send)

"""Many who ask at once: few are computed for, and nobody who types waits for them."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import httpx

from adapters.web_app.app import build_app
from bot.model import Answer, Question
from tests.fakes.core import FakeCore

MOST = 2


class BusyCore(FakeCore):
    """A core that answers only once it is let, and counts whom it works for."""

    def __init__(self) -> None:
        super().__init__()
        self.let = threading.Event()
        self.begun: list[str] = []
        self.full = threading.Semaphore(0)

    def ask(self, question: Question) -> Answer:
        self.begun.append(question.text)
        self.full.release()
        assert self.let.wait(10)
        return Answer(question, ())


async def test_few_are_computed_for_at_once_and_in_the_order_they_came() -> None:
    core = BusyCore()
    transport = httpx.ASGITransport(build_app(core))
    async with httpx.AsyncClient(transport=transport, base_url="http://podquote") as web:

        def asking(text: str) -> asyncio.Task[Any]:
            return asyncio.create_task(web.get("/api/ask", params={"q": text}))

        answers = [asking(str(n)) for n in range(6)]
        for _ in range(MOST):
            await asyncio.to_thread(core.full.acquire)
        typed = await web.get("/api/suggest?q=f")
        begun = list(core.begun)
        core.let.set()
        found = await asyncio.gather(*answers)

    assert 200 == typed.status_code
    assert MOST == len(begun)
    assert [200] * 6 == [one.status_code for one in found]
    assert [str(n) for n in range(6)] == sorted(core.begun)
    assert {"0", "1"} == set(core.begun[:MOST])

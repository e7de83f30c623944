"""The quote of today on the front page: the one that the command line shows, or none."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from html import unescape

import httpx
import pytest

from adapters.web_app import today
from adapters.web_app.app import build_app
from bot.bootstrap import Podquote
from bot.errors import DatabaseError
from bot.model import Card, CardKind, DailyRequest, Place
from bot.ports import Core, Poster
from tests.fakes.core import ITEM, FakeCore, FakeDailyDesk
from tests.fakes.ways import Shell

QUOTE = Card(CardKind.ANSWER, "The quote of the day, 5 January 2026.", (ITEM,))


class SlowDesk(FakeDailyDesk):
    """A desk that has its quote only once it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let = threading.Event(), threading.Event()

    def card(
        self,
        asked: str | DailyRequest,
        place: Place,
        posters: Mapping[str, Poster] | None = None,
    ) -> Card:
        super().card(asked, place, posters)
        self.begun.set()
        assert self.let.wait(10)
        return QUOTE


def client(core: Core) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(build_app(core))
    return httpx.AsyncClient(transport=transport, base_url="http://podquote")


async def test_the_front_page_shows_the_quote_that_the_command_line_shows(
    own_core: Podquote,
) -> None:
    told = Shell(own_core).podquote("daily", "today").stdout
    async with client(own_core) as web:
        first = unescape((await web.get("/")).text)
        asked = (await web.get("/?q=fine-tuning")).text

    lead, _, quote = told.partition("\n\n")
    assert lead in first
    assert quote.splitlines()[0].strip("“”") in first
    assert "The quote of the day" not in asked


async def test_a_page_does_not_wait_for_a_quote_that_takes_long_and_reads_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(today, "PATIENCE", 0.01)
    core = FakeCore(Card(CardKind.HELP, "Ask."))
    core.daily_desk = SlowDesk()
    async with client(core) as web:
        early = [(await web.get("/")).text for _ in range(3)]
        asked = len(core.daily_desk.asked)
        core.daily_desk.let.set()
        monkeypatch.setattr(today, "PATIENCE", 10)
        late = (await web.get("/")).text

    assert [False] * 3 == [QUOTE.lead in html for html in early]
    assert QUOTE.lead in late
    assert 1 == asked


async def test_a_library_without_a_quote_has_a_front_page_all_the_same() -> None:
    core = FakeCore(Card(CardKind.HELP, "Ask."))
    core.daily_desk.failure = DatabaseError("It is locked.")
    async with client(core) as web:
        reply = await asyncio.wait_for(web.get("/"), 10)

    assert 200 == reply.status_code
    assert "Ask." in reply.text


async def test_the_quote_is_read_as_the_door_opens_before_anybody_asks() -> None:
    core = FakeCore(Card(CardKind.HELP, "Ask."))
    core.daily_desk = SlowDesk()
    core.daily_desk.let.set()
    app = build_app(core)

    async with app.router.lifespan_context(app):
        assert await asyncio.to_thread(core.daily_desk.begun.wait, 10)

    assert 1 == len(core.daily_desk.asked)

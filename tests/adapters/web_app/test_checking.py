"""The page and the API of "did anybody say this?"."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest
from jinja2.filters import do_striptags

from adapters.web_app import pages
from adapters.web_app.app import build_app
from bot import phrasing
from bot.model import Checked, Verdict
from bot.ports import Core
from tests.dialogs import CHECKS, Check
from tests.fakes.core import CHECKED, FakeCore


@pytest.fixture
async def web(core: Core) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_app(core))
    async with httpx.AsyncClient(transport=transport, base_url="http://podquote") as http:
        yield http


def main_of(page: str) -> str:
    return unescape(do_striptags(page[page.index("<main") : page.index("</main>")]))


@pytest.mark.parametrize("dialog", CHECKS, ids=lambda dialog: ascii(dialog.asked[:30]))
async def test_the_page_gives_the_verdict(
    web: httpx.AsyncClient, core: Core, dialog: Check
) -> None:
    reply = await web.get("/check", params={"words": dialog.asked})

    assert 200 == reply.status_code
    card = phrasing.to_checked_card(core.check(dialog.asked))
    read = main_of(reply.text)
    assert card.lead in read
    assert dialog.shows in read
    assert ("<article" in reply.text) == bool(dialog.shows)
    assert (f"<del>{dialog.hides}</del>" in reply.text) == bool(dialog.hides)


@pytest.mark.parametrize("dialog", CHECKS, ids=lambda dialog: ascii(dialog.asked[:30]))
async def test_the_api_answers_as_the_command_line_does(
    web: httpx.AsyncClient, core: Core, dialog: Check
) -> None:
    reply = await web.get("/api/check", params={"words": dialog.asked})

    assert 200 == reply.status_code
    assert phrasing.checked_json(core.check(dialog.asked)) == reply.json()


async def test_without_words_the_page_says_what_to_write(web: httpx.AsyncClient) -> None:
    reply = await web.get("/check")

    assert phrasing.CHECK_HELP in main_of(reply.text)
    assert "<article" not in reply.text


async def test_the_start_leads_to_the_check(web: httpx.AsyncClient) -> None:
    assert '<a href="/check">' in (await web.get("/")).text


async def test_what_fails_is_json_where_json_was_asked_for() -> None:
    core = FakeCore()
    core.failure = ZeroDivisionError()
    transport = httpx.ASGITransport(build_app(core))
    async with httpx.AsyncClient(transport=transport, base_url="http://podquote") as http:
        reply = await http.get("/api/check", params={"words": "secret"})

    assert 500 == reply.status_code
    assert "secret" not in reply.json()["error"]


def test_what_was_asked_is_text_and_never_markup() -> None:
    nasty = "<script>alert(1)</script>"
    checked = Checked(nasty, Verdict.NEARLY, CHECKED.closest, (("-", nasty), *CHECKED.diff))

    html = pages.render_check(phrasing.to_checked_card(checked), checked)

    assert nasty not in html
    assert "<del>&lt;script&gt;alert(1)&lt;/script&gt;</del>" in html
    assert "<ins>the</ins>" in html

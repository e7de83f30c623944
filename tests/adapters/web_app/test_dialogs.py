"""The shared dialog table, through the page and the API."""

from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest
from jinja2.filters import do_striptags

from adapters.web_app.app import build_app
from bot import phrasing
from bot.model import CardKind
from bot.ports import Core
from tests.dialogs import DIALOGS, Dialog

LEADS = {CardKind.MISS: phrasing.MISS, CardKind.HELP: phrasing.HELP}


@pytest.fixture
async def web(core: Core) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_app(core))
    async with httpx.AsyncClient(transport=transport, base_url="http://podquote") as http:
        yield http


@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda dialog: ascii(dialog.asked[:30]))
async def test_the_page_answers_the_dialog(web: httpx.AsyncClient, dialog: Dialog) -> None:
    reply = await web.get("/", params={"q": dialog.asked})

    main = reply.text[reply.text.index("<main") : reply.text.index("</main>")]
    main = main.partition('<section class="today"')[0]
    read = unescape(do_striptags(main))
    assert reply.status_code == 200
    assert (dialog.kind is CardKind.ANSWER) == ("<article" in main)
    assert LEADS.get(dialog.kind, "") in read
    assert dialog.shows.lower() in read.lower()


@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda dialog: ascii(dialog.asked[:30]))
async def test_the_api_answers_the_dialog(web: httpx.AsyncClient, dialog: Dialog) -> None:
    reply = await web.get("/api/ask", params={"q": dialog.asked})

    matches = reply.json()["matches"]
    assert reply.status_code == 200
    assert (dialog.kind is CardKind.ANSWER) == bool(matches)
    assert not matches or dialog.shows.lower() in " ".join(m["text"] for m in matches).lower()

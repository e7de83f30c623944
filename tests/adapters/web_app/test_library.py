"""Looking around on the page, on a core of the tests' own and on the five documents."""

import re
from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest

from adapters.web_app.app import build_app
from bot.bootstrap import Podquote
from bot.phrasing import shelves
from bot.ports import Core
from tests.fakes.core import ENTRY, FakeCore


def client(core: Core) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(build_app(core))
    return httpx.AsyncClient(transport=transport, base_url="http://podquote")


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    async with client(FakeCore()) as http:
        yield http


async def test_topics_speakers_and_episodes_are_each_one_press_away(
    web: httpx.AsyncClient,
) -> None:
    html = unescape((await web.get("/browse")).text)

    assert '<a href="/?q=Dams" dir="auto">Dams</a>' in html
    assert '<a href="/?q=from%3A%22Ada+Brook%22">Ada Brook</a>' in html
    assert "1 quote, 1 episode" in html
    assert '<a href="/episode/ep1">The River Show · How Otters Build</a>' in html


async def test_an_episode_opens_with_its_chapters_and_what_was_said(
    web: httpx.AsyncClient,
) -> None:
    html = (await web.get("/episode/ep1")).text

    assert "Dams &amp; lodges" in html
    assert "“Dams" not in html
    assert f"“{ENTRY.text.replace('&', '&amp;')}”" in html


@pytest.mark.parametrize("id", ["gone", "%00", "<b>", "x" * 5000])
async def test_an_episode_that_is_not_there_is_a_404_page(web: httpx.AsyncClient, id: str) -> None:
    reply = await web.get(f"/episode/{id}")

    assert 404 == reply.status_code
    assert shelves.NO_EPISODE in reply.text


async def test_every_link_of_the_five_documents_library_leads_somewhere(core: Podquote) -> None:
    async with client(core) as web:
        links = re.findall(r'href="(/(?:\?|episode)[^"]*)"', (await web.get("/browse")).text)
        replies = [await web.get(unescape(link)) for link in links]

    assert len(links) > 20
    assert [reply.url for reply in replies if reply.status_code != 200] == []
    assert [reply.url for reply in replies if 'class="lead miss"' in reply.text] == []


async def test_an_opened_episode_has_its_chapters_in_order_and_its_talk(core: Podquote) -> None:
    opened = [core.browsing.episode(one.episode.id) for one in core.browsing.episodes()]

    talks = [one for one in opened if one and one.segments]
    written = [one for one in opened if one and one.chapters]
    assert (2, 1) == (len(talks), len(written))
    times = [chapter.said_at for chapter in written[0].chapters if chapter.said_at is not None]
    assert sorted(times) == times
    assert len(written[0].quotes) > 10
    assert not written[0].is_cut


async def test_chapters_of_two_documents_stand_under_the_names_of_both(core: Podquote) -> None:
    [id] = [one.episode.id for one in core.browsing.episodes() if one.episode.date]
    opened = core.browsing.episode(id)
    assert opened is not None
    files = sorted({chapter.source.file for chapter in opened.chapters})

    async with client(core) as web:
        html = (await web.get(f"/episode/{id}")).text

    assert len(files) > 1
    heads = re.findall(r'<h3 class="quiet" dir="auto">In the words of (\S+)</h3>', html)
    assert files == heads


async def test_looking_around_is_attended_to_as_a_question_is() -> None:
    core = FakeCore()
    async with client(core) as web:
        for address in ("/browse", "/episode/ep1", "/api/suggest?q=d"):
            await web.get(address)

    assert 3 == len(core.askers)

"""What a link to a quote unfolds into, and an answer as a chat shows it."""

from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest

from adapters.preview import Preview
from adapters.web_app.app import build_app
from adapters.web_app.window import Window
from bot import phrasing
from bot.model import Card, Question
from tests.fakes.core import ITEM, FakeCore


def drawn(card: Card, asked: str) -> Preview:
    return Preview("b { color: red }", f"<b>{len(card.items)} for {len(asked)}</b>")


@pytest.fixture
def core() -> FakeCore:
    return FakeCore()


@pytest.fixture
async def web(core: FakeCore) -> AsyncIterator[httpx.AsyncClient]:
    window = Window({"slack": drawn}, {"Slack": "/slack/install"}, "https://quotes.example/")
    app = build_app(core, window=window)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://podquote"
    ) as http:
        yield http


async def test_a_link_to_a_quote_unfolds_into_its_words_who_said_them_and_its_picture(
    web: httpx.AsyncClient,
) -> None:
    html = unescape((await web.get("/q/q1")).text)

    assert f'<meta property="og:description" content="“{ITEM.words}”">' in html
    assert f'<meta property="og:title" content="{ITEM.speaker} · {ITEM.where}">' in html
    assert '<meta property="og:image" content="https://quotes.example/q/q1.png">' in html
    assert '<meta property="og:url" content="https://quotes.example/q/q1">' in html
    assert f'<meta property="og:image:alt" content="{phrasing.item_text(ITEM)}">' in html


async def test_a_forged_host_names_no_picture(core: FakeCore) -> None:
    transport = httpx.ASGITransport(build_app(core))
    async with httpx.AsyncClient(transport=transport, base_url="http://podquote") as http:
        reply = await http.get("/q/q1", headers={"host": "user@evil.example"})

    assert "og:description" in reply.text
    assert "evil" not in reply.text


async def test_an_answer_is_shown_as_a_chat_shows_it(
    web: httpx.AsyncClient, core: FakeCore
) -> None:
    reply = await web.get("/as/slack", params={"q": "otters", "speaker": "Ada"})

    assert "<b>1 for 6</b>" in reply.text
    assert "<style>b { color: red }</style>" in reply.text
    assert [Question("otters", speaker="Ada")] == core.asked
    assert "/?q=otters&amp;speaker=Ada" in reply.text


async def test_only_the_previews_own_style_is_allowed_and_by_its_hash(
    web: httpx.AsyncClient,
) -> None:
    policy = (await web.get("/as/slack?q=x")).headers["content-security-policy"]

    assert "style-src 'self' 'sha256-O28scEPi1wp28nkUG+W8j5nTbUOBZEuee0EWEjDpinQ='" in policy
    assert "unsafe" not in policy


async def test_the_answer_links_to_each_way_it_can_be_seen(web: httpx.AsyncClient) -> None:
    html = (await web.get("/?q=otters&podcast=River")).text

    assert '<a href="/as/slack?q=otters&amp;podcast=River">Slack</a>' in html


@pytest.mark.parametrize("place", ["irc", "..%2Fcheck", "%00"])
async def test_no_other_place_is_drawn(web: httpx.AsyncClient, place: str) -> None:
    assert 404 == (await web.get(f"/as/{place}?q=x")).status_code


async def test_where_it_is_configured_the_page_leads_to_adding_it_to_a_chat(
    web: httpx.AsyncClient,
) -> None:
    html = (await web.get("/")).text

    assert 'href="/slack/install" rel="noopener noreferrer">Add to Slack</a>' in html

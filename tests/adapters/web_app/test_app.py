from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import httpx
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import BaseRoute, Route

from adapters.web_app.app import build_app
from bot import phrasing
from bot.errors import TooManyQuestions, UnusableDatabase
from bot.model import Answer, Question
from tests.fakes.core import CARD, ITEM, FakeCore
from tests.fakes.meters import FakeMeters

EVERY_ADDRESS = ("/", "/?q=x", "/q/q1", "/api/ask?q=x", "/healthz", "/readyz", "/favicon.ico")


def client(
    core: FakeCore, routes: Sequence[BaseRoute] = (), ready: Mapping[str, bool] | None = None
) -> httpx.AsyncClient:
    app = build_app(core, routes=routes, ready=lambda: ready or {})
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://podquote")


@pytest.fixture
def core() -> FakeCore:
    return FakeCore()


@pytest.fixture
async def web(core: FakeCore) -> AsyncIterator[httpx.AsyncClient]:
    async with client(core) as http:
        yield http


async def test_the_page_shows_what_the_core_answers(web: httpx.AsyncClient, core: FakeCore) -> None:
    reply = await web.get("/", params={"q": "dams", "speaker": "Ada", "podcast": ""})

    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert "nobody reads the dam." in reply.text
    assert [Question("dams", speaker="Ada")] == core.asked


async def test_the_bare_page_asks_for_the_help_card(web: httpx.AsyncClient, core: FakeCore) -> None:
    reply = await web.get("/")

    assert reply.status_code == 200
    assert [Question("")] == core.asked


async def test_a_permalink_shows_one_entry(web: httpx.AsyncClient) -> None:
    reply = await web.get("/q/q1")

    assert reply.status_code == 200
    assert "nobody reads the dam." in reply.text


@pytest.mark.parametrize("id", ["gone", "%00", "%2F..%2F", "<b>", "x" * 5000])
async def test_a_permalink_that_names_nothing_is_a_404_page(
    web: httpx.AsyncClient, id: str
) -> None:
    reply = await web.get(f"/q/{id}")

    assert reply.status_code == 404
    assert "Ask above" in reply.text
    assert "<b>" not in reply.text


async def test_the_api_answers_as_ask_json_does(web: httpx.AsyncClient, core: FakeCore) -> None:
    reply = await web.get("/api/ask", params={"q": "dams", "episode": "Otters", "limit": "7"})

    question = Question("dams", episode="Otters", limit=7)
    assert reply.status_code == 200
    assert phrasing.answer_json(Answer(question, ())) == reply.json()
    assert [question] == core.asked


@pytest.mark.parametrize(("written", "limit"), [("", 5), ("0", 1), ("1000", 50)])
async def test_the_api_keeps_its_limit_in_bounds(
    web: httpx.AsyncClient, core: FakeCore, written: str, limit: int
) -> None:
    await web.get("/api/ask", params={"q": "dams", "limit": written})

    assert [limit] == [question.limit for question in core.asked]


async def test_the_api_refuses_a_limit_that_is_no_number(
    web: httpx.AsyncClient, core: FakeCore
) -> None:
    reply = await web.get("/api/ask", params={"q": "dams", "limit": "<b>"})

    assert (reply.status_code, reply.json()) == (400, {"error": phrasing.BAD_LIMIT})
    assert core.asked == []


async def test_it_is_alive_even_when_nothing_is_ready(core: FakeCore) -> None:
    core.failure = OSError("gone")
    async with client(core, ready={"slack": False}) as web:
        reply = await web.get("/healthz")

    assert (reply.status_code, reply.text) == (200, "ok")


async def test_it_is_ready_when_everything_is(core: FakeCore) -> None:
    async with client(core, ready={"slack": True}) as web:
        reply = await web.get("/readyz")

    assert (reply.status_code, reply.json()) == (200, {"ready": True, "not_ready": []})


async def test_readiness_names_what_is_not(core: FakeCore) -> None:
    core.failure = OSError("gone")
    async with client(core, ready={"slack": False, "discord": True}) as web:
        reply = await web.get("/readyz")

    assert reply.status_code == 503
    assert reply.json() == {"ready": False, "not_ready": ["core", "slack"]}


async def test_an_address_that_is_none_is_a_friendly_404(web: httpx.AsyncClient) -> None:
    reply = await web.get("/nothing/here")

    assert reply.status_code == 404
    assert phrasing.NO_PAGE in reply.text


async def test_an_address_of_the_api_that_is_none_says_so_in_json(web: httpx.AsyncClient) -> None:
    reply = await web.get("/api/nothing")

    assert (reply.status_code, reply.json()) == (404, {"error": phrasing.NO_PAGE})


async def test_a_method_that_is_not_served_is_refused(web: httpx.AsyncClient) -> None:
    reply = await web.post("/", content=b"q=x")

    assert reply.status_code == 405
    assert {"GET", "HEAD"} == set(reply.headers["allow"].split(", "))
    assert "This address is asked by GET or HEAD" in reply.text


async def test_the_api_says_by_which_method_it_is_asked(web: httpx.AsyncClient) -> None:
    reply = await web.post("/api/ask", json={"q": "x"})

    assert (405, {"error": phrasing.only_by(["GET", "HEAD"])}) == (reply.status_code, reply.json())


@pytest.mark.parametrize("address", EVERY_ADDRESS)
async def test_head_is_served_like_get(web: httpx.AsyncClient, address: str) -> None:
    got, head = await web.get(address), await web.head(address)

    assert got.status_code == head.status_code
    for reply in (got, head):
        reply.headers.pop("x-request-id")  # of each request its own
    assert got.headers == head.headers


@pytest.mark.parametrize("address", [*EVERY_ADDRESS, "/nothing", "/static/page.css", "/static/x"])
async def test_every_response_has_the_safe_headers(web: httpx.AsyncClient, address: str) -> None:
    reply = await web.get(address)

    policy = reply.headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} < set(policy)
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"


async def test_the_first_page_with_all_it_loads_is_under_50_kilobytes(
    web: httpx.AsyncClient,
) -> None:
    sizes = [
        len((await web.get(address)).content)
        for address in ("/", "/static/page.css", "/static/page.js", "/static/icon.svg")
    ]

    assert min(sizes) > 0
    assert sum(sizes) < 50_000


async def test_an_error_nobody_expected_is_a_page_with_its_id_and_a_traceback_in_the_log(
    web: httpx.AsyncClient, core: FakeCore
) -> None:
    core.failure = RuntimeError("the secret inside")

    with structlog.testing.capture_logs() as logs:
        reply = await web.get("/?q=private+words")

    (event,) = logs
    assert reply.status_code == 500
    assert phrasing.unexpected(event["error_id"]).lead in unescape(reply.text)
    assert "secret" not in reply.text
    assert core.failure is event["exc_info"]
    assert "private" not in str(event)


async def test_an_error_of_the_api_is_json_with_its_id(
    web: httpx.AsyncClient, core: FakeCore
) -> None:
    core.failure = RuntimeError("the secret inside")

    with structlog.testing.capture_logs() as logs:
        reply = await web.get("/api/ask?q=x")

    error = phrasing.unexpected(logs[0]["error_id"]).lead
    assert (500, {"error": error}) == (reply.status_code, reply.json())


async def test_no_request_says_where_another_one_goes(web: httpx.AsyncClient) -> None:
    reply = await web.get("/browse/?q=a", headers={"Host": "evil.example"})

    assert 404 == reply.status_code
    assert "location" not in reply.headers


async def test_an_expected_error_is_its_own_sentence(
    web: httpx.AsyncClient, core: FakeCore
) -> None:
    core.failure = UnusableDatabase("podquote.db", "it is locked")

    with structlog.testing.capture_logs() as logs:
        reply = await web.get("/api/ask?q=x")

    assert (503, {"error": core.failure.told}) == (reply.status_code, reply.json())
    assert "podquote.db" not in reply.text
    assert [event["reason"] for event in logs] == ["UnusableDatabase"]
    assert [event["problem"] for event in logs] == [str(core.failure)]


async def test_other_doors_addresses_are_served_beside_the_page(core: FakeCore) -> None:
    async def events(request: Request) -> PlainTextResponse:
        return PlainTextResponse(await request.body())

    async with client(core, [Route("/slack/events", events, methods=["POST"])]) as web:
        reply = await web.post("/slack/events", content=b"an event")

    assert reply.text == "an event"
    assert reply.headers["x-content-type-options"] == "nosniff"


async def test_an_error_after_the_answer_began_is_not_papered_over(core: FakeCore) -> None:
    async def halves() -> AsyncIterator[bytes]:
        yield b"half"
        raise OSError("the other half is gone")

    async def half(_request: Request) -> StreamingResponse:
        return StreamingResponse(halves())

    async with client(core, [Route("/half", half)]) as web:
        with pytest.raises(OSError, match="the other half"):
            await web.get("/half")


@given(asked=st.text(max_size=200))
async def test_any_text_may_be_asked(asked: str) -> None:
    core = FakeCore()
    async with client(core) as web:
        page = await web.get("/?q=" + quote(asked, safe=""))
        api = await web.get("/api/ask?q=" + quote(asked, safe=""))

    assert (page.status_code, api.status_code) == (200, 200)
    assert [asked.replace("\0", "")] * 2 == [question.text for question in core.asked]


@pytest.mark.parametrize("raw", ["%", "%ff%fe", "q=%ff", "q=a;b", "q[]=x", "=", "&&&", "q=1&q=2"])
async def test_a_query_string_that_is_none_is_answered_all_the_same(
    web: httpx.AsyncClient, raw: str
) -> None:
    reply = await web.get(f"/?{raw}")

    assert reply.status_code == 200


async def test_the_api_suggests_as_the_command_line_does(
    web: httpx.AsyncClient, core: FakeCore
) -> None:
    reply = await web.get("/api/suggest", params={"q": "da"})

    assert 200 == reply.status_code
    assert phrasing.suggestions_json(core.browsing.suggest("da")) == reply.json()
    assert reply.json()


async def test_who_asks_too_much_is_told_when_to_come_back(core: FakeCore) -> None:
    core.failure = TooManyQuestions(2.5)
    async with client(core) as http:
        api = await http.get("/api/ask", params={"q": "x"})
        page = await http.get("/", params={"q": "x"})

    assert (429, "3") == (api.status_code, api.headers["retry-after"])
    assert "ask again in 3 seconds" in api.json()["error"]
    assert 429 == page.status_code


async def test_every_reply_has_the_id_that_its_request_is_logged_under(
    web: httpx.AsyncClient,
) -> None:
    first, second = await web.get("/healthz"), await web.get("/")

    assert first.headers["x-request-id"] != second.headers["x-request-id"]


async def test_a_platform_s_events_are_timed_until_they_are_acknowledged(core: FakeCore) -> None:
    meters = FakeMeters()
    core.meters = meters

    async def take(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("")

    async with client(core, [Route("/slack/events", take, methods=["POST"])]) as http:
        await http.post("/slack/events")
        await http.get("/healthz")

    assert [("acknowledged", "slack")] == meters.counted


async def test_without_its_page_a_process_still_says_how_it_is(core: FakeCore) -> None:
    app = build_app(core, pages=False)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://podquote") as http:
        statuses = [(await http.get(path)).status_code for path in ("/healthz", "/readyz", "/")]

    assert [200, 200, 404] == statuses


async def test_a_texts_picture_has_an_address_of_its_own(web: httpx.AsyncClient) -> None:
    light, dark = await web.get("/q/q1.png"), await web.get("/q/q1.png?dark")

    assert ("image/png", 200) == (light.headers["content-type"], light.status_code)
    assert light.content[:4] == dark.content[:4] == b"\x89PNG"
    assert light.content != dark.content
    assert 404 == (await web.get("/q/nothing.png")).status_code


async def test_a_cache_asks_each_time_for_a_picture_and_gets_it_once(
    web: httpx.AsyncClient, core: FakeCore
) -> None:
    first, dark = await web.get("/q/q1.png"), await web.get("/q/q1.png?dark")
    known = {"If-None-Match": first.headers["etag"]}

    again = await web.get("/q/q1.png", headers=known)
    core.card = replace(CARD, items=(replace(ITEM, words="Other words."),))
    changed = await web.get("/q/q1.png", headers=known)

    assert "no-cache" == first.headers["cache-control"]
    assert first.headers["etag"] != dark.headers["etag"]
    assert (304, b"") == (again.status_code, again.content)
    assert 200 == changed.status_code
    assert 404 == (await web.get("/q/gone.png", headers=known)).status_code

import asyncio
import signal
import socket
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.web_app.app import build_app
from adapters.web_app.door import WebDoor
from bot.errors import SettingError
from tests.fakes.core import FakeCore
from tests.platforms.serving import served


def door(host: str = "127.0.0.1", port: int = 0) -> WebDoor:
    return WebDoor(build_app(FakeCore()), host, port)


async def test_it_announces_the_address_it_really_listens_on() -> None:
    async with served(door()) as url, httpx.AsyncClient(trust_env=False) as web:
        reply = await web.get(url + "healthz")

    assert (reply.status_code, reply.text) == (200, "ok")


@pytest.mark.parametrize(("host", "shown"), [("0.0.0.0", "127.0.0.1"), ("::", "[::1]")])  # noqa: S104
async def test_a_host_that_means_any_is_announced_as_one_that_opens(host: str, shown: str) -> None:
    if host == "::" and not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")

    async with served(door(host)) as url, httpx.AsyncClient(trust_env=False) as web:
        reply = await web.get(url + "healthz")

    assert url.startswith(f"http://{shown}:")
    assert reply.text == "ok"


async def test_head_has_no_body_on_the_wire() -> None:
    async with served(door()) as url, httpx.AsyncClient(trust_env=False) as web:
        reply = await web.head(url)

    assert reply.content == b""
    assert int(reply.headers["content-length"]) > 1000


def test_no_answer_waits_for_a_delayed_acknowledgement() -> None:
    # asyncio sets TCP_NODELAY on connections whose listener names its protocol, and no other.
    with door()._listen() as listener:
        named = listener.proto

    assert named == socket.IPPROTO_TCP


async def test_what_was_asked_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="uvicorn")

    async with served(door()) as url, httpx.AsyncClient(trust_env=False) as web:
        await web.get(url, params={"q": "privatewords"})

    logged = [r.getMessage() for r in caplog.records if r.name.startswith("uvicorn")]
    assert logged
    assert "privatewords" not in " ".join(logged)


async def test_headers_without_end_are_refused() -> None:
    async with served(door()) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(url).port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Endless: " + b"x" * 20_000)
        await writer.drain()
        async with asyncio.timeout(5):
            reply = await reader.read()
        writer.close()

    assert reply.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST /api/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"POST /nope HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", 200),
    ],
    ids=["a bad chunk", "a bad chunk to nowhere", "websocket"],
)
async def test_nobody_makes_a_traceback_or_advice_of_the_log(
    caplog: pytest.LogCaptureFixture, sent: bytes, status: int
) -> None:
    async with served(door()) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(url).port)
        writer.write(sent)
        async with asyncio.timeout(5):
            reply = await reader.readline()
        writer.close()

    assert reply.startswith(f"HTTP/1.1 {status} ".encode())
    logged = [r for r in caplog.records if r.name.startswith("uvicorn")]
    assert [] == [r.getMessage() for r in logged if r.exc_info or "ASGI" in r.getMessage()]
    assert [] == [r.getMessage() for r in logged if "pip install" in r.getMessage()]


async def test_it_leaves_the_signals_alone() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)

    async with served(door()):
        during = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)

    assert before == during


async def test_a_port_in_use_names_the_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingError, match=f"PODQUOTE_HTTP_PORT is {port}, which something"):
            await door(port=port).run(print)


async def test_a_port_that_is_not_allowed_names_the_setting() -> None:
    refused = door(port=80)._problem(13)

    assert list(refused) == ["PODQUOTE_HTTP_PORT"]


@pytest.mark.parametrize("host", ["203.0.113.7", "..", "x" * 70])
async def test_a_host_that_is_not_here_names_the_setting(host: str) -> None:
    with pytest.raises(SettingError, match="PODQUOTE_HTTP_HOST is no address"):
        await door(host).run(print)


@pytest.mark.slow
async def test_it_closes_within_two_seconds_though_a_request_hangs() -> None:
    arrived = asyncio.Event()

    async def hang(_request: Request) -> Response:
        arrived.set()
        await asyncio.Event().wait()
        return Response()

    async with served(WebDoor(Starlette(routes=[Route("/", hang)]), "127.0.0.1", 0)) as url:
        host, port = url.removeprefix("http://").strip("/").split(":")
        _reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.wait_for(arrived.wait(), 10)
        begun = time.monotonic()

    assert time.monotonic() - begun < 2
    writer.close()
    with pytest.raises(OSError, match=r"refused|Connect"):
        await asyncio.open_connection(host, int(port))

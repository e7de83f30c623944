"""Many workspaces: each installs in its browser, is answered with its own token, and may leave."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from aiohttp import web as aio
from pydantic import SecretStr
from starlette.applications import Starlette

from adapters.slack_app.door import SlackDoor
from adapters.slack_app.installing import COOKIE, scopes
from bot.errors import SealedAway
from bot.model import Delivery, Post
from bot.settings import Settings
from tests.adapters.slack_app.conftest import SECRET, ManualClock, running
from tests.adapters.slack_app.test_events import JSON, signed
from tests.fakes.core import CARD, FakeCore
from tests.fakes.installations import FakeInstallations
from tests.platforms.slack import mention

CLIENT_SECRET = "a-client-secret-canary"


@dataclass
class Slack:
    """What many workspaces' Slack answers.

    Attributes:
        calls: every call: its method, its token, its arguments.
        reply: what `oauth.v2.access` answers.
    """

    url: str = ""
    calls: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    reply: dict[str, Any] = field(default_factory=dict)

    async def answer(self, request: aio.Request) -> aio.StreamResponse:
        method, body = request.match_info["method"], await request.text()
        arguments = json.loads(body) if body.startswith("{") else dict(parse_qsl(body))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.calls.append((method, token, arguments))
        if method == "oauth.v2.access":
            return aio.json_response(self.reply)
        return aio.json_response({"ok": True, "ts": "1.2", "channel": "C1"})

    async def called(self, method: str, times: int = 1) -> list[tuple[str, dict[str, Any]]]:
        """Wait until a method was called so often; return the tokens and arguments."""
        async with asyncio.timeout(5):
            while True:
                found = [(token, given) for name, token, given in self.calls if name == method]
                if len(found) >= times:
                    return found
                await asyncio.sleep(0.005)


def gave(team: str) -> dict[str, Any]:
    return {
        "ok": True,
        "access_token": f"xoxb-{team}",
        "bot_user_id": f"U-{team}",
        "scope": "commands,chat:write",
        "team": {"id": team, "name": "Otters"},
        "enterprise": None,
    }


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    slack = Slack()
    app = aio.Application()
    app.router.add_post("/api/{method}", slack.answer)
    runner = aio.AppRunner(app)
    await runner.setup()
    site = aio.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    yield slack
    await runner.cleanup()


def many(slack: Slack) -> Settings:
    return Settings(
        _env_file=None,
        slack_client_id="1.2",
        slack_client_secret=SecretStr(CLIENT_SECRET),
        slack_signing_secret=SecretStr(SECRET),
        secret_key=SecretStr("k" * 32),
        slack_api_url=slack.url,
        public_url="https://bot.example",
    )


@contextlib.asynccontextmanager
async def browser(
    slack: Slack, fake: FakeCore, clock: ManualClock
) -> AsyncIterator[tuple[httpx.AsyncClient, SlackDoor]]:
    async with running(SlackDoor(fake, many(slack), clock)) as door:
        transport = httpx.ASGITransport(app=Starlette(routes=door.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="https://bot.example") as http:
            yield http, door


async def install(http: httpx.AsyncClient, slack: Slack, team: str) -> httpx.Response:
    slack.reply = gave(team)
    begun = await http.get("/slack/install")
    [state] = parse_qs(urlsplit(begun.headers["location"]).query)["state"]
    return await http.get("/slack/oauth_redirect", params={"state": state, "code": "c"})


async def test_a_browser_is_sent_to_slack_with_what_the_manifest_asks_for(
    slack: Slack, fake: FakeCore, clock: ManualClock
) -> None:
    async with browser(slack, fake, clock) as (http, _):
        begun = await http.get("/slack/install")

    address = urlsplit(begun.headers["location"])
    asked = parse_qs(address.query)
    assert (302, "slack.com", "/oauth/v2/authorize") == (
        begun.status_code,
        address.netloc,
        address.path,
    )
    assert ",".join(scopes()) == asked["scope"][0]
    assert "https://bot.example/slack/oauth_redirect" == asked["redirect_uri"][0]
    cookie = begun.headers["set-cookie"]
    assert all(word in cookie for word in (COOKIE, "HttpOnly", "Secure", "SameSite=lax"))


async def test_who_allows_it_is_installed_and_the_token_is_kept(
    slack: Slack, fake: FakeCore, clock: ManualClock
) -> None:
    async with browser(slack, fake, clock) as (http, door):
        done = await install(http, slack, "T1")
        says = await door.probe()

    assert 200 == done.status_code
    assert "podquote is installed" in done.text
    assert "xoxb" not in done.text
    assert "installed in 1 workspace" == says
    found = fake.installations.find("slack", "T1")
    assert found is not None
    assert ("xoxb-T1", "U-T1") == (found.token, found.bot_user)


async def test_a_state_of_another_browser_or_a_second_time_is_refused(
    slack: Slack, fake: FakeCore, clock: ManualClock
) -> None:
    async with browser(slack, fake, clock) as (http, _):
        begun = await http.get("/slack/install")
        [state] = parse_qs(urlsplit(begun.headers["location"]).query)["state"]
        http.cookies.clear()
        stolen = await http.get("/slack/oauth_redirect", params={"state": state, "code": "c"})
        await install(http, slack, "T1")
        again = await http.get("/slack/oauth_redirect", params={"state": "state-2", "code": "c"})

    assert (400, 400) == (stolen.status_code, again.status_code)
    assert 1 == len(await slack.called("oauth.v2.access"))


@pytest.mark.parametrize(
    ("reply", "code", "status"),
    [
        ({"ok": False, "error": "bad_code"}, "c", 502),
        ({"ok": True}, "c", 502),
        (gave("T1"), "", 400),
    ],
)
async def test_what_slack_refuses_is_one_sentence(
    slack: Slack,
    fake: FakeCore,
    clock: ManualClock,
    reply: dict[str, Any],
    code: str,
    status: int,
) -> None:
    async with browser(slack, fake, clock) as (http, _):
        begun = await http.get("/slack/install")
        [state] = parse_qs(urlsplit(begun.headers["location"]).query)["state"]
        slack.reply = reply
        done = await http.get("/slack/oauth_redirect", params={"state": state, "code": code})

    assert status == done.status_code
    assert 1 == len(done.text.splitlines())
    assert 0 == fake.installations.sealing().newest


async def test_each_workspace_is_answered_with_its_own_token(
    slack: Slack, fake: FakeCore, clock: ManualClock
) -> None:
    async with browser(slack, fake, clock) as (http, _):
        for team in ("T1", "T2"):
            await install(http, slack, team)
        for number, team in enumerate(("T1", "T2", "T3")):
            said = mention("otters", f"170000000{number}.1")
            theirs = [{**said["authorizations"][0], "team_id": team}]
            data = json.dumps({**said, "team_id": team, "authorizations": theirs}).encode()
            await http.post("/slack/events", content=data, headers=signed(data, clock, JSON))
        posted = await slack.called("chat.postMessage", 2)

    assert {"xoxb-T1", "xoxb-T2"} == {token for token, _ in posted}
    assert 2 == len(posted)
    assert {"T1", "T2"} == {asker.workspace for asker in fake.askers}


async def test_a_post_goes_with_the_token_of_its_workspace(
    slack: Slack, fake: FakeCore, clock: ManualClock
) -> None:
    async with browser(slack, fake, clock) as (http, door):
        await install(http, slack, "T1")
        posts = [Post("slack", "C1", CARD, key, library=f"slack:{key}") for key in ("T1", "T9")]
        outcomes = [await asyncio.to_thread(door.poster.send, post, 9e9) for post in posts]
        sent = await slack.called("chat.postMessage", 2)

    assert Delivery.SENT is outcomes[0].delivery
    assert ["xoxb-T1", ""] == [token for token, _ in sent]


async def test_what_no_key_opens_is_said_and_nothing_is_sent_in_its_name(
    slack: Slack, fake: FakeCore, clock: ManualClock
) -> None:
    async with browser(slack, fake, clock) as (http, door):
        await install(http, slack, "T1")
        assert isinstance(fake.installations, FakeInstallations)
        fake.installations.shut.add("slack:T1")
        post = Post("slack", "C1", CARD, "key", library="slack:T1")
        outcome = await asyncio.to_thread(door.poster.send, post, 9e9)
        with pytest.raises(SealedAway, match=r"slack:T1 cannot be opened; PODQUOTE_SECRET_KEY"):
            await door.probe()

    # Tried again later, as soon as the key is there: no workspace is taken for gone.
    assert (Delivery.REFUSED, "sealed_away") == (outcome.delivery, outcome.reason)
    assert [] == [method for method, _, _ in slack.calls if method == "chat.postMessage"]


@pytest.mark.parametrize(
    ("event", "stays"),
    [
        ({"type": "app_uninstalled"}, False),
        ({"type": "tokens_revoked", "tokens": {"bot": ["U-T1"]}}, False),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U7"], "bot": []}}, True),
    ],
)
async def test_a_workspace_that_leaves_is_forgotten(
    slack: Slack, fake: FakeCore, clock: ManualClock, event: dict[str, Any], *, stays: bool
) -> None:
    async with browser(slack, fake, clock) as (http, _):
        await install(http, slack, "T1")
        left = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}
        data = json.dumps(left).encode()
        reply = await http.post("/slack/events", content=data, headers=signed(data, clock, JSON))

    assert 200 == reply.status_code
    assert stays == (fake.installations.find("slack", "T1") is not None)

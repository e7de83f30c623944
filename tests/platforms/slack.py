"""A Slack of our own on loopback: the Web API methods we use, response_urls, and Socket Mode.

It records what it is asked, checks it against `slack_rules`, and fails when told to.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from tests.platforms.slack_rules import (
    problems_of_call,
    problems_of_message,
    problems_of_view,
)

BOT_TOKEN = "xoxb-loopback"
APP_TOKEN = "xapp-loopback"
TEAM, BOT_USER, BOT_ID, CHANNEL = "T0TEAM", "U0BOT", "B0BOT", "C0GENERAL"
DIRECT = "D0DIRECT"


@dataclass(frozen=True)
class Fault:
    """One failure: an HTTP answer instead of Slack's, or none at all after taking the request."""

    status: int = 200
    body: str = ""
    content_type: str = "application/json"
    retry_after: int | None = None
    drop: bool = False
    takes: bool = False


def refusal(error: str) -> Fault:
    return Fault(body=json.dumps({"ok": False, "error": error}))


_SHARED = ("channel_id", "thread_ts")


class SlackPeer:
    """Slack, as far as podquote can tell.

    Attributes:
        calls: (method, arguments) of every Web API call, in order.
        posts: the messages that were taken, as history gives them, newest last.
        whispers: the bodies posted to response_urls.
        problems: what Slack would have refused; a test that ends with some has failed.
        acks: envelope ids that were acknowledged, with their payloads.
        channels: what conversations.info knows.
        threads: the messages of a thread that conversations.replies gives, by its ts.
        admins: the users whom users.info calls admins.
        views: (method, arguments) of every view that was opened or published.
        deleted: (channel, ts) of every message that was deleted.
        files: what is uploaded, by name.
        uploads: what podquote uploaded, each with what was said of it and where it was put.
        downloads: names that were downloaded, and with which authorization.
        deaf: the sockets that swallow everything and answer nothing, not even a ping.
        answered: called with the id of a response_url that was used.
        socket_status: answered to a WebSocket handshake instead of a socket, when set.
        page_size: of history.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.posts: list[dict[str, Any]] = []
        self.whispers: list[dict[str, Any]] = []
        self.problems: list[str] = []
        self.acks: dict[str, Any] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.threads: dict[str, list[dict[str, Any]]] = {}
        self.admins: set[str] = set()
        self.views: list[tuple[str, dict[str, Any]]] = []
        self.deleted: list[tuple[str, str]] = []
        self.files: dict[str, bytes] = {}
        self.downloads: list[tuple[str, str]] = []
        self.uploads: dict[str, dict[str, Any]] = {}
        self.deaf: set[web.WebSocketResponse] = set()
        self.socket_status: int | None = None
        self.page_size = 100
        self.channels: dict[str, dict[str, Any]] = {
            CHANNEL: {"id": CHANNEL, "is_member": True, "is_archived": False},
            DIRECT: {"id": DIRECT, "is_member": True, "is_im": True},
        }
        self.answered: Callable[[str], object] = lambda _id: None
        self.base = ""
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._changed = asyncio.Condition()
        self._envelopes = 0

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[SlackPeer]:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/respond/{id}", self._respond)
        app.router.add_get("/socket", self._socket)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_post("/upload/{id}", self._upload)
        runner = web.AppRunner(app, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://{self.base}/api/"

    def response_url(self, id: str = "1") -> str:
        return f"http://{self.base}/respond/{id}"

    def file_url(self, name: str) -> str:
        return f"http://{self.base}/files/{name}"

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.downloads.append((name, request.headers.get("Authorization", "")))
        if name not in self.files:
            return web.Response(text="<html>sign in</html>", content_type="text/html")
        return web.Response(body=self.files[name], content_type="text/vtt")

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of `method` ("respond" for response_urls) fail, one fault each."""
        self._faults[method].extend(faults)

    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    async def until(self, holds: Callable[[], bool], seconds: float = 5) -> None:
        """Wait until `holds`; asked again whenever something arrives."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(holds)

    async def deliver(self, type: str, payload: dict[str, Any], socket: int = -1) -> str:
        """Send one envelope over the newest socket; return its id once it is acknowledged."""
        self._envelopes += 1
        envelope = f"envelope-{self._envelopes}"
        await self.sockets[socket].send_json(
            {
                "envelope_id": envelope,
                "type": type,
                "payload": payload,
                "accepts_response_payload": type != "events_api",
            }
        )
        await self.until(lambda: envelope in self.acks)
        return envelope

    async def _note(self, add: Callable[[], None]) -> None:
        async with self._changed:
            add()
            self._changed.notify_all()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method, arguments = request.match_info["method"], await _arguments(request)
        self.problems += problems_of_call(method, arguments)
        fault = self._faults[method].popleft() if self._faults[method] else None
        answer = (
            self._answer(method, arguments, request)
            if fault is None or fault.takes
            else {"ok": False}
        )
        await self._note(lambda: self.calls.append((method, arguments)))
        return web.json_response(answer) if fault is None else _failing(fault, request)

    def _answer(
        self, method: str, arguments: dict[str, Any], request: web.Request
    ) -> dict[str, Any]:
        expected = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if request.headers.get("Authorization") != f"Bearer {expected}":
            return {"ok": False, "error": "invalid_auth"}
        answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "auth.test": _auth_test,
            "apps.connections.open": self._open,
            "chat.postMessage": self._post,
            "conversations.info": self._info,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "chat.delete": self._delete,
            "conversations.list": self._list,
            "files.getUploadURLExternal": self._begin_upload,
            "files.completeUploadExternal": self._end_upload,
            "users.info": self._user,
            "views.open": functools.partial(self._view, "views.open"),
            "views.publish": functools.partial(self._view, "views.publish"),
            "assistant.threads.setSuggestedPrompts": _prompts,
        }
        return answers[method](arguments)

    def _open(self, _arguments: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "url": f"ws://{self.base}/socket"}

    def _post(self, arguments: dict[str, Any]) -> dict[str, Any]:
        place = arguments["channel"]
        own = place.startswith("U")  # a person: Slack opens their messages with the app
        channel = {"is_member": True} if own else self.channels.get(place)
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        if not channel["is_member"]:
            return {"ok": False, "error": "not_in_channel"}
        if channel.get("is_archived"):
            return {"ok": False, "error": "is_archived"}
        problems = problems_of_message(arguments.get("text"), arguments.get("blocks"))
        self.problems += problems
        if problems:
            return {"ok": False, "error": "invalid_blocks"}
        ts = f"{1_700_000_000 + len(self.posts)}.000100"
        self.posts.append({**arguments, "type": "message", "bot_id": BOT_ID, "ts": ts})
        return {"ok": True, "channel": arguments["channel"], "ts": ts, "message": {"ts": ts}}

    def _info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self.channels.get(arguments["channel"])
        return {"ok": True, "channel": channel} if channel else refused("channel_not_found")

    def _list(self, arguments: dict[str, Any]) -> dict[str, Any]:
        known = [{**one, "name": one.get("name", "")} for one in self.channels.values()]
        start = int(arguments.get("cursor") or 0)
        end = start + self.page_size
        cursor = str(end) if end < len(known) else ""
        more = {"response_metadata": {"next_cursor": cursor}}
        return {"ok": True, "channels": known[start:end], **more}

    def _begin_upload(self, arguments: dict[str, Any]) -> dict[str, Any]:
        id = f"F{len(self.uploads) + 1}"
        self.uploads[id] = dict(arguments)
        return {"ok": True, "file_id": id, "upload_url": f"http://{self.base}/upload/{id}"}

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        self.uploads[request.match_info["id"]]["bytes"] = await request.read()
        if self._faults["upload"]:
            return _failing(self._faults["upload"].popleft(), request)
        return web.Response(text="OK")

    def _end_upload(self, arguments: dict[str, Any]) -> dict[str, Any]:
        ended = arguments["files"]
        ended = json.loads(ended) if isinstance(ended, str) else ended
        for one in ended:
            self.uploads[one["id"]] |= {name: arguments.get(name) for name in _SHARED}
        return {"ok": True, "files": ended}

    def _history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        oldest = float(arguments.get("oldest", 0))
        start = int(arguments.get("cursor") or 0)
        found = [
            post
            for post in reversed(self.posts)
            if post["channel"] == arguments["channel"] and float(post["ts"]) > oldest
        ]
        if arguments.get("include_all_metadata") != "1":
            found = [{k: v for k, v in post.items() if k != "metadata"} for post in found]
        end = start + self.page_size
        more = end < len(found)
        return {
            "ok": True,
            "messages": found[start:end],
            "has_more": more,
            "response_metadata": {"next_cursor": str(end) if more else ""},
        }

    def _replies(self, arguments: dict[str, Any]) -> dict[str, Any]:
        found = self.threads.get(arguments["ts"])
        return {"ok": True, "messages": found} if found else refused("thread_not_found")

    def _delete(self, arguments: dict[str, Any]) -> dict[str, Any]:
        known = [(post["channel"], post["ts"]) for post in self.posts]
        place = arguments["channel"], arguments["ts"]
        if place not in known or place in self.deleted:
            return refused("message_not_found")
        self.deleted.append(place)
        return {"ok": True}

    def _user(self, arguments: dict[str, Any]) -> dict[str, Any]:
        user = arguments["user"]
        admin = user in self.admins
        return {"ok": True, "user": {"id": user, "team_id": TEAM, "is_admin": admin}}

    def _view(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        view = arguments["view"]
        view = json.loads(view) if isinstance(view, str) else view
        problems = problems_of_view(view)
        self.problems += problems
        if problems:
            return refused("invalid_arguments")
        self.views.append((method, {**arguments, "view": view}))
        return {"ok": True, "view": {**view, "id": f"V{len(self.views)}"}}

    def _acknowledge(self, sent: str) -> None:
        ack = json.loads(sent)
        self.acks[ack["envelope_id"]] = ack.get("payload")

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if not body.get("delete_original"):
            self.problems += problems_of_message(body.get("text"), body.get("blocks"))
        await self._note(lambda: self.whispers.append(body))
        self.answered(request.match_info["id"])
        if self._faults["respond"]:
            return _failing(self._faults["respond"].popleft(), request)
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if self.socket_status is not None:
            return web.Response(status=self.socket_status)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        await self._note(lambda: self.sockets.append(socket))
        async for message in socket:
            if socket in self.deaf:
                continue
            if message.type is WSMsgType.TEXT:
                await self._note(functools.partial(self._acknowledge, message.data))
            elif message.type is WSMsgType.PING:
                await socket.pong(message.data)
        return socket


def refused(error: str) -> dict[str, Any]:
    return {"ok": False, "error": error}


def command(text: str, response_url: str, trigger: str = "1.2.abc") -> dict[str, str]:
    """Return the form of `/podquote text` as Slack sends it."""
    return {
        "token": "legacy",
        "team_id": TEAM,
        "team_domain": "rivers",
        "channel_id": CHANNEL,
        "channel_name": "general",
        "user_id": "U0ASKER",
        "user_name": "asker",
        "command": "/podquote",
        "text": text,
        "api_app_id": "A0APP",
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def mention(text: str, ts: str = "1700000000.000001", **event: object) -> dict[str, Any]:
    """Return the event of `@podquote text` as Slack sends it; `event` adds to it."""
    return {
        "token": "legacy",
        "team_id": TEAM,
        "api_app_id": "A0APP",
        "type": "event_callback",
        "event_id": f"Ev{ts}",
        "event_time": int(float(ts)),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event": {
            "type": "app_mention",
            "user": "U0ASKER",
            "text": f"<@{BOT_USER}> {text}",
            "ts": ts,
            "channel": CHANNEL,
            "event_ts": ts,
            "team": TEAM,
            **event,
        },
    }


def escape(typed: str) -> str:
    """Return what a person typed the way Slack delivers it."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _prompts(arguments: dict[str, Any]) -> dict[str, Any]:
    good = arguments["prompts"] and "thread_ts" not in arguments
    return {"ok": True} if good else refused("invalid_arguments")


def _auth_test(_arguments: dict[str, Any]) -> dict[str, Any]:
    return {
        "ok": True,
        "url": "https://rivers.slack.com/",
        "team": "Rivers",
        "user": "podquote",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
    }


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        found: dict[str, Any] = await request.json()
        return found
    return {**request.query, **await request.post()}


def _failing(fault: Fault, request: web.Request) -> web.StreamResponse:
    if fault.drop:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return web.Response(
        status=fault.status, text=fault.body, content_type=fault.content_type, headers=headers
    )

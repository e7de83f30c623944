"""What the Slack door does when somebody asks or presses: plain functions, bound to bolt in `app`.

A question's text is never logged, and never repeated in a reply.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app import askers
from adapters.slack_app.outcomes import FAILURES, outcome_of
from adapters.slack_app.presses import to_press
from adapters.slack_app.sending import post, whisper
from adapters.slack_app.translate import Message, to_message, to_question, to_words
from bot import phrasing
from bot.errors import PodquoteError
from bot.model import Card
from bot.ports import Core

log = structlog.get_logger(__name__)

Send = Callable[[Message], Awaitable[None]]

_OK: Final = 200


class Seen:
    """Remembers what was answered, so that a request delivered again is not answered again.

    Slack delivers a message up to eleven times, with new event ids (node-slack-sdk#2141).
    """

    def __init__(self, capacity: int = 10_000) -> None:
        """Remember the last `capacity` keys; Slack's last retry comes after six minutes."""
        self._keys: OrderedDict[tuple[str, ...], None] = OrderedDict()
        self._capacity = capacity

    def first(self, *key: object) -> bool:
        """Whether `key` comes for the first time; from now on it does not."""
        known = tuple(str(part) for part in key)
        if known in self._keys:
            return False
        self._keys[known] = None
        if len(self._keys) > self._capacity:
            self._keys.popitem(last=False)
        return True


async def answer_command(
    command: Mapping[str, Any], core: Core, seen: Seen, client: AsyncWebClient
) -> None:
    """Answer `/podquote …` to the one who typed it, through the command's response_url."""
    if not seen.first(command.get("team_id"), command.get("trigger_id")):
        return
    text = str(command.get("text") or "")
    send = _whispering(client, str(command["response_url"]))
    asked = core.asked_by(askers.of_command(command))
    await _answer(lambda: _find(text, asked), len(text), send)


async def answer_press(
    body: Mapping[str, Any], core: Core, seen: Seen, client: AsyncWebClient
) -> None:
    """Answer a press of a button to the one who pressed it, beside what stands there."""
    press = to_press(body)
    if not seen.first(*press.key):
        return
    send = _whispering(client, press.response_url, press.thread_ts)
    talk = core.asked_by(askers.of_interaction(body)).conversation
    await _answer(lambda: talk.press(press.token), len(press.token), send)


async def answer_mention(
    body: Mapping[str, Any], core: Core, seen: Seen, client: AsyncWebClient
) -> None:
    """Answer `@podquote …` in its thread, once, unless a program or a system message said it."""
    event = body["event"]
    if event.get("bot_id") or event.get("subtype"):
        return
    channel, ts = event["channel"], event["ts"]
    if not seen.first(body.get("team_id"), channel, ts):
        return

    async def send(message: Message) -> None:
        thread_ts = event.get("thread_ts") or ts
        await post(client, channel, message, thread_ts=thread_ts)

    text = str(event.get("text") or "")
    asked = core.asked_by(askers.of_event(body))
    await _answer(lambda: _find(text, asked), len(text), send)


def _whispering(client: AsyncWebClient, response_url: str, thread_ts: str | None = None) -> Send:
    async def send(message: Message) -> None:
        status = await whisper(client, response_url, message, thread_ts=thread_ts)
        if status != _OK:
            log.warning("slack_reply_failed", reason=f"http_{status}")

    return send


async def _answer(find: Callable[[], Card], length: int, send: Send) -> None:
    try:
        await send(to_message(await asyncio.to_thread(_found, find)))
    except FAILURES as error:
        log.warning("slack_reply_failed", reason=outcome_of(error).reason)
    except Exception:  # the door's one net: logged whole, and the asker gets its id
        error_id = secrets.token_hex(4)
        log.exception("slack_question_failed", error_id=error_id, length=length)
        await _apologise(error_id, send)


def _find(text: str, core: Core) -> Card:
    question = to_question(text)
    words = to_words(question)
    talk = core.conversation
    return talk.reply(question) if words is None else talk.check(words)


def _found(find: Callable[[], Card]) -> Card:
    try:
        return find()
    except PodquoteError as error:
        log.warning("slack_question_refused", reason=type(error).__name__)
        return phrasing.trouble(str(error))


async def _apologise(error_id: str, send: Send) -> None:
    try:
        await send(to_message(phrasing.unexpected(error_id)))
    except FAILURES as error:
        log.warning("slack_reply_failed", reason=outcome_of(error).reason, error_id=error_id)

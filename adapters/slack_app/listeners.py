"""What the Slack door does when somebody asks: plain functions, bound to bolt in `app`.

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

from adapters.slack_app.outcomes import FAILURES, outcome_of
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
    response_url = str(command["response_url"])

    async def send(message: Message) -> None:
        status = await whisper(client, response_url, message)
        if status != _OK:
            log.warning("slack_reply_failed", reason=f"http_{status}")

    await _answer(str(command.get("text") or ""), core, send)


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

    await _answer(str(event.get("text") or ""), core, send)


async def _answer(text: str, core: Core, send: Send) -> None:
    try:
        await send(to_message(await _find(text, core)))
    except FAILURES as error:
        log.warning("slack_reply_failed", reason=outcome_of(error).reason)
    except Exception:  # the door's one net: logged whole, and the asker gets its id
        error_id = secrets.token_hex(4)
        log.exception("slack_question_failed", error_id=error_id, length=len(text))
        await _apologise(error_id, send)


async def _find(text: str, core: Core) -> Card:
    try:
        question = to_question(text)
        words = to_words(question)
        if words is not None:
            return phrasing.to_checked_card(await asyncio.to_thread(core.check, words))
        return await asyncio.to_thread(core.answer, question)
    except PodquoteError as error:
        log.warning("slack_question_refused", reason=type(error).__name__)
        return phrasing.trouble(str(error))


async def _apologise(error_id: str, send: Send) -> None:
    try:
        await send(to_message(phrasing.unexpected(error_id)))
    except FAILURES as error:
        log.warning("slack_reply_failed", reason=outcome_of(error).reason, error_id=error_id)

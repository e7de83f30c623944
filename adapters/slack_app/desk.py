"""What every listener works with: the core, Slack's client, and the rules for answering once.

A question's text is never logged, and never repeated in a reply.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.incoming import Seen
from adapters.slack_app.outcomes import FAILURES, outcome_of
from adapters.slack_app.rights import Rights
from adapters.slack_app.sending import post_patiently, whisper
from adapters.slack_app.translate import Message, to_message
from bot import phrasing
from bot.errors import PodquoteError
from bot.model import Asker, Card, Delivery, Outcome
from bot.phrasing import channels
from bot.ports import Core, Poster

log = structlog.get_logger(__name__)

Send = Callable[[Card], Awaitable[None]]
Key = tuple[object, ...]
"""What tells a delivery from every other, however often it comes; empty: it was looked at."""

PLATFORM: Final = "slack"
AT_ONCE: Final = 2
"""Look-ups at a time, measured with 1, 2, 4 and 8 (`docs/measured/slack.md`): with more of them
acknowledgements wait, with one a question behind a slow one does."""
_OK: Final = 200
_BROKEN: Final = 500


@dataclass(frozen=True, slots=True)
class Desk:
    """What every listener works with.

    Attributes:
        core: what answers.
        client: with the token of the workspace that asks.
        rights: who may change schedules.
        posters: the platforms that are connected, by name.
        seen: what this process took lately; Slack delivers a message up to eleven times, with new
            event ids (node-slack-sdk#2141).
        turns: who may look something up now; with more at once, threads that compute would keep the
            loop from acknowledging, and no answer would come sooner.
    """

    core: Core
    client: AsyncWebClient
    rights: Rights
    posters: Mapping[str, Poster] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def first(self, *key: object) -> bool:
        """Whether a delivery comes for the first time, in this process and in every other one."""
        return self.seen.first(*key) and await asyncio.to_thread(self._is_new, key)

    async def answer(
        self, find: Callable[[], Card], length: int, send: Send, key: Key = ()
    ) -> Card | None:
        """Send what `find` gives, in a thread of its own, or why there is none; return it.

        Args:
            find: asks the core.
            length: of what was asked: all that a log may know of it.
            send: takes the card.
            key: of the delivery, unless `first` was asked of it: one that came before is left
                alone. Looked at on the way to the core, it costs no way of its own.

        Returns:
            The card, if there is one and nothing went wrong.
        """
        if key and not self.seen.first(*key):
            return None
        try:
            async with self.turns:
                card = await asyncio.to_thread(self._found, find, key)
            if card is not None:
                await send(card)
        except FAILURES as error:
            log.warning("slack_reply_failed", reason=outcome_of(error).reason)
        except Exception:  # the door's one net: logged whole, and the asker gets its id
            error_id = secrets.token_hex(4)
            log.exception("slack_question_failed", error_id=error_id, length=length)
            await _apologise(error_id, send)
        else:
            return card
        return None

    def _found(self, find: Callable[[], Card], key: Key) -> Card | None:
        if key and not self._is_new(key):
            return None
        try:
            return find()
        except PodquoteError as error:
            log.warning("slack_question_refused", reason=type(error).__name__)
            return phrasing.trouble(error.told)

    def _is_new(self, key: Key) -> bool:
        try:
            return self.core.inbox.first(PLATFORM, *key)
        except PodquoteError as error:
            # Who asked shall hear that the database is in trouble, even if twice.
            log.warning("slack_inbox_failed", reason=type(error).__name__)
            return True

    async def post(
        self,
        channel: str,
        message: Message,
        *,
        thread_ts: str | None = None,
        user: str | None = None,
    ) -> Outcome:
        """Post once into a channel, where Slack asks to wait after waiting; never raises for Slack.

        Where the channel cannot be posted to, `user` is told once, in a message to them alone.
        """
        try:
            sent = await post_patiently(self.client, channel, message, thread_ts=thread_ts)
        except FAILURES as error:
            outcome = outcome_of(error)
            log.warning("slack_reply_failed", reason=outcome.reason)
            if user and outcome.delivery is Delivery.DEAD and channel != user:
                await self.tell(user, phrasing.trouble(channels.slack_cannot_post(outcome.reason)))
            return outcome
        return Outcome(Delivery.SENT, str(sent.get("ts") or ""))

    async def tell(self, user: str, card: Card) -> None:
        """Send a card to one person, in their messages with the app."""
        await self.post(user, to_message(card, by=user), user=user)

    def whisperer(self, url: str, asker: Asker, thread_ts: str | None = None) -> Whisperer:
        """Return what answers one person through a response_url."""
        return Whisperer(self, url, asker, thread_ts)


@dataclass(frozen=True, slots=True)
class Whisperer:
    """Answers whoever asked or pressed, through a response_url; five times within half an hour.

    Attributes:
        desk: where the client is.
        url: the response_url.
        asker: who is answered.
        thread_ts: the thread they stand in, or None.
    """

    desk: Desk
    url: str
    asker: Asker
    thread_ts: str | None = None

    async def send(self, card: Card) -> None:
        """Show a card to them alone, beside what stands there already."""
        await self.say(to_message(card))

    async def replace(self, card: Card) -> None:
        """Show a card to them alone, in the place of what they pressed."""
        await self.say(to_message(card), replace=True)

    async def say(self, message: Message, *, replace: bool = False, public: bool = False) -> bool:
        """Show a message; return whether Slack took it.

        An url that is over is told in a message to them, with the way on.
        """
        status = await whisper(
            self.desk.client,
            self.url,
            message,
            thread_ts=self.thread_ts,
            replace=replace,
            public=public,
        )
        if status == _OK:
            return True
        log.warning("slack_reply_failed", reason=f"http_{status}")
        if status < _BROKEN and self.asker.user:
            await self.desk.tell(self.asker.user, phrasing.trouble(channels.SLACK_TOO_LATE))
        return False


async def _apologise(error_id: str, send: Send) -> None:
    try:
        await send(phrasing.unexpected(error_id))
    except FAILURES as error:
        log.warning("slack_reply_failed", reason=outcome_of(error).reason, error_id=error_id)

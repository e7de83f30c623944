"""Posts into Slack's channels: synchronous for the ticker's thread, carried out in the door's loop.

A write is sent once. Whether it arrived is decided by `outcomes`, and found out by its key, which
stands in the message's metadata where no reader sees it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app.app import TIMEOUT
from adapters.slack_app.outcomes import FAILURES, Reply, outcome_of, to_reply
from adapters.slack_app.sending import post as post_message
from adapters.slack_app.translate import Message, to_message
from adapters.slack_app.workspaces import Workspaces
from bot import phrasing
from bot.errors import SealedAway
from bot.model import Delivery, Outcome, Post
from bot.phrasing import channels
from bot.picture import to_png
from bot.ports import Clock

EVENT_TYPE: Final = "podquote_daily"

_GRACE: Final = 5  # seconds beyond TIMEOUT that a busy loop may take to get to it
_LOOK_BACK: Final = 60  # seconds before the first try, for clocks that differ
_LONGEST_ALT: Final = 1000  # characters of what a picture says, for those who hear it
_PAGES: Final = 5  # of history; beyond them it cannot be told
_PAGE: Final = 100  # messages; Slack gives some apps 15
_CHANNELS: Final = 1000  # a page; Slack's most

_T = TypeVar("_T")
log = structlog.get_logger(__name__)


class _NotConnectedError(Exception):
    """There is no loop and no client to send with."""


class SlackPoster:
    """A `bot.ports.Poster` for Slack; not connected until its door is.

    Call it from any thread but the one of the door's loop, which it waits for.
    """

    def __init__(self, clock: Clock, workspaces: Workspaces | None = None) -> None:
        """Take the clock that deadlines are on, and the workspaces where there are many."""
        self._workspaces = workspaces
        self._clock = clock
        self._line: tuple[AsyncWebClient, asyncio.AbstractEventLoop] | None = None

    def connect(self, client: AsyncWebClient) -> None:
        """Send through `client`, in the loop that runs now."""
        self._line = (client, asyncio.get_running_loop())

    def disconnect(self) -> None:
        """Send nothing any more."""
        self._line = None

    def send(self, post: Post, deadline: float) -> Outcome:
        """Send `post` once, or not at all when `deadline` leaves less than one call's time."""
        if self._is_late(deadline):
            return Outcome(Delivery.REFUSED, reason="too_late")
        try:
            outcome = self._call(
                lambda client: self._for(post.library, self._send(client, post, deadline))
            )
        except _NotConnectedError:
            return Outcome(Delivery.REFUSED, reason="not_connected")
        except Exception as error:
            outcome = outcome_of(error)
            mistake = None if isinstance(error, (*FAILURES, SealedAway)) else error
            log.warning("slack_post_failed", reason=outcome.reason, key=post.key, exc_info=mistake)
            return outcome
        if post.picture and outcome.delivery is Delivery.SENT and post.card.items:
            self._illustrate(post, outcome.message_ref)
        return outcome

    def _illustrate(self, post: Post, ts: str | None) -> None:
        """Put the picture below a post that arrived: the words are there, whatever comes of it."""
        item = post.card.items[0]
        try:
            picture = to_png(item)
            said = phrasing.item_text(item)[:_LONGEST_ALT]
            self._call(
                lambda client: self._for(
                    post.library, _upload(client, post.channel, ts, picture, said)
                )
            )
        except Exception as error:  # noqa: BLE001  see above
            log.warning("slack_picture_failed", reason=outcome_of(error).reason, key=post.key)

    def find(self, post: Post) -> Outcome | None:
        """Look for `post` in its channel's history, from a minute before its first try on."""
        if post.first_send_at is None:
            return Outcome(Delivery.REFUSED, reason="never_tried")
        oldest = f"{post.first_send_at.timestamp() - _LOOK_BACK:.6f}"
        try:
            return self._call(lambda client: self._for(post.library, _look(client, post, oldest)))
        except _NotConnectedError:
            return None
        except Exception as error:  # noqa: BLE001  what cannot be read cannot be told
            log.warning("slack_find_failed", reason=outcome_of(error).reason, key=post.key)
            return None

    def tell(self, person: str, sentence: str, library: str) -> Outcome:
        """Send a sentence to one person, privately and once; see `bot.ports.Poster.tell`."""
        message = to_message(phrasing.trouble(sentence))
        try:
            return self._call(lambda client: self._for(library, _tell(client, person, message)))
        except _NotConnectedError:
            return Outcome(Delivery.REFUSED, reason="not_connected")
        except Exception as error:  # noqa: BLE001  all of them are outcomes
            outcome = outcome_of(error)
            log.warning("slack_tell_failed", reason=outcome.reason)
            return outcome

    def channels(self, beside: str) -> Mapping[str, str]:  # noqa: ARG002  a workspace has one list
        """Return the ids of the public channels by their names; see `bot.ports.Poster.channels`."""
        try:
            return self._call(_list)
        except _NotConnectedError:
            return {}
        except Exception as error:  # noqa: BLE001  then nothing near can be offered
            log.info("slack_channels_not_listed", reason=outcome_of(error).reason)
            return {}

    def check(self, channel: str) -> str | None:
        """Return None if `channel` can be posted to, else one sentence that says why not."""
        try:
            return self._call(lambda client: _check(client, channel))
        except _NotConnectedError:
            return channels.SLACK_NOT_CONNECTED
        except SlackApiError as error:
            return _why_unchecked(to_reply(error))
        except Exception as error:  # noqa: BLE001  nothing was sent: the channel is just unchecked
            log.warning("slack_check_failed", reason=outcome_of(error).reason)
            return channels.SLACK_SILENT

    def _is_late(self, deadline: float) -> bool:
        return deadline - self._clock.monotonic() < TIMEOUT

    async def _for(self, library: str, work: Coroutine[Any, Any, _T]) -> _T:
        """Do `work` in the workspace that the library is of."""
        if self._workspaces is not None:
            try:
                await self._workspaces.enter(library.removeprefix("slack:"))
            except SealedAway:
                work.close()
                raise
        return await work

    async def _send(self, client: AsyncWebClient, post: Post, deadline: float) -> Outcome:
        message = to_message(post.card, by="")
        # Asked again where the send begins: the loop may have been busy since.
        if self._is_late(deadline):
            return Outcome(Delivery.REFUSED, reason="too_late")
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": post.key}}
        sent = await post_message(client, post.channel, message, metadata=metadata)
        return outcome_of(Reply(sent.status_code, {"ok": sent.get("ok"), "ts": sent.get("ts")}))

    def _call(self, work: Callable[[AsyncWebClient], Coroutine[Any, Any, _T]]) -> _T:
        if self._line is None:
            raise _NotConnectedError
        client, loop = self._line
        if not loop.is_running():
            raise _NotConnectedError
        future = asyncio.run_coroutine_threadsafe(work(client), loop)
        try:
            return future.result(TIMEOUT + _GRACE)
        finally:
            future.cancel()


async def _upload(
    client: AsyncWebClient, channel: str, ts: str | None, picture: bytes, said: str
) -> None:
    # files.getUploadURLExternal, the bytes, then files.completeUploadExternal, all by slack_sdk.
    file = {"content": picture, "filename": "quote.png", "title": "Quote", "alt_txt": said}
    await client.files_upload_v2(channel=channel, thread_ts=ts, file_uploads=[file])


async def _tell(client: AsyncWebClient, person: str, message: Message) -> Outcome:
    sent = await post_message(client, person, message)
    return outcome_of(Reply(sent.status_code, {"ok": sent.get("ok"), "ts": sent.get("ts")}))


async def _look(client: AsyncWebClient, post: Post, oldest: str) -> Outcome | None:
    cursor: str | None = None
    for _ in range(_PAGES):
        page = await client.conversations_history(
            channel=post.channel,
            oldest=oldest,
            limit=_PAGE,
            include_all_metadata=True,
            cursor=cursor,
        )
        for message in page["messages"]:
            if _key_of(message) == post.key:
                return Outcome(Delivery.SENT, message["ts"])
        if not page.get("has_more"):
            return Outcome(Delivery.REFUSED, reason="not_found")
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
    return None


def _key_of(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key = metadata.get("event_payload", {}).get("key")
    return key if isinstance(key, str) else None


async def _list(client: AsyncWebClient) -> dict[str, str]:
    found: dict[str, str] = {}
    cursor: str | None = None
    for _ in range(_PAGES):
        page = await client.conversations_list(
            types="public_channel", exclude_archived=True, limit=_CHANNELS, cursor=cursor
        )
        found |= {str(one["name"]).casefold(): str(one["id"]) for one in page["channels"]}
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return found


async def _check(client: AsyncWebClient, channel: str) -> str | None:
    found = (await client.conversations_info(channel=channel))["channel"]
    if found.get("is_archived"):
        return channels.SLACK_CHANNEL_ARCHIVED
    if found.get("is_im") or found.get("is_member"):
        return None
    return channels.SLACK_NOT_IN_CHANNEL


def _why_unchecked(reply: Reply) -> str:
    code = reply.body.get("error")
    if code == "channel_not_found":
        return channels.SLACK_CHANNEL_UNSEEN
    return channels.slack_unchecked(str(code)) if code else channels.SLACK_SILENT

"""The ways a message leaves for Slack; each once, without previews, pings or blind retries.

A write that slack_sdk sends again after a lost connection may be shown twice.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack_app.outcomes import outcome_of
from adapters.slack_app.translate import Message

TRIES: Final = 3
PATIENCE: Final = 60.0  # seconds that Slack may ask to wait; who asked has gone on by then

QUIET: Final[dict[str, Any]] = {
    "unfurl_links": False,
    "unfurl_media": False,
    "link_names": False,
    "mrkdwn": False,
}
"""Nothing is previewed, nobody is pinged, stars and backticks are shown as they are."""


async def post(
    client: AsyncWebClient,
    channel: str,
    message: Message,
    *,
    thread_ts: str | None = None,
    metadata: dict[str, Any] | None = None,
) -> AsyncSlackResponse:
    """Post `message` into `channel`, or into the thread of `thread_ts` there.

    Raises:
        SlackApiError: Slack refused it.
        aiohttp.ClientError, TimeoutError: no answer came.
    """
    return await client.chat_postMessage(
        channel=channel,
        thread_ts=thread_ts,
        text=message.text,
        blocks=list(message.blocks),
        metadata=metadata,
        **QUIET,
    )


async def post_patiently(
    client: AsyncWebClient, channel: str, message: Message, *, thread_ts: str | None = None
) -> AsyncSlackResponse:
    """Post as above; where Slack certainly took nothing and says how long to wait, wait and post.

    Raises:
        SlackApiError, aiohttp.ClientError, TimeoutError: as above.
    """
    for _ in range(TRIES - 1):
        try:
            return await post(client, channel, message, thread_ts=thread_ts)
        except SlackApiError as error:
            wait = outcome_of(error).retry_after
            if wait is None or wait > PATIENCE:
                raise
            await asyncio.sleep(wait)
    return await post(client, channel, message, thread_ts=thread_ts)


async def whisper(
    client: AsyncWebClient,
    response_url: str,
    message: Message,
    *,
    thread_ts: str | None = None,
    replace: bool = False,
    public: bool = False,
) -> int:
    """Answer through a response_url; return the HTTP status.

    Args:
        client: whose session is used.
        response_url: of a command or a press.
        message: what to show.
        thread_ts: the thread to show it in.
        replace: whether it takes the place of what was pressed, instead of standing beside it.
        public: whether everybody sees it, instead of the one who is answered.

    Raises:
        aiohttp.ClientError, TimeoutError: no answer came.
    """
    return await _respond(
        client,
        response_url,
        {
            **({} if thread_ts is None else {"thread_ts": thread_ts}),
            "response_type": "in_channel" if public else "ephemeral",
            "replace_original": replace,
            "text": message.text,
            "blocks": list(message.blocks),
            **QUIET,
        },
    )


async def take_away(client: AsyncWebClient, response_url: str) -> int:
    """Delete the message that was pressed; return the HTTP status.

    Raises:
        aiohttp.ClientError, TimeoutError: no answer came.
    """
    return await _respond(client, response_url, {"delete_original": True})


async def _respond(client: AsyncWebClient, response_url: str, body: dict[str, Any]) -> int:
    webhook = AsyncWebhookClient(
        response_url, session=client.session, timeout=client.timeout, retry_handlers=[]
    )
    return (await webhook.send_dict(body)).status_code

"""The two ways a message leaves for Slack; both once, without previews, pings or retries.

A write that slack_sdk sends again after a lost connection may be shown twice.
"""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack_app.translate import Message


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
        unfurl_links=False,
        unfurl_media=False,
        link_names=False,
        mrkdwn=False,  # stars and backticks of the fallback are shown as they are
    )


async def whisper(
    client: AsyncWebClient, response_url: str, message: Message, *, thread_ts: str | None = None
) -> int:
    """Answer who asked or pressed, alone, in the thread of `thread_ts`; return the HTTP status.

    What stands there already stays.

    Raises:
        aiohttp.ClientError, TimeoutError: no answer came.
    """
    webhook = AsyncWebhookClient(
        response_url, session=client.session, timeout=client.timeout, retry_handlers=[]
    )
    place = {} if thread_ts is None else {"thread_ts": thread_ts}
    reply = await webhook.send_dict(
        {
            **place,
            "response_type": "ephemeral",
            "replace_original": False,
            "text": message.text,
            "blocks": list(message.blocks),
            "unfurl_links": False,
            "unfurl_media": False,
            "link_names": False,
            "mrkdwn": False,
        }
    )
    return reply.status_code

"""What became of a post: one table from Slack's answer, or its absence, to an `Outcome`. Pure.

Whatever is not listed is unknown: the message may be there, so nobody sends it again unasked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.errors import SealedAway
from bot.model import Delivery, Outcome

DEAD: Final = frozenset(
    """
    account_inactive app_access_restricted as_user_not_supported cannot_reply_to_message
    channel_is_limited_access channel_not_found ekm_access_denied invalid_auth is_archived
    messages_tab_disabled metadata_must_be_sent_from_app missing_scope no_permission not_authed
    not_in_channel org_login_required restricted_action restricted_action_non_threadable_channel
    restricted_action_read_only_channel restricted_action_thread_locked
    restricted_action_thread_only_channel send_on_behalf_not_allowed
    slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
    slack_connect_lists_sharing_blocked team_access_not_granted team_not_found token_expired
    token_revoked
    """.split()  # noqa: SIM905  the codes are read as words
)
"""Errors that end a destination: certainly not sent, and no later try will be."""

REFUSED: Final = frozenset(
    """
    attachment_payload_limit_exceeded draft_already_deleted draft_already_sent draft_has_conflict
    draft_not_found duplicate_channel_not_found duplicate_message_not_found invalid_arg_name
    invalid_arguments invalid_array_arg invalid_blocks invalid_blocks_format invalid_charset
    invalid_form_data invalid_json invalid_metadata_format invalid_metadata_schema
    invalid_post_type json_not_object markdown_text_conflict message_limit_exceeded
    metadata_too_large missing_file_data missing_post_type msg_blocks_too_long msg_too_long no_text
    rate_limited ratelimited too_many_attachments too_many_contact_cards
    """.split()  # noqa: SIM905  the codes are read as words
)
"""Errors that say that this message was not taken, this time: certainly not sent."""

_TOO_MANY = 429
_BROKEN = 500

FAILURES: Final = (SlackApiError, aiohttp.ClientError, TimeoutError)
"""What a call to Slack is expected to raise; anything else is a mistake of ours."""

# Before a connection stands, no byte of the body has left.
_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What Slack answered to a write.

    Attributes:
        status: of HTTP.
        body: the JSON object, or empty where there was none.
        retry_after: seconds, from the header, or None.
    """

    status: int
    body: Mapping[str, object]
    retry_after: float | None = None


def outcome_of(result: Reply | Exception) -> Outcome:
    """Return what became of a write, from its answer or from what was raised instead of one."""
    if isinstance(result, SlackApiError):
        return outcome_of(to_reply(result))
    if isinstance(result, Reply):
        return _outcome_of_reply(result)
    if isinstance(result, _NEVER_LEFT):
        return Outcome(Delivery.REFUSED, reason="no_connection")
    if isinstance(result, SealedAway):  # the key may be given again, or known to another process
        return Outcome(Delivery.REFUSED, reason="sealed_away")
    if isinstance(result, TimeoutError):
        return Outcome(Delivery.UNKNOWN, reason="no_answer_in_time")
    return Outcome(Delivery.UNKNOWN, reason=type(result).__name__)


def to_reply(error: SlackApiError) -> Reply:
    """Return the answer that slack_sdk made an error of; its parts may be of any kind."""
    response = error.response
    # Where the body was no JSON, slack_sdk hands out aiohttp's own response.
    status: object = getattr(response, "status_code", None) or getattr(response, "status", 0)
    data = getattr(response, "data", None)
    return Reply(
        status=status if isinstance(status, int) else 0,
        body=data if isinstance(data, dict) else {},
        retry_after=_seconds(response.headers.get("Retry-After")),
    )


def _outcome_of_reply(reply: Reply) -> Outcome:
    code = str(reply.body.get("error") or f"http_{reply.status}")
    if reply.status >= _BROKEN:
        return Outcome(Delivery.UNKNOWN, reason=code)
    if reply.status == _TOO_MANY:
        return Outcome(Delivery.REFUSED, reason="ratelimited", retry_after=reply.retry_after)
    if reply.body.get("ok") is True:
        ref = reply.body.get("ts")
        return (
            Outcome(Delivery.SENT, str(ref)) if ref else Outcome(Delivery.UNKNOWN, reason="no_ts")
        )
    if code in DEAD:
        return Outcome(Delivery.DEAD, reason=code)
    if code in REFUSED:
        return Outcome(Delivery.REFUSED, reason=code, retry_after=reply.retry_after)
    return Outcome(Delivery.UNKNOWN, reason=code)


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isdecimal() else None

"""The shortcut "Add to podquote" on a message: an uploaded transcript, into the library.

Only for who may change schedules. Size and type are looked at before anything is downloaded, the
app's token goes to Slack's own hosts alone; what it would do is shown to that person alone, and
nothing happens before their yes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from adapters.slack_app import askers
from adapters.slack_app.desk import Desk, Whisperer
from adapters.slack_app.presses import Press, to_press
from adapters.slack_app.translate import Message, to_message
from bot import phrasing
from bot.model import Card
from bot.phrasing import commands as said

ADD: Final = "add_to_podquote"
YES: Final = "add_yes"
NO: Final = "add_no"
_HOSTS: Final = (".slack.com", ".slack-files.com", ".slack-gov.com")
_OK: Final = 200


async def answer_add(body: Mapping[str, Any], desk: Desk) -> None:
    """Say privately what the first file of a message would do, with buttons where it would."""
    if not await desk.first(body.get("trigger_id"), body.get("action_ts")):
        return
    asker = askers.of_interaction(body)
    reply = desk.whisperer(str(body.get("response_url") or ""), asker)
    workspace = str((body.get("team") or {}).get("id") or "")
    if not await desk.rights.may_schedule(desk.client, workspace, asker.user):
        await reply.send(phrasing.trouble(said.MAY_NOT_ADD_HERE))
        return
    files = (body.get("message") or {}).get("files") or []
    if not files:
        await reply.send(phrasing.trouble(said.NOTHING_TO_ADD))
        return
    await _propose(files[0], body, desk, reply)


async def answer_yes(body: Mapping[str, Any], desk: Desk) -> None:
    """Put in what waits under the token of the pressed button."""
    await _answered(body, desk, yes=True)


async def answer_no(body: Mapping[str, Any], desk: Desk) -> None:
    """Leave out what waits under the token of the pressed button."""
    await _answered(body, desk, yes=False)


async def _answered(body: Mapping[str, Any], desk: Desk, *, yes: bool) -> None:
    press: Press = to_press(body)
    if not await desk.first(*press.key):
        return
    asker = askers.of_interaction(body)
    reply = desk.whisperer(press.response_url, asker, press.thread_ts)
    workspace = str((body.get("team") or {}).get("id") or "")
    if not await desk.rights.may_schedule(desk.client, workspace, asker.user):
        await reply.send(phrasing.trouble(said.MAY_NOT_ADD_HERE))
        return

    def carry_out() -> Card:
        uploads = desk.core.asked_by(asker).uploads
        return (uploads.confirm if yes else uploads.decline)(press.token)

    await desk.answer(carry_out, len(press.token), reply.replace)


async def _propose(
    file: Mapping[str, Any], body: Mapping[str, Any], desk: Desk, reply: Whisperer
) -> None:
    name, size = str(file.get("name") or "upload"), int(file.get("size") or 0)
    type = str(file.get("mimetype") or "")  # noqa: A001  Slack's word, and the port's
    data: list[bytes] = []
    tokens: list[str] = []

    def look() -> Card:
        uploads = desk.core.asked_by(askers.of_interaction(body)).uploads
        if not data:
            uploads.check(name, size, type)
            return phrasing.trouble(said.NOT_DOWNLOADED)
        found = uploads.propose(name, size, type, data[0])
        if found.token:
            tokens.append(found.token)
        return found.card

    checked: list[Card] = []

    async def keep(card: Card) -> None:
        checked.append(card)

    await desk.answer(look, len(name), keep)
    if checked and checked[0].lead == said.NOT_DOWNLOADED:
        found = await _download(file, size, desk)
        if found is not None:
            data.append(found)
            checked.clear()
            await desk.answer(look, len(name), keep)
    for card in checked:
        await reply.say(_with_buttons(card, tokens))


async def _download(file: Mapping[str, Any], size: int, desk: Desk) -> bytes | None:
    """Return a file's bytes, or None: it is not at Slack's, or not had."""
    url, session = str(file.get("url_private_download") or ""), desk.client.session
    if not _is_slacks(url, desk.client.base_url) or session is None:
        return None
    headers = {"Authorization": f"Bearer {desk.client.token}"}
    timeout = aiohttp.ClientTimeout(total=desk.client.timeout)
    try:
        async with session.get(
            url, headers=headers, timeout=timeout, allow_redirects=False
        ) as found:
            if found.status != _OK or found.content_type == "text/html" != file.get("mimetype"):
                return None  # Slack answers with a page where the app may not read files
            return await found.content.readexactly(size) if size else b""
    except (aiohttp.ClientError, asyncio.IncompleteReadError, TimeoutError):
        return None


def _is_slacks(url: str, api: str) -> bool:
    """Whether an address is on a host of Slack's, or where we were told that Slack's API is."""
    try:
        parts, ours = urlsplit(url), urlsplit(api)
    except ValueError:
        return False
    if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
        return True
    return parts.scheme == "https" and f".{parts.hostname or ''}".endswith(_HOSTS)


def _with_buttons(card: Card, tokens: list[str]) -> Message:
    told = to_message(card)
    if not tokens:
        return told
    buttons = [
        {
            "type": "button",
            "action_id": action,
            "text": {"type": "plain_text", "text": label, "emoji": False},
            "value": tokens[0],
            "accessibility_label": label,
        }
        for action, label in ((YES, said.ADD_IT), (NO, said.LEAVE_IT))
    ]
    row = {"type": "actions", "block_id": "adding", "elements": buttons}
    return Message((*told.blocks, row), told.text)

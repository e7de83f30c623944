"""What happens when somebody asks: with the command, by name, in a direct message, of a message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from adapters.slack_app import askers, forms
from adapters.slack_app.daily import carry_out
from adapters.slack_app.desk import Desk, Key, Send, log
from adapters.slack_app.outcomes import FAILURES, outcome_of
from adapters.slack_app.translate import to_message, to_plain
from bot import phrasing
from bot.commands import Command, CommandKind, read
from bot.model import Asker, Card, CardKind, Question
from bot.phrasing import channels

_READ: Final = 15  # messages of a thread: all that Slack gives some apps, in one call
_NO_ANSWER: Final = (CardKind.MISS, CardKind.HELP)


async def answer_command(command: Mapping[str, Any], desk: Desk) -> None:
    """Answer `/podquote …` to whoever typed it, through the command's response_url."""
    key: Key = (command.get("team_id"), command.get("trigger_id"))
    asker = askers.of_command(command)
    reply = desk.whisperer(str(command["response_url"]), asker)
    text, seed = to_plain(str(command.get("text") or "")), str(command.get("trigger_id") or "")
    if not text:
        if not await desk.first(*key) or await _open(desk, seed):
            return
        key = ()
    await answer_typed(text, seed, asker, desk, reply.send, key)


async def answer_mention(body: Mapping[str, Any], desk: Desk) -> None:
    """Answer `@podquote …` in its thread, once, unless a program or a system message said it."""
    event = body["event"]
    if not _is_a_persons(event):
        return
    text = to_plain(str(event.get("text") or ""))
    if text or not event.get("thread_ts"):
        await _answer_in_thread(text, body, desk)
    elif await desk.first(*_key_of(body)):
        await _answer_thread(body, desk)


async def answer_direct(body: Mapping[str, Any], desk: Desk) -> None:
    """Answer a direct message, where every message is a question."""
    event = body["event"]
    if event.get("channel_type") == "im" and _is_a_persons(event):
        await _answer_in_thread(to_plain(str(event.get("text") or "")), body, desk)


async def answer_shortcut(body: Mapping[str, Any], desk: Desk) -> None:
    """Show whoever pressed "Find the quote" what was said that is like the message."""
    key = (body.get("trigger_id"), body.get("action_ts"))
    asker = askers.of_interaction(body)
    said = body.get("message") or {}
    reply = desk.whisperer(str(body.get("response_url") or ""), asker, said.get("thread_ts"))
    words = to_plain(str(said.get("text") or ""))

    def find() -> Card:
        talk = desk.core.asked_by(asker).conversation
        checked = talk.check(words)
        if checked.kind is not CardKind.MISS:
            return checked
        about = talk.reply(Question(words))
        return about if about.kind is CardKind.ANSWER else checked

    await desk.answer(find, len(words), reply.send, key)


async def open_form(body: Mapping[str, Any], desk: Desk) -> None:
    """Open the form for a question, from the global shortcut or a button of the app's home."""
    user = askers.of_interaction(body).user
    if not await _open(desk, str(body.get("trigger_id") or "")) and user:
        await desk.tell(user, phrasing.trouble(channels.SLACK_TOO_LATE))


async def answer_form(body: Mapping[str, Any], desk: Desk) -> None:
    """Answer what a form asks, where it was asked, to whoever filled it in."""
    asker = askers.of_interaction(body)
    form = forms.to_asked(body)
    seed = str((body.get("view") or {}).get("id"))
    key = (seed, "submitted")
    if form.response_url:
        reply = desk.whisperer(form.response_url, asker)
        await answer_typed(form.text, seed, asker, desk, reply.send, key)
        return

    async def send(card: Card) -> None:
        await desk.tell(asker.user, card)

    await answer_typed(form.text, seed, asker, desk, send, key)


async def answer_typed(
    text: str, seed: str, asker: Asker, desk: Desk, send: Send, key: Key = ()
) -> None:
    """Answer what was typed, whatever it is.

    Args:
        text: without Slack's markup.
        seed: decides which quote `random` shows.
        asker: who typed it, and where.
        desk: what to work with.
        send: takes the card.
        key: as for `Desk.answer`.
    """
    command = read(text)
    if command.kind is CommandKind.DAILY:
        if not key or await desk.first(*key):
            await carry_out(command.text, asker, desk, send)
        return

    def find() -> Card:
        return desk.core.asked_by(asker).conversation.hear(command, seed)

    await desk.answer(find, len(text), send, key)


async def _answer_in_thread(text: str, body: Mapping[str, Any], desk: Desk) -> None:
    event, asker = body["event"], askers.of_event(body)

    async def send(card: Card) -> None:
        thread_ts = event.get("thread_ts") or event["ts"]
        message = to_message(card, by=asker.user)
        await desk.post(event["channel"], message, thread_ts=thread_ts, user=asker.user)

    await answer_typed(text, str(event["ts"]), asker, desk, send, _key_of(body))


async def _answer_thread(body: Mapping[str, Any], desk: Desk) -> None:
    """Look for what a thread's own words are about; where they say nothing, ask what is wanted."""
    event, asker = body["event"], askers.of_event(body)
    words = await _words_of_thread(body, desk)

    def find() -> Card:
        talk = desk.core.asked_by(asker).conversation
        card = talk.reply(Question(words))
        return talk.hear(Command(CommandKind.HELP)) if card.kind in _NO_ANSWER else card

    async def send(card: Card) -> None:
        message = to_message(card, by=asker.user)
        await desk.post(event["channel"], message, thread_ts=event["thread_ts"], user=asker.user)

    await desk.answer(find, len(words), send)


async def _words_of_thread(body: Mapping[str, Any], desk: Desk) -> str:
    """Return what people wrote in a thread, or nothing where it may not be read: one call."""
    event = body["event"]
    if body.get("is_ext_shared_channel") or event.get("team", body.get("team_id")) != body.get(
        "team_id"
    ):
        return ""  # another workspace's words are not ours to read
    try:
        found = await desk.client.conversations_replies(
            channel=event["channel"], ts=event["thread_ts"], limit=_READ
        )
    except FAILURES as error:
        log.info("slack_thread_not_read", reason=outcome_of(error).reason)
        return ""
    said = [
        to_plain(str(one.get("text") or ""))
        for one in found.get("messages") or []
        if not one.get("bot_id") and one.get("ts") != event["ts"]
    ]
    return to_plain("\n".join(text for text in said if text))


def _is_a_persons(event: Mapping[str, Any]) -> bool:
    """Whether a person says this: no program, and no system message."""
    return bool(event.get("user")) and not event.get("bot_id") and not event.get("subtype")


def _key_of(body: Mapping[str, Any]) -> Key:
    """Return what tells a message from every other: one comes with many event ids."""
    event = body["event"]
    return body.get("team_id"), event["channel"], event["ts"]


async def _open(desk: Desk, trigger_id: str) -> bool:
    """Open the form; return whether Slack did, which it does within three seconds only."""
    try:
        await desk.client.views_open(trigger_id=trigger_id, view=forms.ask_form())
    except FAILURES as error:
        log.info("slack_form_not_opened", reason=outcome_of(error).reason)
        return False
    return True

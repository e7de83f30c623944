"""What happens when somebody presses a button of a card.

Whoever asked has what they see changed in its place; everybody else is answered privately.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from adapters.slack_app import askers
from adapters.slack_app.desk import Desk, Whisperer
from adapters.slack_app.outcomes import DEAD, FAILURES, outcome_of
from adapters.slack_app.presses import Press, to_press
from adapters.slack_app.sending import take_away
from adapters.slack_app.translate import to_message, to_note
from bot import phrasing
from bot.actions import Action, ActionKind, alone, from_token, undo
from bot.model import Card, CardKind, Delivery
from bot.phrasing import channels

Find = Callable[[], Card]
"""Asks the core what a press shows."""

_OK: Final = 200
_NOT_THERE: Final = frozenset(("not_in_channel", "channel_not_found"))
"""Slack's words for a channel that the app is not a member of: a response_url still leads there."""


async def answer_press(body: Mapping[str, Any], desk: Desk) -> None:
    """Do what a button carries, once, for whoever pressed it."""
    press = to_press(body)
    asker = askers.of_interaction(body)
    reply = desk.whisperer(press.response_url, asker, press.thread_ts)
    action = from_token(press.token)
    kind = action.kind if action else None

    def find() -> Card:
        return desk.core.asked_by(asker).conversation.press(press.token)

    if action and kind is ActionKind.SHARE:
        await _share(press, action, find, desk, reply)
    elif action and kind is ActionKind.UNDO:
        await _undo(press, action, find, desk, reply)
    elif action and kind is ActionKind.REMOVE and action.ref == press.user:
        await _remove(press, desk, reply)
    else:
        await _show(press, action, find, desk, reply)


async def _show(
    press: Press, action: Action | None, find: Find, desk: Desk, reply: Whisperer
) -> None:
    async def send(card: Card) -> None:
        beside = action is None or action.kind in (ActionKind.SOURCES, ActionKind.REMOVE)
        if beside or card.kind is CardKind.TROUBLE:
            await reply.send(card)
        elif press.private:
            await reply.replace(card)
        elif action and action.ref == press.user:
            await reply.say(to_message(card, by=press.user), replace=True, public=True)
        else:
            await reply.send(card)

    await desk.answer(find, len(press.token), send, press.key)


async def _share(press: Press, action: Action, find: Find, desk: Desk, reply: Whisperer) -> None:
    async def send(card: Card) -> None:
        if card.steps is None:
            await reply.send(card)
            return
        # What is shared is this one text: the others were only whoever asked's to look at.
        shown = replace(card, lead="", steps=alone(card.steps))
        above = phrasing.shared_by(press.name)
        message = to_message(shown, by=press.user, above=above)
        outcome = await desk.post(press.channel, message, thread_ts=press.thread_ts)
        if outcome.delivery is Delivery.SENT and outcome.message_ref:
            back = (undo(action.steps, outcome.message_ref),)
            await reply.say(to_note(phrasing.SHARED, back), replace=True)
        elif outcome.reason in _NOT_THERE:
            stays = to_message(shown, by="", above=above)
            if await reply.say(stays, public=True):
                await reply.say(to_note(phrasing.SHARED_FOR_GOOD), replace=True)
        else:
            await reply.send(phrasing.trouble(_why_not_shared(outcome.delivery, outcome.reason)))

    await desk.answer(find, len(press.token), send, press.key)


def _why_not_shared(delivery: Delivery, reason: str) -> str:
    if delivery is Delivery.UNKNOWN:
        return phrasing.SHARED_PERHAPS
    if reason in DEAD:
        return channels.slack_cannot_post(reason)
    return phrasing.NOT_SHARED


async def _undo(press: Press, action: Action, find: Find, desk: Desk, reply: Whisperer) -> None:
    async def send(card: Card) -> None:
        try:
            await desk.client.chat_delete(channel=press.channel, ts=action.ref)
        except FAILURES as error:
            if outcome_of(error).reason != "message_not_found":  # gone is gone
                await reply.send(phrasing.trouble(phrasing.NOT_UNDONE))
                return
        await reply.replace(card)

    await desk.answer(find, len(press.token), send, press.key)


async def _remove(press: Press, desk: Desk, reply: Whisperer) -> None:
    async def send(card: Card) -> None:
        if await take_away(desk.client, press.response_url) != _OK:
            await reply.send(card)

    await desk.answer(_constantly(phrasing.trouble(phrasing.NOT_REMOVED)), 0, send, press.key)


def _constantly(card: Card) -> Callable[[], Card]:
    return lambda: card

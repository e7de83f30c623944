"""The quote of the day by chat: who may, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.slack_app import askers, forms
from adapters.slack_app.desk import PLATFORM, Desk, Send, log
from adapters.slack_app.outcomes import FAILURES, outcome_of
from bot import phrasing
from bot.model import Asker, Card, DailyRequest, Place
from bot.phrasing import channels


async def carry_out(asked: str | DailyRequest, asker: Asker, desk: Desk, send: Send) -> None:
    """Carry out what is asked of the quote of the day in the asker's channel, if they may.

    Args:
        asked: what was typed after "daily", or what a form was filled with.
        asker: who asks, and where, as Slack signed it.
        desk: what to work with.
        send: takes what came of it.
    """
    if desk.core.daily_desk.changes(asked) and not await desk.rights.may_schedule(
        desk.client, asker.workspace, asker.user
    ):
        await desk.answer(lambda: phrasing.trouble(channels.NOT_ALLOWED), 0, send)
        return
    place = Place(PLATFORM, asker.channel, asker.user)

    def find() -> Card:
        return desk.core.asked_by(asker).daily_desk.card(asked, place, desk.posters)

    await desk.answer(find, 0, send)


async def open_schedule(body: Mapping[str, Any], desk: Desk) -> None:
    """Open the form for a schedule, from a button of the app's home."""
    try:
        trigger_id = str(body.get("trigger_id") or "")
        await desk.client.views_open(trigger_id=trigger_id, view=forms.schedule_form())
    except FAILURES as error:
        log.info("slack_form_not_opened", reason=outcome_of(error).reason)
        user = askers.of_interaction(body).user
        await desk.tell(user, phrasing.trouble(channels.SLACK_TOO_LATE))


async def take_schedule(body: Mapping[str, Any], desk: Desk) -> None:
    """Carry out what the form for a schedule was filled with."""
    if not await desk.first((body.get("view") or {}).get("id"), "submitted"):
        return
    request, channel, response_url = forms.to_request(body)
    asker = replace(askers.of_interaction(body), channel=channel)

    async def send(card: Card) -> None:
        if response_url:
            await desk.whisperer(response_url, asker).send(card)
        else:
            await desk.tell(asker.user, card)

    await carry_out(request, asker, desk, send)

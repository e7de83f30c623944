"""The app's home: today's quote, what there is, the schedules, how to ask; and suggested prompts.

Home and message tab are made anew whenever somebody opens them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from adapters.slack_app import askers
from adapters.slack_app.desk import PLATFORM, Desk, log
from adapters.slack_app.fitting import cut, shown
from adapters.slack_app.outcomes import FAILURES, outcome_of
from adapters.slack_app.translate import Block, to_message
from bot import phrasing
from bot.errors import PodquoteError
from bot.model import Asker, Card, Place
from bot.phrasing import forms
from bot.ports import Core

ASK: Final = "home_ask"
SCHEDULE: Final = "home_schedule"
"""The actions of the home's two buttons."""

_PROMPTS: Final = 4  # as many as Slack shows
_TITLE: Final = 75


async def open_home(body: Mapping[str, Any], desk: Desk) -> None:
    """Show whoever opened the app's home what it is for, or its message tab what to ask."""
    event, asker = body["event"], askers.of_event(body)
    try:
        if event.get("tab") == "home":
            view = await asyncio.to_thread(_home_of, asker, desk.core)
            await desk.client.views_publish(user_id=asker.user, view=view)
        elif event.get("tab") == "messages":
            prompts = await asyncio.to_thread(_prompts_of, asker, desk.core)
            if not prompts:
                return
            # slack_sdk's own method insists on a thread, which the tab itself has none of.
            await desk.client.api_call(
                "assistant.threads.setSuggestedPrompts",
                json={
                    "channel_id": event["channel"],
                    "title": forms.PROMPTS,
                    "prompts": prompts,
                },
            )
    except FAILURES as error:
        log.info("slack_home_not_shown", reason=outcome_of(error).reason)


def _home_of(asker: Asker, core: Core) -> dict[str, Any]:
    try:
        return to_home(core.asked_by(asker), asker)
    except PodquoteError as error:
        log.warning("slack_home_refused", reason=type(error).__name__)
        return {"type": "home", "blocks": [_header(phrasing.TAGLINE), *_plain(error.told)]}


def _prompts_of(asker: Asker, core: Core) -> list[dict[str, str]]:
    try:
        return to_prompts(core.asked_by(asker))
    except PodquoteError as error:
        log.warning("slack_home_refused", reason=type(error).__name__)
        return []


def to_home(core: Core, asker: Asker) -> dict[str, Any]:
    """Return the view of the app's home for one person."""
    desk = core.daily_desk
    place = Place(PLATFORM, "", asker.user)
    episodes, speakers = core.browsing.episodes(), core.browsing.speakers()
    texts = sum(one.entries for one in episodes)
    parts = [
        (forms.HOME_TODAY, desk.card("today", place)),
        (forms.HOME_SCHEDULES, desk.card("list", place)),
    ]
    library = phrasing.library(len(episodes), len(speakers), texts)
    blocks: list[Block] = [_header(phrasing.TAGLINE), *_plain(library), _buttons()]
    for title, card in parts:
        blocks += [_header(title), *_shown(card)]
    blocks += [_header(forms.HOME_HOW), *_plain(phrasing.COMMANDS)]
    return {"type": "home", "blocks": blocks}


def to_prompts(core: Core) -> list[dict[str, str]]:
    """Return prompts made of real topics, at most as many as Slack shows."""
    topics = [one.value for one in core.browsing.topics(_PROMPTS)]
    return [
        {"title": cut(phrasing.prompt(topic), _TITLE), "message": topic} for topic in topics[:4]
    ]


def _shown(card: Card) -> list[Block]:
    return [
        {key: value for key, value in block.items() if key != "block_id"}
        for block in to_message(card, by="").blocks
        if block["type"] != "actions"
    ]


def _header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": cut(text, 150)}}


def _plain(text: str) -> list[Block]:
    element = {"type": "text", "text": shown(text)}
    section = {"type": "rich_text_section", "elements": [element]}
    return [{"type": "rich_text", "elements": [section]}]


def _buttons() -> Block:
    labels = ((ASK, forms.FORM_ASK), (SCHEDULE, forms.FORM_SCHEDULE))
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": action,
                "text": {"type": "plain_text", "text": label, "emoji": False},
                "value": action,
                "accessibility_label": label,
            }
            for action, label in labels
        ],
    }

"""The forms (modals) of the Slack door, and what somebody filled in. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from adapters.slack_app.fitting import cut, shown
from bot import phrasing
from bot.model import LONGEST_QUESTION, DailyRequest, DailyVerb, Filters, Suggestion, SuggestionKind
from bot.phrasing import forms

ASK: Final = "ask"
SCHEDULE: Final = "schedule"
SUGGESTED: Final = "suggested"
"""The action of the select that suggests while somebody types."""
KINDS: Final = (
    SuggestionKind.TOPIC,
    SuggestionKind.SPEAKER,
    SuggestionKind.EPISODE,
    SuggestionKind.PODCAST,
)

_LABEL, _VALUE = 75, 150  # Slack's limits of an option
_FILTERS: Final = {
    SuggestionKind.SPEAKER.value: "from",
    SuggestionKind.EPISODE.value: "episode",
    SuggestionKind.PODCAST.value: "podcast",
}
_DAYS: Final = ("daily", "weekdays", "weekends")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody filled in.

    Attributes:
        text: what it asks, as it could have been typed.
        response_url: where the answer goes, or empty: to whoever asked, in their messages.
    """

    text: str
    response_url: str


def ask_form() -> dict[str, Any]:
    """Return the form for a question: something that is suggested, words, or both."""
    return _form(
        ASK,
        forms.FORM_ASK,
        [
            _input(
                SUGGESTED,
                forms.FORM_SUGGESTED,
                {
                    "type": "external_select",
                    "action_id": SUGGESTED,
                    "min_query_length": 0,
                    "placeholder": _plain(forms.FORM_SUGGESTED_HINT),
                },
                optional=True,
            ),
            _input(
                "words",
                forms.FORM_WORDS,
                {
                    "type": "plain_text_input",
                    "action_id": "words",
                    "max_length": LONGEST_QUESTION,
                    "placeholder": _plain(phrasing.ASK_QUERY),
                },
                optional=True,
            ),
            _where(forms.FORM_WHERE),
        ],
    )


def schedule_form() -> dict[str, Any]:
    """Return the form for a quote a day in a channel."""
    return _form(
        SCHEDULE,
        forms.FORM_SCHEDULE,
        [
            _where(forms.FORM_CHANNEL),
            _input(
                "at",
                forms.FORM_TIME,
                {"type": "timepicker", "action_id": "at", "initial_time": "09:00"},
            ),
            _input(
                "timezone",
                forms.FORM_ZONE,
                {
                    "type": "plain_text_input",
                    "action_id": "timezone",
                    "placeholder": _plain("Europe/Berlin"),
                },
                optional=True,
            ),
            _input(
                "days",
                forms.FORM_DAYS,
                {
                    "type": "static_select",
                    "action_id": "days",
                    "options": [_option(name, name) for name in _DAYS],
                },
                optional=True,
            ),
            _input(
                "topic",
                forms.FORM_TOPIC,
                {"type": "plain_text_input", "action_id": "topic", "max_length": 100},
                optional=True,
            ),
        ],
    )


def to_asked(body: Mapping[str, Any]) -> Asked:
    """Return what the form for a question was filled with."""
    values = _values(body)
    chosen = values[SUGGESTED].get("selected_option") or {}
    words = str(values["words"].get("value") or "")
    kind, _, value = str(chosen.get("value") or "").partition(":")
    name = _FILTERS.get(kind)
    picked = f'{name}:"{value}"' if name else value
    text = " ".join(part for part in (picked, words) if part)
    return Asked(text[: LONGEST_QUESTION + 1], _response_url(body))


def to_request(body: Mapping[str, Any]) -> tuple[DailyRequest, str, str]:
    """Return the schedule a form was filled with, its channel, and where to say what came of it."""
    values = _values(body)
    days = (values["days"].get("selected_option") or {}).get("value")
    topic = values["topic"].get("value")
    request = DailyRequest(
        DailyVerb.SET,
        at=values["at"].get("selected_time"),
        timezone=values["timezone"].get("value"),
        days=None if days in (None, _DAYS[0]) else str(days),
        filters=Filters(topic=topic or None),
    )
    return request, str(values["where"].get("selected_conversation") or ""), _response_url(body)


def to_options(suggestions: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """Return groups of options, one a kind; at most 100 in all, whole labels where they fit."""
    fit = [one for one in suggestions if one.label and len(_suggested(one)) <= _VALUE][:100]
    return [
        {
            "label": _plain(forms.SUGGESTED[kind]),
            "options": [_option(one.label, _suggested(one)) for one in group],
        }
        for kind, group in groupby(
            sorted(fit, key=lambda one: KINDS.index(one.kind)), key=lambda one: one.kind
        )
    ]


def _suggested(one: Suggestion) -> str:
    return f"{one.kind.value}:{one.value}"


def _option(label: str, value: str) -> dict[str, Any]:
    return {"text": _plain(cut(shown(label), _LABEL) or "…"), "value": value}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": cut(text, 150), "emoji": False}


def _form(callback_id: str, title: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": _plain(title),
        "submit": _plain(forms.FORM_SUBMIT),
        "close": _plain(forms.FORM_CLOSE),
        "blocks": blocks,
    }


def _input(
    id: str, label: str, element: dict[str, Any], *, optional: bool = False
) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": id,
        "label": _plain(label),
        "element": element,
        "optional": optional,
    }


def _where(label: str) -> dict[str, Any]:
    # Slack hands out a response_url for what is chosen here: answers stay private, in place.
    return _input(
        "where",
        label,
        {
            "type": "conversations_select",
            "action_id": "where",
            "default_to_current_conversation": True,
            "response_url_enabled": True,
        },
    )


def _values(body: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    state = ((body.get("view") or {}).get("state") or {}).get("values") or {}
    found: dict[str, Mapping[str, Any]] = {
        name: next(iter(block.values()), {}) for name, block in state.items()
    }
    names = (SUGGESTED, "words", "where", "at", "timezone", "days", "topic")
    return {name: found.get(name) or {} for name in names}


def _response_url(body: Mapping[str, Any]) -> str:
    urls = body.get("response_urls") or []
    return str(urls[0].get("response_url") or "") if urls else ""

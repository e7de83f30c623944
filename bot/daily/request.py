"""What is typed after "daily" -> what is asked; pure, and total over any text.

`9:00 Europe/Berlin`, `9pm weekdays topic:pricing`, `pause`, `skip friday`, `pin q1 to 2026-12-01`.
What is typed is recognised by its shape and kept as it is written; whether there is such a time,
zone or quote is found out when it is carried out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from rapidfuzz import fuzz, process, utils

from bot.dates import DATE_WORDS, is_date, is_days
from bot.errors import ScheduleError
from bot.model import DailyRequest, DailyVerb

ACCEPTED: Final = (
    "9:00 Europe/Berlin, today, why, preview, status, list, skip friday, pin QUOTE to friday, "
    "pause, resume, move 10:00, stop"
)

NO_TIME: Final = (
    "At what time of day? Add one, such as 9:00 or 9pm, and a zone where it is another than usual: "
    "9:00 Europe/Berlin."
)

_VERBS: Final = {
    **{verb.value: verb for verb in DailyVerb},
    "at": DailyVerb.SET,
    "add": DailyVerb.SET,
    "change": DailyVerb.MOVE,
    "off": DailyVerb.STOP,
    "cancel": DailyVerb.STOP,
    "remove": DailyVerb.STOP,
    "delete": DailyVerb.STOP,
    "on": DailyVerb.RESUME,
    "start": DailyVerb.RESUME,
    "schedules": DailyVerb.LIST,
}
_FILTERS: Final = {
    "topic": "topic",
    "about": "topic",
    "speaker": "speaker",
    "from": "speaker",
    "by": "speaker",
    "podcast": "podcast",
    "show": "podcast",
    "episode": "episode",
    "truth": "truth",
}
_PICTURE: Final = {"card": True, "picture": True, "image": True, "no-card": False, "plain": False}
_FILLING: Final = frozenset(("at", "in", "on", "to", "every", "each", "day", "and", "with", "a"))
_HALVES: Final = frozenset(("am", "pm", "a.m.", "p.m."))
_QUOTED: Final = '"[^"]*"|\u201c[^\u201c\u201d]*\u201d|\u201e[^\u201e\u201c\u201d]*[\u201c\u201d]'
_MARKS: Final = '"\u201c\u201d\u201e'
_PART: Final = re.compile(
    rf"<\#(?P<channel>[A-Za-z0-9]+)(?:\|[^<>]*)?>"  # as Slack and Discord send a channel
    rf"|(?P<name>[A-Za-z]+):\s*(?P<value>{_QUOTED}|[^\s\d]\S*)"  # topic:pricing
    r"|(?P<word>\S+)"
)
_SCHEDULE: Final = re.compile(r"[a-z2-7]{8}")
_ALIKE: Final = 70  # of 100: from there on a word is taken for a slip of the other one
_LONGEST: Final = 500  # characters that are read; no request comes near


@dataclass
class _Parts:
    """What the words of one request turned out to be."""

    request: DailyRequest
    days: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def read(text: str) -> DailyRequest:
    """Return what `text`, as typed after "daily", asks for.

    Raises:
        ScheduleError: it is nothing that can be asked; offers what is near, or what is accepted.
    """
    words = text.replace("\x00", "")[:_LONGEST].split(maxsplit=1)
    if not words:
        return DailyRequest()
    verb = _VERBS.get(words[0].lower().lstrip("-"))
    rest = text if verb is None else " ".join(words[1:])
    if verb is DailyVerb.PIN:
        return _pin(rest)
    parts = _Parts(DailyRequest(verb or DailyVerb.SET))
    for found in _PART.finditer(rest[:_LONGEST]):
        _take(found, parts)
    request = _whole(parts)
    if request.verb is DailyVerb.SET and request.at is None:
        # Only a zone, or only words: perhaps no schedule is meant at all.
        said = replace(request, timezone=None) != DailyRequest(DailyVerb.SET)
        raise ScheduleError(NO_TIME if said or verb else _what_else(words[0]))
    return request


def nearest(written: str, known: list[str]) -> str | None:
    """Return which of `known` somebody who wrote `written` may have meant, or None."""
    found = process.extractOne(
        written, known, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_ALIKE
    )
    return None if found is None else found[0]


def _pin(rest: str) -> DailyRequest:
    quote, _, when = rest.strip().partition(" ")
    parts = _Parts(DailyRequest(DailyVerb.PIN, quote=quote or None))
    for found in _PART.finditer(when):
        _take(found, parts)
    return _whole(parts)


def _take(found: re.Match[str], parts: _Parts) -> None:
    """Note what one part of the text says."""
    if found["channel"]:
        parts.request = replace(parts.request, channel=found["channel"])
    elif found["name"]:
        _take_filter(found["name"].lower(), found["value"].strip(_MARKS).strip(), parts)
    else:
        _take_word(found["word"], parts)


def _take_filter(name: str, value: str, parts: _Parts) -> None:
    known = _FILTERS.get(name)
    if known is None:
        near = nearest(name, list(_FILTERS))
        offer = f"the nearest is {near}" if near else "there are topic, speaker, podcast, episode"
        raise ScheduleError(f"There is no such filter; {offer}.")
    if known == "truth":
        value = value.lower()
    parts.request = replace(
        parts.request, filters=replace(parts.request.filters, **{known: value or None})
    )


def _take_word(written: str, parts: _Parts) -> None:
    request, word = parts.request, written.lower().strip(",;")
    if request.verb in (DailyVerb.SKIP, DailyVerb.UNSKIP, DailyVerb.PIN, DailyVerb.WHY):
        _take_date(word, parts)
    elif is_days(word):
        parts.days.append(word)
    elif word.lstrip("-") in _PICTURE:
        parts.request = replace(request, picture=_PICTURE[word.lstrip("-")])
    elif word.startswith("#"):
        parts.request = replace(request, channel=word)
    elif word in _HALVES and request.at and not parts.left:
        parts.request = replace(request, at=f"{request.at} {word}")
    elif _names_schedule(word, request):
        parts.request = replace(request, schedule=word)
    elif word[:1].isdigit() or word in ("noon", "midnight"):
        if request.at:
            raise ScheduleError("That is more than one time; a schedule has one, add another.")
        parts.request = replace(request, at=word)
    elif word not in _FILLING or parts.left:
        parts.left.append(written)


def _take_date(word: str, parts: _Parts) -> None:
    if is_date(word):
        parts.request = replace(parts.request, date=word)
    elif _SCHEDULE.fullmatch(word):
        parts.request = replace(parts.request, schedule=word)
    elif word not in _FILLING:
        raise ScheduleError(f"That is no date; write {DATE_WORDS}.")


def _names_schedule(word: str, request: DailyRequest) -> bool:
    return request.verb is not DailyVerb.SET and _SCHEDULE.fullmatch(word) is not None


def _whole(parts: _Parts) -> DailyRequest:
    request = parts.request
    if parts.left and request.verb in (DailyVerb.SET, DailyVerb.MOVE):
        request = replace(request, timezone=" ".join(parts.left))
    elif parts.left:
        raise ScheduleError(_what_else(parts.left[0]))
    return replace(request, days=",".join(parts.days) or None)


def _what_else(word: str) -> str:
    near = nearest(word, list(_VERBS))
    offer = f"The nearest is {near}. " if near else ""
    return f"That cannot be asked of the quote of the day. {offer}Write one of: {ACCEPTED}."

"""The grammar of what is typed to podquote: a few words that ask for something else than an answer.

Pure and forgiving: whatever is none of them is a question, never an error. A word of the grammar
counts only where it stands alone or is followed by what belongs to it, so that `daily active users`
and `topics of the talk` are questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.dates import is_days
from bot.model import DailyVerb


class CommandKind(StrEnum):
    """What is asked for."""

    ASK = "ask"
    CHECK = "check"
    TOPICS = "topics"
    EPISODES = "episodes"
    SPEAKERS = "speakers"
    RANDOM = "random"
    DAILY = "daily"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody typed, understood.

    Attributes:
        kind: what is asked for.
        text: the question, the words to check, or what follows `daily`; else empty.
    """

    kind: CommandKind
    text: str = ""


_ALONE: Final = {
    "topics": CommandKind.TOPICS,
    "topic": CommandKind.TOPICS,
    "episodes": CommandKind.EPISODES,
    "episode": CommandKind.EPISODES,
    "speakers": CommandKind.SPEAKERS,
    "speaker": CommandKind.SPEAKERS,
    "people": CommandKind.SPEAKERS,
    "random": CommandKind.RANDOM,
    "surprise me": CommandKind.RANDOM,
    "help": CommandKind.HELP,
    "daily": CommandKind.DAILY,
}
_BEFORE: Final = ("list ", "show ", "all ")
_CHECK: Final = re.compile(
    r"check\s*[\"\u201c\u201d\u201e](?P<words>.*?)[\"\u201c\u201d]?", re.IGNORECASE | re.DOTALL
)
_DAILY: Final = re.compile(r"daily\s+(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)
_DAILY_VERBS: Final = frozenset(
    (*DailyVerb, "add", "at", "cancel", "change", "delete", "off", "on", "remove", "schedules")
)
_TIME: Final = re.compile(r"\d{1,2}(?:[:.h]\d{2})?(?:am|pm)?|noon|midnight", re.IGNORECASE)
_FILTER: Final = re.compile(
    r"(?:topic|about|speaker|from|by|podcast|show|episode|truth):", re.IGNORECASE
)


def read(text: str) -> Command:
    """Return what `text` asks for; any text asks for something."""
    asked = text.strip()
    checked = _CHECK.fullmatch(asked)
    if checked:
        return Command(CommandKind.CHECK, checked["words"].strip())
    if asked.lower() == "check":
        return Command(CommandKind.CHECK)  # which answers how it is asked
    alone = asked.lower().rstrip("?!. ")
    for before in _BEFORE:
        alone = alone.removeprefix(before)
    if alone in _ALONE:
        return Command(_ALONE[alone])
    daily = _DAILY.fullmatch(asked)
    if daily and _is_daily(daily["rest"]):
        return Command(CommandKind.DAILY, daily["rest"].strip())
    return Command(CommandKind.ASK, asked)


def _is_daily(rest: str) -> bool:
    """Whether what follows `daily` is of the quote of the day, and no question's next words."""
    words = rest.split()
    first = words[0].lower().lstrip("-")
    if first in _DAILY_VERBS and (len(words) == 1 or first != "show"):
        return True
    shaped = (_TIME, _FILTER)
    return any(shape.match(words[0]) for shape in shaped) or is_days(first)

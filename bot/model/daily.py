"""What somebody asks of the quote of the day, and where they ask it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
"""The days of a week by their ISO numbers: Monday is 1."""


class DailyVerb(StrEnum):
    """What shall be done."""

    HELP = "help"
    SET = "set"
    MOVE = "move"
    TODAY = "today"
    WHY = "why"
    PREVIEW = "preview"
    STATUS = "status"
    LIST = "list"
    SKIP = "skip"
    UNSKIP = "unskip"
    PIN = "pin"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which quotes a schedule takes; None or empty lets all through, spelling is forgiven.

    Attributes:
        topic: words that a quote, or its episode's title, has to have.
        speaker, podcast, episode: as people call them.
        truth: the least sure the words may be, "corroborated" or "verbatim", or None.
    """

    topic: str | None = None
    speaker: str | None = None
    podcast: str | None = None
    episode: str | None = None
    truth: str | None = None


EVERYTHING = Filters()
"""Lets every quote through."""


@dataclass(frozen=True, slots=True)
class DailyRequest:
    """What one person asks of the quote of the day; every text is as they wrote it.

    A door with a form fills it from the form's fields; what is typed is read by
    `bot.daily.request.read`. What is wrong in it is said when it is carried out.

    Attributes:
        verb: what to do.
        at: a time of day ("9pm"), for `SET` and `MOVE`.
        timezone: an IANA name, or None: podquote's own.
        channel: the platform's id or the name of another channel than the one asked in.
        days: days of the week ("weekdays", "mon,wed"); None is not said, so every day.
        filters: which quotes.
        picture: whether an image of the quote comes along; None is not said.
        schedule: which schedule is meant, by its id, where a channel has several.
        quote: the id of the entry to pin.
        date: a local date, as written ("tomorrow", "friday", "2026-12-01").
    """

    verb: DailyVerb = DailyVerb.HELP
    at: str | None = None
    timezone: str | None = None
    channel: str | None = None
    days: str | None = None
    filters: Filters = field(default_factory=Filters)
    picture: bool | None = None
    schedule: str | None = None
    quote: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked, and by whom.

    Attributes:
        platform: "slack" or "discord"; "" on the command line.
        channel: the platform's id of the channel; "" is everywhere, for an operator.
        actor: the platform's id of who asks: they are told when their schedule needs them.
    """

    platform: str = ""
    channel: str = ""
    actor: str = ""

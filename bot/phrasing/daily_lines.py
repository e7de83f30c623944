"""How a schedule, one of its dates and a time read in a line. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import EVERY_DAY, Occurrence, OccurrenceState, Schedule, Standing
from bot.phrasing.items import long_date

NOTHING_YET: Final = "Nothing was due so far."

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""By `date.weekday`."""
_SHORT: Final = 60  # code points of a quote in a list
_STATES: Final = {
    OccurrenceState.PLANNED: "planned",
    OccurrenceState.CLAIMED: "being posted",
    OccurrenceState.SENT: "posted",
    OccurrenceState.SKIPPED: "skipped",
    OccurrenceState.UNKNOWN: "perhaps posted; the platform could not tell, so it was not repeated",
}
_REASONS: Final = {
    "by_command": "as somebody asked",
    "late": "podquote was not there within six hours",
    "paused": "the schedule was paused",
    "no_quotes": "there were no quotes",
    "cannot_tell": "",
    "card_unreadable": "its card was made by another version",
    "not_connected": "the platform is not connected",
    "sealed_away": "the workspace's token cannot be opened",
    "channel_not_found": "the channel is gone",
    "is_archived": "the channel is archived",
    "not_in_channel": "podquote is not in the channel",
    "no_zone": "its time zone is gone from the zone data",
    "account_inactive": "the workspace took podquote out",
    "token_revoked": "the workspace took podquote out",
    "invalid_auth": "the workspace took podquote out",
    "unknown_channel": "the channel is gone",
    "missing_access": "podquote cannot see the channel",
    "missing_permissions": "podquote may not post in the channel",
}


def in_words(reason: str) -> str:
    """Return a short word of the ledger or a platform as people read it."""
    return _REASONS.get(reason, reason.replace("_", " "))


def rule(schedule: Schedule) -> str:
    """Say when a schedule posts, and which quotes."""
    filters = schedule.filters
    parts = [f"{days(schedule.days)} at {schedule.at:%H:%M} {schedule.timezone}"]
    parts += [f"about {filters.topic}"] if filters.topic else []
    parts += [f"said by {filters.speaker}"] if filters.speaker else []
    parts += [f"from {filters.podcast}"] if filters.podcast else []
    parts += [f"from the episode {filters.episode}"] if filters.episode else []
    parts += [f"{filters.truth} only"] if filters.truth else []
    parts += ["with a picture"] if schedule.picture else []
    return ", ".join(parts)


def schedule_line(schedule: Schedule) -> str:
    """Say in a line what one schedule is, and when it is next."""
    if schedule.standing is Standing.ACTIVE:
        return f"{schedule.id}: {rule(schedule)}; next {when(schedule.next_due, schedule)}."
    reason = in_words(schedule.reason)
    return f"{schedule.id}: {rule(schedule)}; paused" + (f" ({reason})." if reason else ".")


def status(schedule: Schedule, rows: Sequence[Occurrence]) -> list[str]:
    """Say how one schedule is, and how its last dates ended, newest first."""
    lines = [row_line(row) for row in rows] or [NOTHING_YET]
    return [schedule_line(schedule), *lines]


def row_line(row: Occurrence) -> str:
    """Say in a line how one date stands, and why."""
    said = f"{WEEKDAYS[row.local_date.weekday()]} {row.local_date} · {_STATES[row.state]}"
    reason = in_words(row.reason)
    quote = f" · {row.quote_id}" if row.quote_id else ""
    return said + (f": {reason}" if reason else "") + quote


def state_line(row: Occurrence) -> str:
    """Say how today's date of a schedule stands."""
    if row.state is OccurrenceState.PLANNED:
        return f"It is posted {when(row.due_at, row.schedule)}."
    reason = in_words(row.reason)
    return f"{_STATES[row.state].capitalize()}" + (f": {reason}." if reason else ".")


def when(instant: dt.datetime, schedule: Schedule) -> str:
    """Say when something is due, on the schedule's clock and in UTC."""
    local = instant.astimezone(ZoneInfo(schedule.timezone))
    return f"{day(local.date())}, {local:%H:%M %Z} ({instant:%H:%M} UTC)"


def day(date: dt.date) -> str:
    """Return a date with its day of the week."""
    return f"{WEEKDAYS[date.weekday()]} {long_date(date)}"


def days(numbers: Sequence[int]) -> str:
    """Say on which days of the week."""
    named = {
        EVERY_DAY: "every day",
        EVERY_DAY[:5]: "on weekdays",
        EVERY_DAY[5:]: "on weekends",
    }
    return (
        named.get(tuple(numbers)) or f"on {', '.join(WEEKDAYS[number - 1] for number in numbers)}"
    )


def shortened(text: str) -> str:
    """Return the beginning of a text for a list, never cut inside of a word."""
    if len(text) <= _SHORT:
        return text
    kept = text[:_SHORT].rsplit(maxsplit=1)[0]
    return f"{kept} …"

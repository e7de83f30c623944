"""Which quote on which local date: what is worth reading alone, and whose turn it is; pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

from bot.dates import find_zone, upcoming
from bot.frozen import card_from_json
from bot.model import Entry, Kind, Occurrence, OccurrenceState, Preview, Schedule, Truth
from bot.occurrence import CATCH_UP, Freeze, blank, planned, short_code

SHORTEST, LONGEST = 40, 400  # code points
FEWEST_WORDS: Final = 8

_OPENING = "\"'“‘(["  # noqa: RUF001  the marks are meant
_ENDS = re.compile(r"[.!?][\"'”’)\]]*$")  # noqa: RUF001  the marks are meant
_CUT = re.compile(r"\.\.\.|…|\w[-–—](?:\s|$)")  # noqa: RUF001  the dashes are meant
_FILLER = re.compile(r"\b(?:u+h+m*|u+m+|er+m*|hm+)\b", re.IGNORECASE)

RULES: Final[dict[str, Callable[[Entry], bool]]] = {
    "is speech": lambda entry: entry.kind.is_speech,
    "has no cuts": lambda entry: entry.truth in (Truth.CORROBORATED, Truth.VERBATIM),
    "is not broken off": lambda entry: _CUT.search(entry.text) is None,
    "begins like a sentence": lambda entry: _begins(entry.text),
    "ends like a sentence": lambda entry: _ENDS.search(entry.text) is not None,
    "is neither short nor long": lambda entry: SHORTEST <= len(entry.text) <= LONGEST,
    "has enough words": lambda entry: len(entry.text.split()) >= FEWEST_WORDS,
    "has no filler": lambda entry: _FILLER.search(entry.text) is None,
}
"""What makes a quote worth reading alone: every rule must hold."""


def readable(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that are worth reading alone."""
    return tuple(entry for entry in entries if all(holds(entry) for holds in RULES.values()))


def next_quote(seed: str, pool: Sequence[Entry], used: Sequence[str]) -> Entry | None:
    """Return the quote that comes after those already `used`, or None if `pool` is empty.

    Every cycle is a permutation of the pool of its own, made from `seed`: quotations, which
    somebody chose, before segments of transcripts. No quote comes again before all had their turn;
    one that is new in the pool joins the cycle that is running.

    Args:
        seed: tells schedules apart; the same seed gives the same order.
        pool: the quotes to choose from, in any order.
        used: the ids of the quotes of earlier dates, in order.
    """
    cycle, turned = 0, set[str]()
    for quote in used:
        if quote in turned:  # only a full cycle lets a quote come again
            cycle, turned = cycle + 1, set()
        turned.add(quote)
    left = [entry for entry in pool if entry.id not in turned]
    if not left:
        cycle += 1
        # The last of a cycle is not the first of the next one, unless it is the only one.
        left = [entry for entry in pool if entry.id != used[-1]] if used else []
        left = left or list(pool)
    return min(
        left,
        key=lambda entry: (entry.kind is not Kind.QUOTE, short_code(seed, str(cycle), entry.id)),
        default=None,
    )


def schedule_id(platform: str, channel: str, at: dt.time, timezone: str) -> str:
    """Return the id of a schedule: 8 letters and digits, the same for the same rule."""
    return short_code(platform, channel, at.isoformat(), timezone)[:8]


def plan(
    schedule: Schedule,
    used: Sequence[str],
    pool: Sequence[Entry],
    now: dt.datetime,
    freeze: Freeze,
) -> tuple[Schedule, list[Occurrence]]:
    """Plan the dates that are due within the horizon and not in the ledger yet.

    Dates that passed unplanned are in it as skipped. An empty pool plans nothing: the date waits
    until it is too late.

    Returns:
        The schedule with its next date moved on, and the new occurrences.

    Raises:
        ScheduleError: its time zone is gone from the machine's zone data.
    """
    new: list[Occurrence] = []
    dates = upcoming(schedule.next_date, schedule.at, find_zone(schedule.timezone))
    while True:
        date, due = next(dates)
        quotes = [*used, *(row.quote_id for row in new if row.quote_id)]
        quote = next_quote(schedule.id, pool, quotes)
        row = planned(blank(schedule, date, due), quote, now, freeze)
        if row is None:
            return replace(schedule, next_date=date, next_due=due), new
        new.append(row)


def coming(
    schedule: Schedule,
    known: Sequence[Occurrence],
    used: Sequence[str],
    pool: Sequence[Entry],
    now: dt.datetime,
) -> Iterator[Preview]:
    """Yield what `schedule` is going to post, date by date, for as long as there are quotes.

    Args:
        schedule: whose dates, as the ledger has it.
        known: its occurrences of the last days and of those to come.
        used: the ids of the quotes its dates have used, by date.
        pool: what later dates are chosen from, as of now.
        now: the present (UTC).
    """
    zone = find_zone(schedule.timezone)
    rows = {row.local_date: row for row in known}
    chosen = list(used)
    first = min([schedule.next_date, *rows])
    for date, due in upcoming(first, schedule.at, zone):
        row = rows.get(date)
        if row is None and date >= schedule.next_date and due + CATCH_UP >= now:
            quote = next_quote(schedule.id, pool, chosen)
            if quote is None:
                return
            chosen.append(quote.id)
            yield _preview(blank(schedule, date, due), quote.id, quote.text, "tentative")
        elif row is not None and row.state is OccurrenceState.PLANNED:
            yield _preview(
                row, row.quote_id or "", card_from_json(row.payload or "").items[0].words, "planned"
            )


def _preview(
    row: Occurrence, quote: str, text: str, state: Literal["planned", "tentative"]
) -> Preview:
    schedule = row.schedule
    return Preview(
        schedule=schedule.id,
        platform=schedule.platform,
        channel=schedule.channel,
        local_date=row.local_date,
        due_at=row.due_at,
        local_due_at=row.due_at.astimezone(find_zone(schedule.timezone)),
        timezone=schedule.timezone,
        quote_id=quote,
        text=text,
        state=state,
    )


def _begins(text: str) -> bool:
    first = text.lstrip(_OPENING)[:1]
    return first.isalnum() and not first.islower()

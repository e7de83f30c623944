"""Which quote on which local date: what is worth reading alone, and whose turn it is; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Literal

from bot.daily.pool import RULES as RULES
from bot.daily.pool import fitting as fitting
from bot.daily.pool import hold_filters as hold_filters
from bot.daily.pool import readable as readable
from bot.dates import due_at, find_zone, first_from, upcoming
from bot.frozen import card_from_json
from bot.model import (
    EVERY_DAY,
    Entry,
    Filters,
    Kind,
    Occurrence,
    OccurrenceState,
    Preview,
    Schedule,
)
from bot.occurrence import CATCH_UP, PINNED, Freeze, blank, planned, short_code


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


def with_id(rule: Schedule) -> Schedule:
    """Return `rule` under its own id: 8 letters and digits, the same for the same rule."""
    parts = [rule.platform, rule.channel, rule.at.isoformat(), rule.timezone]
    if rule.days != EVERY_DAY:
        parts.append("".join(str(day) for day in rule.days))
    if rule.filters != Filters():
        parts += [f"{name}:{value}" for name, value in asdict(rule.filters).items() if value]
    return replace(rule, id=short_code(*parts)[:8])


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
    dates = upcoming(schedule.next_date, schedule.at, find_zone(schedule.timezone), schedule.days)
    while True:
        date, due = next(dates)
        quotes = [*used, *(row.quote_id for row in new if row.quote_id)]
        quote = next_quote(schedule.id, pool, quotes)
        row = planned(blank(schedule, date, due), quote, now, freeze)
        if row is None:
            return replace(schedule, next_date=date, next_due=due), new
        new.append(row)


def moved(
    schedule: Schedule, rows: Sequence[Occurrence], now: dt.datetime
) -> tuple[Schedule, list[Occurrence]]:
    """Return `schedule`, whose time, zone or days have changed, its planned `rows` moved along.

    A date that is no longer one of its days is dropped, unless somebody chose its quote. What is
    sent or under way is none of this: its date is over.
    """
    zone = find_zone(schedule.timezone)
    stay: list[Occurrence] = []
    for row in rows:
        due = due_at(row.local_date, schedule.at, zone)
        if due is not None and (row.local_date.isoweekday() in schedule.days or row.why == PINNED):
            stay.append(replace(row, schedule=schedule, due_at=due, ready_at=due))
    date, due = first_from(now, schedule.at, zone, schedule.days)
    return replace(schedule, next_date=date, next_due=due), stay


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
        mine = date.isoweekday() in schedule.days  # somebody may have pinned a quote to another
        if row is None and mine and date >= schedule.next_date and due + CATCH_UP >= now:
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

"""What people are told about the quote of the day: its schedules and dates as sentences. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from bot.model import (
    Card,
    CardItem,
    CardKind,
    Notice,
    NoticeKind,
    Occurrence,
    Preview,
    Schedule,
)
from bot.phrasing.daily_lines import (
    WEEKDAYS,
    day,
    in_words,
    rule,
    schedule_line,
    shortened,
    state_line,
    when,
)

DAILY_HELP: Final = (
    "A quote a day, in this channel. Write a time and a zone to set it up, as in the examples; "
    "add weekdays or mon,wed, topic:pricing, speaker:, podcast:, episode:, truth:corroborated, "
    "or --card for a picture."
)
DAILY_HINTS: Final = (
    "daily 9:00 Europe/Berlin",
    "daily 9am weekdays topic:models",
    "daily today",
    "daily why",
    "daily preview",
    "daily status",
    "daily skip friday",
    "daily pause",
    "daily stop",
)
NOT_HERE: Final = (
    "No quote of the day is set up in this channel; set one up with a time and a zone."
)
NO_QUOTE: Final = (
    "There is no quote for today: no quote in this library reads alone. "
    "podquote ingest PATH puts documents in."
)
NOTHING_COMES: Final = "Nothing is going to be posted: it is paused, or there are no quotes."
_HOW: Final = {
    "house": "It is the library's own quote of this date, the same for everybody who asks.",
    "turn": "It is the next one in this schedule's own order.",
    "pinned": "Somebody chose it for this date.",
}


def note(*lines: str, clocks: Sequence[tuple[str, int]] = ()) -> Card:
    """Phrase what was done, or a list, a line each; `clocks` are the times in it."""
    return Card(CardKind.NOTE, "\n".join(line for line in lines if line), clocks=tuple(clocks))


def clocks(schedules: Sequence[Schedule]) -> tuple[tuple[str, int], ...]:
    """Return the times that the lines of `schedules` have, each with its Unix seconds."""
    return tuple(_clock(one.next_due, one) for one in schedules)


def _clock(instant: dt.datetime, schedule: Schedule) -> tuple[str, int]:
    return when(instant, schedule), int(instant.timestamp())


def daily_help(schedules: Sequence[Schedule]) -> Card:
    """Phrase what can be asked of the quote of the day, and what is set up."""
    lines = [schedule_line(one) for one in schedules]
    lead = "\n".join([DAILY_HELP, *lines])
    return Card(CardKind.HELP, lead, hints=DAILY_HINTS, clocks=clocks(schedules))


def was_set(schedule: Schedule, others: Sequence[Schedule]) -> Card:
    """Phrase that a schedule was set up, and which others the channel has."""
    first = f"First on {when(schedule.next_due, schedule)}."
    more = ["Also in this channel:", *map(schedule_line, others)] if others else []
    every = clocks([schedule, *others])
    return note(f"A quote a day: {rule(schedule)} ({schedule.id}).", first, *more, clocks=every)


def was_moved(schedule: Schedule) -> Card:
    """Phrase that a schedule was changed."""
    return note(
        f"Changed: {rule(schedule)} ({schedule.id}).",
        f"Next on {when(schedule.next_due, schedule)}; what was posted today is not repeated.",
        clocks=clocks([schedule]),
    )


def was_paused(schedule: Schedule) -> Card:
    """Phrase that a schedule was paused."""
    return note(f"{schedule.id} is paused: nothing is posted until you write daily resume.")


def was_resumed(schedule: Schedule) -> Card:
    """Phrase that a schedule posts again."""
    line = f"{schedule.id} posts again; next on {when(schedule.next_due, schedule)}."
    return note(line, clocks=clocks([schedule]))


def was_stopped(schedule: Schedule) -> Card:
    """Phrase that a schedule was taken away."""
    return note(
        f"{schedule.id} is stopped: no more quotes of the day from it. "
        "Set up again as it was, it goes on where it ended."
    )


def was_decided(what: str, date: dt.date, schedule: Schedule) -> Card:
    """Phrase what was decided about one date: "skipped", "not skipped", "pinned"."""
    sentence = {
        "skipped": "nothing is posted on",
        "not skipped": "a quote is posted again on",
        "pinned": "that quote is posted on",
    }[what]
    return note(f"{schedule.id}: {sentence} {day(date)}.")


def which(schedules: Sequence[Schedule]) -> str:
    """Ask which schedule is meant."""
    listed = "; ".join(f"{one.id}: {rule(one)}" for one in schedules)
    return f"This channel has {len(schedules)}; add the id of the one you mean: {listed}."


def listed(schedules: Sequence[Schedule]) -> Card:
    """Phrase the schedules, a line each."""
    if not schedules:
        return note(NOT_HERE)
    return note(*map(schedule_line, schedules), clocks=clocks(schedules))


def previewed(coming: Sequence[Preview], schedules: int) -> Card:
    """Phrase what is going to be posted, a line a date, with the times in UTC and local."""
    if not coming:
        return note(NOTHING_COMES)
    lines, times = [], []
    for one in coming:
        local = f"{WEEKDAYS[one.local_date.weekday()]} {one.local_date} {one.local_due_at:%H:%M %Z}"
        time = f"{local} ({one.due_at:%H:%M} UTC)"
        own = f" · {one.schedule}" if schedules > 1 else ""
        lines.append(f"{time} · {one.state}{own} · “{shortened(one.text)}”")
        times.append((time, int(one.due_at.timestamp())))
    return note(*lines, clocks=times)


def todays(
    date: dt.date,
    items: Sequence[CardItem],
    rows: Sequence[Occurrence] = (),
    reasons: Sequence[str] = (),
) -> Card:
    """Phrase the quote of today, how each schedule's date of it stands, and why it is the one."""
    first = f"The quote of the day, {day(date)}."
    lead = "\n".join([first, *map(state_line, rows), *reasons])
    times = tuple(_clock(row.due_at, row.schedule) for row in rows)
    return Card(CardKind.ANSWER, lead, tuple(items), clocks=times)


def reasons(item: CardItem, row: Occurrence | None, pool: int) -> list[str]:
    """Say why a quote is the one, and why it is worth a day.

    Args:
        item: the quote as it is shown.
        row: its date in the ledger, or None: it is the library's own.
        pool: how many quotes the library has that read alone.
    """
    how, _, number = (row.why if row else "house").partition(" ")
    lines = [_HOW.get(how, "")]
    if number and row is not None:
        place, of = number.split()
        lines.append(f"It is number {place} of the {of} quotes of round {row.cycle + 1}.")
    lines.append(
        f"{pool} quotes of this library read alone; each has its turn before one comes again, "
        "and podcasts, episodes and speakers take turns."
    )
    words = len(item.words.split())
    lines.append(
        f"It reads alone: {len(item.words)} characters, {words} words, whole sentences, without "
        "cuts, filler, stutter, or a beginning that leans on what was said before."
    )
    return [line for line in lines if line]


def notice(about: Notice) -> str:
    """Return what the owner of a schedule is told, once."""
    schedule = about.schedule
    where = f"The quote of the day {rule(schedule)} ({schedule.id})"
    if about.kind is NoticeKind.GONE:
        reason = in_words(schedule.reason)
        return f"{where} is paused: {reason}. Put that right, then write daily resume there."
    if about.kind is NoticeKind.NO_ZONE:
        return f"{where} is paused: its time zone is gone. Choose another one with daily move."
    if about.kind is NoticeKind.EMPTY:
        return (
            f"{where} has no quote to post: nothing that it takes reads alone. Until there is "
            "something, nothing is posted."
        )
    return (
        f"{where} has only a few quotes left that it did not post in this round. After them it "
        "starts over; more podcasts make it longer."
    )

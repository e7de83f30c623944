"""The life of one occurrence: what it is planned as, who may try it, what a try leads to; pure.

    planned ──claim──> claimed ──sent──> sent
       │ ^                │ └──cannot be told until it is too late──> unknown
       │ └──refused───────┤
       └──too late──> skipped <──dead target, or certainly not sent and too late

A quote is chosen, and its card frozen, when its date is planned: no try can ever send another one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.codes import occurrence_key
from bot.errors import ScheduleError
from bot.model import (
    Delivery,
    Entry,
    Occurrence,
    OccurrenceState,
    Outcome,
    Schedule,
    Standing,
    Turn,
)

HORIZON: Final = dt.timedelta(hours=48)
"""How long before it is due a date is planned."""
CATCH_UP: Final = dt.timedelta(hours=6)
"""How late a date may still be posted."""
LEASE: Final = dt.timedelta(seconds=20)
"""How long after its claim a try may still be sending: a request is begun only if its timeout, ten
seconds, ends before that."""
QUARANTINE: Final = dt.timedelta(seconds=30)
"""How long after the lease a platform may still be at a request that whoever sent it gave up.

Both, the time to the next tick and a look at the platform make less than a minute: so long a post
waits whose process was killed."""
MOURNING: Final = dt.timedelta(hours=24)
"""How long an open try waits for its platform to be connected before its end is unknown."""

_MOMENT = dt.timedelta(seconds=1)

LATE, PAUSED, NO_QUOTES, NO_ZONE = "late", "paused", "no_quotes", "no_zone"
"""Why a date was skipped, beside what a platform says."""
BY_COMMAND: Final = "by_command"
"""Why a date was skipped, or a schedule paused, that somebody wanted so."""
PINNED: Final = "pinned"
"""How a quote came to its date where somebody chose it."""
BY_HOUSE: Final = "house"
"""How it came where it is the library's own of that date."""

Freeze = Callable[[Entry], str]
"""Makes the card of an entry, as the text that an occurrence keeps."""


def blank(schedule: Schedule, date: dt.date, due: dt.datetime) -> Occurrence:
    """Return a date of `schedule` that has no quote yet."""
    return Occurrence(
        key=occurrence_key(schedule.id, date),
        schedule=schedule,
        local_date=date,
        due_at=due,
        ready_at=due,
    )


def missed(schedule: Schedule, due: dt.datetime, now: dt.datetime, why: str) -> str | None:
    """Return why a date that was never planned is over, or None where it is still to come.

    Args:
        schedule: whose date it is.
        due: when it is, or was, due (UTC).
        now: the present (UTC).
        why: what is said where it is only too late.
    """
    if schedule.standing is not Standing.ACTIVE:
        return PAUSED if due <= now else None
    return why if due < now and due + CATCH_UP < now else None


def passed(schedule: Schedule, date: dt.date, due: dt.datetime, why: str) -> Occurrence:
    """Return a date that was never planned, as skipped."""
    return _skipped(blank(schedule, date, due), why)


def planned(
    schedule: Schedule, date: dt.date, due: dt.datetime, turn: tuple[Turn, str], freeze: Freeze
) -> Occurrence:
    """Return a date with the quote whose turn it is, and how that came."""
    chosen, how = turn
    return Occurrence(
        key=occurrence_key(schedule.id, date),
        schedule=schedule,
        local_date=date,
        due_at=due,
        ready_at=due,
        quote_id=chosen.entry.id,
        payload=freeze(chosen.entry),
        cycle=chosen.cycle,
        why=_how(chosen, how),
    )


def same_for(schedule: Schedule, row: Occurrence) -> Occurrence:
    """Return a date of another schedule, planned as `row` is."""
    return Occurrence(
        key=occurrence_key(schedule.id, row.local_date),
        schedule=schedule,
        local_date=row.local_date,
        due_at=row.due_at,
        ready_at=row.ready_at,
        quote_id=row.quote_id,
        payload=row.payload,
        cycle=row.cycle,
        why=row.why,
    )


def chosen(row: Occurrence, turn: Turn, how: str, freeze: Freeze) -> Occurrence:
    """Return a date without a quote with the one whose turn it is; `how` says why this one."""
    return replace(
        row,
        quote_id=turn.entry.id,
        payload=freeze(turn.entry),
        cycle=turn.cycle,
        why=_how(turn, how),
    )


def is_house(row: Occurrence) -> bool:
    """Whether the date has the library's own quote of the day."""
    return row.why.startswith(f"{BY_HOUSE} ")


def is_pinned(row: Occurrence) -> bool:
    """Whether somebody chose the date's quote."""
    return row.why == PINNED


def brought_forward(
    blank: Occurrence,
    found: Occurrence | None,
    turn: tuple[Turn, str] | None,
    freeze: Freeze,
) -> Occurrence | None:
    """Return one date as it is to be posted at once, or None where that must not or cannot be.

    Args:
        blank: the date without a quote, due now.
        found: the date as it stands in the ledger, if it does.
        turn: what it gets, and how, where it has none, or had one and was skipped.
        freeze: makes the card.
    """
    row = found or blank
    if row.state is OccurrenceState.PLANNED and found:
        return replace(row, due_at=blank.due_at, ready_at=blank.due_at)
    if row.state not in (OccurrenceState.PLANNED, OccurrenceState.SKIPPED) or turn is None:
        return None
    again = replace(blank, lease_token=row.lease_token, first_send_at=row.first_send_at)
    return chosen(again, *turn, freeze)


def tried_since(row: Occurrence, since: dt.datetime) -> Occurrence:
    """Return a date that is not begun as one to look for first: it may have been sent since then.

    What was begun earlier still is looked for from there on.
    """
    first = min(row.first_send_at or since, since)
    return replace(row, tries=max(row.tries, 1), first_send_at=first)


def left_out(row: Occurrence) -> Occurrence:
    """Return a date that is certainly not sent as one that somebody wants nothing on."""
    return _skipped(replace(row, quote_id=None, payload=None, why=""), BY_COMMAND)


def taken_up(row: Occurrence, turn: Turn, how: str, freeze: Freeze) -> Occurrence:
    """Return a date that somebody wanted nothing on as one to post on after all.

    Raises:
        ScheduleError: nobody wanted that.
    """
    if row.state is not OccurrenceState.SKIPPED or row.reason != BY_COMMAND:
        raise ScheduleError("That date is not skipped by command.")
    again = replace(row, state=OccurrenceState.PLANNED, reason="", ready_at=row.due_at)
    return chosen(again, turn, how, freeze)


def with_quote(row: Occurrence, quote: Entry, cycle: int, freeze: Freeze) -> Occurrence:
    """Return a date that is certainly not sent, with the quote that somebody chose for it.

    It has its turn in the round of that number, the running one.
    """
    return replace(
        row,
        state=OccurrenceState.PLANNED,
        reason="",
        ready_at=row.due_at,
        quote_id=quote.id,
        payload=freeze(quote),
        cycle=cycle,
        why=PINNED,
    )


def claimed(row: Occurrence, now: dt.datetime) -> Occurrence:
    """Return `row` as a new try holds it; nobody else may before `ready_at`."""
    token = row.lease_token + 1
    soonest = now + LEASE + QUARANTINE
    # A last look is worth its while as soon as it is too late to send.
    latest = row.due_at + CATCH_UP
    return replace(
        row,
        state=OccurrenceState.CLAIMED,
        tries=row.tries + 1,
        lease_token=token,
        first_send_at=row.first_send_at or now,
        ready_at=max(soonest, min(now + _patience(token), latest)),
    )


def may_send(row: Occurrence, now: dt.datetime) -> bool:
    """Whether a claimed date may still be sent: it is not too late, and nobody paused it."""
    return row.schedule.standing is Standing.ACTIVE and now <= row.due_at + CATCH_UP


def after_looking(row: Occurrence, found: Outcome | None, now: dt.datetime) -> Occurrence | None:
    """Return a claimed date after a look for an earlier try, or None where it stays claimed.

    Where the try certainly did not arrive and the date may still be sent, it stays claimed: send.
    """
    if found is not None and found.delivery is Delivery.SENT:
        return _sent(row, found)
    if found is not None and found.delivery is Delivery.REFUSED:
        return None if may_send(row, now) else _skipped(row, _why_not(row))
    if now <= row.due_at + CATCH_UP:
        return None
    return replace(row, state=OccurrenceState.UNKNOWN, reason="cannot_tell")


def after_sending(row: Occurrence, outcome: Outcome, now: dt.datetime) -> Occurrence | None:
    """Return a claimed date after it was sent, or None where its end is unknown: look later."""
    if outcome.delivery is Delivery.SENT:
        return _sent(row, outcome)
    if outcome.delivery is Delivery.DEAD:
        return _skipped(row, outcome.reason)
    if outcome.delivery is Delivery.UNKNOWN:
        return None
    wait = max(_patience(row.lease_token), dt.timedelta(seconds=outcome.retry_after or 0))
    return replace(
        row,
        state=OccurrenceState.PLANNED,
        tries=0,
        # A moment after it is too late it is looked at again, and closed.
        ready_at=min(now + wait, row.due_at + CATCH_UP + _MOMENT),
        reason=outcome.reason,
    )


def unreadable(row: Occurrence) -> Occurrence:
    """Return a claimed date whose frozen card cannot be read, by this podquote at least."""
    if row.tries == 1:
        return _skipped(row, "card_unreadable")
    return replace(row, state=OccurrenceState.UNKNOWN, reason="card_unreadable")


def _how(turn: Turn, how: str) -> str:
    return f"{how} {turn.number} {turn.of}"


def _sent(row: Occurrence, outcome: Outcome) -> Occurrence:
    return replace(row, state=OccurrenceState.SENT, message_ref=outcome.message_ref, reason="")


def _skipped(row: Occurrence, reason: str) -> Occurrence:
    return replace(row, state=OccurrenceState.SKIPPED, reason=reason)


def _why_not(row: Occurrence) -> str:
    return LATE if row.schedule.standing is Standing.ACTIVE else PAUSED


def _patience(token: int) -> dt.timedelta:
    """Return the wait after the claim of that number: five claims fill the catch-up window.

    The first is a lapsed lease's, so that a killed process's post waits no longer than it must.
    """
    return (LEASE + QUARANTINE) * int(7 ** (min(token, 7) - 1))

"""The life of one occurrence: what it is planned as, who may try it, what a try leads to; pure.

    planned ──claim──> claimed ──sent──> sent
       │ ^                │ └──cannot be told until it is too late──> unknown
       │ └──refused───────┤
       └──too late──> skipped <──dead target, or certainly not sent and too late

A quote is chosen, and its card frozen, when its date is planned: no try can ever send another one.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.errors import ScheduleError
from bot.frozen import card_to_json
from bot.model import (
    Card,
    Delivery,
    Entry,
    Occurrence,
    OccurrenceState,
    Outcome,
    Schedule,
    Standing,
)

HORIZON: Final = dt.timedelta(hours=48)
"""How long before it is due a date is planned."""
CATCH_UP: Final = dt.timedelta(hours=6)
"""How late a date may still be posted."""
LEASE: Final = dt.timedelta(seconds=60)
"""How long after its claim a try may still send."""
QUARANTINE: Final = dt.timedelta(seconds=45)
"""How long after the lease a request may still be under way: its timeout, and half a minute."""
MOURNING: Final = dt.timedelta(hours=24)
"""How long an open try waits for its platform to be connected before its end is unknown."""

LATE, PAUSED, NO_QUOTES = "late", "paused", "no_quotes"
"""Why a date was skipped, beside what a platform says."""
BY_COMMAND: Final = "by_command"
"""Why a date was skipped, or a schedule paused, that somebody wanted so."""
PINNED: Final = "pinned"
"""How a quote came to its date where somebody chose it."""

Freeze = Callable[[Entry], Card]


def short_code(*parts: str) -> str:
    """Return 32 letters and digits that stand for `parts`, the same on every machine."""
    # Lengths keep ("ab", "c") and ("a", "bc") apart.
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    digest = hashlib.blake2b(joined.encode(), digest_size=20).digest()
    return base64.b32encode(digest).decode().lower()


def occurrence_key(schedule: str, date: dt.date) -> str:
    """Return what the tries of one date are told by: 20 letters and digits."""
    return short_code(schedule, date.isoformat())[:20]


def blank(schedule: Schedule, date: dt.date, due: dt.datetime) -> Occurrence:
    """Return a date of `schedule` that has no quote yet."""
    return Occurrence(
        key=occurrence_key(schedule.id, date),
        schedule=schedule,
        local_date=date,
        due_at=due,
        ready_at=due,
    )


def planned(
    row: Occurrence, quote: Entry | None, now: dt.datetime, freeze: Freeze
) -> Occurrence | None:
    """Return a blank date as it goes into the ledger now, or None if it is too early for that.

    Args:
        row: the date without a quote.
        quote: whose turn it is, or None where no quote is worth it.
        now: the present (UTC).
        freeze: makes the card.
    """
    if row.schedule.standing is not Standing.ACTIVE:
        return _skipped(row, PAUSED) if row.due_at <= now else None
    if row.due_at + CATCH_UP < now:
        return _skipped(row, LATE if quote else NO_QUOTES)
    if row.due_at > now + HORIZON or quote is None:
        return None
    return _with_quote(row, quote, freeze)


def brought_forward(
    blank: Occurrence, found: Occurrence | None, quote: Entry | None, freeze: Freeze
) -> Occurrence | None:
    """Return one date as it is to be posted at once, or None where that must not or cannot be.

    Args:
        blank: the date without a quote, due now.
        found: the date as it stands in the ledger, if it does.
        quote: what it gets where it has none, or had one and was skipped.
        freeze: makes the card.
    """
    row = found or blank
    if row.state is OccurrenceState.PLANNED and found:
        return replace(row, due_at=blank.due_at, ready_at=blank.due_at)
    if row.state not in (OccurrenceState.PLANNED, OccurrenceState.SKIPPED) or quote is None:
        return None
    again = replace(blank, lease_token=row.lease_token, first_send_at=row.first_send_at)
    return _with_quote(again, quote, freeze)


def left_out(row: Occurrence) -> Occurrence:
    """Return a date that is certainly not sent as one that somebody wants nothing on."""
    return _skipped(replace(row, quote_id=None, payload=None, why=""), BY_COMMAND)


def taken_up(row: Occurrence, quote: Entry, freeze: Freeze) -> Occurrence:
    """Return a date that somebody wanted nothing on as one to post on after all.

    Raises:
        ScheduleError: nobody wanted that.
    """
    if row.state is not OccurrenceState.SKIPPED or row.reason != BY_COMMAND:
        raise ScheduleError("That date is not skipped by command.")
    again = replace(row, state=OccurrenceState.PLANNED, reason="", ready_at=row.due_at)
    return _with_quote(again, quote, freeze)


def with_quote(row: Occurrence, quote: Entry, freeze: Freeze) -> Occurrence:
    """Return a date that is certainly not sent, with the quote that somebody chose for it."""
    again = replace(row, state=OccurrenceState.PLANNED, reason="", ready_at=row.due_at, why=PINNED)
    return _with_quote(again, quote, freeze)


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
        ready_at=now + wait,
        reason=outcome.reason,
    )


def unreadable(row: Occurrence) -> Occurrence:
    """Return a claimed date whose frozen card cannot be read, by this podquote at least."""
    if row.tries == 1:
        return _skipped(row, "card_unreadable")
    return replace(row, state=OccurrenceState.UNKNOWN, reason="card_unreadable")


def _with_quote(row: Occurrence, quote: Entry, freeze: Freeze) -> Occurrence:
    return replace(row, quote_id=quote.id, payload=card_to_json(freeze(quote)))


def _sent(row: Occurrence, outcome: Outcome) -> Occurrence:
    return replace(row, state=OccurrenceState.SENT, message_ref=outcome.message_ref, reason="")


def _skipped(row: Occurrence, reason: str) -> Occurrence:
    return replace(row, state=OccurrenceState.SKIPPED, reason=reason)


def _why_not(row: Occurrence) -> str:
    return LATE if row.schedule.standing is Standing.ACTIVE else PAUSED


def _patience(token: int) -> dt.timedelta:
    """Return the wait after the claim of that number: five claims fill the catch-up window."""
    return dt.timedelta(seconds=20 * 5 ** min(token, 7))

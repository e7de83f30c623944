"""The quote of the day: schedules, occurrences, posts, and how sending one ended. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from bot.model.answers import Card
from bot.model.askers import PUBLIC
from bot.model.daily import EVERY_DAY, Filters


class Delivery(StrEnum):
    """How sending a post ended.

    `UNKNOWN`: the request left and no certain answer came; the platform may have the message.
    `REFUSED`: certainly not sent, try later. `DEAD`: certainly not sent, and never will be there.
    """

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one send.

    Attributes:
        delivery: the class of the outcome.
        message_ref: the platform's own id of the message, when sent.
        reason: a short, stable word for the log and the schedule's status ("channel_not_found").
        retry_after: seconds to wait, where the platform told.
    """

    delivery: Delivery
    message_ref: str | None = None
    reason: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A card on its way to a channel.

    Attributes:
        platform: "slack" or "discord".
        channel: the platform's id of the channel.
        card: what to show, frozen when it was planned.
        key: at most 20 characters, the same for every try of one occurrence; Discord's nonce,
            Slack's metadata.
        first_send_at: when the first try began, or may have begun (UTC), or None before it; where
            reconciling starts to look.
        picture: whether an image of the quote goes with it.
        library: whose post it is, where a platform has many workspaces.
    """

    platform: str
    channel: str
    card: Card
    key: str
    first_send_at: dt.datetime | None = None
    picture: bool = False
    library: str = PUBLIC


class Standing(StrEnum):
    """Whether a schedule posts."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule for posting into a channel: one quote a local date.

    Attributes:
        id: short and stable; also the seed of the order in which its quotes come.
        platform: "slack" or "discord".
        channel: the platform's id of the channel.
        at: the chosen local wall time.
        timezone: an IANA name.
        next_date, next_due: a local date and the instant (UTC) it is due: in the ledger, the next
            one to plan; as `Daily` hands it out, the next one to come.
        standing: active, paused or removed.
        reason: why it is paused: "by_command", or what the platform said ("channel_not_found").
        checked: whether its platform has ever said that the channel can be posted to.
        owner: the platform's id of who set it up, or "": the operator.
        days: the days of the week that have a date, by their ISO numbers.
        filters: which quotes it takes.
        picture: whether an image of the quote comes along.
        library: whose it is, and whose quotes it posts: a workspace's own, or the operator's.
    """

    id: str
    platform: str
    channel: str
    at: dt.time
    timezone: str
    next_date: dt.date
    next_due: dt.datetime
    standing: Standing = Standing.ACTIVE
    reason: str = ""
    checked: bool = False
    owner: str = ""
    days: tuple[int, ...] = EVERY_DAY
    filters: Filters = field(default_factory=Filters)
    picture: bool = False
    library: str = PUBLIC

    def on_to(self, date: dt.date, due: dt.datetime) -> Schedule:
        """Return it with its next date and when (UTC) that is due."""
        # By hand: `dataclasses.replace` takes three times as long, and planning moves them all.
        return Schedule(
            self.id,
            self.platform,
            self.channel,
            self.at,
            self.timezone,
            date,
            due,
            self.standing,
            self.reason,
            self.checked,
            self.owner,
            self.days,
            self.filters,
            self.picture,
            self.library,
        )


class OccurrenceState(StrEnum):
    """Where an occurrence stands; see `bot/occurrence.py` for what leads where.

    `PLANNED`: its quote is chosen and it is certainly not sent. `CLAIMED`: a try began and its end
    is not known yet. `SKIPPED`: certainly not sent, and it won't be. `UNKNOWN`: perhaps sent; it
    could not be found out in time, and it is not sent again.
    """

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One local date of a schedule; there is never a second one of the same date.

    Attributes:
        key: at most 20 characters, made from schedule and date; what tries are told by.
        schedule: whose date it is.
        local_date: the date on the schedule's calendar.
        due_at: when it is due (UTC).
        ready_at: from when it may be claimed (UTC): when due, at a later try, or, while claimed,
            once the holder's lease is over and a request of theirs can't be under way any more.
        state: see `OccurrenceState`.
        quote_id: the entry that was chosen, or None where a date passed without one.
        payload: the card, frozen as text when it was planned, or None with `quote_id`.
        tries: claims since it was last certain that nothing was sent; from 2 on, look first.
        lease_token: counts every claim; only the newest holder may write what came of it.
        first_send_at: when the first try began, or may have begun (UTC), or None before it.
        message_ref: the platform's own id of the message, once sent.
        reason: why it was skipped, is unknown, or waits for another try.
        cycle: the round of the schedule's quotes that this one was chosen in.
        why: how it came to be chosen; see `bot.daily.turns`.
    """

    key: str
    schedule: Schedule
    local_date: dt.date
    due_at: dt.datetime
    ready_at: dt.datetime
    state: OccurrenceState = OccurrenceState.PLANNED
    quote_id: str | None = None
    payload: str | None = field(default=None, repr=False)
    tries: int = 0
    lease_token: int = 0
    first_send_at: dt.datetime | None = None
    message_ref: str | None = None
    reason: str = ""
    cycle: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a schedule is going to post on one local date.

    Attributes:
        schedule: the schedule's id.
        platform, channel, timezone: the schedule's.
        local_date: the date on the schedule's calendar.
        due_at: when it is due, in UTC.
        local_due_at: the same instant in the schedule's zone.
        quote_id, text: the quote's id and words.
        state: planned, the quote is chosen for good; or tentative, chosen as of now.
    """

    schedule: str
    platform: str
    channel: str
    local_date: dt.date
    due_at: dt.datetime
    local_due_at: dt.datetime
    timezone: str
    quote_id: str
    text: str
    state: Literal["planned", "tentative"]


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of posting one schedule's date of today by hand.

    Attributes:
        schedule: the schedule.
        local_date: today on its calendar.
        state: how the date stands in the ledger now, or None where it is not in there.
        reason: "now" where this very call sent it, "before" where it was sent earlier, else a
            short, stable word that says why not ("not_connected", "no_quotes", "paused").
    """

    schedule: Schedule
    local_date: dt.date
    state: OccurrenceState | None
    reason: str

"""What the quote of the day asks of the outside: the time, a platform, the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from bot.model import Occurrence, Outcome, Post, Schedule, Standing


class Clock(Protocol):
    """The time, passed in and never taken."""

    def now(self) -> dt.datetime:
        """Return the present as an aware UTC datetime."""

    def monotonic(self) -> float:
        """Return seconds that never go back; only differences mean anything."""


class Poster(Protocol):
    """Sends posts to one platform."""

    def send(self, post: Post, deadline: float) -> Outcome:
        """Send `post` once, or not at all when `deadline` (on `Clock.monotonic`) cannot be kept.

        Never raises, never retries a write whose outcome is unknown.
        """

    def find(self, post: Post) -> Outcome | None:
        """Look whether an earlier try of `post` arrived.

        Returns:
            Sent with its ref; refused when it certainly is not there; None when it cannot be told.
        """

    def check(self, channel: str) -> str | None:
        """Return None if `channel` can be posted to, else one sentence that says why not."""


Plan = tuple[Schedule, Sequence[Occurrence]]
"""New occurrences of a schedule, and the schedule with its `next_date` and `next_due` moved on."""


class Ledger(Protocol):
    """What was and will be posted: each schedule and local date once, whoever writes.

    Every method is one transaction. Times are handed in: all who share a ledger share a clock, or
    have clocks that agree to a few seconds.
    """

    def add(self, schedule: Schedule) -> Schedule:
        """Keep `schedule`, or return the one of the same channel, time and zone, removed or not.

        A removed one is active again, from the `next_date` of `schedule` on.
        """

    def schedules(self) -> Sequence[Schedule]:
        """Return all schedules but removed ones, by platform, channel, time and id."""

    def stand(self, id: str, standing: Standing, reason: str) -> Schedule | None:
        """Change whether a schedule posts; None if none (but removed ones) has that id.

        What is planned of a removed schedule is forgotten.
        """

    def move(
        self, id: str, make: Callable[[Schedule, Sequence[Occurrence]], Plan]
    ) -> Schedule | None:
        """Change a schedule's rule, and what is planned of it; None if none has that id.

        Args:
            id: the schedule's.
            make: gets the schedule and its planned occurrences, by date; returns the schedule as
                it shall be and those of its planned occurrences that stay, as they shall be.

        Raises:
            ScheduleError: another schedule has that rule.
        """

    def unplanned(self, before: dt.datetime) -> Sequence[str]:
        """Return the ids of schedules whose `next_due` is at or before `before`, removed not."""

    def plan(self, id: str, make: Callable[[Schedule, Sequence[str]], Plan]) -> int:
        """Insert what `make` plans for a schedule, in one transaction with what it plans from.

        Args:
            id: the schedule's.
            make: gets the schedule and the ids of the quotes it used, by local date; a date that
                is in the ledger already stays as it is.

        Returns:
            How many occurrences are new.
        """

    def bring_forward(
        self,
        id: str,
        date: dt.date,
        make: Callable[[Schedule, Occurrence | None, Sequence[str]], Occurrence | None],
    ) -> Occurrence | None:
        """Insert or change one date that is certainly not sent, and return how it stands then.

        Args:
            id: the schedule's.
            date: the local date.
            make: gets the schedule, its occurrence of `date` if there is one, and the ids of the
                quotes that its other dates used; returns the occurrence as it shall be, or None
                to leave it.
        """

    def pick(self, date: dt.date, choose: Callable[[Sequence[str]], str | None]) -> str | None:
        """Return the id of the library's own quote of `date`; choose it where nobody did yet.

        `choose` gets the ids of those of the dates before, by date, and returns one, or None.
        """

    def claim(
        self, now: dt.datetime, platforms: Collection[str], key: str | None = None
    ) -> Occurrence | None:
        """Take the first occurrence that is ready, or the one of `key`, if that is ready.

        Committed before it returns: whoever looks later sees that a try began.
        """

    def record(self, occurrence: Occurrence, *, pause: bool = False) -> bool:
        """Write what came of a claim, unless somebody else claimed it since; say whether written.

        `pause` pauses the schedule too, for the occurrence's reason.
        """

    def close(self, now: dt.datetime, platforms: Collection[str]) -> int:
        """Close the dates that are too late or came due while paused; return how many.

        A claimed one waits for its platform to be among the connected `platforms` for a day.
        """

    def occurrences(self, id: str, first: dt.date) -> Sequence[Occurrence]:
        """Return a schedule's occurrences from the date `first` on, by date."""

    def used(self, id: str) -> Sequence[str]:
        """Return the ids of the quotes that a schedule's dates have used, by date."""

"""What the quote of the day asks of the outside: the time, a platform, the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from bot.model import (
    History,
    Notice,
    Occurrence,
    Outcome,
    Plan,
    Post,
    Schedule,
    Standing,
    Turn,
    Used,
)


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

    def tell(self, person: str, sentence: str, library: str) -> Outcome:
        """Send a sentence to one person, privately and once; never raises.

        Args:
            person: the platform's id of them.
            sentence: what they are told.
            library: whose workspace they are of.
        """

    def channels(self, beside: str) -> Mapping[str, str]:
        """Return the ids of channels by their names, those only that everybody there may see.

        Empty where they cannot be told; never raises.

        Args:
            beside: the id of a channel of the same workspace or server.
        """

    def check(self, channel: str) -> str | None:
        """Return None if `channel` can be posted to, else one sentence that says why not."""


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

    def redate(
        self, now: dt.datetime, due: Callable[[dt.date, dt.time, str], dt.datetime | None]
    ) -> int:
        """Set what is planned and still to come to when it is due now; return how many moved.

        New zone data may say otherwise than the one it was planned with.

        Args:
            now: the present (UTC).
            due: gets a local date, a time of day and a zone's name; returns the instant (UTC), or
                None to leave it.
        """

    def doubt(self, now: dt.datetime) -> int:
        """Let what came due before `now` and is not begun be looked for first; return how many.

        For when a process begins: its database may have been put back to what it was a moment, or
        an hour, ago. A database that keeps what it acknowledged has nothing to doubt.
        """

    def idle(self, now: dt.datetime) -> bool:
        """Whether there is nothing to plan, to try, to close or to tell: most ticks find that."""

    def unplanned(self, now: dt.datetime) -> Sequence[str]:
        """Return the ids of schedules that have something to plan, the most urgent first.

        Of an active one, whose next date is due within the horizon; of a paused one, whose next
        date has passed.
        """

    def libraries(self, ids: Sequence[str]) -> Collection[str]:
        """Return the names of the libraries that those schedules are of."""

    def plan(
        self, ids: Sequence[str], make: Callable[[History], Plan], now: dt.datetime | None = None
    ) -> int:
        """Insert what `make` plans for each schedule, in one transaction with what it plans from.

        A date that is in the ledger already stays as it is. Of many dates at one instant, each is
        ready a little after the one before (`bot.occurrence.spread`).

        Args:
            ids: the schedules'; many of them in each transaction, in this order.
            make: gets a schedule and what the ledger knows of it.
            now: those that have nothing to plan (any more) at that instant are left out.

        Returns:
            How many occurrences are new.
        """

    def bring_forward(
        self,
        id: str,
        date: dt.date,
        make: Callable[[History, Occurrence | None], Occurrence | None],
    ) -> Occurrence | None:
        """Insert or change one date that is certainly not sent, and return how it stands then.

        Args:
            id: the schedule's.
            date: the local date.
            make: gets the schedule with what its other dates used, and its occurrence of `date` if
                there is one; returns the occurrence as it shall be, or None to leave it.
        """

    def picked(self, library: str) -> Sequence[Used]:
        """Return a library's own quotes of its dates, by date."""

    def pick(
        self,
        library: str,
        dates: Sequence[dt.date],
        choose: Callable[[Sequence[Used]], Turn | None],
    ) -> Sequence[Used]:
        """Return a library's own quotes of all its dates; choose those of `dates` that lack one.

        `choose` gets those that are there, by date, and returns one more, or None.
        """

    def notices(self, after: str = "", most: int = 100) -> Sequence[Notice]:
        """Return what owners are to be told and were not, by schedule.

        Args:
            after: leaves out schedules whose ids do not come after this one.
            most: how many at most.
        """

    def tell(self, notice: Notice, *, told: bool) -> bool:
        """Note that an owner was told, or was not after all; False where that stands already."""

    def claim(
        self, now: dt.datetime, platforms: Collection[str], key: str | None = None
    ) -> Occurrence | None:
        """Take the first occurrence that is ready, or the one of `key`, if that is ready.

        Committed before it returns: whoever looks later sees that a try began.
        """

    def record(self, occurrence: Occurrence, *, pause: bool = False) -> bool:
        """Write what came of a claim, unless somebody else claimed it since; say whether written.

        `pause` pauses the schedule too, for the occurrence's reason, and its owner is to be told.
        """

    def close(self, now: dt.datetime, platforms: Collection[str]) -> int:
        """Close the dates that are too late or came due while paused; return how many.

        A claimed one waits for its platform to be among the connected `platforms` for a day.
        """

    def occurrences(self, id: str, first: dt.date) -> Sequence[Occurrence]:
        """Return a schedule's occurrences from the date `first` on, by date."""

    def history(self, id: str) -> History | None:
        """Return what is known of a schedule, or None: there is none of that id."""

"""The daily post under anything that may happen, in any order: invariants I1 to I9.

I1 at most one message a date, but where a copy that was put back knows a later time for it.
I2 every date whose time is over is sent, skipped or unknown. I3 no message before its time.
I4 lease tokens never go down. I5 what counts as sent is there.
I6 what is there is what was frozen. I7 nothing is sent while paused. I8 at most ten calls a date.
I9 what is unknown stays unknown, and what is sent stays sent.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.engine.interfaces import DBAPIConnection

from bot.dates import due_at, due_or_none, find_zone, upcoming
from bot.errors import ScheduleError
from bot.frozen import card_to_json
from bot.index.ledger import SqlLedger
from bot.index.opening import open_library
from bot.model import (
    DailyVerb,
    Delivery,
    Entry,
    History,
    Occurrence,
    OccurrenceState,
    Outcome,
    Place,
    Plan,
    Post,
    Schedule,
    Standing,
)
from bot.occurrence import CATCH_UP, MOURNING
from bot.posting import Daily
from bot.resources import folder
from tests.fakes.libraries import new_file
from tests.fakes.poster import LOST, Crash, FakePoster
from tests.fakes.quotes import quotes
from tests.fakes.world import a_quote_at, daily

Written = TypeVar("Written")

START = dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC)  # two days before Berlin's clocks go forward
MINUTE = dt.timedelta(minutes=1)
C1 = Place("slack", "C1")
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Kiritimati")
OPEN = (OccurrenceState.PLANNED, OccurrenceState.CLAIMED)
FINAL = (OccurrenceState.SENT, OccurrenceState.UNKNOWN)
REFUSALS = [
    Outcome(Delivery.REFUSED, reason="ratelimited", retry_after=30),
    Outcome(Delivery.UNKNOWN, reason="timeout"),
    Outcome(Delivery.DEAD, reason="channel_not_found"),
]


class JumpyClock:
    """A clock whose wall time may jump; its monotonic one does not."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.jumped = dt.timedelta()

    def now(self) -> dt.datetime:
        return START + dt.timedelta(seconds=self.passed) + self.jumped

    def monotonic(self) -> float:
        return self.passed


class Platform(FakePoster):
    """Keeps deadlines, and watches what is sent when."""

    def __init__(self, world: PostingMachine) -> None:
        super().__init__()
        self.world = world
        self.asked: Counter[str] = Counter()

    def send(self, post: Post, deadline: float) -> Outcome:
        self.asked[post.key] += 1
        frozen, self.world.freeze = self.world.freeze, 0
        if frozen:
            # Another process goes on meanwhile.
            self.world.clock.passed += frozen
            at_hand, self.world.at_hand = self.world.at_hand, False
            self.world.daily().tick({"slack": self})
            self.world.at_hand = at_hand
        if self.world.clock.monotonic() + 15 > deadline:
            return Outcome(Delivery.REFUSED, reason="deadline")
        before = len(self.messages)
        try:
            return super().send(post, deadline)
        finally:
            if len(self.messages) > before:
                self.world.arrived(post)

    def find(self, post: Post) -> Outcome | None:
        self.asked[post.key] += 1
        found = super().find(post)
        # History is read from a minute before the first try on, and no farther back.
        since = (post.first_send_at or START) - MINUTE
        seen = self.world.sent_at.get(post.key, since) >= since
        return found if seen or found is None else Outcome(Delivery.REFUSED, reason="not_found")


class DyingLedger(SqlLedger):
    """A ledger in a process that ends before or after its next write of one kind."""

    dies_at: str | None = None
    after = False

    def claim(
        self, now: dt.datetime, platforms: Collection[str], key: str | None = None
    ) -> Occurrence | None:
        return self._or_die("claim", lambda: super(DyingLedger, self).claim(now, platforms, key))

    def record(self, row: Occurrence, *, pause: bool = False) -> bool:
        return self._or_die("record", lambda: super(DyingLedger, self).record(row, pause=pause))

    def plan(
        self, ids: Sequence[str], make: Callable[[History], Plan], now: dt.datetime | None = None
    ) -> int:
        return self._or_die("plan", lambda: super(DyingLedger, self).plan(ids, make, now))

    def _or_die(self, name: str, write: Callable[[], Written]) -> Written:
        if self.dies_at != name:
            return write()
        self.dies_at = None
        if self.after:
            write()
        raise Crash


class PostingMachine(RuleBasedStateMachine):
    """One database, one Slack; processes, clocks and people do what they do."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self._home = tempfile.TemporaryDirectory()
        database = Path(self._home.name) / "podquote.db"
        shutil.copy(self.template, database)
        self.engine, _ = open_library(f"sqlite:///{database}", folder("migrations"))
        sa.event.listen(self.engine, "connect", without_waiting_for_the_disk)
        self.engine.dispose()
        self.ledger = DyingLedger(self.engine)
        self.ledger_file = database
        self.backup: sqlite3.Connection | None = None
        self.clock = JumpyClock()
        self.slack = Platform(self)
        self.pool: list[Entry] = quotes(3)
        self.freeze = 0.0
        self.by_hand: set[str] = set()
        self.at_hand = False
        self.forgotten: set[str] = set()
        self.out_of_sight: set[str] = set()
        self.sent_at: dict[str, dt.datetime] = {}
        self.tokens: dict[str, int] = {}
        self.finals: dict[str, OccurrenceState] = {}

    def daily(self) -> Daily:
        return daily(self.ledger, self.clock, lambda: self.pool)

    def rows(self) -> list[Occurrence]:
        return [
            row
            for schedule in self.ledger.schedules()
            for row in self.ledger.occurrences(schedule.id, dt.date.min)
        ]

    def arrived(self, post: Post) -> None:
        (row,) = (row for row in self.rows() if row.key == post.key)
        assert row.schedule.standing is Standing.ACTIVE, "I7"
        assert row.payload == card_to_json(post.card), "I6"
        assert self.clock.now() >= row.due_at, "I3"
        # A copy may have forgotten what was posted before the time that it knows: by hand, or by a
        # rule that it does not know either. By hand the whole date is looked through.
        midnight = due_at(row.local_date, dt.time.min, find_zone(row.schedule.timezone))
        since = midnight if self.at_hand and midnight else row.due_at
        if self.sent_at.setdefault(row.key, self.clock.now()) < since:
            self.out_of_sight |= {row.key} & self.forgotten

    @initialize()
    def begin(self) -> None:
        self.daily().add(a_quote_at("02:30", "Europe/Berlin"), C1, {"slack": self.slack})
        self.daily().add(a_quote_at("18:00", "America/New_York"), C1, {"slack": self.slack})

    def live(self, minutes: int, until: dt.timedelta = dt.timedelta()) -> None:
        """Let time pass in steps of `minutes`, a tick each; processes that end are started anew."""
        end = self.clock.now() + (until or dt.timedelta(minutes=minutes))
        while self.clock.now() < end:
            self.clock.passed += minutes * 60
            try:
                self.daily().tick({"slack": self.slack})
            except Crash:
                self.ledger.dies_at = None

    @rule(minutes=st.sampled_from([1, 5, 60, 300]))
    def tick(self, minutes: int) -> None:
        self.live(minutes)

    @rule(hours=st.integers(6, 48))
    def a_while_goes_by(self, hours: int) -> None:
        self.live(45, dt.timedelta(hours=hours))

    @rule(hours=st.integers(1, 72))
    def nobody_is_there(self, hours: int) -> None:
        self.clock.passed += hours * 3600

    @rule(where=st.sampled_from(["plan", "claim", "record"]), after=st.booleans())
    def the_next_process_ends_at(self, where: str, *, after: bool) -> None:
        self.ledger.dies_at, self.ledger.after = where, after

    @rule(answer=st.sampled_from([LOST, Crash(), *REFUSALS]), times=st.integers(1, 4))
    def the_platform_fails(self, answer: Outcome | str | Crash, times: int) -> None:
        self.slack.answers += [answer] * times

    @rule(blind=st.booleans())
    def the_platform_shows_its_history(self, *, blind: bool) -> None:
        self.slack.blind = blind

    @rule(seconds=st.sampled_from([30, 50, 70, 120, 4000]))
    def the_next_sender_freezes(self, seconds: float) -> None:
        self.freeze = seconds

    @rule(minutes=st.integers(-90, 90))
    def the_clock_jumps(self, minutes: int) -> None:
        self.clock.jumped += dt.timedelta(minutes=minutes)

    @rule(number=st.integers(0, 1), standing=st.sampled_from(["pause", "resume"]))
    def somebody_decides(self, number: int, standing: str) -> None:
        with contextlib.suppress(Crash):
            getattr(self.daily(), standing)(self.ledger.schedules()[number].id)

    @rule(number=st.integers(0, 1), hour=st.integers(0, 23), zone=st.sampled_from(ZONES))
    def somebody_moves_a_schedule(self, number: int, hour: int, zone: str) -> None:
        request = replace(a_quote_at(f"{hour:02}:10", zone), verb=DailyVerb.MOVE)
        self.somebody_says(lambda one: self.daily().move(one.id, request), number)

    @rule(number=st.integers(0, 1), days=st.integers(0, 3))
    def somebody_skips_a_date(self, number: int, days: int) -> None:
        self.somebody_says(lambda one: self.daily().by_hand.skip(one, self.date(one, days)), number)

    @rule(number=st.integers(0, 1), days=st.integers(0, 3))
    def somebody_pins_a_quote(self, number: int, days: int) -> None:
        pinned = quotes(9)[8]
        self.somebody_says(
            lambda one: self.daily().by_hand.pin(one, pinned, self.date(one, days)), number
        )

    def date(self, schedule: Schedule, days: int) -> str:
        today = self.daily().by_hand.today(schedule)
        return (today + dt.timedelta(days=days)).isoformat()

    def somebody_says(self, decide: Callable[[Schedule], object], number: int) -> None:
        # It is posted, or another is like that; or the process died while it wrote it down.
        with contextlib.suppress(ScheduleError, Crash):
            decide(self.ledger.schedules()[number])
        self.by_hand |= {row.key for row in self.rows()}

    @rule(minutes=st.integers(-60, 60))
    def the_zone_data_changes(self, minutes: int) -> None:
        shift = dt.timedelta(minutes=minutes)

        def due(date: dt.date, at: dt.time, zone: str) -> dt.datetime | None:
            instant = due_or_none(date, at, zone)
            return None if instant is None else instant + shift

        self.ledger.redate(self.clock.now(), due)

    @rule()
    def a_copy_is_made(self) -> None:
        self.backup = self.copied(self.ledger_file)

    @precondition(lambda self: self.backup is not None)
    @rule()
    def the_copy_is_put_back(self) -> None:
        assert self.backup is not None
        with sqlite3.connect(self.ledger_file) as now:
            self.backup.backup(now)
        self.tokens, self.finals = {}, {}
        # What was posted since the copy is in no ledger now. It is looked for before it is sent
        # again, and what is too late to be sent is skipped without a look: false, and not doubled.
        self.forgotten = {message.key for message in self.slack.messages}
        self.by_hand |= {row.key for row in self.rows()}

    @staticmethod
    def copied(file: Path) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:")
        with sqlite3.connect(file) as now:
            now.backup(copy)
        return copy

    @rule(size=st.integers(0, 6))
    def the_library_changes(self, size: int) -> None:
        self.pool = quotes(size)

    @rule()
    def somebody_posts_by_hand(self) -> None:
        self.at_hand = True
        try:
            self.daily().post({"slack": self.slack})
        except Crash:
            self.ledger.dies_at = None
        self.at_hand = False
        self.by_hand |= {row.key for row in self.rows()}

    @invariant()
    def messages_are_one_a_date(self) -> None:
        times = Counter(message.key for message in self.slack.messages)
        assert all(times[key] == 1 for key in times.keys() - self.out_of_sight), "I1"

    @invariant()
    def the_ledger_is_true(self) -> None:
        there = {message.key for message in self.slack.messages}
        for row in self.rows():
            assert row.lease_token >= self.tokens.get(row.key, 0), "I4"
            assert row.state is not OccurrenceState.SENT or row.key in there, "I5"
            skipped = row.state is OccurrenceState.SKIPPED
            assert not skipped or row.key not in there - self.forgotten, "I5"
            assert row.state is not OccurrenceState.SKIPPED or row.reason, "I2"
            assert self.finals.get(row.key, row.state) is row.state, "I9"
            self.tokens[row.key] = row.lease_token
            if row.state in FINAL:
                self.finals[row.key] = row.state

    @invariant()
    def nobody_is_pestered(self) -> None:
        automatic = {k: n for k, n in self.slack.asked.items() if k not in self.by_hand}
        assert max(automatic.values(), default=0) <= 10, "I8"

    def teardown(self) -> None:
        self.slack.answers, self.slack.blind = [], False
        self.live(60, MOURNING + 2 * CATCH_UP)
        over = self.clock.now() - MOURNING
        for schedule in self.ledger.schedules():
            self.no_date_is_missing(schedule, over)
        self.the_ledger_is_true()
        self.messages_are_one_a_date()
        self.engine.dispose()
        self._home.cleanup()

    def no_date_is_missing(self, schedule: Schedule, over: dt.datetime) -> None:
        rows = {row.local_date: row for row in self.ledger.occurrences(schedule.id, dt.date.min)}
        dates = upcoming(min(rows), schedule.at, find_zone(schedule.timezone))
        for date, _ in itertools.takewhile(lambda pair: pair[1] <= over, dates):
            assert rows[date].state not in OPEN, "I2"


def without_waiting_for_the_disk(connection: DBAPIConnection, _record: object) -> None:
    # These processes end, the machine does not.
    connection.cursor().execute("PRAGMA synchronous = OFF")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_file(tmp_path_factory.mktemp("template") / "podquote.db")


@pytest.mark.slow
def test_nothing_is_doubled_and_nothing_is_lost_without_a_reason(template: Path) -> None:
    PostingMachine.template = template
    run_state_machine_as_test(
        PostingMachine,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

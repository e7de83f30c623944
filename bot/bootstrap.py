"""The only wiring: settings in, the core's front door out; every part is replaceable by keyword.

What a question does not need (Alembic, the parsers, the schedule) is imported where it is used, so
that `podquote ask` starts in a moment.
"""

# ruff: noqa: PLC0415  see above

from __future__ import annotations

import copy
import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot import phrasing
from bot.browsing import Shelf
from bot.check import check
from bot.clock import SystemClock
from bot.conversation import Chat
from bot.deadline import Deadline
from bot.errors import SettingError
from bot.index.catalogue import SqlCatalogue
from bot.index.inbox import SqlInbox
from bot.index.opening import is_ready, open_library
from bot.index.reader import SqlIndex
from bot.index.shelves import SqlShelves
from bot.index.surroundings import SqlSurroundings
from bot.index.tables import REVISION
from bot.index.walls import everywhere, own_of, within
from bot.limits import Limits
from bot.lookup import lookup
from bot.model import (
    PUBLIC,
    Answer,
    Asker,
    Card,
    Checked,
    Entry,
    Occurrence,
    Question,
)
from bot.office import Office
from bot.ports import (
    Browsing,
    Catalogue,
    Clock,
    Fetcher,
    Inbox,
    Index,
    Leases,
    Meters,
    Notes,
    Unmetered,
    Uploads,
)
from bot.reception import Attendant, AttendedBrowsing, attended, name_request
from bot.resources import folder
from bot.settings import Settings
from bot.workbench import Workbench

if TYPE_CHECKING:
    from bot.daily_desk import DailyDesk
    from bot.daily_room import DailyRoom
    from bot.index.installations import SqlInstallations
    from bot.index.tenants import SqlTenants
    from bot.posting import Daily
    from bot.posting.quotes import Pools


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    fill: bool = True,
    say: Callable[[str], None] | None = None,
) -> Podquote:
    """Open the library: migrated, and filled from the packaged seeds where it is empty.

    Args:
        settings: what the environment says.
        clock: the time; the machine's by default.
        fill: whether an empty library may be filled (`ingest` adds only what was named).
        say: takes one line about what was done to the database; stderr by default.

    Raises:
        DatabaseError: the database is newer, or cannot be used.
    """
    say = say or _to_stderr
    engine, done = open_library(settings.database_url, folder("migrations"))
    if done:
        say(done)
    library = Podquote(settings, engine, clock or SystemClock())
    if fill and settings.demo == "on":
        filled = library.office.fill()
        if filled:
            say(filled)
    return library


def database_revision() -> str:
    """Return the revision that this version's database has."""
    return REVISION


class Podquote:
    """The core's front door (`bot.ports.Core`), with the office and the bench behind it.

    Attributes:
        settings: what it was built with.
        clock: the time it goes by.
        catalogue: what is known, for those who check it.
        office: what an operator does: documents in, counts, verification, names settled.
        bench: what a curator works with: feeds, corrections, forgetting, exports.
        meters: counts what is asked and posted.
        attendant: who attends to the one that this front door is for; None: it is nobody's.
    """

    def __init__(
        self,
        settings: Settings,
        engine: sa.Engine,
        clock: Clock,
        *,
        index: Index | None = None,
        catalogue: Catalogue | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        """Wire the parts together; those that are not given are made, on `engine`."""
        self.settings = settings
        self.clock = clock
        self._engine = engine
        self._index = index or SqlIndex(engine)
        self.catalogue = catalogue or SqlCatalogue(engine)
        self.office = Office(engine, self.catalogue, self._index, clock)
        self.bench = Workbench(engine, self.catalogue, self._index, clock, fetcher=fetcher)
        self.meters: Meters = Unmetered()
        self.attendant: Attendant | None = None
        self._limits = Limits()
        # Whoever operates sees everybody's schedules; in a workspace one sees its own.
        self._posting = everywhere(engine) if own_of(engine) == PUBLIC else engine

    def asked_by(self, asker: Asker) -> Podquote:
        """Return the front door as `asker` may use it; see `bot.ports.Core.asked_by`."""
        name_request()
        front = self.of(asker.library)
        # An asker never sees everybody's schedules.
        front._posting = front._engine  # noqa: SLF001  one of its own kind
        front.attendant = Attendant(asker, self._limits, self.meters, self.clock)
        return front

    def of(self, library: str) -> Podquote:
        """Return the front door of a workspace: it sees the public library and its own.

        What it puts in goes into its own; of any other it neither sees nor changes anything.
        """
        pools = self._pools  # the process's, whichever front door asks
        if library == own_of(self._engine):
            same = copy.copy(self)
            for made in ("daily", "daily_desk"):  # they hold what the operator sees
                same.__dict__.pop(made, None)
            return same
        engine = within(self._engine, library)
        front = Podquote(self.settings, engine, self.clock, index=self.tenants.index_of(library))
        front.meters, front._limits, front._pools = self.meters, self._limits, pools
        return front

    @functools.cached_property
    def installations(self) -> SqlInstallations:
        """The workspaces that installed podquote; see `bot.ports.Core.installations`."""
        from bot.index.installations import SqlInstallations
        from bot.vault import Vault

        if not self.settings.secret_keys:
            raise SettingError({"PODQUOTE_SECRET_KEY": "is needed to keep workspaces' tokens"})
        return SqlInstallations(self._engine, Vault(self.settings.secret_keys), self.clock)

    @functools.cached_property
    def tenants(self) -> SqlTenants:
        """The libraries of workspaces."""
        from bot.index.tenants import SqlTenants

        return SqlTenants(self._engine, self._index)

    @attended
    def ask(self, question: Question) -> Answer:
        """Look the question up. Any text is a question; none raises for its text."""
        return lookup(self._index, question, Deadline(self.clock.monotonic))

    @attended
    def answer(self, question: Question) -> Card:
        """Look the question up and phrase it: an answer, a miss, or help for an empty one."""
        return phrasing.to_card(lookup(self._index, question, Deadline(self.clock.monotonic)))

    @attended
    def check(self, words: str) -> Checked:
        """Say whether anybody said `words`. No text raises."""
        return check(self._index, words, Deadline(self.clock.monotonic))

    def entry(self, id: str) -> Entry | None:
        """Return the entry of that id, or None."""
        return self._index.entry(id)

    def entry_card(self, id: str) -> Card | None:
        """Return the card of one entry, for its permalink, or None.

        Below a quotation with cuts stands the whole passage, where a transcript has it.
        """
        entry = self.entry(id)
        if entry is None:
            return None
        passage = [found for part in entry.passage if (found := self._index.entry(part))]
        return phrasing.to_entry_card(entry, passage)

    def sources(self, id: str) -> Card | None:
        """Return the card of what each source of an entry has, or None: there is no such entry."""
        entry = self.entry(id)
        return None if entry is None else phrasing.to_sources_card(entry)

    @property
    def conversation(self) -> Chat:
        """What a chat door asks: one text at a time, with buttons that lead on."""
        around = SqlSurroundings(self._engine)
        return Chat(self._index, around, self._shelf, self.clock, self.attendant)

    @functools.cached_property
    def inbox(self) -> Inbox:
        """What came in already, whichever process it reached."""
        return SqlInbox(self._engine, self.clock)

    def warm(self, part: int, parts: int) -> None:
        """Make the first answers as quick as the others: one of several parts of `bot.warming`."""
        from bot.warming import WORDS, WORDS_BESIDE_A_SERVER, warm

        number = WORDS_BESIDE_A_SERVER if self.settings.on_a_server else WORDS
        warm(self._index, self.clock, part, parts, number=number)

    def ready(self) -> bool:
        """Whether the database is at hand and of the right revision."""
        return is_ready(self._engine)

    @property
    def browsing(self) -> Browsing:
        """What can be asked about: suggestions while somebody types, and lists."""
        return AttendedBrowsing(self._shelf, self.attendant) if self.attendant else self._shelf

    @functools.cached_property
    def _shelf(self) -> Shelf:
        return Shelf(SqlShelves(self._engine))

    @property
    def uploads(self) -> Uploads:
        """Transcripts that are handed over in a chat."""
        return self.bench.uploads

    @functools.cached_property
    def daily(self) -> Daily:
        """The quote of the day: its schedules and what they post."""
        return self._daily_room().daily(self._posting)

    @functools.cached_property
    def daily_desk(self) -> DailyDesk:
        """The quote of the day as people ask for it."""
        return self._daily_room().desk(self.daily, self.entry, self.settings.timezone)

    def _daily_room(self) -> DailyRoom:
        from bot.daily_room import DailyRoom

        return DailyRoom(self._engine, self.clock, self._pools, self.tenants, self._count)

    @functools.cached_property
    def _pools(self) -> Pools:
        from bot.posting.quotes import Pools

        return Pools()

    def _count(self, of: Occurrence) -> None:
        late = (self.clock.now() - of.due_at).total_seconds()
        self.meters.posted(of.schedule.platform, of.state.value, late)
        if of.reason:
            self.meters.platform_error(of.schedule.platform, of.reason)

    @functools.cached_property
    def leases(self) -> Leases:
        """Who has which part of what several processes share."""
        from bot.index.leases import SqlLeases

        return SqlLeases(self._engine, self.clock)

    @functools.cached_property
    def notes(self) -> Notes:
        """What a door keeps over a restart."""
        from bot.index.notes import SqlNotes

        return SqlNotes(self._engine)

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()


def _to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")

"""What the core asks of the outside, and what the doors ask of the core: Protocols only.

Everything here is synchronous. A door calls the core through `asyncio.to_thread`; a poster bridges
back
into its door's loop by itself.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.aliases import Aliases
from bot.model import (
    Alias,
    Answer,
    Card,
    Change,
    Checked,
    Entry,
    Episode,
    Occurrence,
    Outcome,
    Overview,
    Post,
    Question,
    Schedule,
    SourceDocument,
    Standing,
)
from bot.sounds import sound


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


class Core(Protocol):
    """The front door of the core, as the doors use it; `bootstrap` hands one out."""

    def ask(self, question: Question) -> Answer:
        """Look the question up. Any text is a question; none raises for its text."""

    def answer(self, question: Question) -> Card:
        """Look the question up and phrase it: an answer, a miss, or help for an empty one."""

    def check(self, words: str) -> Checked:
        """Say whether anybody said `words`. No text raises."""

    def entry(self, id: str) -> Entry | None:
        """Return the entry of that id, or None."""

    def entry_card(self, id: str) -> Card | None:
        """Return the card of one entry, for its permalink, or None."""

    def sources(self, id: str) -> Card | None:
        """Return the card of what each source of an entry has, or None: there is no such entry."""

    def press(self, token: str) -> Card:
        """Do what a button carries (`bot.actions`); a sentence where nothing can be done."""

    def ready(self) -> bool:
        """Whether the database is at hand, of the right revision, and filled."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What finds the other documents of a document's episode; each None where it says nothing.

    Attributes:
        video_id: of the video.
        title: the episode's title, folded and without spaces.
        glued: the whole printed title, folded the same way, where a channel is glued to its front.
    """

    video_id: str | None
    title: str | None
    glued: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A document in the catalogue, with the format that read it."""

    document: SourceDocument
    format: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One episode as all its documents together give it.

    Attributes:
        episode: what is known of it.
        entries: everything an answer can show, in the catalogue's order; ids are unique.
        files: its documents' names.
        conflicts: what the documents disagree on, a sentence each.
        heard: a file, words of it, another file, and the words it has for the same.
        aliases: names that the documents spell in more than one way.
    """

    episode: Episode
    entries: tuple[Entry, ...]
    files: tuple[str, ...]
    conflicts: tuple[str, ...]
    heard: tuple[tuple[str, str, str, str], ...] = ()
    aliases: tuple[Alias, ...] = ()


class Writer(Protocol):
    """The write side of the catalogue inside one transaction: all of it happens, or nothing."""

    def file_of(self, sha256: str) -> str | None:
        """Return the name of the document with these bytes, or None."""

    def episode_of(self, file: str) -> tuple[str | None, tuple[str, ...]]:
        """Return the title and the conflicts of the episode that the document `file` is of."""

    def forget(self, file: str) -> tuple[str, ...] | None:
        """Take the document of that name out.

        Returns:
            The other files of its episode, which is gone until it is put in anew; None where there
            is no document of that name.
        """

    def keep(self, stored: Stored, keys: Keys) -> None:
        """Put a document in, to no episode yet."""

    def related(self, keys: Keys) -> Sequence[Stored]:
        """Return the documents that may be of the same episode, by name: a superset."""

    def named(self, files: Sequence[str]) -> Sequence[Stored]:
        """Return the documents of those names that are there, in the order of their names."""

    def replace(self, files: Sequence[str], episodes: Sequence[Reconciled]) -> tuple[Change, ...]:
        """Make `episodes` all that the documents `files` give; return what changes by that."""

    def settle(self, id: str, name: str, because: str, at: str) -> bool:
        """Settle who said an entry, for good; return whether there is such an entry.

        Args:
            id: the entry's.
            name: who said it.
            because: why, as the curator writes it.
            at: when, ISO 8601 in UTC.
        """


class Catalogue(Protocol):
    """What is known: documents, episodes and their entries."""

    def writing(self) -> AbstractContextManager[Writer]:
        """Open one transaction for writing; an exception inside undoes all of it."""

    def documents(self) -> Iterator[Stored]:
        """Yield every document, by name."""

    def entries_of(self, file: str) -> Sequence[Entry]:
        """Return the entries whose words stand in `file`, also those that it only confirms."""

    def speech(self) -> Sequence[Entry]:
        """Return every quote and segment, by id."""

    def overview(self) -> Overview:
        """Count what is there."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary: folded, its stem, and how many entries have it."""

    word: str
    stem: str
    entries: int


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Every word that is indexed.

    Attributes:
        words: by their folded form.
        stems: in how many entries each stem stands, at least roughly (the most of its words).
        entries: how many entries there are.
    """

    words: Mapping[str, Term]
    stems: Mapping[str, int]
    entries: int

    @functools.cached_property
    def by_sound(self) -> Mapping[str, Sequence[str]]:
        """The folded words by how they sound; made when a question first needs it."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(sound(word), []).append(word)
        found.pop("", None)
        return found


class Index(Protocol):
    """The read side: what a lookup asks. One module an engine implements it."""

    def vocabulary(self) -> Vocabulary:
        """Return every word that is indexed."""

    def aliases(self) -> Aliases:
        """Return the names as heard, those that were mined and those that a curator gave."""

    def candidates(self, stems: Sequence[str], limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries that have one of `stems`, likelier ones first.

        The stems come from the one tokeniser; they are never taken for the engine's own syntax.
        """

    def entry(self, id: str) -> Entry | None:
        """Return the entry of that id, or None."""

    def around(self, segment: Entry) -> Sequence[Entry]:
        """Return `segment` with the segments right before and after it, in their order."""

    def topics(self) -> Sequence[str]:
        """Return folded words that titles are made of, those of most titles first."""

    def episodes(self) -> Sequence[Episode]:
        """Return all episodes, by id."""

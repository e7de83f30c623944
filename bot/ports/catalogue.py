"""The write side: documents, episodes and their entries, as ingest and reports ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from bot.marks import Mark, Marks
from bot.model import (
    Alias,
    Change,
    Claims,
    Correction,
    DocumentReport,
    Entry,
    Episode,
    ForgottenThing,
    Overview,
    Relabelling,
    Settled,
    SourceDocument,
)


@dataclass(frozen=True, slots=True)
class Keys:
    """What finds the other documents of a document's episode; each None where it says nothing.

    Attributes:
        video_id: of the video.
        title: the episode's title, folded and without spaces.
        glued: the whole printed title, folded the same way, where a channel is glued to its front.
        item: the item of a feed that it is of.
    """

    video_id: str | None
    title: str | None
    glued: str | None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A document in the catalogue, with the format that read it.

    Attributes:
        document: its bytes and its text layer.
        format: the name of the format that claims it.
        given: what who brought it says of its episode (its feed, say), or None.
    """

    document: SourceDocument
    format: str
    given: Claims | None = None


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
        words: what the index made of the entries beforehand; nobody else looks into it.
    """

    episode: Episode
    entries: tuple[Entry, ...]
    files: tuple[str, ...]
    conflicts: tuple[str, ...]
    heard: tuple[tuple[str, str, str, str], ...] = ()
    aliases: tuple[Alias, ...] = ()
    words: object | None = field(default=None, compare=False, repr=False)


class Writer(Protocol):
    """The write side of the catalogue inside one transaction: all of it happens, or nothing.

    Attributes:
        library: whose documents it writes; it sees no others.
    """

    @property
    def library(self) -> str:
        """The name of the library."""

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

    def together(self, file: str) -> Sequence[str]:
        """Return the names of the documents of the episode that the document `file` is of."""

    def files(self) -> Sequence[str]:
        """Return the names of all documents, in order."""

    def correct(self, change: Correction) -> None:
        """Lay one field of an episode over what its documents say, and remember it."""

    def correct_again(self, change: Correction) -> None:
        """Do a correction of an episode again that another library remembers; others: remember."""

    def settle_again(self, settled: Settled) -> None:
        """Settle who said an entry as another library has it, unless it is settled here."""

    def relabel(self, file: str, label: str, name: str, because: str, at: str) -> None:
        """Say whom a label in a document stands for, and remember it; the same again is nothing."""

    def marks(self) -> Marks:
        """Return what was forgotten, and stays out."""

    def keep_out(self, keys: Iterable[tuple[str, ...]], mark: Mark) -> None:
        """Keep out from now on whatever has one of `keys`."""

    def let_in(self, id: str) -> int:
        """Let in again what was forgotten under `id`; return how many marks it had."""

    def files_of(self, episode_id: str) -> Sequence[str]:
        """Return the names of an episode's documents."""

    def ids_of(self, file: str) -> Sequence[str]:
        """Return the ids of the entries of the episode that the document `file` is of."""

    def erase(
        self,
        ids: Collection[str],
        episodes: Collection[str],
        files: Collection[str],
        names: Collection[str] = (),
    ) -> int:
        """Take out every trace of entries, episodes and documents beside themselves.

        Returns:
            How many posts that were planned will not be sent.
        """


class Catalogue(Protocol):
    """What is known: documents, episodes and their entries.

    Attributes:
        library: whose it is.
    """

    library: str

    def writing(self) -> AbstractContextManager[Writer]:
        """Open one transaction for writing; an exception inside undoes all of it."""

    def known(self) -> dict[str, str]:
        """Return the name of every document of this library, by the sha256 of its bytes."""

    def standing(self, files: Sequence[str]) -> Sequence[DocumentReport]:
        """Return how the documents of those names stand; nothing was done to them."""

    def documents(self) -> Iterator[Stored]:
        """Yield every document, by name."""

    def entries_of(self, file: str) -> Sequence[Entry]:
        """Return the entries whose words stand in `file`, also those that it only confirms."""

    def speech(self) -> Iterator[Entry]:
        """Yield every quote and segment, by id, as they are when it comes to them.

        While one writes, nobody else changes them.
        """

    def overview(self) -> Overview:
        """Count what is there."""

    def history(self, subjects: Collection[str] | None) -> Sequence[Correction]:
        """Return what curators changed of `subjects`, or at all where None, oldest first."""

    def settlements(self) -> Sequence[Settled]:
        """Return who said what as curators settled it, by entry."""

    def relabellings(self) -> Sequence[Relabelling]:
        """Return whom labels stand for, by document and label."""

    def forgotten(self) -> Sequence[ForgottenThing]:
        """Return what was forgotten, the newest first; nobody can tell any more what it was."""

    def scrub(self) -> None:
        """Leave nothing of what was taken out, in no file of the database.

        Raises:
            UnusableDatabase: something of it is left for now, and why.
        """

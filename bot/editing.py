"""What a curator corrects: an episode's title, podcast, date and address, and who "Speaker 1" is.

Documents stay as they came. What was corrected lies over what they say, is kept over re-ingest, and
every change stays in the history.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from bot.errors import EditError, NoSuchThing
from bot.filters import one_episode
from bot.ingest.links import web_link
from bot.ingest.pipeline import reconcile_again
from bot.model import Correction, Entry, Episode, Labelled
from bot.ports import Catalogue, Clock, Index

FIELDS: Final = ("title", "podcast", "date", "url")
_LONGEST: Final = 500


class Editor:
    """Corrects, and remembers what was corrected."""

    def __init__(self, catalogue: Catalogue, index: Index, clock: Clock) -> None:
        """Take where everything is, what finds episodes, and the time."""
        self._catalogue = catalogue
        self._index = index
        self._clock = clock

    def find(self, named: str) -> Episode:
        """Return the episode of that id or title.

        Raises:
            NoSuchThing, Ambiguous: not one episode is named so.
        """
        episodes = self._index.episodes()
        by_id = next((one for one in episodes if one.id == named), None)
        return by_id or one_episode(named, episodes)

    def edit(self, episode: Episode, changes: Mapping[str, str], because: str | None) -> Episode:
        """Lay `changes` over what the documents say of an episode; return it as it is then.

        Args:
            episode: which.
            changes: a field ("title", "podcast", "date", "url") to its value; an empty one lets the
                documents speak again.
            because: why, or None.

        Raises:
            EditError: a value cannot be one of its field.
        """
        said = {name: _checked(name, value.strip()) for name, value in changes.items()}
        with self._catalogue.writing() as writer:
            files = writer.files_of(episode.id)
            for name, value in said.items():
                old = getattr(episode, name)
                was = None if old is None else str(old)
                at = self._now()
                change = Correction(at, "episode", episode.id, name, was, value or None, because)
                writer.correct(change)
            reconcile_again(writer, files)
        return next(one for one in self._index.episodes() if one.id == episode.id)

    def history(self, episode: Episode) -> Sequence[Correction]:
        """Return what was corrected of an episode and of its texts, oldest first."""
        with self._catalogue.writing() as writer:
            files = writer.files_of(episode.id)
        ids = {one.id for file in files for one in self._catalogue.entries_of(file)}
        return self._catalogue.history({episode.id, *files, *ids})

    def speakers(self, episode: Episode) -> Sequence[Labelled]:
        """Return who speaks in an episode, by document, as it prints them, with how often."""
        counted = Counter(
            (one.file, one.label or one.speaker, entry.attribution.speaker)
            for entry in self._speech(episode)
            for one in entry.evidence
        )
        ordered = sorted(counted.items(), key=lambda one: (one[0][0], -one[1], str(one[0][1:])))
        return [Labelled(file, label, name, number) for (file, label, name), number in ordered]

    def lines(self, episode: Episode, label: str | None = None) -> Sequence[Entry]:
        """Return what is said in an episode, in its order; with `label` only what has it."""
        return [
            entry
            for entry in self._speech(episode)
            if label is None or any(label in (one.label, one.speaker) for one in entry.evidence)
        ]

    def relabel(self, episode: Episode, label: str, name: str, because: str) -> int:
        """Say who a label stands for, in all documents of an episode; return for how many texts.

        Raises:
            NoSuchThing: no document of it has that label.
        """
        speech = self._speech(episode)
        files = {one.file for entry in speech for one in entry.evidence if one.label == label}
        if not files:
            raise NoSuchThing("label in that episode")
        with self._catalogue.writing() as writer:
            for file in sorted(files):
                writer.relabel(file, label, name, because, self._now())
            reconcile_again(writer, writer.files_of(episode.id))
        return sum(any(one.label == label for one in entry.evidence) for entry in speech)

    def texts(self, episode: Episode) -> Sequence[Entry]:
        """Return every text of an episode, in its order."""
        with self._catalogue.writing() as writer:
            files = writer.files_of(episode.id)
        found = {one.id: one for file in files for one in self._catalogue.entries_of(file)}
        return sorted(found.values(), key=lambda one: one.position)

    def _speech(self, episode: Episode) -> Sequence[Entry]:
        return [one for one in self.texts(episode) if one.kind.is_speech]

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


def _checked(name: str, value: str) -> str:
    if name not in FIELDS:
        raise EditError(f"Of an episode {', '.join(FIELDS)} can be edited.")
    if len(value) > _LONGEST or "\n" in value:
        raise EditError(f"A {name} is one line of at most {_LONGEST} letters.")
    if name == "date" and value and not _is_date(value):
        raise EditError("A date is written as 2026-03-09.")
    if name == "url" and value and web_link(value) is None:
        raise EditError("An address begins with https:// or http://.")
    return value


def _is_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False

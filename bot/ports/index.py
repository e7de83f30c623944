"""The read side: what a lookup asks; one module an engine implements it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.aliases import Aliases
from bot.model import Entry, Episode
from bot.sounds import sound


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

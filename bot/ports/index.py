"""The read side: what a lookup asks. Plain SQL on every engine implements it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.aliases import Aliases
from bot.concepts import Concept
from bot.deadline import Deadline
from bot.model import Entry, Episode


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary: folded, its stem, and how many entries have it."""

    word: str
    stem: str
    entries: int


class Vocabulary(Protocol):
    """Every word that is indexed; looked up by key, never held whole.

    Attributes:
        words: by their folded form.
        stems: in how many entries each stem stands.
        by_sound: the folded words by how they sound.
        entries: how many entries there are.
    """

    @property
    def words(self) -> Mapping[str, Term]:
        """The words by their folded form."""

    @property
    def stems(self) -> Mapping[str, int]:
        """In how many entries each stem stands."""

    @property
    def by_sound(self) -> Mapping[str, Sequence[str]]:
        """The folded words by how they sound."""

    @property
    def entries(self) -> int:
        """How many entries there are."""

    def fetch(
        self, words: Iterable[str], stems: Iterable[str] = (), sounds: Iterable[str] = ()
    ) -> None:
        """Look up at once what will be asked for one by one; it changes no answer."""

    def spelled_near(self, word: str, edits: int) -> Sequence[Term]:
        """Return the words that `word` becomes with at most so many edits, by their folded form.

        An edit puts a letter in, takes one out, changes one, or swaps two that stand together.
        """

    def beginning_with(self, letters: str, limit: int) -> Sequence[Term]:
        """Return at most `limit` of the words that begin so, those of most entries first."""


class Index(Protocol):
    """The read side: what a lookup asks."""

    def within(self, deadline: Deadline) -> Index:
        """Return the same index, whose reads end at a deadline with what was found by then."""

    def vocabulary(self) -> Vocabulary:
        """Return the words that are indexed now."""

    def aliases(self) -> Aliases:
        """Return the names as heard, those that were mined and those that a curator gave."""

    def candidates(
        self,
        concepts: Sequence[Concept],
        limit: int,
        episodes: Collection[str] | None = None,
        wording: str = "",
    ) -> Sequence[Entry]:
        """Return at most `limit` entries that meet some of the concepts, likelier ones first.

        With few `episodes`, only entries of these; with many, others as well.

        The rarest concepts decide who is a candidate; words that very many entries have never do
        by themselves. Stems are never taken for an engine's own syntax. Where `wording` is given,
        what was typed, an engine may tell by it which of many equal ones are worth reading.
        """

    def entry(self, id: str) -> Entry | None:
        """Return the entry of that id, or None."""

    def around(self, segment: Entry) -> Sequence[Entry]:
        """Return `segment` with the segments right before and after it, in their order."""

    def topics(self) -> Sequence[str]:
        """Return folded words that titles are made of, those of most titles first."""

    def episodes(self) -> Sequence[Episode]:
        """Return all episodes, by id."""

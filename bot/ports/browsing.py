"""What the doors ask of a library to browse it, and what that asks of the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.model import (
    Entry,
    Episode,
    Kind,
    ListedEpisode,
    ListedSpeaker,
    OpenedEpisode,
    Shelved,
    Suggestion,
    SuggestionKind,
)


class Browsing(Protocol):
    """Looking around in a library: what can be asked about, and what is in it."""

    def suggest(
        self,
        prefix: str,
        kinds: Collection[SuggestionKind] = tuple(SuggestionKind),
        limit: int = 25,
    ) -> Sequence[Suggestion]:
        """Return what begins like `prefix`, best first; for nothing, a few good examples."""

    def topics(self, limit: int = 100) -> Sequence[Shelved]:
        """Return the topics of most entries first; each value is a question."""

    def speakers(self) -> Sequence[ListedSpeaker]:
        """Return everybody who takes part, those who are quoted most first."""

    def episodes(self) -> Sequence[ListedEpisode]:
        """Return all episodes, the newest first."""

    def episode(self, id: str) -> OpenedEpisode | None:
        """Return one episode with its chapters, quotes and takeaways; None: there is none."""

    def random(self, seed: str) -> Entry | None:
        """Return one quote; the same for the same seed and library. None: there is none."""


class Shelves(Protocol):
    """What a library has, by kind, ready to be looked through."""

    def beginning(
        self, kinds: Collection[SuggestionKind], prefix: str, limit: int
    ) -> dict[SuggestionKind, list[Shelved]]:
        """Return what of each kind begins with folded words at any of its words, of most first.

        At most about `limit` of a kind. An empty `prefix` is all of that kind, but no spelling.
        """

    def alike(
        self, kinds: Collection[SuggestionKind], prefix: str, limit: int
    ) -> dict[SuggestionKind, list[Shelved]]:
        """Return what names of each kind begin with the first letter of `prefix`, of most first."""

    def said(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many entries each of the folded words stands; those in none are absent."""

    def leading(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many topics' entries each folded word stands before another word."""

    def people(self) -> Sequence[Shelved]:
        """Return everybody who is stated as the speaker of an entry, and of how many."""

    def episodes(self) -> Sequence[tuple[Episode, int]]:
        """Return all episodes with how many entries each has, by id."""

    def of_episode(self, id: str, kinds: Collection[Kind], limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries of those kinds of an episode, in the catalogue's order."""

    def drawn(self, place: float) -> Entry | None:
        """Return the quote, or where none is, the segment, at a place between 0 and 1."""

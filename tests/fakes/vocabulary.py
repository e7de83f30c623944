"""A vocabulary of a few words, held whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.concepts import Concept, Way
from bot.ports import Term
from bot.sounds import sound


@dataclass(frozen=True)
class FewWords:
    """`bot.ports.Vocabulary` of what it is given."""

    words: Mapping[str, Term]
    stems: Mapping[str, int]
    entries: int

    @property
    def by_sound(self) -> Mapping[str, Sequence[str]]:
        return {
            sound(word): [other for other in self.words if sound(other) == sound(word)]
            for word in self.words
            if sound(word)
        }

    def fetch(
        self, words: Iterable[str], stems: Iterable[str] = (), sounds: Iterable[str] = ()
    ) -> None:
        """All of it is at hand."""

    def spelled_near(self, word: str, edits: int) -> Sequence[Term]:
        near = (one for one in sorted(self.words) if 0 < OSA.distance(word, one) <= edits)
        return [self.words[one] for one in near]

    def beginning_with(self, letters: str, limit: int) -> Sequence[Term]:
        found = [one for one in self.words.values() if one.word.startswith(letters)]
        return sorted(found, key=lambda one: (-one.entries, one.word))[:limit]


def of_stem(stem: str) -> Concept:
    """Return what wants nothing but one stem."""
    return Concept(stem, 1.0, (Way((stem,)),))


def few_words(entries: int, terms: Iterable[Term]) -> FewWords:
    """Return a vocabulary of these words."""
    words = {term.word: term for term in terms}
    return FewWords(words, {term.stem: term.entries for term in words.values()}, entries)

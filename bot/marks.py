"""What was forgotten, as marks: hashes that tell it when it comes again, and nothing else. Pure.

Kept are a document's bytes, its item, video and title with its podcast or date; a person's name,
and runs of seven words that they said. All are hashed with the library's own salt: they cannot be
read back or looked up without the library, and whoever brings the same again is met.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.tokens import folded_words

RUN: Final = 7
"""How many words in a row are told again, whoever is said to have said them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one mark is of: the id of what was forgotten together, and when (ISO 8601)."""

    id: str
    kind: str
    at: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything that was forgotten in one library."""

    salt: str
    found: Mapping[str, Mark] = field(default_factory=dict)

    def of(self, *said: str) -> str:
        """Return the mark of what `said` says."""
        text = "\x1f".join(said)
        return hashlib.blake2b(text.encode(), key=self.salt.encode(), digest_size=12).hexdigest()

    def first(self, kind: str, keys: Iterable[tuple[str, ...]]) -> Mark | None:
        """Return the first mark of that kind that one of `keys` has, or None."""
        marks = (self.found.get(self.of(*key)) for key in keys)
        return next((mark for mark in marks if mark and mark.kind == kind), None)

    def is_person(self, name: str | None) -> bool:
        """Whether `name` is that of somebody who was forgotten."""
        return bool(name and self.found and self.of("person", folded_words(name)) in self.found)

    def has_words(self, text: str) -> bool:
        """Whether somebody who was forgotten said a run of the words of `text`."""
        return bool(self.found) and any(self.of("words", run) in self.found for run in runs(text))

    def is_redacted(self, sha256: str) -> bool:
        """Whether these bytes came before, and words were taken out of them."""
        mark = self.found.get(self.of("document", sha256))
        return mark is not None and mark.kind == "person"


def runs(text: str) -> Iterable[str]:
    """Return each run of seven words of `text`, folded."""
    words = folded_words(text).split()
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}

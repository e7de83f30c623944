"""What a reader of the index remembers between questions; read again when the index has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from bot.aliases import Aliases
from bot.index.aliases import read_aliases
from bot.index.asking import Statement, asking
from bot.index.postings import GENERATION, generation
from bot.index.spelling import Spellings
from bot.index.vocabulary import SqlVocabulary, words_since

_GENERATION: Final = Statement("SELECT value FROM state WHERE name = :name")


@dataclass(frozen=True, slots=True)
class Known:
    """What was read at one generation of the index."""

    generation: int
    vocabulary: SqlVocabulary
    aliases: Aliases


class Memory:
    """What is remembered of some libraries; threads share it."""

    def __init__(
        self,
        engine: sa.Engine,
        libraries: Sequence[str],
        is_ordinary: Callable[[str], bool],
    ) -> None:
        """Take an engine for reading, the libraries, and what tells whether words are ordinary."""
        self._engine = engine
        self._libraries = libraries
        self._is_ordinary = is_ordinary
        self._lock = threading.Lock()
        self._known: Known | None = None
        self._spellings = Spellings()
        self._spelled_until = -1

    def known(self) -> Known:
        """Return what is known now."""
        now = self._generation()
        with self._lock:
            if self._known is None or self._known.generation != now:
                self._known = self._read()
            return self._known

    def _generation(self) -> int:
        with asking(self._engine) as ask:
            return int(next((row[0] for row in ask(_GENERATION, {"name": GENERATION})), 0))

    def _read(self) -> Known:
        with self._engine.connect() as connection:
            now = generation(connection)
            aliases = Aliases(read_aliases(connection), is_ordinary=self._is_ordinary)
            return Known(now, self._vocabulary(now), aliases)

    def _vocabulary(self, now: int) -> SqlVocabulary:
        return SqlVocabulary(
            self._engine,
            self._libraries,
            lambda: self._spelled(now),
            lambda words: self._may_be_known(words, now),
        )

    def _may_be_known(self, words: Sequence[str], now: int) -> Sequence[str]:
        """Return the words that may be indexed; all, before it was asked how words are spelled."""
        return words if self._spelled_until < 0 else self._spelled(now).may_have(words)

    def _spelled(self, now: int) -> Spellings:
        """Return how words are spelled, with those that came since it was asked last."""
        with self._lock:
            if self._spelled_until < now:
                with asking(self._engine) as ask:
                    self._spellings.add(words_since(ask, self._libraries, self._spelled_until))
                self._spelled_until = now
            return self._spellings

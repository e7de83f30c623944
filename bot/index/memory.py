"""What a reader of the index remembers between questions; read again when the index has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.aliases import Aliases
from bot.index.aliases import read_aliases
from bot.index.postings import generation
from bot.index.spelling import Spellings
from bot.index.vocabulary import SqlVocabulary, words_since


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
        with self._engine.connect() as connection:
            now = generation(connection)
            with self._lock:
                if self._known is None or self._known.generation != now:
                    aliases = Aliases(read_aliases(connection), is_ordinary=self._is_ordinary)
                    self._known = Known(now, self._vocabulary(now), aliases)
                return self._known

    def _vocabulary(self, now: int) -> SqlVocabulary:
        return SqlVocabulary(self._engine, self._libraries, lambda: self._spelled(now))

    def _spelled(self, now: int) -> Spellings:
        """Return how words are spelled, with those that came since it was asked last."""
        with self._lock, self._engine.connect() as connection:
            if self._spelled_until < now:
                self._spellings.add(words_since(connection, self._libraries, self._spelled_until))
                self._spelled_until = now
            return self._spellings

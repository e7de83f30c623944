"""The vocabulary in the database: words by key, by sound, by beginning and by spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from bot.index.asking import Ask, Given, Statement, asking
from bot.index.blocks import BYTES
from bot.index.spelling import Spellings
from bot.ports import Term

_REMEMBERED: Final = 100_000  # values of one kind; then all are forgotten, and read as needed
_ABSENT: Final = 20_000  # keys without one; most of what a question looks for is no word at all
_AT_ONCE: Final = 500  # keys of one statement
_LAST: Final = "\U0010ffff"

_Value = TypeVar("_Value")

_TERMS: Final = Statement(
    "SELECT word, stem, entries, (SELECT sum(length(data)) FROM posting "
    "WHERE posting.library IN @libraries AND posting.stem = term.stem) "
    "FROM term WHERE term.library IN @libraries AND word IN @keys"
)
_STEMS: Final = Statement(
    "SELECT stem, sum(length(data)) FROM posting "
    "WHERE posting.library IN @libraries AND stem IN @keys GROUP BY stem"
)
_BEGINNING: Final = Statement(
    "SELECT word, min(stem), sum(entries) FROM term "
    "WHERE term.library IN @libraries AND word BETWEEN :first AND :last "
    "GROUP BY word ORDER BY sum(entries) DESC, word LIMIT :limit"
)
_SOUNDING: Final = Statement(
    "SELECT sound, word FROM term WHERE term.library IN @libraries AND sound IN @keys ORDER BY word"
)
_NEW: Final = Statement(
    "SELECT DISTINCT word FROM term "
    "WHERE term.library IN @libraries AND since > :since ORDER BY word"
)
_ENTRIES: Final = Statement("SELECT sum(entries) FROM indexed WHERE library IN @libraries")
_EVERY_STEM: Final = Statement("SELECT DISTINCT stem FROM posting WHERE library IN @libraries")

Keys = Sequence[str]


class Remembered(Mapping[str, _Value]):
    """A mapping that is read from the database by key, and remembers what it read."""

    def __init__(
        self,
        read: Callable[[Keys], Mapping[str, _Value]],
        every: Callable[[], Iterable[str]],
        may_be: Callable[[Keys], Keys] | None = None,
    ) -> None:
        """Take what reads the values of keys, what reads all keys, and which need to be read."""
        self._read = read
        self._every = every
        self._may_be = may_be or (lambda keys: keys)
        self._known: dict[str, _Value] = {}
        self._absent: set[str] = set()

    def fetch(self, keys: Iterable[str]) -> None:
        """Read at once what will be asked for one by one."""
        known, absent = self._known, self._absent
        self._learn([key for key in dict.fromkeys(keys) if key not in known and key not in absent])

    def learn(self, found: Mapping[str, _Value]) -> None:
        """Remember what was read, also together with something else."""
        if len(self._known) + len(found) > _REMEMBERED:
            self._known = {}
        self._known.update(found)

    def __getitem__(self, key: str) -> _Value:
        """Return the value of `key`."""
        found = self._known.get(key)
        if found is None:
            if key in self._absent:
                raise KeyError(key)
            return self._learn([key])[key]
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield every key: this reads all of them."""
        return iter(self._every())

    def __len__(self) -> int:
        """Return how many keys there are: this reads all of them."""
        return sum(1 for _ in self._every())

    def _learn(self, keys: Keys) -> Mapping[str, _Value]:
        found: dict[str, _Value] = {}
        there = self._may_be(keys) if keys else ()
        for start in range(0, len(there), _AT_ONCE):
            found.update(self._read(there[start : start + _AT_ONCE]))
        self.learn(found)
        absent = [key for key in keys if key not in found]
        if len(self._absent) + len(absent) > _ABSENT:
            self._absent = set()
        self._absent.update(absent)
        return found


class SqlVocabulary:
    """`bot.ports.Vocabulary` as it is at one generation of the index.

    Attributes:
        words, stems, by_sound: read by key and remembered.
        entries: how many entries there are.
    """

    def __init__(
        self,
        engine: sa.Engine,
        libraries: Sequence[str],
        spellings: Callable[[], Spellings],
        may_be_known: Callable[[Keys], Keys],
    ) -> None:
        """Take an engine for reading, and the libraries that may be seen.

        Args:
            engine: where to read.
            libraries: their names.
            spellings: how all words are spelled.
            may_be_known: which of some words may be indexed; the others are not.
        """
        self._engine = engine
        self._libraries = list(libraries)
        self._spellings = spellings
        self.words = Remembered(self._terms, self._every_word, may_be_known)
        self.stems = Remembered(self._counts, self._every_stem)
        self.by_sound = Remembered(self._sounding, lambda: ())
        self.entries = int(self._rows(_ENTRIES)[0][0] or 0)

    def fetch(
        self, words: Iterable[str], stems: Iterable[str] = (), sounds: Iterable[str] = ()
    ) -> None:
        """Look up at once what will be asked for one by one; it changes no answer."""
        self.words.fetch(words)  # each with its stem
        self.stems.fetch(stems)
        heard = list(sounds)
        self.by_sound.fetch(heard)
        self.words.fetch(word for one in heard for word in self.by_sound.get(one, ()))

    def spelled_near(self, word: str, edits: int) -> Sequence[Term]:
        """Return the words that `word` becomes with at most so many edits, by their folded form."""
        near = self._spellings().near(word, edits)
        self.words.fetch(near)
        return [self.words[one] for one in near if one in self.words]

    def beginning_with(self, letters: str, limit: int) -> Sequence[Term]:
        """Return at most `limit` of the words that begin so, those of most entries first."""
        rows = self._rows(_BEGINNING, first=letters, last=letters + _LAST, limit=limit)
        return [Term(word, stem, int(entries)) for word, stem, entries in rows]

    def _terms(self, keys: Keys) -> dict[str, Term]:
        found: dict[str, Term] = {}
        counts: dict[str, int] = {}
        for word, stem, entries, size in self._rows(_TERMS, keys=keys):
            known = found.get(word)  # in another library
            least = min(stem, known.stem) if known else stem
            found[word] = Term(word, least, entries + (known.entries if known else 0))
            counts[stem] = (size or 0) // BYTES
        self.stems.learn(counts)
        return found

    def _counts(self, keys: Keys) -> dict[str, int]:
        return {row[0]: row[1] // BYTES for row in self._rows(_STEMS, keys=keys)}

    def _sounding(self, keys: Keys) -> dict[str, Sequence[str]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for heard, word in self._rows(_SOUNDING, keys=keys):
            found[heard][word] = None
        return {heard: tuple(words) for heard, words in found.items() if heard}

    def _every_word(self) -> list[str]:
        return [row[0] for row in self._rows(_NEW, since=-1)]

    def _every_stem(self) -> list[str]:
        return [row[0] for row in self._rows(_EVERY_STEM)]

    def _rows(self, statement: Statement, **given: Given) -> Sequence[Any]:
        with asking(self._engine) as ask:
            return ask(statement, {"libraries": self._libraries, **given})


def words_since(ask: Ask, libraries: Sequence[str], since: int) -> Sequence[str]:
    """Return the words that came after that generation of the index."""
    return [row[0] for row in ask(_NEW, {"libraries": libraries, "since": since})]

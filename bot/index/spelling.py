"""Which words are known, or spelled nearly like a known one: all at once, in compact arrays.

A word is held as the set of its letters, a bit each. Words within so many edits differ in at most
twice as many bits, which leaves few of all words to be compared letter by letter. By their hashes
most of what is no word is told without a look into the database.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

_BITS: Final = 64
_SEPARATOR: Final = "\n"  # no token holds one


class Spellings:
    """Words that nearness is asked of; more can be added, none is taken out."""

    def __init__(self) -> None:
        """Begin with no words."""
        self._text = ""
        self._starts: npt.NDArray[np.uint32] = np.zeros(0, np.uint32)
        self._lengths: npt.NDArray[np.uint16] = np.zeros(0, np.uint16)
        self._letters: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        self._hashes: npt.NDArray[np.int64] = np.zeros(0, np.int64)  # sorted

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self._starts)

    def add(self, words: Sequence[str]) -> None:
        """Add words, each of which is a token."""
        if not words:
            return
        text = _SEPARATOR.join(words) + _SEPARATOR
        lengths = np.fromiter(map(len, words), np.uint16, len(words))
        starts = np.zeros(len(words), np.uint32)
        np.cumsum(lengths[:-1].astype(np.uint32) + 1, out=starts[1:])
        points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        bits = np.left_shift(np.uint64(1), (points % _BITS).astype(np.uint64))
        bits[points == ord(_SEPARATOR)] = 0
        letters = np.bitwise_or.reduceat(bits, starts)
        self._starts = np.concatenate([self._starts, starts + np.uint32(len(self._text))])
        self._text += text
        self._lengths = np.concatenate([self._lengths, lengths])
        self._letters = np.concatenate([self._letters, letters])
        hashes = np.sort(_hashes_of(words))
        self._hashes = np.insert(self._hashes, self._hashes.searchsorted(hashes), hashes)

    def may_have(self, words: Sequence[str]) -> list[str]:
        """Return those of `words` that may be among these; the others are not."""
        if not words or not len(self):
            return []
        hashes = _hashes_of(words)
        at = np.minimum(self._hashes.searchsorted(hashes), len(self) - 1)
        return list(itertools.compress(words, (self._hashes.take(at) == hashes).tolist()))

    def near(self, word: str, edits: int) -> list[str]:
        """Return the words within so many edits of `word`, but itself, in their order."""
        if not len(self):
            return []
        letters = np.bitwise_or.reduce(
            np.left_shift(np.uint64(1), np.array([ord(c) % _BITS for c in word], np.uint64))
        )
        differing = np.bitwise_count(self._letters ^ letters)
        apart = np.abs(self._lengths.astype(np.int32) - len(word))
        few = np.flatnonzero((differing <= 2 * edits) & (apart <= edits))
        words = [self._word(int(at)) for at in few]
        close = process.extract(word, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
        return sorted({found for found, _, _ in close if found != word})

    def _word(self, at: int) -> str:
        start = int(self._starts[at])
        return self._text[start : start + int(self._lengths[at])]


def _hashes_of(words: Sequence[str]) -> npt.NDArray[np.int64]:
    return np.fromiter(map(hash, words), np.int64, len(words))

"""Postings that were asked for lately, held in memory: the words that many questions have."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from bot.index.posted import Posted

MOST: Final = 8_000_000
"""Bytes."""
_OBJECTS: Final = 400  # bytes of an item beside its arrays

Version: TypeAlias = tuple[int, tuple[str, ...]]
"""A generation of the index, and the libraries that were read: what was held of another is old."""


class Held:
    """Postings by version and stem, those that were asked for last; threads share it."""

    def __init__(self, most: int = MOST) -> None:
        """Take how many bytes are held at most."""
        self._most = most
        self._bytes = 0
        self._lock = threading.Lock()
        self._postings: OrderedDict[tuple[Version, str], Posted | None] = OrderedDict()

    def get(self, version: Version, stems: Iterable[str]) -> dict[str, Posted | None]:
        """Return what is held of some stems; None: the index has nothing of it."""
        found: dict[str, Posted | None] = {}
        with self._lock:
            for stem in stems:
                key = version, stem
                if key in self._postings:
                    self._postings.move_to_end(key)
                    found[stem] = self._postings[key]
        return found

    def put(self, version: Version, postings: Mapping[str, Posted | None]) -> None:
        """Hold postings, and let go of those that nobody asked for the longest."""
        with self._lock:
            for stem, posted in postings.items():
                if (version, stem) not in self._postings:
                    self._postings[version, stem] = posted
                    self._bytes += _size(posted)
            while self._bytes > self._most:
                _, gone = self._postings.popitem(last=False)
                self._bytes -= _size(gone)


def _size(posted: Posted | None) -> int:
    return _OBJECTS + (posted.rows.nbytes + posted.impacts.nbytes if posted else 0)

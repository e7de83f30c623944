"""How postings are written: which rows have a stem, and how much each says, as compressed blocks.

Rows are numbered over the whole database. A block is a run of 65,536 rows, so that a place in it
is two bytes; a third byte is the impact. New rows go into small parts, so that one more episode
rewrites little; a full block is sealed into one part now and then.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

BLOCK: Final = 1 << 16
"""Rows of a block: what two bytes can tell apart."""
PART: Final = 1 << 12
"""Rows of a part of a block that is not sealed yet."""
BYTES: Final = 3
"""Of one posting: two for its place in the block, one for its impact."""

MOST: Final = 255
"""The impact of a text that is nothing but the word."""
MAY_BE_NAMED: Final = 1
"""The impact of a word that only a name has, of somebody who may have said the text."""
NAMED: Final = 2
"""The same of the one who is stated to have said it; the words of a text begin behind these."""
_K1: Final = 1.2  # how soon saying a word again adds little: BM25's own constants
_B: Final = 0.75  # how much longer texts are held back
_USUAL: Final = 40.0  # words of a passage; fixed, so that one more text changes no other

Places = npt.NDArray[np.uint16]
Impacts = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The postings of one stem in one block: places in ascending order, and their impacts."""

    places: Places
    impacts: Impacts


class Damaged(Exception):  # noqa: N818  it says what the bytes are
    """Bytes that are no postings."""


@functools.lru_cache(maxsize=16_384)  # a text has few different ones, and so have all texts
def impact(times: int, words: int) -> int:
    """Return how much a text of so many words says about a stem that it has so many times."""
    held_back = _K1 * (1 - _B + _B * words / _USUAL)
    return max(NAMED + 1, round(MOST * times / (times + held_back)))


def places_of(rows: Rows) -> tuple[Rows, Rows, Rows]:
    """Return of rows the block, the part of the block, and the place in the block."""
    return rows // BLOCK, rows % BLOCK // PART, rows % BLOCK


def from_bytes(data: bytes) -> Block:
    """Return stored postings.

    Raises:
        Damaged: the bytes are no postings.
    """
    size, rest = divmod(len(data), BYTES)
    if rest or not size:
        raise Damaged
    places = np.frombuffer(data, "<u2", size)
    if not (places[1:] > places[:-1]).all():  # what weighs them relies on their order
        raise Damaged
    return Block(places, np.frombuffer(data, np.uint8, size, 2 * size))


def joined(parts: Sequence[bytes]) -> Block:
    """Return the parts of one block as one; an entry that came back stands in a later part.

    Raises:
        Damaged: a part is no postings.
    """
    if len(parts) == 1:
        return from_bytes(parts[0])
    blocks = [from_bytes(part) for part in parts]
    places = np.concatenate([block.places for block in blocks])
    impacts = np.concatenate([block.impacts for block in blocks])
    order = np.argsort(places, kind="stable")  # runs that are sorted already cost next to nothing
    return Block(places[order], impacts[order])


def with_more(data: bytes | None, more: bytes) -> bytes:
    """Return stored postings with more of them; a place that both have says what `more` says.

    Raises:
        Damaged: the bytes are no postings.
    """
    if data is None:
        return more
    size, rest = divmod(len(data), BYTES)
    if rest or not size:
        raise Damaged
    between, new = 2 * size, 2 * (len(more) // BYTES)
    last, first = data[between - 2 : between], more[:2]
    if int.from_bytes(last, "little") < int.from_bytes(first, "little"):
        # Nearly always: a new row is behind all others.
        return data[:between] + more[:new] + data[between:] + more[new:]
    return _bytes_of(joined([more, *_rest(from_bytes(data), from_bytes(more).places)]))


def _rest(old: Block, places: Places) -> list[bytes]:
    kept = ~np.isin(old.places, places)
    return [_bytes_of(Block(old.places[kept], old.impacts[kept]))] if kept.any() else []


def _bytes_of(block: Block) -> bytes:
    return block.places.astype("<u2").tobytes() + block.impacts.tobytes()


def sealed(parts: Sequence[bytes]) -> bytes:
    """Return the parts of one block as one part.

    Raises:
        Damaged: a part is no postings.
    """
    return _bytes_of(joined(parts))


def without(data: bytes, places: Iterable[int]) -> bytes:
    """Return the stored postings without those at `places`; empty where none is left.

    Raises:
        Damaged: the bytes are no postings.
    """
    old = from_bytes(data)
    kept = ~np.isin(old.places, np.fromiter(places, np.uint16))
    return _bytes_of(Block(old.places[kept], old.impacts[kept]))

"""Which runs of words texts have in common, as numbers: for telling near-duplicates. Pure.

All runs are numbered and counted at once, in compiled code; only those that stand in two texts, a
seventh at 100,000 passages, are looked at one by one.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.tokens import Tokens

RUN: Final = 4  # words; a shorter text is one run
_NOTHING: Final = 0  # stands behind the words of a shorter text

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one text, each once.

    Attributes:
        number: how many there are.
        shared: those that another text has too, as numbers.
    """

    number: int
    shared: Sequence[int]


def runs_of(texts: Sequence[str]) -> list[Runs]:
    """Return the runs of each text: `RUN` of its stems in a row, from each of its words on."""
    if not texts:
        return []
    stems, lengths = _numbered(texts)
    starts = np.delete(np.arange(len(stems)), _without_run(lengths))
    of_text = np.repeat(np.arange(len(texts)), lengths - (RUN - 1))
    pairs = _together(stems[:-1], stems[1:])
    runs = _together(pairs[starts], pairs[starts + RUN // 2])
    each = np.unique(of_text * (runs.max() + 1) + runs)  # by text, then by run
    of_text, runs = np.divmod(each, runs.max() + 1)
    is_shared = np.bincount(runs)[runs] > 1
    ends = np.cumsum(np.bincount(of_text[is_shared], minlength=len(texts)))[:-1]
    shared = np.split(runs[is_shared], ends)
    sizes = np.bincount(of_text, minlength=len(texts)).tolist()
    return [Runs(size, of.tolist()) for size, of in zip(sizes, shared, strict=True)]


def _numbered(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return the stems of all texts as numbers, one text after another, and how many each has.

    A shorter text is filled up to one run.
    """
    numbers: dict[str, int] = {}
    found, lengths = array("q"), array("q")
    for text in texts:
        stems = [numbers.setdefault(stem, len(numbers) + 1) for stem in Tokens(text).stems]
        stems += [_NOTHING] * (RUN - len(stems))
        found.extend(stems)
        lengths.append(len(stems))
    return np.asarray(found), np.asarray(lengths)


def _without_run(lengths: Numbers) -> Numbers:
    """Return the places from which no run of the same text begins: its last words."""
    ends = np.cumsum(lengths)
    return np.concatenate([ends - back for back in range(1, RUN)])


def _together(first: Numbers, second: Numbers) -> Numbers:
    """Return a number for each pair, from 0: the same for the same two."""
    both = first * (second.max() + 1) + second
    numbered: Numbers = np.unique(both, return_inverse=True)[1]
    return numbered

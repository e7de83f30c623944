"""The postings of one stem over all blocks, as questions weigh them: rows, not places in blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.index.blocks import BLOCK, Impacts, from_bytes

Rows: TypeAlias = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Posted:
    """The postings of one stem, one at least: rows in ascending order, and their impacts."""

    rows: Rows
    impacts: Impacts

    def find(self, rows: Rows) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        """Return at which place each of some rows would be, and whether it is there."""
        at = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return at, self.rows.take(at) == rows


def posted(parts: Sequence[tuple[int, bytes]]) -> Posted:
    """Return all parts of all blocks of one stem as one, in whatever order they come.

    Args:
        parts: at least one, each with the number of its block.

    Raises:
        Damaged: a part is no postings.
    """
    blocks = [(number, from_bytes(data)) for number, data in parts]
    every = [block.places + np.uint32(number * BLOCK) for number, block in blocks]
    if len(blocks) == 1:
        return Posted(every[0], blocks[0][1].impacts.copy())  # and not all that was read
    rows = np.concatenate(every)
    impacts = np.concatenate([block.impacts for _, block in blocks])
    if (rows[1:] < rows[:-1]).any():  # an entry that came back stands in a later part
        order = np.argsort(rows, kind="stable")
        return Posted(rows[order], impacts[order])
    return Posted(rows, impacts)

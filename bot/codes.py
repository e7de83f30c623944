"""Short codes, the same on every machine: ids of schedules, keys of dates and cards. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

# Base 32 of RFC 4648 in small letters, two at a time: planning asks for it very often.
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
_SHIFTS = tuple(range(150, -1, -10))
_KEY_SHIFTS = _SHIFTS[:10]


def short_code(*parts: str) -> str:
    """Return 32 letters and digits that stand for `parts`, the same on every machine."""
    # Lengths keep ("ab", "c") and ("a", "bc") apart.
    return _code("".join([f"{len(part)}:{part}" for part in parts]), _SHIFTS)


def occurrence_key(schedule: str, date: dt.date) -> str:
    """Return what the tries of one date are told by: 20 letters and digits."""
    # As `short_code` of the two would begin; very many are planned at once.
    return _code(f"{len(schedule)}:{schedule}10:{date}", _KEY_SHIFTS)


def _code(joined: str, shifts: Sequence[int]) -> str:
    number = int.from_bytes(hashlib.blake2b(joined.encode(), digest_size=20).digest())
    return "".join([_PAIRS[number >> shift & 1023] for shift in shifts])

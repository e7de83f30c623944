"""Postings as they are stored, from a mapping that a test can read."""

from __future__ import annotations

import struct
from collections.abc import Mapping


def written(impacts: Mapping[int, int]) -> bytes:
    """Return the stored form of places and their impacts."""
    places = sorted(impacts)
    return struct.pack(f"<{len(places)}H", *places) + bytes(impacts[place] for place in places)

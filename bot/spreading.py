"""How posts that are due at one instant follow one another; pure."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import replace
from typing import Final

from bot.model import Occurrence

SPREAD: Final = dt.timedelta(minutes=10)
"""How long after it is due a date may wait for others of the same instant."""
PACE: Final = {"slack": dt.timedelta(seconds=0.25), "discord": dt.timedelta(seconds=0.05)}
"""How fast posts of one instant follow one another: half of what a platform bears, or less.

Slack takes a message a second in a channel and some hundred a minute in a workspace; Discord fifty
requests a second in all.
"""


@functools.lru_cache(maxsize=65_536)
def spread(platform: str, crowd: int) -> dt.timedelta:
    """Return how long a date waits that so many others of its platform and instant come before.

    They follow one another at the platform's pace, and none later than `SPREAD` after it is due.
    """
    return crowd * PACE.get(platform, PACE["slack"]) % SPREAD


def spread_as(row: Occurrence, before: Occurrence) -> Occurrence:
    """Return a date that was moved, as far after it is due as it was `before`."""
    after = before.ready_at - before.due_at
    return replace(row, ready_at=row.due_at + (after if after < SPREAD else dt.timedelta()))

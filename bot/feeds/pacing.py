"""When a feed is looked at again. Pure."""

from __future__ import annotations

import datetime as dt
from typing import Final

EVERY: Final = dt.timedelta(hours=1)
"""How long after a feed was read it is due again."""
FIRST_WAIT: Final = dt.timedelta(minutes=15)
"""How long after a first failure; twice as long after each more."""
LONGEST_WAIT: Final = dt.timedelta(hours=24)
"""How long at most."""

_MOST_DOUBLINGS: Final = 10


def next_due(now: dt.datetime, failures: int) -> dt.datetime:
    """Return when a feed is due that failed `failures` times in a row up to `now`."""
    if not failures:
        return now + EVERY
    times: int = 2 ** min(failures - 1, _MOST_DOUBLINGS)
    return now + min(FIRST_WAIT * times, LONGEST_WAIT)

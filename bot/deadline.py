"""Until when an answer has to be there. Pure: the time is an argument.

Whoever may take long asks `passed` between two steps, stops when it is, and gives the best so far;
the deadline remembers that somebody had to, so that the answer can say so.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

ANSWER_WITHIN: Final = 0.25
"""Seconds for an answer, so that it is there within 0.3 with all that follows."""


class Deadline:
    """A moment by which somebody is to stop.

    Attributes:
        cut_short: whether somebody had to.
    """

    def __init__(self, monotonic: Callable[[], float], seconds: float = ANSWER_WITHIN) -> None:
        """Begin now; `monotonic` tells seconds that never go back."""
        self.cut_short = False
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    def passed(self) -> bool:
        """Whether it is time to stop; whoever is told so has to."""
        late = self._monotonic() >= self._end
        self.cut_short = self.cut_short or late
        return late

    def left(self) -> float:
        """Return the seconds until then, for who can only be told beforehand; none is negative."""
        return max(0.0, self._end - self._monotonic())


def no_deadline() -> Deadline:
    """Return a deadline that never comes."""
    return Deadline(float, math.inf)

"""Work that any of several processes may do, and only one at a time: who has which share of it."""

from __future__ import annotations

from typing import Protocol


class Leases(Protocol):
    """Divides numbered parts of a work among processes, none of which leads.

    A process that asks again in time keeps what it has. What belonged to one that has not asked for
    a while is free, whether it is dead, frozen or cut off.
    """

    def hold(self, work: str, parts: int, holder: str) -> frozenset[int]:
        """Return which of a work's parts are the holder's from now on.

        Those it has are renewed, free ones taken, and given back where others have too few.

        Args:
            work: what is divided.
            parts: in how many parts, counted from 0; all holders of a work say the same.
            holder: who asks; no two processes are called the same.
        """

    def let_go(self, work: str, holder: str) -> None:
        """Give back all that a holder has: others need not wait for it."""

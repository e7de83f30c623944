"""What stands around a text: asked when somebody wants to see more of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model import Entry


class Surroundings(Protocol):
    """What a library has around an entry, in the entry's own episode."""

    def before(self, entry: Entry) -> Entry | None:
        """Return what its document has right before it: a turn before a turn; or None."""

    def after(self, entry: Entry) -> Entry | None:
        """Return what its document has right after it: a turn after a turn; or None."""

    def holding(self, entry: Entry) -> Sequence[Entry]:
        """Return the turns that a quotation was taken from, in their order, where any has it."""

    def chapter(self, entry: Entry) -> tuple[Entry, float] | None:
        """Return the chapter that an entry's time lies in, and when it ends; None: not known.

        Only a chapter with a time on the same edition's clock tells; the last one never ends.
        """

    def talk(self, chapter: Entry, end: float) -> Sequence[Entry]:
        """Return what is said in a timed chapter that ends at `end` seconds, in its order.

        The turns of a transcript where there is one, else the quotations.
        """

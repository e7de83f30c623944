"""Leases where nobody else asks for any."""

from __future__ import annotations


class FakeLeases:
    """A `bot.ports.Leases` that gives everybody everything.

    Attributes:
        gone: who gave back what they had.
    """

    def __init__(self) -> None:
        self.gone: list[str] = []

    def hold(self, work: str, parts: int, holder: str) -> frozenset[int]:
        return frozenset(range(parts))

    def let_go(self, work: str, holder: str) -> None:
        self.gone.append(holder)

"""Notes in memory."""

from __future__ import annotations


class FakeNotes:
    """A `bot.ports.Notes` that forgets with the process.

    Attributes:
        kept: what was written, by name.
    """

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.kept.get(name)

    def write(self, name: str, value: str) -> None:
        self.kept[name] = value

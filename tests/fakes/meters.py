"""Meters that remember everything."""

from __future__ import annotations


class FakeMeters:
    """A `bot.ports.Meters`.

    Attributes:
        counted: what was handed over, in order, without its seconds.
    """

    def __init__(self) -> None:
        self.counted: list[tuple[str, ...]] = []

    def served(self, door: str, what: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.counted.append(("served", door, what, outcome))

    def acknowledged(self, door: str, seconds: float) -> None:
        assert seconds >= 0
        self.counted.append(("acknowledged", door))

    def posted(self, platform: str, state: str, late: float) -> None:
        self.counted.append(("posted", platform, state))

    def platform_error(self, platform: str, reason: str) -> None:
        self.counted.append(("platform_error", platform, reason))

"""What is counted while podquote runs; nothing of a question, a token or a name is handed over."""

from __future__ import annotations

from typing import Protocol


class Meters(Protocol):
    """Takes what happened. Every word is one of few: a door, a platform, a state, an error."""

    def served(self, door: str, what: str, outcome: str, seconds: float) -> None:
        """Count one question and how long its answer took.

        Args:
            door: where it came in.
            what: what was asked of the core, such as "answer" or "check".
            outcome: "answer", "miss", "said", ...; "limited", "refused" or "failed".
            seconds: from the call to its answer.
        """

    def acknowledged(self, door: str, seconds: float) -> None:
        """Count one event that a platform was told is being worked on, after `seconds`."""

    def posted(self, platform: str, state: str, late: float) -> None:
        """Count one try at a post: the state it left, and its seconds after it was due."""

    def platform_error(self, platform: str, reason: str) -> None:
        """Count one thing that a platform refused or left open."""


class Unmetered:
    """`Meters` where nobody counts."""

    def served(self, door: str, what: str, outcome: str, seconds: float) -> None:
        """Count nothing."""

    def acknowledged(self, door: str, seconds: float) -> None:
        """Count nothing."""

    def posted(self, platform: str, state: str, late: float) -> None:
        """Count nothing."""

    def platform_error(self, platform: str, reason: str) -> None:
        """Count nothing."""

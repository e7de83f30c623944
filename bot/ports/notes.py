"""What a door keeps over a restart that is nobody's question and nobody's post."""

from __future__ import annotations

from typing import Protocol


class Notes(Protocol):
    """Short texts by name: the fingerprint of commands, a day's count of logins."""

    def read(self, name: str) -> str | None:
        """Return what was written under `name` last, or None."""

    def write(self, name: str, value: str) -> None:
        """Keep `value` under `name`, over what was there."""

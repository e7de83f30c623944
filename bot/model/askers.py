"""Who asks, as the doors name them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PUBLIC: Final = "public"
"""The library that every workspace may see."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asks, and from where: what limits and a workspace's library go by.

    The core compares these words and reads nothing into them. Each comes from what the platform
    signed, never from what somebody typed; empty where there is none.

    Attributes:
        door: "slack", "discord", "web".
        workspace: the platform's id of the workspace or server; empty in a direct message.
        channel: the platform's id of the channel.
        user: the platform's id of the person; the address, on the web.
    """

    door: str
    workspace: str = ""
    channel: str = ""
    user: str = ""

    @property
    def library(self) -> str:
        """The name of the workspace's own library; the public one where there is no workspace."""
        return f"{self.door}:{self.workspace}" if self.workspace else PUBLIC


@dataclass(frozen=True, slots=True)
class Tenant:
    """A workspace that has something of its own.

    Attributes:
        library: its name, "slack:T0123" or "discord:42".
        documents, entries: how many it has.
        rows: how many rows of each table are its own.
    """

    library: str
    documents: int
    entries: int
    rows: Mapping[str, int]

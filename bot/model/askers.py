"""Who asks, as the doors name them. Pure."""

from __future__ import annotations

from dataclasses import dataclass


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

"""What was taken from the platforms: each delivery once, whichever process it reaches."""

from __future__ import annotations

from typing import Protocol


class Inbox(Protocol):
    """Remembers for a day what came in, so that it is answered once.

    Slack delivers one message up to eleven times, with new event ids (node-slack-sdk#2141), and to
    any of several processes.
    """

    def first(self, platform: str, *key: object) -> bool:
        """Whether `key` comes from `platform` for the first time; from now on it does not.

        Args:
            platform: "slack" or "discord".
            key: what tells one message, press or command from every other: ids, never texts.
        """

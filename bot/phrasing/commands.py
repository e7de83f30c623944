"""What Discord says of podquote's commands, and about sharing, replying and lists there. Pure.

Names and descriptions are here in English; another language is a data file beside the door, with
the same sentences.
"""

from __future__ import annotations

from typing import Final

FIND: Final = "Find the quote"
"""The entry in a message's menu."""

SHARE: Final = "Show the first answer to everybody here, with your name"
LIBRARY: Final = "What is in the library"
TOPICS: Final = "What is talked about, what is named most often first"
EPISODES: Final = "The episodes, the newest first"
SPEAKERS: Final = "Who speaks, and how often each is quoted"
RANDOM: Final = "Any quote"

NO_WORDS: Final = "This message has no words to look for."
STALE: Final = (
    "This command is from another version of podquote. Discord shows the present ones in a moment; "
    "reload it (Ctrl+R) if it does not."
)
NOT_SEEN: Final = (
    "Discord does not show podquote the message that you replied to. Write the words after the "
    "mention, or open that message's menu: Apps, Find the quote."
)

SHARED: Final = "Shared, with your name."
SHARED_FOR_GOOD: Final = (
    "Shared, with your name. It stays: podquote is not on this server, so it cannot take it back."
)
NOT_SHARED: Final = "Discord did not let podquote post here, so it is not shared."
NOT_SHARED_HERE: Final = (
    "Discord shows it to you alone: apps that only you installed may not post here."
)


def shared_by(mention: str) -> str:
    """Say who shares a card; `mention` is Discord's own way to show a name."""
    return f"{mention} shares:"

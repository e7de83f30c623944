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

DAILY: Final = "A quote a day: set it up, look, pause, resume, stop"
DAILY_SET: Final = "Set up a quote a day, in this channel or another one"
DAILY_TIME: Final = "When: 9:00, 9pm, noon"
DAILY_ZONE: Final = "Where it is that time: Europe/Berlin"
DAILY_TOPIC: Final = "Only quotes about this"
DAILY_DAYS: Final = "Only on these days: weekdays, weekends, mon,wed"
DAILY_CHANNEL: Final = "Another channel or thread than this one"
DAILY_PICTURE: Final = "Whether a picture of the quote comes along"
DAILY_SCHEDULE: Final = "Which one, by its id, where a channel has several"
DAILY_DATE: Final = "Which day: tomorrow, friday, 2026-12-01"
DAILY_QUOTE: Final = "Which quote; its id stands below its text"
DAILY_VERBS: Final = {
    "today": "The quote of today",
    "why": "The quote of today, and why it is that one",
    "list": "What is set up in this channel",
    "status": "How the last days went, each with its reason",
    "preview": "What the coming days bring",
    "pause": "Post nothing until you resume",
    "resume": "Post again",
    "stop": "End it for good",
    "skip": "Post nothing on one day",
    "unskip": "Post on a day that was skipped",
    "pin": "Post this quote on one day",
}

ONLY_IN_SERVERS: Final = "A quote of the day is posted into a server's channel; ask there."
NOT_ON_SERVER: Final = (
    "podquote is not on this server, so it cannot post here. Whoever manages the server can add "
    "it; everything else works for you alone."
)
NOT_ALLOWED: Final = (
    "Only who may Manage Server, or whom the server's Integrations settings let use "
    "/podquote-daily, can change this."
)

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


ADD: Final = "Add to podquote"
"""The entry in a message's menu that adds the transcript that stands there."""
ADD_IT: Final = "Add it"
LEAVE_IT: Final = "Leave it out"
NOTHING_TO_ADD: Final = "No file is attached to this message."
NOT_DOWNLOADED: Final = (
    "The file could not be had: it may be gone, or podquote may not read files here."
)
MAY_NOT_ADD: Final = (
    "Only who may Manage Server, or whom the server's Integrations settings let use it, can add "
    "to what podquote knows here."
)
MAY_NOT_ADD_HERE: Final = "Only who may change schedules here can add to what podquote knows."

"""Requests to questions, and a card's strings to what the templates print.

Pure: no Starlette, no I/O.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import LONGEST_QUESTION, Asker, CardItem, Question
from bot.timecode import to_seconds

LONGEST = LONGEST_QUESTION + 1
"""How many characters of any one parameter are read; the rest is dropped."""

MOST, DEFAULT = 50, 5
"""How many matches the API gives at most, and unless told."""

# Narrow on purpose: no user part, no backslash and only ASCII in the host, so that what a browser
# opens is the host that we read here and print beside the link.
_LINK = re.compile(
    r"https?://(?P<host>[a-z0-9.-]+)(?::\d{1,5})?(?:[/?#][^\s\\\x00-\x1f\x7f]*)?", re.IGNORECASE
)


PLAYER = "https://www.youtube-nocookie.com"
"""The one place outside that a page may show a frame of, and only once its reader presses play."""

_VIDEO = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/watch\?(?:[^#]*&)?v=|youtu\.be/)(?P<id>[\w-]{11})"
    r"(?![\w-])(?:[^#]*?[?&]t=(?P<at>[\dhms]+))?"
)
_PLAIN_HOST = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words that matched as a whole, or did not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be followed, and the host it really leads to."""

    url: str
    host: str


def to_question(params: Mapping[str, str], limit: int = DEFAULT) -> Question:
    """Return what a query string asks; a missing `q` is an empty question."""
    return Question(
        clean(params.get("q", "")),
        speaker=_filter(params, "speaker"),
        episode=_filter(params, "episode"),
        podcast=_filter(params, "podcast"),
        limit=limit,
    )


def to_asked(question: Question) -> dict[str, str]:
    """Return what asks the same again in a query string."""
    given = {
        "q": question.text,
        "speaker": question.speaker,
        "episode": question.episode,
        "podcast": question.podcast,
    }
    return {name: value for name, value in given.items() if value}


def to_asker(address: str) -> Asker:
    """Return who asks from `address`.

    This machine itself is nobody in particular: a proxy or a script of its operator, and whoever
    stands behind a proxy is the proxy's to limit.
    """
    try:
        of_this_machine = ipaddress.ip_address(address).is_loopback
    except ValueError:
        of_this_machine = True  # a test's own client, or a socket without addresses
    return Asker("web", user="" if of_this_machine else address)


def to_limit(written: str) -> int:
    """Return how many matches are wanted, within 1 and `MOST`; nothing written is `DEFAULT`.

    Raises:
        ValueError: `written` is no whole number.
    """
    return min(max(int(written), 1), MOST) if written.strip() else DEFAULT


def clean(text: str) -> str:
    """Return `text` without NUL, which PostgreSQL refuses, and not longer than `LONGEST`."""
    return text.replace("\0", "")[:LONGEST]


def to_parts(item: CardItem) -> tuple[Part, ...]:
    """Cut an item's words at its marks; the parts' texts together are the words, whole."""
    parts, at = [], 0
    for start, end in item.marks:
        parts += [
            Part(item.words[at:start], marked=False),
            Part(item.words[start:end], marked=True),
        ]
        at = end
    parts.append(Part(item.words[at:], marked=False))
    return tuple(part for part in parts if part.text)


def to_link(url: str | None) -> Link | None:
    """Return `url` with its host, or None where it is not plainly a web address."""
    found = _LINK.fullmatch(url or "")
    return None if found is None else Link(found.group(), found["host"].lower())


def to_player(url: str | None) -> str | None:
    """Return the address of the frame that plays the moment `url` leads to, or None."""
    found = _VIDEO.match(url or "")
    if found is None:
        return None
    seconds = to_seconds(found["at"] or "")
    start = "" if seconds is None else f"&start={int(seconds)}"
    return f"{PLAYER}/embed/{found['id']}?autoplay=1{start}"


def to_base(public_url: str | None, asked_at: str) -> str:
    """Return where this page stands on the web, without a slash at the end.

    Args:
        public_url: as configured, or None.
        asked_at: the address that the request came to; taken only where it is a plain one, since
            whoever asks can write into it what they like.
    """
    base = (public_url or asked_at).rstrip("/")
    return base if public_url or _PLAIN_HOST.fullmatch(base) else ""


def _filter(params: Mapping[str, str], name: str) -> str | None:
    return clean(params.get(name, "")).strip() or None

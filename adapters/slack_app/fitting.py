"""Texts from documents made inert for Slack and cut to its limits, between words only.

Pure. Lengths are UTF-16 units: never less than what Slack counts, whichever way it counts.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import Final
from urllib.parse import urlsplit

CUT_MARK: Final = " …"
LONGEST_URL: Final = 2000  # of a link's url, in UTF-16 units; a longer one is no link to a moment

_UNSHOWABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PING: Final = re.compile(r"@(?=everyone|here|channel)", re.IGNORECASE)
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL: Final = re.compile("[&<>]")
# A text may end before white space, and after CJK punctuation, whose scripts have no spaces.
_BOUNDARY: Final = re.compile(r"(?=\s)|(?<=[\u3001\u3002\uff01\uff0c\uff1f])")


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def shown(text: str) -> str:
    """Return `text` with what cannot be shown (controls, lone surrogates) as U+FFFD.

    One code point stays one, so that spans into `text` keep their meaning.
    """
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r", " "))


def escaped(text: str) -> str:
    """Return `text` for a field that Slack parses: its three specials as entities, no pings."""
    unpinged = _PING.sub("@\N{WORD JOINER}", text)
    return _SPECIAL.sub(lambda found: _ENTITIES[found.group()], unpinged)


def cut_at(text: str, limit: int) -> int:
    """Return how many code points of `text` are kept so that it fits `limit` units, mark included.

    All of them where it fits; else up to the end of a word, and none where the first word alone
    is too long: half a word is somebody else's word.
    """
    if units(text) <= limit:
        return len(text)
    room = _longest_head(text, limit - units(CUT_MARK))
    end = max((found.start() for found in _BOUNDARY.finditer(text, 0, room + 1)), default=0)
    return len(text[: min(end, room)].rstrip())


def cut(text: str, limit: int) -> str:
    """Return `text` within `limit` units, cut after a word and marked where it does not fit."""
    kept = cut_at(text, limit)
    return text if kept == len(text) else (text[:kept] + CUT_MARK).lstrip()


def is_link(url: str | None) -> bool:
    """Whether `url` may become a link: http or https, a host, nothing that cannot be shown."""
    if url is None or units(url) > LONGEST_URL or re.search(r"\s", url) or shown(url) != url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket without its partner, where an address would stand
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _longest_head(text: str, limit: int) -> int:
    sizes = itertools.accumulate(2 if char > "\uffff" else 1 for char in text)
    return bisect.bisect_right(list(sizes), limit)

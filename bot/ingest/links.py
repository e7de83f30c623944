"""Web addresses in documents: which count as one, and YouTube's for a video and a moment. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.timecode import to_seconds

TARGET: Final = r"(?:[^\s()]|\([^\s()]{0,200}\)){0,2000}"
"""A pattern for what stands between the brackets of a Markdown link; one pair may be within."""

_WEB: Final = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_VIDEO_ID: Final = re.compile(r"[A-Za-z0-9_-]{6,20}")
_VIDEO: Final = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/watch\?(?:[^\s#]{1,200}&)?v=|youtu\.be/)"
    r"(?P<id>[A-Za-z0-9_-]{6,20})(?=[&?#]|$)"
)
_MOMENT: Final = re.compile(r"[?&#](?:t|start)=(?P<at>[\dhms:]{1,12})(?=[&#]|$)", re.ASCII)


def web_link(written: str) -> str | None:
    """Return `written` if it is a web address, unchanged, else None ("javascript:" is none)."""
    return written if _WEB.fullmatch(written) else None


def video_id(written: str | None) -> str | None:
    """Return `written` if it can be the id of a video, else None."""
    return written if written and _VIDEO_ID.fullmatch(written) else None


def video_id_in(url: str | None) -> str | None:
    """Return the id of the YouTube video that `url` leads to, or None."""
    found = _VIDEO.match(url) if url else None
    return found["id"] if found else None


def moment_in(url: str | None) -> float | None:
    """Return the second that `url` leads to ("&t=18m1s", "?t=1081", "#t=18:01"), or None."""
    found = _MOMENT.search(url) if url else None
    return to_seconds(found["at"]) if found else None


def video_link(id: str, seconds: float | None = None) -> str:
    """Return the address of a YouTube video, at that second where one is given."""
    moment = "" if seconds is None else f"&t={int(seconds)}s"
    return f"https://www.youtube.com/watch?v={id}{moment}"

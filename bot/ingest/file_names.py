"""What a document's file name says of its episode, where the document does not. Pure.

"Wind and String/2024-05-06 Kites at night [dQw4w9WgXcQ].en.vtt" says a podcast, a date, a
title and a video.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.ingest.links import video_link
from bot.ingest.printed_dates import to_date
from bot.model import Claims

_DATE: Final = re.compile(r"(?<!\d)(?P<date>\d{4}([-_.])\d{2}\2\d{2}|(?:19|20)\d{6})(?!\d)")
_VIDEO: Final = re.compile(r"\s{0,4}[\[(](?P<id>[A-Za-z0-9_-]{11})[\])]$")
_ENDINGS: Final = re.compile(
    r"(?:\.(?:[a-z]{2,3}(?:-[A-Za-z]{2,8})?(?:-orig)?|transcripts?|chapters|captions|subtitles|srv[123]"
    r"|whisperx?|auto|json3|srt|vtt|json|html?|md|markdown|txt|text)){1,6}$"
)
_NO_SHOW: Final = frozenset(
    [
        "transcript",
        "transcripts",
        "episode",
        "episodes",
        "caption",
        "captions",
        "subtitle",
        "subtitles",
        "chapters",
        "notes",
        "srt",
        "vtt",
        "json",
        "html",
        "markdown",
        "md",
        "txt",
        "text",
        "files",
        "data",
        "download",
        "downloads",
        "desktop",
        "documents",
        "podcast",
        "podcasts",
        "shows",
        "youtube",
        "whisper",
        "audio",
        "tmp",
        "temp",
        "output",
        "out",
        "new",
        "old",
        "archive",
        "backup",
        "public",
        "src",
        "docs",
    ]
)
_NO_TITLE: Final = frozenset(
    [
        "transcript",
        "transcripts",
        "chapters",
        "captions",
        "subtitles",
        "notes",
        "index",
        "readme",
        "episode",
        "audio",
        "output",
        "segments",
        "untitled",
        "summary",
    ]
)


def named_by(file: str) -> Claims:
    """Return what the name of `file` says: podcast, title, date, YouTube video; each None if not.

    The folder that it lies in, within what was named to be read, is the podcast's.
    """
    *folders, _ = file.split("/")
    stem = _ENDINGS.sub("", file.rsplit("/", 1)[-1])
    found = _VIDEO.search(stem)
    video = found["id"] if found else None
    rest = stem[: found.start()] if found else stem
    dated = _DATE.search(rest)
    date = to_date(_dashed(dated["date"])) if dated else None
    if dated and date:
        rest = rest[: dated.start()] + " " + rest[dated.end() :]
    title = _spaced(rest.strip())
    return Claims(
        title=None if not title or title.casefold() in _NO_TITLE else title,
        podcast=_show(folders[-1]) if folders else None,
        date=date,
        video_id=video,
        url=video_link(video) if video else None,
        edition="youtube" if video else None,
    )


def completed(claims: Claims, file: str) -> Claims:
    """Return `claims`, with what the name of `file` says where they say nothing."""
    named = named_by(file)
    return replace(
        claims,
        title=claims.title or named.title,
        podcast=claims.podcast or named.podcast,
        date=claims.date or named.date,
        video_id=claims.video_id or named.video_id,
        url=claims.url or (named.url if not claims.video_id else None),
        edition=claims.edition or (named.edition if not claims.video_id else None),
    )


def _spaced(written: str) -> str:
    """Return words as they are written with spaces: "kites-at_night" is "kites at night"."""
    between = r"_+" if " " in written else r"_+|(?<=\w)-+(?=\w)"
    return " ".join(re.sub(between, " ", written).split()).strip(" -\u2013\u2014.,:")


def _show(folder: str) -> str | None:
    name = _spaced(folder)
    says_nothing = name.casefold() in _NO_SHOW or not re.search(r"[^\W\d_]{2}", name)
    return None if says_nothing else name


def _dashed(written: str) -> str:
    if written.isdigit():
        return f"{written[:4]}-{written[4:6]}-{written[6:]}"
    return re.sub(r"[_.]", "-", written)

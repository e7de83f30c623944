"""Which kind of JSON a text is: by its keys, or, where it is broken, by what it shows. Pure.

A broken one must be told apart too, so that its error can name what it was.
"""

from __future__ import annotations

import re
from typing import Any, Final

from bot.ingest.placed_json import is_like_json, objects, read_json

CHAPTERS: Final = "JSON chapters"
TRANSCRIPT: Final = "Podcasting 2.0 transcript"
WHISPER: Final = "Whisper JSON"
YOUTUBE: Final = "YouTube captions in JSON"

# What a broken document shows of its kind, in the order in which it is asked.
_SHOWN: Final = (
    (YOUTUBE, re.compile(r'"(?:utf8|tStartMs|wireMagic)"\s{0,9}:')),
    (
        TRANSCRIPT,
        re.compile(r'"(?:startTime|body)"\s{0,9}:[^{}]{0,999}"(?:body|startTime)"\s{0,9}:'),
    ),
    (CHAPTERS, re.compile(r'"chapters"\s{0,9}:')),
    (WHISPER, re.compile(r'"(?:segments|word_segments|transcription)"\s{0,9}:')),
    (YOUTUBE, re.compile(r'"duration"\s{0,9}:|"snippets"\s{0,9}:')),
)
_LOOKED_AT: Final = 20  # elements of a list that are asked


def kind_of(text: str) -> str | None:
    """Return the kind of JSON document that `text` is, or None."""
    if not is_like_json(text):
        return None
    found = read_json(text)
    if found.problem:
        return next((kind for kind, shown in _SHOWN if shown.search(text, 0, 100_000)), None)
    return _of_list(found.value) if isinstance(found.value, list) else _of_object(found.value)


def _of_object(value: dict[str, Any]) -> str | None:
    if isinstance(value.get("events"), list):
        return YOUTUBE
    if isinstance(value.get("snippets"), list):
        return YOUTUBE
    if isinstance(value.get("chapters"), list):
        return CHAPTERS
    segments = value.get("segments")
    if isinstance(segments, list):
        return TRANSCRIPT if _have(segments, "body") else WHISPER if _is_whisper(value) else None
    return WHISPER if _is_whisper(value) else None


def _of_list(value: list[Any]) -> str | None:
    if _have(value, "text") and _have(value, "start") and not _have(value, "end"):
        return YOUTUBE
    return WHISPER if _have(value, "text") and _have(value, "end") else None


def _is_whisper(value: dict[str, Any]) -> bool:
    if isinstance(value.get("transcription"), list):
        return True
    segments = value.get("segments")
    if isinstance(said := value.get("utterances"), list):
        return _have(said, "text")
    if not isinstance(segments, list):
        return isinstance(value.get("text"), str) and len(value) <= 6 and "title" not in value  # noqa: PLR2004  an interface's answer
    return not segments or _have(segments, "text")


def _have(listed: list[Any], key: str) -> bool:
    return any(key in one for one in objects(listed[:_LOOKED_AT]))

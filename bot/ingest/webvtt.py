"""WebVTT (.vtt), YouTube's automatic captions among them: voices, notes, styles. Pure, linear."""

from __future__ import annotations

import re
from typing import Final

from bot.ingest.captions import read_cues, speakers_of
from bot.ingest.cue_blocks import Blocks, Shown, read_blocks
from bot.ingest.file_names import completed
from bot.ingest.layers import unescaped
from bot.ingest.lines import Line
from bot.ingest.readings import to_reading
from bot.model import Claims, Reading

NAME: Final = "WebVTT captions"

_HEAD: Final = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|$)")
_ASIDE: Final = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_TAG: Final = re.compile(
    r"<(?P<ends>/)?(?P<name>[a-zA-Z]{1,10}|[\d:.]{5,15})?(?:\.[^\s<>]{0,100})?"
    r"(?:[ \t](?P<note>[^<>]{0,200}))?>"
)


def recognises(text: str) -> bool:
    """Whether it says that it is WebVTT."""
    return _HEAD.match(text) is not None


def to_layer(_file: str, text: str) -> str:
    """Return `text` without the tags in its cues, their character references resolved."""
    return _read(text).layer


def parse(file: str, text: str) -> Reading:
    """Join the cues to segments; a voice (`<v Ada>`) or a label at a cue's head says who speaks.

    Raises:
        BrokenDocument: there is no cue with words.
    """
    blocks = _read(text)
    passages, left = read_cues(blocks.layer, blocks.cues)
    claims = completed(Claims(participants=speakers_of(passages)), file)
    return to_reading(NAME, file, claims, passages, [*left, *blocks.left])


def _read(text: str) -> Blocks:
    return read_blocks(text, _shown, _is_aside)


def _is_aside(line: Line) -> bool:
    return _ASIDE.match(line.text) is not None


def _shown(words: str, voice: str | None) -> Shown:
    """Take the tags out; `<v Ada>` begins a voice, `</v>` ends it."""
    parts: list[tuple[str, int, str | None]] = []
    past = 0
    for found in _TAG.finditer(words):
        parts.append((unescaped(words[past : found.start()]), found.start(), voice))
        if found["name"] in ("v", "V"):
            voice = None if found["ends"] else unescaped(found["note"] or "").strip() or None
        parts.append(("", found.end(), voice))
        past = found.end()
    return [*parts, (unescaped(words[past:]), len(words), voice)]

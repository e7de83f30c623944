"""SubRip (.srt): a number, two times, words. Pure, linear in time."""

from __future__ import annotations

import re
from typing import Final

from bot.ingest.captions import read_cues, speakers_of
from bot.ingest.cue_blocks import TIMES, Blocks, Shown, read_blocks
from bot.ingest.file_names import completed
from bot.ingest.layers import unescaped
from bot.ingest.lines import Line, words_of
from bot.ingest.readings import to_reading
from bot.model import Claims, Reading

NAME: Final = "SubRip captions"

_HEAD: Final = 4  # lines with words within which the first times stand
_MARKUP: Final = re.compile(
    r"</?(?:[bius]|font|span|c)(?: [^<>]{0,200})?/?>|\{\\[a-zA-Z0-9&(),.]{1,40}\}", re.IGNORECASE
)


def recognises(text: str) -> bool:
    """Whether it begins with a cue, and does not say that it is WebVTT."""
    for place, line in enumerate(words_of(text)):
        if line.text.startswith("WEBVTT") or place >= _HEAD:
            return False
        if TIMES.match(line.text):
            return True
        if not line.text.isdecimal():
            return False
    return False


def to_layer(_file: str, text: str) -> str:
    """Return `text` without the markup in its cues, their character references resolved."""
    return _read(text).layer


def parse(file: str, text: str) -> Reading:
    """Join the cues to segments; a label at a cue's head ("Ada: …") says who speaks.

    Raises:
        BrokenDocument: there is no cue with words.
    """
    blocks = _read(text)
    passages, left = read_cues(blocks.layer, blocks.cues)
    claims = completed(Claims(participants=speakers_of(passages)), file)
    return to_reading(NAME, file, claims, passages, [*left, *blocks.left])


def _read(text: str) -> Blocks:
    return read_blocks(text, _shown, _is_number)


def _is_number(line: Line) -> bool:
    return line.text.isdecimal()  # of a cue without words


def _shown(words: str, voice: str | None) -> Shown:
    parts: list[tuple[str, int, str | None]] = []
    past = 0
    for found in _MARKUP.finditer(words):
        parts += [
            (unescaped(words[past : found.start()]), found.start(), voice),
            ("", found.end(), voice),
        ]
        past = found.end()
    return [*parts, (unescaped(words[past:]), len(words), voice)]

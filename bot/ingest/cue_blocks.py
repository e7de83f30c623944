"""Blocks of captions (a line with two times, then words) -> text layer and cues. Pure.

SubRip and WebVTT share the form; each says what its markup means. The libraries for them
(webvtt-py, pysubs2, srt) give texts without their places in the file: no span could be held
against it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.ingest.captions import Cue
from bot.ingest.layers import Layer
from bot.ingest.lines import Line, to_lines
from bot.model import Note, Unread
from bot.timecode import to_seconds

_TIME: Final = r"-?(?:\d{1,4}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,6})?"
TIMES: Final = re.compile(rf"(?P<from>{_TIME})\s{{0,8}}-{{1,2}}>\s{{0,8}}(?P<to>{_TIME})(?=\s|$)")
"""The line with the two times of a cue; what follows them says how it is shown."""

NO_TIME: Final = "a cue whose time is none"
NO_WORDS_FOR_IT: Final = "a line that belongs to no cue"


Shown = Sequence[tuple[str, int, str | None]]
"""A line of a cue as its markup means it: parts of text that are shown, in order.

With each stands where it ends in the line, and whose voice it is.
"""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A caption file: its layer, its cues, and what is not read."""

    layer: str
    cues: tuple[Cue, ...]
    left: tuple[Unread | Note, ...] = ()


Markup = Callable[[str, str | None], Shown]
"""From a line of a cue, and the voice it begins in, to what is shown."""


@dataclass(slots=True)
class _Block:
    """Lines between two blank ones, or from one line with times to the next."""

    times: tuple[Line, re.Match[str]] | None
    lines: list[Line]


@functools.lru_cache(maxsize=1)  # once for the layer, once for what is read of it
def read_blocks(text: str, markup: Markup, is_aside: Callable[[Line], bool]) -> Blocks:
    """Return the layer and the cues of a caption file.

    Args:
        text: the decoded file.
        markup: what a line of a cue means.
        is_aside: whether a block that begins with this line is no cue, and rightly so.
    """
    layer = Layer(text)
    cues: list[Cue] = []
    left: list[Unread | Note] = []
    for block in _blocks(text):
        if block.times is None:
            first = block.lines[0]
            if not is_aside(first):
                left.append(Unread(first.number, NO_WORDS_FOR_IT))
            continue
        line, found = block.times
        said_at = to_second(found["from"])
        if said_at is None:
            left.append(Unread(line.number, NO_TIME))
            continue
        cues += _cues(layer, block.lines, said_at, line.number, markup)
    return Blocks(layer.made(), tuple(cues), tuple(left))


def to_second(written: str) -> float | None:
    """Return the seconds of "00:01:02,500", "1:02.5" and the like; None for what is no time."""
    text = written.strip().replace(",", ".")
    whole, _, rest = text.partition(".")
    return to_seconds(f"{whole}.{rest[:3]}" if rest else whole)


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    for line in to_lines(text):
        found = TIMES.match(line.text) if "-->" in line.text or "->" in line.text else None
        if found:
            block, before = _Block((line, found), []), block
            if before is not None:
                yield from _without_its_number(before)
        elif not line.text and block is not None and not _is_empty_cue(block):
            yield block
            block = None
        elif line.text:
            if block is None:
                block = _Block(None, [])
            block.lines.append(line)
    if block is not None:
        yield block


def _is_empty_cue(block: _Block) -> bool:
    # YouTube writes a blank first line into its cues; the words follow it.
    return block.times is not None and not block.lines


def _without_its_number(before: _Block) -> Iterator[_Block]:
    """Yield the block before a line with times, less that cue's own name, if words are left."""
    if before.times is None:
        before.lines.pop()  # the number, or the name, of the cue that begins here
    elif before.lines and before.lines[-1].text.isdecimal():
        before.lines.pop()
    if before.lines:
        yield before


def _cues(
    layer: Layer, lines: list[Line], said_at: float, number: int, markup: Markup
) -> Iterator[Cue]:
    """Yield a cue for each voice in a block."""
    words: list[Line] = []
    voice: str | None = None
    for line in lines:
        layer.keep_to(line.start)
        run: list[tuple[int, str]] = []
        for meant, end, speaks in markup(line.text, voice):
            if speaks != voice:
                words += _placed(line.number, run)
                if words:
                    yield Cue(number, said_at, tuple(words), voice)
                words, run, voice = [], [], speaks
            run.append((layer.put(meant, line.start + end), meant))
        words += _placed(line.number, run)
    if words:
        yield Cue(number, said_at, tuple(words), voice)


def _placed(number: int, run: list[tuple[int, str]]) -> list[Line]:
    """Return neighbouring parts of a line as one line of the layer, if there are words in it."""
    text = "".join(meant for _, meant in run)
    words = text.strip()
    lead = len(text) - len(text.lstrip())
    return [Line(number, run[0][0] + lead, words)] if words else []

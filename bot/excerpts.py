"""Which sentences of a long text answer a question: what is shown before the whole text is. Pure.

A text's sentences are counted the same way whenever it is read, so that a button can carry which
ones are meant in a few bits, and nothing of the question.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from bot.model import Part, Span
from bot.sentences import sentence_ends

LONG: Final = 320
"""Code points up to which a text is read at a glance, and is never cut into sentences."""
MOST: Final = 4
"""Sentences that are shown together."""
LAST: Final = 62
"""The last sentence that an excerpt may begin with; a later one is shown with the whole text."""

_SHORT: Final = 100  # code points; a shorter excerpt takes in what stands beside it
_LONGEST: Final = 240  # of a sentence: talk without full stops is parted between words
_SPACES: Final = re.compile(r"\s+")


def sentences(text: str) -> list[Span]:
    """Return where the sentences of `text` stand; one that is too long comes in several pieces."""
    found: list[Span] = []
    start = len(text) - len(text.lstrip())
    for end in [*sentence_ends(text), len(text)]:
        if text[start:end].strip():
            found += _pieces(text, start, end)
        start = max(start, end + len(text[end:]) - len(text[end:].lstrip()))
    return found


def part_of(text: str, marks: Sequence[Span]) -> Part | None:
    """Return the few sentences that have most of the `marks`; None: the text is short, or all is.

    Args:
        text: of an entry.
        marks: spans of it that matched.
    """
    if len(text) <= LONG or not marks:
        return None
    spans = sentences(text)
    weights = [sum(_common(span, mark) for mark in marks) for span in spans]
    fit = [part for part in _parts(len(spans)) if _size(spans, part) <= LONG]
    if not fit:
        return None
    first, count = max(fit, key=lambda part: (_weight(weights, part), -part[1], -part[0]))
    while count < MOST and _size(spans, (first, count)) < _SHORT:
        longer = [(first, count + 1), (first - 1, count + 1)]
        longer = [part for part in longer if part in fit]
        if not longer:
            break
        first, count = longer[0]
    return None if count == len(spans) else (first, count)


def span_of(text: str, part: Part) -> Span | None:
    """Return where a part of `text` stands, or None: it has no such sentences (any more)."""
    first, count = part
    spans = sentences(text)
    if len(text) <= LONG or first + count > len(spans) or count >= len(spans):
        return None
    return spans[first][0], spans[first + count - 1][1]


def _pieces(text: str, start: int, end: int) -> list[Span]:
    pieces = []
    while end - start > _LONGEST:
        spaces = list(_SPACES.finditer(text, start + _LONGEST // 2, start + _LONGEST))
        if not spaces:
            break
        pieces.append((start, spaces[-1].start()))
        start = spaces[-1].end()
    return [*pieces, (start, end)]


def _parts(sentences: int) -> list[Part]:
    firsts = range(min(sentences, LAST + 1))
    every = itertools.product(firsts, range(1, MOST + 1))
    return [(first, count) for first, count in every if first + count <= sentences]


def _size(spans: Sequence[Span], part: Part) -> int:
    first, count = part
    return spans[first + count - 1][1] - spans[first][0]


def _weight(weights: Sequence[int], part: Part) -> int:
    first, count = part
    return sum(weights[first : first + count])


def _common(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))

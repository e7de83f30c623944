"""Joins a turn's sentences to segments of about 40 words, wherever they stand. Pure.

Captions end where their cues do (`segments`); prose ends only with its sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.model import Span
from bot.sentences import sentence_ends

_ENOUGH: Final = 30  # words from which the next sentence end closes a segment
_FEW: Final = 8  # words below which the rest of a turn joins the segment before it
_MOST: Final = 60  # words that this may make


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whole sentences of one turn.

    Attributes:
        spans: where they stand, in order.
        words: how many they are.
    """

    spans: tuple[Span, ...]
    words: int


def to_spoken(layer: str, stretches: Sequence[Span]) -> list[Spoken]:
    """Return the segments of one turn.

    Args:
        layer: the text layer.
        stretches: where the turn's words stand, in order; each ends at the end of a line or before
            something that is no word.
    """
    segments: list[Spoken] = []
    is_open = False
    for sentence in _sentences(layer, stretches):
        if is_open:
            segments[-1] = _joined(layer, segments[-1], sentence)
        else:
            segments.append(sentence)
        is_open = segments[-1].words < _ENOUGH
    if len(segments) > 1 and segments[-1].words < _FEW:
        before, rest = segments[-2:]
        if before.words + rest.words <= _MOST:
            segments[-2:] = [_joined(layer, before, rest)]
    return segments


def _sentences(layer: str, stretches: Sequence[Span]) -> Iterator[Spoken]:
    """Yield whole sentences; the end of a line ends one, too."""
    sentence: Spoken | None = None
    for at, (start, end) in enumerate(stretches):
        text = layer[start:end]
        ends = [*sentence_ends(text), len(text)]
        line_ends = at + 1 == len(stretches) or "\n" in layer[end : stretches[at + 1][0]]
        past = 0
        for place, stop in enumerate(ends):
            if piece := _piece(text, past, stop, start):
                sentence = _joined(layer, sentence, piece) if sentence else piece
            past = stop
            if sentence and (place + 1 < len(ends) or line_ends):
                yield sentence
                sentence = None


def _piece(text: str, past: int, stop: int, start: int) -> Spoken | None:
    words = text[past:stop]
    if not words.strip():
        return None
    low = start + past + len(words) - len(words.lstrip())
    return Spoken(((low, low + len(words.strip())),), len(words.split()))


def _joined(layer: str, one: Spoken, other: Spoken) -> Spoken:
    """Return both as one; what only a space parts is one span."""
    (start, end), (low, high) = one.spans[-1], other.spans[0]
    words = one.words + other.words
    if layer[end:low] == " ":
        return Spoken((*one.spans[:-1], (start, high), *other.spans[1:]), words)
    return Spoken((*one.spans, *other.spans), words)

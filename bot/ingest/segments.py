"""Joins the pieces of captions into segments at turns and sentence ends, about 40 words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.model import Span

_ENOUGH: Final = 30  # words from which the next sentence end closes a segment
_MOST: Final = 60  # words from which the end of a cue does
_FEW: Final = 8  # words below which the rest of a turn joins the segment before it


class Piece(NamedTuple):
    """A stretch of one cue, up to a sentence end or the cue's.

    Attributes:
        span: where it stands.
        words: how many it has.
        said_at: its cue's time, in seconds, or None.
        ends_sentence, ends_cue: what ends with it.
    """

    span: Span
    words: int
    said_at: float | None
    ends_sentence: bool
    ends_cue: bool


@dataclass(slots=True)
class Segment:
    """What one speaker says without a break.

    Attributes:
        said_at: its first cue's time, in seconds, or None.
        spans: where its words stand, one a cue.
        words: how many they are.
    """

    said_at: float | None
    spans: list[Span]
    words: int


def to_segments(turns: Iterable[list[Piece]]) -> list[Segment]:
    """Return the segments of `turns`, each a list of pieces without a break."""
    return [segment for turn in turns for segment in _segments(turn)]


def _segments(turn: list[Piece]) -> list[Segment]:
    segments: list[Segment] = []
    is_open = False
    cue_goes_on = False
    for piece in turn:
        if not is_open:
            segments.append(Segment(piece.said_at, [], 0))
            cue_goes_on = False
        _add(segments[-1], piece, joins=cue_goes_on)
        cue_goes_on = not piece.ends_cue
        is_open = not _closes(segments[-1], piece)
    _join_rest(segments)
    return segments


def _add(segment: Segment, piece: Piece, *, joins: bool) -> None:
    if joins:
        segment.spans[-1] = (segment.spans[-1][0], piece.span[1])
    else:
        segment.spans.append(piece.span)
    segment.words += piece.words


def _closes(segment: Segment, piece: Piece) -> bool:
    if piece.ends_sentence:
        return segment.words >= _ENOUGH
    return piece.ends_cue and segment.words >= _MOST


def _join_rest(segments: list[Segment]) -> None:
    """Join a short last segment to the one before, if that stays short enough."""
    if len(segments) < 2:  # noqa: PLR2004  there is none before
        return
    before, rest = segments[-2:]
    if rest.words < _FEW and before.words + rest.words <= _MOST:
        before.spans += rest.spans
        before.words += rest.words
        segments.pop()

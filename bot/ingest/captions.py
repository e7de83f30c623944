"""The cues of caption files -> turns -> segments, by whom where the file says so. Pure, linear.

A cue's speaker is its voice, or a label at the head of its text that is clearly a name; a label
holds until the next one, a mark of another speaker, or a hole. A doubtful label stays in the words,
and they are nobody's: a wrong name is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from bot.ingest.cues import BREAK, HOLE, Turn, pieces_in
from bot.ingest.doubts import backwards
from bot.ingest.introductions import self_introduced
from bot.ingest.lines import Line
from bot.ingest.people import NAME, distinct, is_name, is_role
from bot.ingest.segments import to_segments
from bot.model import Kind, Note, Passage, Truth, Unread

_ROLE: Final = r"[A-Za-z]{1,20}[ _-]?\d{1,3}|[A-Za-z]{2,20} [A-Z]|[A-Z][a-z-]{2,20}"
_LABEL: Final = re.compile(
    rf"(?:[-\u2013\u2014>*]{{1,3}}\s*)?(?P<name>{NAME}|{_ROLE})(?: ?\([^()]{{1,40}}\))?"
    r":\*{0,2}(?=\s|$)\s*"
)
_DASH: Final = re.compile(r"[-\u2013\u2014]\s*(?=\S)")
_DASHES: Final = frozenset("-\u2013\u2014")
_BREAKING: Final = re.compile(r"[>&\[(♪♫]")
"""What stands in every line with a mark of another speaker or a noise, and in few others."""
_LAUGH: Final = re.compile(
    r"[\[(](?:[a-z]{1,20} )?(?:laugh\w{0,4}|chuckl\w{1,4}|sighs?|giggl\w{1,4})[\])]", re.IGNORECASE
)
_SMALL: Final = re.compile(r"\b[a-z][\w'\u2019]*")
_ROLLING: Final = 0.5  # share of cues that begin with what the cue before ended with
_TWO: Final = 2


class Cue(NamedTuple):
    """What is shown at one time.

    Attributes:
        line: where in the document it begins, from 1.
        said_at: in seconds, or None where the document has no time.
        words: its lines with words, placed in the text layer.
        voice: whom the file's markup or fields name for it, as written, or None.
        is_new: whether it begins a turn whatever stands before it.
    """

    line: int
    said_at: float | None
    words: tuple[Line, ...]
    voice: str | None = None
    is_new: bool = False


@dataclass(slots=True)
class _Voice:
    """Who speaks, as far as the file says so."""

    speaker: str | None = None
    label: str | None = None
    marked: bool = False  # by the cue's own markup, not by a label that once stood in the words


def read_cues(layer: str, cues: Sequence[Cue]) -> tuple[list[Passage], list[Unread | Note]]:
    """Return the segments of captions, and what is wrong with their times."""
    fresh = unrolled(cues)
    turns = list(_turns(fresh))
    passages = [
        Passage(
            Kind.SEGMENT,
            tuple(segment.spans),
            Truth.VERBATIM,
            speaker=turn.speaker or _introduced(layer, segment.spans, turn.label),
            said_at=segment.said_at,
            label=turn.label,
        )
        for turn in turns
        for segment in to_segments([turn.pieces])
    ]
    return passages, [*backwards((cue.line, cue.said_at) for cue in cues)]


def speakers_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return whom passages name, each once, in their order."""
    return distinct(one.speaker for one in passages if one.speaker)


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues without the lines that only stay on the screen.

    Rolling captions show each line again below the next one; in such a file the lines that a cue
    begins with and the cue before ended with are taken off. In any other file a line that comes
    twice was said twice.
    """
    if sum(len(cue.words) > 1 for cue in cues) < _TWO:
        return list(cues)
    repeated = [_carried(before, cue) for before, cue in pairwise(cues)]
    shown = sum(number > 0 for number in repeated)
    if shown < _ROLLING * (len(cues) - 1):
        return list(cues)
    kept = [cues[0]]
    for cue, number in zip(cues[1:], repeated, strict=True):
        if number < len(cue.words):
            kept.append(Cue(cue.line, cue.said_at, cue.words[number:], cue.voice, cue.is_new))
    return kept


def _carried(before: Cue, cue: Cue) -> int:
    """Return how many lines at the head of `cue` are the last ones of the cue before."""
    mine, theirs = [line.text for line in cue.words], [line.text for line in before.words]
    if not mine or mine[0] not in theirs:
        return 0
    sizes = range(min(len(mine), len(theirs)), 0, -1)
    return next((size for size in sizes if mine[:size] == theirs[-size:]), 0)


def _introduced(layer: str, spans: Sequence[tuple[int, int]], label: str | None) -> str | None:
    if label:
        return None
    return self_introduced(" ".join(" ".join(layer[start:end] for start, end in spans).split()))


def _turns(cues: Sequence[Cue]) -> Iterator[Turn]:
    clear = _clear_names(cues)
    turn, voice = Turn(), _Voice()
    before: float | None = None
    for cue in cues:
        apart = None not in (before, cue.said_at) and not 0 <= cue.said_at - before <= HOLE  # type: ignore[operator]
        if apart or cue.is_new or _changes(voice, cue):
            yield turn
            voice = _voice(cue)
            turn = _begun(voice)
        before = cue.said_at if cue.said_at is not None else before
        for line in cue.words:
            if _is_plain(line.text):
                turn.pieces += pieces_in(line, 0, len(line.text), cue.said_at)
                continue
            *done, turn = _through(turn, line, cue, voice, clear)
            yield from done
    yield turn


def _is_plain(text: str) -> bool:
    """Whether nothing in a line can be a label, a mark of another speaker or a noise."""
    return not (":" in text or text[:1] in _DASHES or _BREAKING.search(text))


def _voice(cue: Cue) -> _Voice:
    name = (cue.voice or "").strip().rstrip(":").rstrip()
    if not name:
        return _Voice()
    return _Voice(None, name, marked=True) if is_role(name) else _Voice(name, None, marked=True)


def _changes(voice: _Voice, cue: Cue) -> bool:
    """Whether the cue's own voice is another one; without one, labels in the words decide."""
    if not cue.voice and not voice.marked:
        return False
    named = _voice(cue)
    return (named.speaker, named.label) != (voice.speaker, voice.label)


def _begun(voice: _Voice) -> Turn:
    return Turn(voice.speaker, [], voice.label)


def _through(
    turn: Turn, line: Line, cue: Cue, voice: _Voice, clear: frozenset[str]
) -> Iterator[Turn]:
    """Yield the turns that a line goes through: the one that was open, those it begins, the last.

    `voice` is who speaks before the line, and becomes who speaks at its end.
    """
    start = 0
    label = None if voice.marked else _LABEL.match(line.text)
    dash = None if voice.marked or len(cue.words) < _TWO else _DASH.match(line.text)
    if label and _may_be_one(label["name"]):
        yield turn
        start = _relabel(voice, label, clear)
        turn = _begun(voice)
    elif dash:
        yield turn
        start, voice.speaker, voice.label = dash.end(), None, None
        turn = Turn()
    for found in BREAK.finditer(line.text, start) if _BREAKING.search(line.text) else ():
        turn.pieces += pieces_in(line, start, found.start(), cue.said_at)
        start = found.end()
        if _LAUGH.fullmatch(found.group()) and (voice.speaker or voice.label):
            continue
        yield turn
        if found["mark"] and not voice.marked:
            named = _LABEL.match(line.text, start)
            voice.speaker, voice.label = None, None
            if named and _may_be_one(named["name"]):
                start = _relabel(voice, named, clear)
        turn = _begun(voice)
    turn.pieces += pieces_in(line, start, len(line.text), cue.said_at)
    yield turn


def _may_be_one(name: str) -> bool:
    return is_name(name) or is_role(name)


def _relabel(voice: _Voice, label: re.Match[str], clear: frozenset[str]) -> int:
    """Let `voice` be whom a label names; return where the words begin that are said."""
    name = label["name"]
    if is_role(name):
        voice.speaker, voice.label = None, name
    elif name in clear:
        voice.speaker, voice.label = name, None
    else:  # it may be a word that is said: it stays in the words, and they are nobody's
        voice.speaker, voice.label = None, None
        return label.start()
    return label.end()


def _clear_names(cues: Sequence[Cue]) -> frozenset[str]:
    """Return the names that labels in the words clearly are.

    Those that come again, that have two words, or that open the document; none whose words all
    stand somewhere in small letters.
    """
    lines = [line for cue in cues if not cue.voice for line in cue.words]
    found = (_LABEL.match(_unmarked(line.text)) for line in lines if ":" in line.text)
    heads = [label["name"] for label in found if label]
    often = Counter(name for name in heads if is_name(name))
    if not often:
        return frozenset()
    opening = _LABEL.match(_unmarked(lines[0].text))
    first = opening["name"] if opening else None
    small = {word for line in lines for word in _SMALL.findall(line.text)}
    return frozenset(
        name
        for name, count in often.items()
        if (count > 1 or " " in name or name == first)
        and not all(word.lower() in small for word in name.split())
    )


def _unmarked(text: str) -> str:
    return text.lstrip("> \t") if text.startswith((">", "&gt;")) else text

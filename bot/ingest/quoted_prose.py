"""A summariser's paragraph: which of its quotations are speech, whose, and the prose around. Pure.

Offsets are within the paragraph's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.ingest.markdown_inline import (
    Marks,
    TimeLink,
    mark_problem,
    pair_marks,
    time_links,
)
from bot.ingest.saying import speaker_of
from bot.model import Span
from bot.sentences import sentence_ends

_SHORTEST: Final = 20  # code points of a quotation that is speech without being introduced as such
_FEWEST_WORDS: Final = 5
_LEAD_IN_WORDS: Final = 5  # "Sherwin Wu's own take on this:" says more than who speaks
_MARKS: Final = "\"'“”‘’()[]*_"  # noqa: RUF001  the marks are meant
_ENDINGS: Final = (".", "!", "?", ":", "…")
_LOOKBACK: Final = 1_000  # code points; an introduction is shorter
# What closes the sentence of the quotation or citation before it; emphasis only where it closes.
_LEFT_OVER: Final = re.compile(r"(?:[\s.,;:!?)\]}—\u2013-]|[*_]{1,3}(?=[\s.,;:!?)]|$))+")
_OPENING: Final = re.compile(r"[\s(\[{*_—\u2013]")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a paragraph.

    Attributes:
        span: the words, without marks around them.
        is_speech: whether somebody said them; else they are the summariser's.
        speaker: who said them, if the paragraph says so.
        citation: the next one after them in the paragraph, if any.
    """

    span: Span
    is_speech: bool
    speaker: str | None
    citation: TimeLink | None


def read_paragraph(
    text: str, people: tuple[str, ...], start: int = 0, *, keep_first: bool = False
) -> tuple[list[Found], list[tuple[int, str]]]:
    """Return speech and prose in order, and each problem as its offset and a reason.

    A quotation is speech if it has 20 code points or more and a citation follows it or a person is
    said to say it, or if it is shorter and a person says it right before the mark, with a colon.
    Any other stays in the prose: it is a phrase in distance marks. Prose is cut at speech and at
    citations and never joined over them; runs of fewer than five words are only a quotation's
    frame, and are left. So is a run with an unpaired mark, as what is speech in it cannot be told.

    Args:
        text: the paragraph.
        people: the participants, whose first names are completed.
        start: where the words begin; what stands before is a label.
        keep_first: whether the first run is kept however short, as a description is.
    """
    links = time_links(text)
    marks = _clean(pair_marks(text), links, start)
    speech = list(_speech(text, start, links, marks, people))
    walls = sorted([*(outer for outer, _ in speech), *(link.span for link in links)])
    found = [one for _, one in speech]
    for place, whole in enumerate(_runs(text, start, walls)):
        described = keep_first and place == 0
        run = whole if described else _without_lead_in(text, whole)
        if _is_clean(run, marks.unpaired) and (described or _reads_alone(text[slice(*run)])):
            found.append(Found(run, False, None, _next(links, run[1])))
    problems = [(link.span[0], link.problem) for link in links if link.problem]
    problems += [(at, mark_problem(text, at)) for at in marks.unpaired]
    return sorted(found, key=lambda one: one.span), problems


def _clean(marks: Marks, links: list[TimeLink], start: int) -> Marks:
    """Part the pairs that hold a citation: a mark is missing before it, and one after."""
    kept, unpaired = [], list(marks.unpaired)
    for opening, end in marks.quotations:
        link = _next(links, opening)
        if opening >= start and (link is None or link.span[0] >= end):
            kept.append((opening, end))
        elif opening >= start:
            unpaired += [opening, end - 1]
    return Marks(tuple(kept), tuple(sorted(unpaired)))


def _speech(
    text: str, start: int, links: list[TimeLink], marks: Marks, people: tuple[str, ...]
) -> Iterator[tuple[Span, Found]]:
    """Yield each quotation that is speech, and before it its place with the marks."""
    past = start
    for outer in marks.quotations:
        span = _stripped(text, outer[0] + 1, outer[1] - 1)
        lead = _lead(text, _lead_start(past, outer[0], links, marks), outer[0])
        long = span[1] - span[0] >= _SHORTEST
        speaker = speaker_of(lead, people) if long or lead.endswith(":") else None
        link = _next(links, outer[1])
        if speaker or (long and link):
            yield outer, Found(span, True, speaker, link)
            past = outer[1]


def _lead_start(past: int, opening: int, links: list[TimeLink], marks: Marks) -> int:
    """Return where the words that may introduce a quotation begin."""
    before = bisect_left(links, opening, key=lambda link: link.span[0])
    unpaired = bisect_left(marks.unpaired, opening)
    walls = [past, opening - _LOOKBACK]
    walls += [links[before - 1].span[1]] if before else []
    walls += [marks.unpaired[unpaired - 1] + 1] if unpaired else []
    return max(walls)


def _lead(text: str, start: int, end: int) -> str:
    words = text[start:end]
    return words[max(sentence_ends(words), default=0) :].strip(" \t\r\n*_")


def _next(links: list[TimeLink], offset: int) -> TimeLink | None:
    at = bisect_left(links, offset, key=lambda link: link.span[0])
    return links[at] if at < len(links) else None


def _runs(text: str, start: int, walls: list[Span]) -> Iterator[Span]:
    """Yield the prose between `walls`, without what is left there of them."""
    edges = [start, *(edge for wall in walls for edge in wall), len(text)]
    for place, (low, high) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        left_over = _LEFT_OVER.match(text, low, high) if place else None
        begin = left_over.end() if left_over else low
        while high > begin and place < len(walls) and _OPENING.match(text[high - 1]):
            high -= 1  # noqa: PLW2901  the run ends before what opens the next quotation
        yield _stripped(text, begin, max(begin, high))


def _without_lead_in(text: str, run: Span) -> Span:
    """Leave out a last clause that only says who speaks next ("As Ada Brook explains:")."""
    words = text[slice(*run)]
    last = max((end for end in sentence_ends(words) if end < len(words)), default=0)
    if words.endswith(":") and _count(words[last:]) <= _LEAD_IN_WORDS:
        return _stripped(text, run[0], run[0] + last)
    return run


def _is_clean(run: Span, unpaired: tuple[int, ...]) -> bool:
    first = bisect_left(unpaired, run[0])
    return run[0] < run[1] and not (first < len(unpaired) and unpaired[first] < run[1])


def _reads_alone(words: str) -> bool:
    """Whether words say something by themselves; half a sentence is a quotation's frame."""
    first = words.lstrip(_MARKS)[:1]
    begins = first.isalnum() and not first.islower()
    return begins and words.rstrip(_MARKS)[-1:] in _ENDINGS and _count(words) >= _FEWEST_WORDS


def _count(words: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in words.split())


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    return (start + lead, max(start + lead, start + len(words.rstrip())))

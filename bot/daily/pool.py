"""Which words are worth a day: what reads alone, whole or in part, and what says the same; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.daily.runs import runs_of
from bot.model import Entry, Kind, Source, Span, Truth
from bot.readability import RULES, reads_alone
from bot.sentences import sentence_ends

SHORTEST_PART, LONGEST_PART = 70, 280  # code points of whole sentences taken out of a longer text
FARTHEST_PART: Final = 600  # code points into it, about 40 s: the link leads to its start
SAME: Final = 0.5
"""From which share of the shorter one's runs of words two texts are near-duplicates."""

_MOST_ALIKE = 20  # texts that are compared for one run of words; more have it by chance
_MOST_SENTENCES = 40  # of a segment that are looked at
_OF_THE_WHOLE: Final = ("is speech", "has no cuts")
"""What no part of a text can have that the whole has not."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that take one turn: one entry, or near-duplicates that count as one.

    Attributes:
        entry: the one that is shown.
        ids: of all of them.
    """

    entry: Entry
    ids: tuple[str, ...]


def alone(entry: Entry) -> Entry | None:
    """Return the entry, or the part of it, that reads alone, or None.

    A part is whole sentences in a row: the longest that is short enough, and of those the first.
    It keeps the entry's id, and its spans are where those very words stand.
    """
    if reads_alone(entry):
        return entry
    if not all(RULES[name](entry) for name in _OF_THE_WHOLE):
        return None
    best: Entry | None = None
    for start, end in _runs(entry.text):
        part = _part(entry, start, end)
        if (best is None or len(part.text) > len(best.text)) and reads_alone(part):
            best = part
    return best


def readable(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return what of the entries is worth reading alone, each whole or its part."""
    return tuple(part for entry in entries if (part := alone(entry)) is not None)


def units(entries: Iterable[Entry]) -> tuple[Unit, ...]:
    """Return the entries as units: near-duplicates become one, by the entry that is shown.

    Of those, a quotation is shown before a segment, then what more sources have, then the longer.
    """
    ordered = sorted(entries, key=_shown_first)
    runs = runs_of([entry.text for entry in ordered])
    leader: list[int] = []
    seen: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        shared = Counter(other for run in own.shared for other in seen[run])
        like = [n for n, c in shared.items() if c >= SAME * min(runs[n].number, own.number)]
        leader.append(leader[min(like)] if like else number)
        for run in own.shared:
            if len(seen[run]) < _MOST_ALIKE:
                seen[run].append(number)
    members: dict[int, list[str]] = {}
    for number, first in enumerate(leader):
        members.setdefault(first, []).append(ordered[number].id)
    return tuple(Unit(ordered[first], tuple(ids)) for first, ids in members.items())


def _shown_first(entry: Entry) -> tuple[bool, bool, int, str]:
    sure = entry.truth is Truth.CORROBORATED
    return (entry.kind is not Kind.QUOTE, not sure, -len(entry.text), entry.id)


def _runs(text: str) -> Iterator[Span]:
    """Yield where runs of whole sentences stand in `text`, none longer than a part may be."""
    ends = sentence_ends(text)[:_MOST_SENTENCES]
    starts = [0, *(end + len(text[end:]) - len(text[end:].lstrip()) for end in ends)]
    for first, start in enumerate(starts):
        if start > FARTHEST_PART:
            return
        for end in ends[first:]:
            if end - start > LONGEST_PART:
                break
            if end - start >= SHORTEST_PART:
                yield start, end


def _part(entry: Entry, start: int, end: int) -> Entry:
    spans, at = [], 0
    for span_start, span_end in entry.source.spans:
        length = span_end - span_start
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            spans.append((span_start + first, span_start + last))
        at += length + 1  # the pieces are joined with one space
    source = Source(entry.source.file, tuple(spans))
    return replace(entry, text=entry.text[start:end], source=source, confirmed=())

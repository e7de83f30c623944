"""Ranks few candidates against what is wanted: a total order, and the reasons for each place. Pure.

A question is a list of concepts, one a word that carries meaning. Each has a weight (how rare it
is)
and the ways to meet it: its stem, a corrected spelling, two words written as one or one as two.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.model import Entry, Kind, Match, Span, Status, Truth
from bot.tokens import Token, tokenize

COVERAGE: Final = 0.62
ORDER: Final = 0.16
LIKENESS: Final = 0.16
KIND: Final = {
    Kind.QUOTE: 0.04,
    Kind.SEGMENT: 0.03,
    Kind.MENTION: 0.02,
    Kind.TAKEAWAY: 0.01,
    Kind.CHAPTER: 0.0,
}
"""What each part of a score weighs; a perfect one scores about 1."""

TRUTH: Final = {
    Truth.CORROBORATED: 0.02,
    Truth.VERBATIM: 0.015,
    Truth.SPLICED: 0.005,
    Truth.PARAPHRASE: 0.0,
}
STATUS: Final = {Status.STATED: 0.01, Status.DISPUTED: 0.005, Status.UNLABELLED: 0.0}
"""Equally good words: the surer ones, and those with a name, come first."""

NAMES_COUNT: Final = 0.5
"""What a concept met only by who speaks counts for."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a concept.

    Attributes:
        stems: stand next to each other in a text that meets it.
        quality: 1 as written, less for a correction.
        reason: for `why`, where it is not simply the word; else empty.
        words: the folded words themselves, where their stems would say too little; else none.
        episode_id: the only episode where this is a way, or None.
    """

    stems: tuple[str, ...]
    quality: float = 1.0
    reason: str = ""
    words: tuple[str, ...] = ()
    episode_id: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One word that is wanted.

    Attributes:
        word: as it was asked, folded.
        weight: how much it says; rarer words say more.
        ways: how it can be met, best first; none if no text of the index can.
    """

    word: str
    weight: float
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class _Met:
    concept: Concept
    way: Way
    tokens: tuple[Token, ...]  # every token of the text that meets it; empty: only a name does


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match, and the share of what is wanted, by weight, that it meets: 0 to 1."""

    match: Match
    coverage: float


def rank(concepts: Sequence[Concept], entries: Sequence[Entry]) -> list[Ranked]:
    """Return `entries` as matches, best first; the same arguments give the same order.

    Args:
        concepts: what is wanted, in the question's order.
        entries: the candidates.
    """
    wanted = " ".join(concept.word for concept in concepts)
    found = [_ranked(concepts, wanted, entry) for entry in entries]
    return sorted(found, key=lambda one: (-one.match.score, *_place(one.match.entry)))


def folded(entry: Entry) -> str:
    """Return the folded words of an entry, for likeness; remembered: the same ones come often."""
    return _folded(entry.text)


def _ranked(concepts: Sequence[Concept], wanted: str, entry: Entry) -> Ranked:
    met = _meet(concepts, entry)
    whole = sum(concept.weight for concept in concepts)
    share = sum(m.concept.weight * _value(m) for m in met) / whole if whole else 0.0
    likeness = fuzz.partial_ratio(wanted, folded(entry)) / 100 if met else 0.0
    score = COVERAGE * share + ORDER * _in_order(met, len(concepts)) + LIKENESS * likeness
    surer = KIND[entry.kind] + TRUTH[entry.truth] + STATUS[entry.attribution.status]
    match = Match(entry, score + surer * share, _reasons(met), _marks(met))
    return Ranked(match, share)


def _meet(concepts: Sequence[Concept], entry: Entry) -> list[_Met]:
    text, names = _tokens(entry.text), _tokens(_names(entry))
    found = []
    for concept in concepts:
        for way in concept.ways:
            if way.episode_id not in (None, entry.episode.id):
                continue
            if tokens := _runs(way, text):
                found.append(_Met(concept, way, tokens))
                break
            if _runs(way, names):
                found.append(_Met(concept, way, ()))
                break
    return found


def _runs(way: Way, text: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens of `text` in which what `way` wants stands side by side."""
    size = len(way.stems)
    return tuple(
        token
        for at, first in enumerate(text)
        if first.stem == way.stems[0] and _is_way(way, text[at : at + size])
        for token in text[at : at + size]
    )


def _is_way(way: Way, run: Sequence[Token]) -> bool:
    if tuple(token.stem for token in run) != way.stems:
        return False
    # "open" is no "opening"; but a name may stand in its genitive, whose apostrophe folding drops.
    return not way.words or all(
        token.word in (word, f"{word}s") for word, token in zip(way.words, run, strict=True)
    )


def _value(met: _Met) -> float:
    return met.way.quality * (1.0 if met.tokens else NAMES_COUNT)


def _in_order(met: Sequence[_Met], wanted: int) -> float:
    """Return how much of the question stands in the text as one run, in its order: 0 to 1."""
    if wanted <= 1:
        return 1.0 if any(m.tokens for m in met) else 0.0
    best = 0
    for first in (t for m in met[:1] for t in m.tokens):
        best = max(best, _run_from(first, met[1:]))
    return best / (wanted - 1)


def _run_from(first: Token, rest: Sequence[_Met]) -> int:
    """Count how many of `rest` follow `first` closely, one after another."""
    end, length = first.end, 0
    for met in rest:
        following = next((t for t in met.tokens if 0 <= t.start - end <= _NEAR), None)
        if following is None:
            continue
        end, length = following.end, length + 1
    return length


_NEAR: Final = 24  # characters between two words of one phrase: room for a filler or two


def _reasons(met: Sequence[_Met]) -> tuple[str, ...]:
    words = [m.concept.word for m in met if m.tokens and not m.way.reason]
    names = [m.concept.word for m in met if not m.tokens]
    reasons = [f"words: {', '.join(words)}"] if words else []
    reasons += [f"named: {', '.join(names)}"] if names else []
    return (*reasons, *dict.fromkeys(m.way.reason for m in met if m.way.reason))


def _marks(met: Sequence[_Met]) -> tuple[Span, ...]:
    """Return what matched; words parted by one character ("fine-tuning") are one mark."""
    marks: list[Span] = []
    for start, end in sorted({(t.start, t.end) for m in met for t in m.tokens}):
        if marks and start - marks[-1][1] <= 1:
            marks[-1] = (marks[-1][0], end)
        else:
            marks.append((start, end))
    return tuple(marks)


def _place(entry: Entry) -> tuple[str, int, str]:
    return entry.episode.id, entry.position, entry.id


def _names(entry: Entry) -> str:
    return " ".join(entry.attribution.candidates)


@functools.lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokenize(text))


@functools.lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return " ".join(token.word for token in _tokens(text))

"""Concepts that a question wants, and which words of a text meet them. Pure.

A question is a list of concepts, one a word that carries meaning. Each has a weight (how much it
says) and the ways to meet it: its stem, a corrected spelling, two words written as one or one as
two.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.everyday import EMPTY_WORDS
from bot.model import Entry, Span
from bot.tokens import Token, Tokens

TOPIC: Final = 2
"""Words; so few are a topic and mean themselves. With more of them somebody remembers what was
said, or retells it."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a concept.

    Attributes:
        stems: stand next to each other in a text that meets it.
        quality: 1 as written, less for a correction.
        reason: for `why`, where it is not simply the word; else empty.
        words: the folded words themselves, where their stems would say too little; else none.
        episode_id: the only episode where this is a way, or None.
        synonym: whether it is another word, which only means the like.
    """

    stems: tuple[str, ...]
    quality: float = 1.0
    reason: str = ""
    words: tuple[str, ...] = ()
    episode_id: str | None = None
    synonym: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One word that is wanted.

    Attributes:
        word: as it was asked, folded.
        weight: how much it says; rarer words say more.
        ways: how it can be met, best first; none if no text of the index can.
        light: whether any talk is full of it, and the question has words that say more.
        forms: the words of its stem as they were asked, folded, each once.
    """

    word: str
    weight: float
    ways: tuple[Way, ...]
    light: bool = False
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """A concept that an entry meets.

    Attributes:
        concept: the concept.
        way: how.
        tokens: every token of the text that does; none where only the name of who speaks does.
    """

    concept: Concept
    way: Way
    tokens: tuple[Token, ...]


def meet(concepts: Sequence[Concept], entry: Entry) -> list[Met]:
    """Return which of the concepts an entry meets, in their order: in its words, or by name."""
    own, named = _read(entry.text), _read(_names(entry))
    found = []
    for concept in concepts:
        for way in concept.ways:
            if way.episode_id not in (None, entry.episode.id):
                continue
            if tokens := _runs(way, own):
                found.append(Met(concept, way, tokens))
                break
            if not way.synonym and _runs(way, named):  # a name means nothing else
                found.append(Met(concept, way, ()))
                break
    return found


def _runs(way: Way, written: Tokens) -> tuple[Token, ...]:
    """Return the tokens of a text in which what `way` wants stands side by side."""
    if way.stems[0] not in written.there:
        return ()
    found: list[Token] = []
    at = -1
    for _ in range(written.stems.count(way.stems[0])):
        at = written.stems.index(way.stems[0], at + 1)
        end = at + len(way.stems)
        if written.stems[at:end] == way.stems and _is_way(way, written.words[at:end]):
            found += [written.token(one) for one in range(at, end)]
    return tuple(found)


def _is_way(way: Way, run: Sequence[str]) -> bool:
    # "open" is no "opening"; but a name may stand in its genitive, whose apostrophe folding drops.
    return not way.words or all(
        word in (wanted, f"{wanted}s") for wanted, word in zip(way.words, run, strict=True)
    )


def meet_beside(
    concepts: Sequence[Concept], met: Sequence[Met], beside: Sequence[str]
) -> dict[str, float]:
    """Return what only the texts beside an entry meet: the words, and what each weighs there."""
    if not beside or len(met) == len(concepts):
        return {}
    own = {m.concept.word for m in met}
    stems = frozenset().union(*[_read(text).there for text in beside])
    found = {}
    for concept in concepts:
        ways = (way for way in concept.ways if not way.synonym)
        way = next((way for way in ways if stems.issuperset(way.stems)), None)
        if way and concept.word not in own:
            found[concept.word] = concept.weight * way.quality
    return found


def in_order(met: Sequence[Met], concepts: Sequence[Concept]) -> float:
    """Return how much of the question stands in the text as one run: 0 to 1.

    A part of it is for standing there at all, in whatever order: somebody remembered the words.
    """
    wanted = len(concepts) - sum(1 for m in met if not m.tokens)
    if wanted <= 1:
        return 1.0 if any(m.tokens for m in met) else 0.0
    best = 0
    for at, one in enumerate(met):
        for first in one.tokens:
            best = max(best, _run_from(first, met[at + 1 :]))
    return (1 - TOGETHER) * best / (wanted - 1) + TOGETHER * _together(met, wanted)


def _together(met: Sequence[Met], wanted: int) -> float:
    """Return the share of the wanted concepts that stand in one stretch, in any order."""
    places = sorted((token.start, at) for at, one in enumerate(met) for token in one.tokens)
    reach, most, first = _STRETCH * wanted, 0, 0
    for last, (start, _) in enumerate(places):
        while start - places[first][0] > reach:
            first += 1
        if last - first >= most:  # else there are too few of them
            most = max(most, len({at for _, at in places[first : last + 1]}))
    return min(1.0, most / wanted)


def _run_from(first: Token, rest: Sequence[Met]) -> int:
    """Count how many of `rest` follow `first` closely, one after another."""
    end, length = first.end, 0
    for met in rest:
        following = next((t for t in met.tokens if 0 <= t.start - end <= _NEAR), None)
        if following is None:
            continue
        end, length = following.end, length + 1
    return length


TOGETHER: Final = 0.25
"""Of standing as one run, what the words count for that stand together in another order."""
_STRETCH: Final = 14  # characters a concept, with the little words between
_NEAR: Final = 24  # characters between two words of one phrase: room for a filler or two


def to_marks(met: Sequence[Met]) -> tuple[Span, ...]:
    """Return what matched; words parted by one character ("fine-tuning") are one mark."""
    marks: list[Span] = []
    for start, end in sorted({(t.start, t.end) for m in met for t in m.tokens}):
        if marks and start - marks[-1][1] <= 1:
            marks[-1] = (marks[-1][0], end)
        else:
            marks.append((start, end))
    return tuple(marks)


def _names(entry: Entry) -> str:
    return " ".join(entry.attribution.candidates)


@functools.lru_cache(maxsize=1024)  # some kilobytes each
def _read(text: str) -> Tokens:
    """Return the words of a text; remembered, as one text is looked at several times."""
    return Tokens(text)


@functools.lru_cache(maxsize=4096)
def folded_text(text: str) -> str:
    """Return the folded words of a text, joined with one space; remembered."""
    return " ".join(_read(text).words)


@functools.lru_cache(maxsize=4096)
def carrying_text(text: str) -> str:
    """Return the stems of a text that carry something, joined with one space; remembered."""
    read = _read(text)
    return " ".join(
        [s for s, word in zip(read.stems, read.words, strict=True) if word not in EMPTY_WORDS]
    )

"""Aligns words that two sources both have, however each transcriber heard them. Pure.

Two sources of one episode hold the same utterance in different words: misheard, parted, joined,
without fillers, cut. What is found is tight on both sides and never joins two utterances: better
none than a wrong one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.alignment.local import Path, paths
from bot.alignment.seeding import Band, bands, places_of, seeds, together
from bot.alignment.words import NEGATIONS, Word, number_in, to_words
from bot.model import Span
from bot.tokens import Token

__all__ = ["Heard", "Shared", "fragments", "shared"]

ENOUGH: Final = 3.2
"""What a run must score (`Path.score`: the weight of its words) to be no coincidence."""
PARTED: Final = 2.0
"""How much more for each side on which both texts go on and do not agree: an utterance heard by two
agrees until one of them ends."""
PARTED_AFTER: Final = 4
"""After how many words on a side the texts have wholly parted."""
WORDS: Final = 5
"""How many words both must have."""
DENSE: Final = 0.6
"""Which share of the run's words, by weight, both must have."""
SAYS_SOMETHING: Final = 0.7
"""What the weightiest word must weigh at least: no run of nothing but the commonest words."""

_CUT: Final = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{3,}|…")
_WORD: Final = re.compile(r"\w")

TokenRun = tuple[int, int]
"""The first token and one past the last."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that two sources both have.

    Attributes:
        mine, theirs: which tokens, on each side: first and one past the last.
        likeness: how alike the two wordings are, 0 to 1; fillers and repetitions do not count.
        pairs: token runs within them that stand for each other and differ, in order: what one of
            the transcribers may have misheard.
    """

    mine: TokenRun
    theirs: TokenRun
    likeness: float
    pairs: tuple[tuple[TokenRun, TokenRun], ...] = ()


class Heard:
    """Several sources' words, made ready once to be compared with many others."""

    def __init__(self, *sources: Sequence[Token]) -> None:
        """Take the words of each source."""
        self._words = [to_words(tokens) for tokens in sources]
        self._together = together([places_of(words) for words in self._words])

    def find(self, tokens: Sequence[Token]) -> list[Shared]:
        """Return the runs that `tokens` share with the first source, in the order of `tokens`.

        Runs do not overlap in its words; what was said twice there is found twice.
        """
        return self.find_among(tokens, {0}).get(0, [])

    def find_among(
        self, tokens: Sequence[Token], among: Collection[int]
    ) -> dict[int, list[Shared]]:
        """Return the same for each source of those numbers that shares a run.

        The work grows with what they have in common, not with how many there are.
        """
        mine = to_words(tokens)
        found = {
            number: self._shared(mine, self._words[number], where)
            for number, where in self._bands(mine, among).items()
        }
        return {number: runs for number, runs in found.items() if runs}

    def bands(self, tokens: Sequence[Token]) -> list[Band]:
        """Return what is compared to `find` the tokens: the work it takes."""
        return self._bands(to_words(tokens), {0}).get(0, [])

    def _bands(self, mine: Sequence[Word], among: Collection[int]) -> dict[int, list[Band]]:
        return {
            number: bands(mine, len(self._words[number]), where)
            for number, where in seeds(mine, self._together, among).items()
        }

    @staticmethod
    def _shared(
        mine: Sequence[Word], theirs: Sequence[Word], where: Sequence[Band]
    ) -> list[Shared]:
        chosen: list[Path] = []
        for path in _found(mine, theirs, where):
            if not any(_overlap(path.theirs, other.theirs) for other in chosen):
                chosen.append(path)
        return [_to_shared(path, mine, theirs) for path in sorted(chosen, key=_place)]


def fragments(text: str) -> list[Span]:
    """Return where the pieces of a quotation stand between its cuts ("...", "…", "[...]").

    Pieces are trimmed; one without a letter or a digit is none.
    """
    cuts = [(0, 0), *(cut.span() for cut in _CUT.finditer(text)), (len(text), len(text))]
    pieces = ((before[1], after[0]) for before, after in itertools.pairwise(cuts))
    return [_trimmed(text, *piece) for piece in pieces if _WORD.search(text, *piece)]


def shared(mine: Sequence[Token], theirs: Sequence[Token]) -> list[Shared]:
    """Return the runs of words that two sources both have, in the order of `mine`.

    Runs overlap on neither side: what one side says once is found once, where it agrees best.
    Swapped arguments give the same runs, swapped.
    """
    one, other = to_words(mine), to_words(theirs)
    turned = _rank(other) < _rank(one)  # ties are broken alike, whichever side is asked about
    if turned:
        one, other = other, one
    where = seeds(one, together([places_of(other)]), {0}).get(0, [])
    chosen: list[Path] = []
    for path in _found(one, other, bands(one, len(other), where)):
        if not any(
            _overlap(path.mine, others.mine) or _overlap(path.theirs, others.theirs)
            for others in chosen
        ):
            chosen.append(path)
    runs = [_to_shared(path, one, other) for path in chosen]
    return sorted((_turned(run) for run in runs) if turned else runs, key=lambda run: run.mine)


def _found(mine: Sequence[Word], theirs: Sequence[Word], where: Sequence[Band]) -> list[Path]:
    """Return every path that is no coincidence, best first; they may overlap."""
    found = [
        path
        for band in where
        for path in paths(mine, theirs, band, ENOUGH)
        if _tells(path, mine, theirs)
    ]
    return sorted(found, key=lambda path: (-path.score, *_place(path)))


def _tells(path: Path, mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    alike = list(_alike(path, mine))
    before = min(path.mine[0], path.theirs[0], PARTED_AFTER)
    after = min(len(mine) - path.mine[1], len(theirs) - path.theirs[1], PARTED_AFTER)
    return (
        path.score >= ENOUGH + PARTED * (before + after) / PARTED_AFTER
        and len(alike) >= WORDS
        and max(word.weight for word in alike) >= SAYS_SOMETHING
        and _density(path, mine, theirs) >= DENSE
        and _turns(mine[slice(*path.mine)]) == _turns(theirs[slice(*path.theirs)])
    )


def _turns(words: Sequence[Word]) -> tuple[int, list[str]]:
    """Return what makes another statement of the same words: how many negations, which numbers."""
    negations = sum(word.word in NEGATIONS for word in words)
    return negations, [told for word in words if (told := number_in(word.word))]


def _alike(path: Path, mine: Sequence[Word]) -> Iterator[Word]:
    """Yield the words of mine that theirs are like."""
    at = path.mine[0]
    for step in path.steps:
        if step.likeness:
            yield from mine[at : at + step.mine]
        at += step.mine


def _density(path: Path, mine: Sequence[Word], theirs: Sequence[Word]) -> float:
    """Return the share of the words of both sides, by weight, that stand on both."""
    at, other, both, whole = path.mine[0], path.theirs[0], 0.0, 0.0
    for step in path.steps:
        words = (*mine[at : at + step.mine], *theirs[other : other + step.theirs])
        weight = sum(word.weight for word in words)
        both, whole = both + step.likeness * weight, whole + weight
        at, other = at + step.mine, other + step.theirs
    return both / whole


def _to_shared(path: Path, mine: Sequence[Word], theirs: Sequence[Word]) -> Shared:
    return Shared(
        _tokens(mine, path.mine),
        _tokens(theirs, path.theirs),
        round(_density(path, mine, theirs), 4),
        tuple(
            (_tokens(mine, run), _tokens(theirs, other))
            for run, other in _differing(path, mine, theirs)
        ),
    )


def _differing(
    path: Path, mine: Sequence[Word], theirs: Sequence[Word]
) -> list[tuple[TokenRun, TokenRun]]:
    """Return the runs of words that stand for each other and are not written the same."""
    found: list[tuple[TokenRun, TokenRun]] = []
    at, other = path.mine[0], path.theirs[0]
    opened = at, other  # where the words that are not alike began
    for step in path.steps:
        if step.likeness:
            found.append(((opened[0], at), (opened[1], other)))
            ends = at + step.mine, other + step.theirs
            if [w.word for w in mine[at : ends[0]]] != [w.word for w in theirs[other : ends[1]]]:
                found.append(((at, ends[0]), (other, ends[1])))
            opened = ends
        at, other = at + step.mine, other + step.theirs
    return [(run, others) for run, others in found if run[0] < run[1] and others[0] < others[1]]


def _tokens(words: Sequence[Word], run: tuple[int, int]) -> TokenRun:
    return words[run[0]].at, words[run[1] - 1].at + 1


def _turned(run: Shared) -> Shared:
    pairs = tuple((theirs, mine) for mine, theirs in run.pairs)
    return Shared(run.theirs, run.mine, run.likeness, pairs)


def _rank(words: Sequence[Word]) -> tuple[int, list[str]]:
    return len(words), [word.word for word in words]


def _place(path: Path) -> tuple[TokenRun, TokenRun]:
    return path.mine, path.theirs


def _overlap(one: TokenRun, other: TokenRun) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())

"""Things to ask `check` about: quotes as they are, altered ones, invented ones; by a seed.

A quote is 8 to 30 words in a row from the beginning of a sentence, within one turn. Altered: one to
three changes, each at another word: replaced by a word of the same transcripts, dropped, one put in
before it, negated ("not" taken out, or put in after a verb that takes one), a number changed.
Invented: half of them come out of a Markov chain of `order` words over sentences that nobody in the
library said, half are the first part of one such sentence and the last of another.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

SHORTEST, LONGEST = 8, 30
_SENTENCE = re.compile(r"(?:[^.?!]|[.?!](?!\s|$))+(?:[.?!]+[\"\u201d]?|$)")
_NEGATED = re.compile(
    r"(?:is|are|was|were|do|does|did|have|has|can|could|would|should|will)", re.IGNORECASE
)
_NOT = re.compile(r"not|never|\w+n['\u2019]t", re.IGNORECASE)


class Sort(StrEnum):
    """What was done to words before they are asked."""

    QUOTE = "as it is"
    ALTERED = "altered"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class Saying:
    """Words to ask about.

    Attributes:
        sort: what was done to them.
        words: what is asked.
        said: what was said, or None where they are invented.
        changes: what was changed, one word each.
    """

    sort: Sort
    words: str
    said: str | None = None
    changes: tuple[str, ...] = ()


def quotes(turns: Sequence[str], number: int, rng: random.Random) -> list[Saying]:
    """Return `number` quotes out of `turns`, no two the same."""
    found: dict[str, Saying] = {}
    while len(found) < number:
        words = _run(sentences(rng.choice(turns)), rng)
        if words:
            found[words] = Saying(Sort.QUOTE, words, words)
    return list(found.values())


def altered(turns: Sequence[str], number: int, rng: random.Random) -> list[Saying]:
    """Return `number` quotes with one to three words changed."""
    vocabulary = sorted({word for turn in turns for word in turn.split() if word.isalpha()})
    return [_altered(one.words, vocabulary, rng) for one in quotes(turns, number, rng)]


def invented(turns: Sequence[str], number: int, order: int, rng: random.Random) -> list[Saying]:
    """Return `number` sentences that nobody said, recombined from those of `turns`."""
    real = [found for turn in turns for found in sentences(turn) if len(found.split()) > order]
    chain = _chain(real, order)
    starts = [tuple(sentence.split()[:order]) for sentence in real]
    makers: list[Callable[[], str]] = [
        lambda: _walk(chain, rng.choice(starts), rng),
        lambda: _glued(rng.choice(real), rng.choice(real)),
    ]
    known, found = " ".join(real), dict[str, Saying]()
    while len(found) < number:
        words = makers[len(found) % 2]()
        if SHORTEST <= len(words.split()) <= LONGEST and words not in known:
            found[words] = Saying(Sort.INVENTED, words)
    return list(found.values())


def sentences(turn: str) -> list[str]:
    """Return the sentences of a turn."""
    return [found.group().strip() for found in _SENTENCE.finditer(turn) if found.group().strip()]


def _run(said: Sequence[str], rng: random.Random) -> str | None:
    if not said:
        return None
    words = " ".join(said[rng.randrange(len(said)) :]).split()[: rng.randint(SHORTEST, LONGEST)]
    return " ".join(words) if len(words) >= SHORTEST else None


def _altered(said: str, vocabulary: Sequence[str], rng: random.Random) -> Saying:
    words = said.split()
    changes = []
    for at in sorted(rng.sample(range(len(words)), rng.randint(1, 3)), reverse=True):
        what, words[at : at + 1] = _changed(words[at], rng.choice(vocabulary), rng)
        changes.append(what)
    return Saying(Sort.ALTERED, " ".join(words), said, tuple(changes))


def _changed(word: str, other: str, rng: random.Random) -> tuple[str, list[str]]:
    if _NOT.fullmatch(word):
        positive = re.sub(r"^(?:not|never)$|n['\u2019]t$", "", word, flags=re.IGNORECASE)
        return "negation out", [positive] if positive else []
    if _NEGATED.fullmatch(word):
        return "negated", [word, "not"]
    if word.strip(",.").isdecimal():
        return "number", [str(int(word.strip(",.")) + 1)]
    ways = [("replaced", [other]), ("dropped", []), ("put in", [other, word])]
    return rng.choice(ways)


def _chain(real: Sequence[str], order: int) -> dict[tuple[str, ...], list[str]]:
    chain: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for words in map(str.split, real):
        for at in range(len(words) - order):
            chain[tuple(words[at : at + order])].append(words[at + order])
    return chain


def _walk(
    chain: dict[tuple[str, ...], list[str]], start: tuple[str, ...], rng: random.Random
) -> str:
    words = list(start)
    while len(words) <= LONGEST and (following := chain.get(tuple(words[-len(start) :]))):
        words.append(rng.choice(following))
    return " ".join(words)


def _glued(one: str, other: str) -> str:
    first, last = one.split(), other.split()
    return " ".join([*first[: len(first) // 2], *last[len(last) // 2 :]])

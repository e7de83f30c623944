"""What entries put into the search index, worked out from themselves alone. Pure.

It can be done beside the writing, in another process, and an episode's goes there as a few strings
and arrays. Which rows the entries have is not known then: a posting says the how-manieth it is.
"""

from __future__ import annotations

import operator
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.index.blocks import MAY_BE_NAMED, NAMED, impact
from bot.index.suggestions import Suggested, suggested
from bot.model import Entry, Status
from bot.ports import Reconciled
from bot.tokens import Token, tokenize

_stem: Final = operator.itemgetter(0)
_word_and_stem: Final = operator.itemgetter(1, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """What a few entries have.

    Attributes:
        entries: how many they are.
        stems: each stem once.
        sizes: how many of the entries have it, in the order of `stems`.
        places: which ones, stem after stem, counted from 0 and ascending.
        impacts: how much each says about the stem, in the same order.
        terms: words with their stems, and in how many of the entries each stands.
        suggestions: what one may be asked about because of them, and by how many.
    """

    entries: int
    stems: tuple[str, ...]
    sizes: array[int]
    places: array[int]
    impacts: bytes
    terms: Counter[tuple[str, str]]
    suggestions: Suggested


def with_words(found: Reconciled) -> Reconciled:
    """Return an episode with what its entries put into the index."""
    return replace(found, words=words_of(found.entries))


def words_of(entries: Sequence[Entry]) -> Words:
    """Return what `entries` put into the index, in their order."""
    places: dict[str, list[int]] = {}
    impacts: dict[str, list[int]] = {}
    terms: Counter[tuple[str, str]] = Counter()
    for at, entry in enumerate(entries):
        tokens, named = tokenize(entry.text), _named(entry)
        terms.update(set(map(_word_and_stem, (*tokens, *named))))
        for stem, says in _stems(entry, tokens, named).items():
            if stem in places:
                places[stem].append(at)
                impacts[stem].append(says)
            else:
                places[stem], impacts[stem] = [at], [says]
    return Words(
        len(entries),
        tuple(places),
        array("I", map(len, places.values())),
        array("I", [at for of_one in places.values() for at in of_one]),
        bytes([says for of_one in impacts.values() for says in of_one]),
        terms,
        suggested(entries),
    )


def _named(entry: Entry) -> list[Token]:
    """Return the words that an entry is also found by: of who speaks, or may have."""
    return tokenize(" ".join(entry.attribution.candidates))


def _stems(entry: Entry, tokens: Sequence[Token], named: Sequence[Token]) -> dict[str, int]:
    """Return the stems that an entry is found by, with their impacts."""
    says = NAMED if entry.attribution.status is Status.STATED else MAY_BE_NAMED
    found = dict.fromkeys(map(_stem, named), says)
    size = len(tokens)
    for stem, times in Counter(map(_stem, tokens)).items():
        found[stem] = impact(times, size)
    return found

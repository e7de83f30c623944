"""What a question asks for: concepts, one a word that carries meaning, and the ways to meet each.

Pure. A word is met as it stands, together with its neighbour, as two, under another name, as it
sounds, as another word of its family, corrected or as one of its meaning; the fewer of these it
needs, the better.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import OSA

from bot.aliases import Aliases, Other
from bot.concepts import TOPIC, Concept, Way
from bot.everyday import LIGHT_WORDS, carries_nothing
from bot.figures import says_nothing
from bot.misheard import FUZZY_FROM, LONGEST_WORD, may_be_misheard, sounding
from bot.ordinary import is_ordinary
from bot.ports import Vocabulary
from bot.sounds import sound
from bot.tokens import Token
from bot.ways import (
    as_number,
    exchanged,
    family,
    in_other_form,
    joined,
    known_as,
    related,
    split,
)

CONCEPTS_MAX: Final = 16
"""A longer question is looked up by so many of its words."""
KNOWN_MAX: Final = 12  # of them, those that the index has; the rest is room for misspelt ones

FUZZY_TWO_FROM: Final = 8  # letters; from here on two edits are forgiven
FORGIVEN: Final = 2  # edits
SPELLINGS: Final = 4  # of one word, that it is looked up by

CORRECTED: Final = 0.85
CORRECTED_TWICE: Final = 0.75
DOUBTFUL: Final = 0.6
OTHER_BEGINNING: Final = 0.45
"""What a correction of the first letter counts for: too little to answer one word alone."""

NAME: Final = 1.5
"""What a word weighs that is written as a name, of what its rarity says."""
LIGHT: Final = 0.35
"""What an everyday word weighs, of what its rarity says."""
MISSED_AMONG: Final = 300
"""Entries; a word that none has weighs as if there were no more. Measured on the tuning half."""
_MANY: Final = 4  # words; of fewer, one that nobody has ever said is no small thing


def to_concepts(
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
    aliases: Aliases | None = None,
    written: str = "",
    quoted: Collection[str] = (),
) -> list[Concept]:
    """Return what the words of a question ask for, each once, in the question's order.

    Args:
        tokens: the words.
        vocabulary: the words that are indexed.
        aliases: give the names among them their other spellings.
        written: the question itself; who writes a capital within it writes a name.
        quoted: the folded words that are meant as they stand, and no others for them.
    """
    carrying = _carrying(tokens) or list(tokens)
    vocabulary.fetch({t.word for t in carrying}, {t.stem for t in carrying})
    once = _fewer(list({token.stem: token for token in reversed(carrying)}.values()), vocabulary)
    once.sort(key=lambda token: token.start)
    vocabulary.fetch({word for token in once for word in related(token, once, vocabulary)})
    vocabulary.fetch((), (), {sound(t.word) for t in once if may_be_misheard(t, vocabulary)})
    # A name may hold a stop word ("a bridge"), and one may stand between the words of a name.
    known_as = {**_others(carrying, aliases), **_others(tokens, aliases)}
    found = [_concept(t, once, vocabulary, known_as.get(t.start, ())) for t in once]
    forms = _forms(carrying)
    found = [replace(one, forms=forms[token.stem]) for token, one in zip(once, found, strict=True)]
    names = _names(carrying, written)
    found = [replace(one, weight=one.weight * NAME) if one.word in names else one for one in found]
    kept = {*names, *quoted, *(token.word for token in once if token.start in known_as)}
    return _retold(found, once, kept, vocabulary)


def _retold(
    concepts: list[Concept], tokens: Sequence[Token], kept: set[str], vocabulary: Vocabulary
) -> list[Concept]:
    """Return the concepts with what else may have been said for their words, but those `kept`."""
    if sum(1 for one in concepts if not one.light) <= TOPIC:
        return concepts
    return [
        one
        if one.light or one.word in kept
        else replace(one, ways=(*one.ways, *exchanged(token, vocabulary)))
        for one, token in zip(concepts, tokens, strict=True)
    ]


def _carrying(tokens: Sequence[Token]) -> list[Token]:
    carrying = [token for token in tokens if not carries_nothing(token.word)]
    words = [token.word for token in carrying]
    return [token for at, token in enumerate(carrying) if not says_nothing(words, at)] or carrying


def _forms(carrying: Sequence[Token]) -> dict[str, tuple[str, ...]]:
    """Return the words of each stem that were asked, each once."""
    forms: dict[str, tuple[str, ...]] = {}
    for stem, word in dict.fromkeys((token.stem, token.word) for token in carrying):
        forms[stem] = (*forms.get(stem, ()), word)
    return forms


def _names(carrying: Sequence[Token], written: str) -> set[str]:
    """Return the folded words that are written as names: with a capital among small letters.

    The first one may have its capital for that alone.
    """
    capitals = {t.word for t in carrying if written[t.start : t.start + 1].isupper()}
    if len(capitals) == len({t.word for t in carrying}):
        return set()  # who writes all words so means nothing by it
    return capitals - {t.word for t in carrying[:1]}


def spelled_like(word: str, vocabulary: Vocabulary) -> list[str]:
    """Return known words that an unknown one may have been meant as, the likeliest first."""
    if not FUZZY_FROM <= len(word) <= LONGEST_WORD:
        return []
    if word in vocabulary.words or not word.isalpha():
        return []
    edits = FORGIVEN if len(word) >= FUZZY_TWO_FROM else 1
    near = vocabulary.spelled_near(word, edits)
    best = sorted((OSA.distance(word, one.word), -one.entries, one.word) for one in near)
    # Who errs twice still begins the word right: "bicycles" is no "cycles".
    return [
        known
        for edits, _, known in best
        if len(known) >= FUZZY_FROM - 1 and (edits < FORGIVEN or known[0] == word[0])
    ][:SPELLINGS]


def _others(tokens: Sequence[Token], aliases: Aliases | None) -> dict[int, list[Other]]:
    found = aliases.others([token.word for token in tokens]) if aliases else {}
    return {tokens[at].start: ways for at, ways in found.items()}


def _fewer(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Return few enough words to look up: the rarest that are known, and some that are not."""
    if len(tokens) <= CONCEPTS_MAX:
        return tokens
    known = sorted(
        (token for token in tokens if token.stem in vocabulary.stems),
        key=lambda token: (vocabulary.stems[token.stem], token.start),
    )
    unknown = [token for token in tokens if token.stem not in vocabulary.stems]
    unknown.sort(key=lambda token: token.start)
    return [*known[:KNOWN_MAX], *unknown[: CONCEPTS_MAX - KNOWN_MAX]]


def _concept(
    token: Token, all_tokens: Sequence[Token], vocabulary: Vocabulary, others: Sequence[Other]
) -> Concept:
    ways = [Way((token.stem,))] if token.stem in vocabulary.stems else []
    ways += joined(token, all_tokens, vocabulary) + split(token.word, vocabulary)
    ways += [known_as(other) for other in others]
    ways += as_number(token, all_tokens, vocabulary) + in_other_form(token, vocabulary)
    heard = sounding(token, vocabulary)
    kin = family(token, vocabulary)
    # A form that nobody has used may be a slip, even where its parts are known ("numbper").
    slips = [] if ways and token.word in vocabulary.words else _corrected(token, vocabulary)
    ways = sorted([*ways, *kin, *heard, *slips], key=lambda way: -way.quality)
    stands_in = sum(_rarest(way, vocabulary)[0] for way in ways[:1])
    weight = _weight(stands_in, _told_among(vocabulary.entries, stands_in, len(all_tokens)))
    light = _is_light(token, all_tokens) and (ways != [] or len(all_tokens) >= _MANY)
    return Concept(token.word, weight * LIGHT if light else weight, tuple(ways), light)


def _is_light(token: Token, all_tokens: Sequence[Token]) -> bool:
    return token.word in LIGHT_WORDS and any(t.word not in LIGHT_WORDS for t in all_tokens)


def _told_among(entries: int, stands_in: int, words: int) -> int:
    """Return among how many entries a word tells one from another.

    The more a library has, the likelier is a word that it lacks among others that it has a slip.
    """
    return min(entries, MISSED_AMONG) if not stands_in and words > TOPIC else entries


def _weight(stands_in: int, entries: int) -> float:
    """Return how much a word says that stands in so many of the entries (inverse frequency)."""
    return math.log(1 + (entries + 1) / (stands_in + 0.5))


def _corrected(token: Token, vocabulary: Vocabulary) -> list[Way]:
    """Return the word as it may have been meant, the likeliest spelling first."""
    if is_ordinary(token.stem):
        return []  # who writes "pension" means it, whatever the library has of "tension"
    word, found = token.word, []
    for known in spelled_like(word, vocabulary):
        worth, reason = _worth(word, known), f"{word} read as {known}"
        found.append(Way((vocabulary.words[known].stem,), worth, reason))
        if len(found) == 1:  # the likeliest may be written as two, as if it had been typed
            two = split(known, vocabulary)
            found += [replace(one, quality=worth, reason=f"{reason}, {one.reason}") for one in two]
    return found


def _worth(word: str, known: str) -> float:
    """Return what a correction counts for: of a short word, another letter may be another word.

    Hardly anybody errs in a first letter, but by leaving it out, doubling it or swapping it.
    """
    if word[0] != known[0] and len(word) == len(known) and sorted(word) != sorted(known):
        return OTHER_BEGINNING
    if len(word) > FUZZY_FROM or len(known) > len(word) or sorted(word) == sorted(known):
        return CORRECTED if OSA.distance(word, known) < FORGIVEN else CORRECTED_TWICE
    return DOUBTFUL


def _rarest(way: Way, vocabulary: Vocabulary) -> tuple[int, str]:
    return min((vocabulary.stems.get(stem, 0), stem) for stem in way.stems)

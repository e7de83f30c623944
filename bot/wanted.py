"""What a question asks for: concepts, one a word that carries meaning, and the ways to meet each.

Pure. A word is met as it stands, together with its neighbour, as two, under another name, as it
sounds, as another word of its family or corrected; the fewer of these it needs, the better.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.distance import OSA, Indel

from bot.aliases import Aliases, Other
from bot.concepts import Concept, Way
from bot.everyday import LIGHT_WORDS, carries_nothing
from bot.ports import Vocabulary
from bot.sounds import sound
from bot.tokens import Token

CONCEPTS_MAX: Final = 16
"""A longer question is looked up by so many of its words."""
KNOWN_MAX: Final = 12  # of them, those that the index has; the rest is room for misspelt ones

FUZZY_FROM: Final = 5
"""Letters; shorter words are never corrected."""
FUZZY_TWO_FROM: Final = 8  # letters; from here on two edits are forgiven
FORGIVEN: Final = 2  # edits
SPELLINGS: Final = 4  # of one word, that it is looked up by

KNOWN_AS: Final = 0.95  # another spelling of the same name
CORRECTED: Final = 0.85
SOUNDING: Final = 0.8
FAMILY: Final = 0.75
SOUNDS_SO: Final = 0.7  # letters in common, of 1, that words of one sound must have
RARE: Final = 2000  # a word in no more than one of so many entries may be misheard itself
TELLING: Final = 12  # a word in no more than one of so many entries is looked up with its family

_LONGEST_WORD: Final = 40  # letters; longer ones are no words, and are looked up as they stand
LIGHT: Final = 0.35
"""What an everyday word weighs, of what its rarity says."""
_MANY: Final = 4  # words; of fewer, one that nobody has ever said is no small thing
_ENDINGS: Final = (
    *("", "s", "ed", "er", "ers", "or", "ors", "ing", "ion", "ions", "ation", "ment", "ness"),
    *("ly", "al", "ity", "ty", "ive", "able", "ful", "ence", "ance", "ism", "ist", "ize", "ized"),
)
_ROOT: Final = 5  # letters that the words of a family share at least
_ROOT_UNKNOWN: Final = 3  # the same for a word that the index does not have


def to_concepts(
    tokens: Sequence[Token], vocabulary: Vocabulary, aliases: Aliases | None = None
) -> list[Concept]:
    """Return what the words of a question ask for, each once, in the question's order.

    `aliases` give the names among them their other spellings.
    """
    carrying = [t for t in tokens if not carries_nothing(t.word)] or list(tokens)
    vocabulary.fetch({t.word for t in carrying}, {t.stem for t in carrying})
    once = _fewer(list({token.stem: token for token in reversed(carrying)}.values()), vocabulary)
    once.sort(key=lambda token: token.start)
    vocabulary.fetch({word for token in once for word in _related(token, once, vocabulary)})
    # A name may hold a stop word ("a bridge"), and one may stand between the words of a name.
    known_as = {**_others(carrying, aliases), **_others(tokens, aliases)}
    return [_concept(t, once, vocabulary, known_as.get(t.start, ())) for t in once]


def spelled_like(word: str, vocabulary: Vocabulary) -> list[str]:
    """Return known words that an unknown one may have been meant as, the likeliest first."""
    if not FUZZY_FROM <= len(word) <= _LONGEST_WORD:
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


def _related(token: Token, all_tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield every word that a word may be met as, known or not."""
    yield from _pairs(token, all_tokens)
    for left, right in _halves(token.word):
        yield from (left, right)
    if (root := _root(token, vocabulary)) is not None:
        yield from _relatives(token.word, root)


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
    ways += _joined(token, all_tokens, vocabulary) + _split(token.word, vocabulary)
    ways += [_known_as(other) for other in others]
    sounding = _sounding(token, vocabulary)
    family = _family(token, vocabulary)
    ways += family + (sounding if ways else [*sounding, *_corrected(token.word, vocabulary)])
    stands_in = sum(_rarest(way, vocabulary)[0] for way in ways[:1])
    weight = _weight(stands_in, vocabulary.entries)
    light = _is_light(token, all_tokens) and (ways != [] or len(all_tokens) >= _MANY)
    return Concept(token.word, weight * LIGHT if light else weight, tuple(ways), light)


def _is_light(token: Token, all_tokens: Sequence[Token]) -> bool:
    return token.word in LIGHT_WORDS and any(t.word not in LIGHT_WORDS for t in all_tokens)


def _known_as(other: Other) -> Way:
    stems = tuple(token.stem for token in other.tokens)
    words = tuple(token.word for token in other.tokens)
    return Way(stems, KNOWN_AS, other.reason, words, other.episode_id)


def _sounding(token: Token, vocabulary: Vocabulary) -> list[Way]:
    """Return words that sound as a word does that is unknown or rare: somebody misheard it."""
    word = token.word
    if not FUZZY_FROM <= len(word) <= _LONGEST_WORD:
        return []
    if vocabulary.stems.get(token.stem, 0) * RARE > vocabulary.entries:
        return []
    alike = [
        (-Indel.normalized_similarity(word, other), other)
        for other in vocabulary.by_sound.get(sound(word), ())
        if len(other) >= FUZZY_FROM and vocabulary.words[other].stem != token.stem
    ]
    return [
        Way((vocabulary.words[other].stem,), SOUNDING, f"sounds like {other}")
        for unlike, other in sorted(alike)[:4]
        if -unlike >= SOUNDS_SO
    ]


def _family(token: Token, vocabulary: Vocabulary) -> list[Way]:
    """Return words of the same root that the stemmer keeps apart ("founded", "founder")."""
    root = _root(token, vocabulary)
    if root is None:
        return []
    words = {other for other in _relatives(token.word, root) if other in vocabulary.words}
    stems = {vocabulary.words[other].stem: other for other in sorted(words, reverse=True)}
    stems.pop(token.stem, None)
    return [
        Way((stem,), FAMILY, f"{token.word} as {other}") for stem, other in sorted(stems.items())
    ]


def _root(token: Token, vocabulary: Vocabulary) -> int | None:
    """Return how many letters a word shares with its family; None where it needs none."""
    stands_in = vocabulary.stems.get(token.stem, 0)
    if stands_in * TELLING > vocabulary.entries:
        return None
    return _ROOT if stands_in else _ROOT_UNKNOWN


def _relatives(word: str, shortest: int) -> Iterator[str]:
    if len(word) > _LONGEST_WORD:
        return
    for ending in _ENDINGS:
        root = word.removesuffix(ending)
        if len(root) >= shortest and (root != word or not ending):
            yield from (f"{root}{other}" for other in _ENDINGS)


def _weight(stands_in: int, entries: int) -> float:
    """Return how much a word says that stands in so many of the entries (inverse frequency)."""
    return math.log(1 + (entries + 1) / (stands_in + 0.5))


def _joined(token: Token, tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Way]:
    """Return the word together with a neighbour, where the index has them as one ("finetuning")."""
    words = _pairs(token, tokens)
    known = [vocabulary.words[word] for word in words if word in vocabulary.words]
    return [Way((term.stem,), reason=f"written as one: {term.word}") for term in known]


def _pairs(token: Token, tokens: Sequence[Token]) -> list[str]:
    at = tokens.index(token)
    pairs = [tokens[i : i + 2] for i in (at - 1, at) if i >= 0]
    return [pair[0].word + pair[1].word for pair in pairs if len(pair) > 1]


def _split(word: str, vocabulary: Vocabulary) -> list[Way]:
    """Return the word as two that the index has ("finetuning": fine tuning)."""
    for one, other in _halves(word):
        left, right = vocabulary.words.get(one), vocabulary.words.get(other)
        if left and right:
            return [Way((left.stem, right.stem), reason=f"as two: {left.word} {right.word}")]
    return []


def _halves(word: str) -> list[tuple[str, str]]:
    return [(word[:at], word[at:]) for at in range(3, min(len(word), _LONGEST_WORD) - 2)]


def _corrected(word: str, vocabulary: Vocabulary) -> list[Way]:
    """Return the word as it may have been meant, the likeliest spelling first."""
    return [
        Way((vocabulary.words[known].stem,), CORRECTED, f"{word} read as {known}")
        for known in spelled_like(word, vocabulary)
    ]


def _rarest(way: Way, vocabulary: Vocabulary) -> tuple[int, str]:
    return min((vocabulary.stems.get(stem, 0), stem) for stem in way.stems)

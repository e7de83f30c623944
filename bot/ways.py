"""The ways to meet one word of a question by what else it may stand there as. Pure.

Together with its neighbour, as two, as a figure, in another form, as another word of its family or
as another word of its meaning; each only where the index has it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Final

from bot.aliases import Other
from bot.concepts import Way
from bot.families import relatives
from bot.figures import figures, in_words
from bot.irregular import forms
from bot.misheard import LONGEST_WORD, SOUNDING, is_rare
from bot.ports import Vocabulary
from bot.sounds import letters_heard_as
from bot.synonyms import synonyms
from bot.tokens import Token, tokenize

SAME: Final = 0.95
"""What a word counts for in another spelling or form: "Rockset" as "Roxette", "paid" as "pay"."""
FAMILY: Final = 0.75
EXCHANGED: Final = 0.3
"""What another word of like meaning counts for: less than any other way, and too little to answer
by itself. From 0.25 to 0.5 as many questions find their text; the more it is, the more that have
none are answered (docs/measured/search.md)."""
TELLING: Final = 12  # a word in no more than one of so many entries is looked up with its family
_ROOT: Final = 5  # letters that the words of a family share at least
_ROOT_UNKNOWN: Final = 3  # the same for a word that the index does not have


def related(token: Token, tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield every word that a word may be met as, known or not."""
    pairs = _pairs(token, tokens)
    yield from pairs
    for written in (token.word, *pairs):
        yield from letters_heard_as(written)
    for left, right in _halves(token.word):
        yield from (left, right)
    yield from forms(token.word)
    figure = _figure(token, tokens) or token.word
    yield from (figure, *in_words(figure).split())
    if (root := _root(token, vocabulary)) is not None:
        yield from _relatives(token.word, root)
    if is_rare(token, vocabulary):
        yield from (one.word for one in synonyms(token))


def known_as(other: Other) -> Way:
    """Return the way to meet a name by what else stands for it."""
    stems = tuple(token.stem for token in other.tokens)
    words = tuple(token.word for token in other.tokens)
    return Way(stems, SAME, other.reason, words, other.episode_id)


def joined(token: Token, tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Way]:
    """Return the word together with a neighbour, where the index has them as one ("finetuning")."""
    words = _pairs(token, tokens)
    known = [vocabulary.words[word] for word in words if word in vocabulary.words]
    ways = [Way((term.stem,), reason=f"written as one: {term.word}") for term in known]
    heard = [w for word in (token.word, *words) for w in letters_heard_as(word)]
    return ways + [
        Way((vocabulary.words[one].stem,), SOUNDING, f"sounds like {one}")
        for one in dict.fromkeys(heard)
        if one in vocabulary.words and one not in words
    ]


def split(word: str, vocabulary: Vocabulary) -> list[Way]:
    """Return the word as two that the index has ("finetuning": fine tuning)."""
    for one, other in _halves(word):
        left, right = vocabulary.words.get(one), vocabulary.words.get(other)
        if left and right:
            return [Way((left.stem, right.stem), reason=f"as two: {left.word} {right.word}")]
    return []


def as_number(token: Token, tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Way]:
    """Return a number in words as figures, and figures as words: "two hundred", "200"."""
    said = in_words(token.word)
    other = said or _figure(token, tokens)
    stems = tuple(one.stem for one in tokenize(other))
    if not stems or any(stem not in vocabulary.stems for stem in stems):
        return []
    return [Way(stems, reason=f"as a number: {other}")]


def in_other_form(token: Token, vocabulary: Vocabulary) -> list[Way]:
    """Return the forms of an irregular word that its stem does not join ("paid": pay)."""
    known = [vocabulary.words[form] for form in forms(token.word) if form in vocabulary.words]
    by_stem = {term.stem: term for term in reversed(known) if term.stem != token.stem}
    return [
        Way((stem,), SAME, f"{token.word} as {term.word}") for stem, term in sorted(by_stem.items())
    ]


def family(token: Token, vocabulary: Vocabulary) -> list[Way]:
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


def exchanged(token: Token, vocabulary: Vocabulary) -> list[Way]:
    """Return what may have been said instead of a word that hardly any text has ("firm")."""
    if not is_rare(token, vocabulary):
        return []
    return [
        Way(
            (one.stem,),
            EXCHANGED,
            f"{token.word} as {one.word}",
            (one.word,) if one.as_written else (),
            synonym=True,
        )
        for one in synonyms(token)
        if one.word in vocabulary.words
    ]


@functools.lru_cache(maxsize=256)  # some kilobytes each; a question asks twice
def _relatives(word: str, root: int) -> frozenset[str]:
    return frozenset(relatives(word, root))


def _root(token: Token, vocabulary: Vocabulary) -> int | None:
    """Return how many letters a word shares with its family; None where it needs none."""
    stands_in = vocabulary.stems.get(token.stem, 0)
    if stands_in * TELLING > vocabulary.entries:
        return None
    return _ROOT if stands_in else _ROOT_UNKNOWN


def _figure(token: Token, tokens: Sequence[Token]) -> str:
    return figures([one.word for one in tokens]).get(tokens.index(token), "")


def _pairs(token: Token, tokens: Sequence[Token]) -> list[str]:
    at = tokens.index(token)
    pairs = [tokens[i : i + 2] for i in (at - 1, at) if i >= 0]
    return [pair[0].word + pair[1].word for pair in pairs if len(pair) > 1]


def _halves(word: str) -> list[tuple[str, str]]:
    return [(word[:at], word[at:]) for at in range(3, min(len(word), LONGEST_WORD) - 2)]

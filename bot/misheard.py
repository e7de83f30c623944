"""Words that somebody may have heard as another one. Pure over the vocabulary."""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import OSA, Indel

from bot.concepts import Way
from bot.ordinary import is_ordinary
from bot.ports import Vocabulary
from bot.sounds import frame, sound, vowels
from bot.tokens import Token

FUZZY_FROM: Final = 5
"""Letters; shorter words are never corrected, nor taken for one that sounds so."""
LONGEST_WORD: Final = 40
"""Letters; longer ones are no words, and are looked up as they stand."""
SOUNDING: Final = 0.8
"""What a word counts for that only sounds like the one that was asked."""
SOUNDS_SO: Final = 0.7  # letters in common, of 1, that words of one sound must have
FEW, RARE = 5, 2000
"""A word in so few entries, or in no more than one of so many, may be misheard itself."""
_TELLING_SOUND: Final = 3  # consonants; fewer say little by themselves
_MOST: Final = 4  # words that one may have been heard as


def sounding(token: Token, vocabulary: Vocabulary) -> list[Way]:
    """Return words that somebody may have heard as this one, or this one as them.

    An unknown word, by the same sound and most letters, or the very same consonants in the same
    places; a rare one, by the same sound and all letters but one; an ordinary one that is unknown,
    by the same sound and the very same vowels ("wrapper", "rapper").
    """
    if not may_be_misheard(token, vocabulary):
        return []
    word, stands_in = token.word, vocabulary.stems.get(token.stem, 0)
    alike = sorted(
        (-Indel.normalized_similarity(word, other), other)
        for other in vocabulary.by_sound.get(sound(word), ())
        if len(other) >= FUZZY_FROM and vocabulary.words[other].stem != token.stem
    )
    if not stands_in and is_ordinary(token.stem):
        heard = [other for _, other in alike if vowels(other) == vowels(word)]
    else:
        heard = [other for unlike, other in alike if _may_be_heard(word, other, -unlike, stands_in)]
    return [
        Way((vocabulary.words[other].stem,), SOUNDING, f"sounds like {other}")
        for other in heard[:_MOST]
    ]


def may_be_misheard(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word is long enough, and unknown or rare enough, to be heard as another one."""
    return FUZZY_FROM <= len(token.word) <= LONGEST_WORD and is_rare(token, vocabulary)


def is_rare(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether hardly any text has a word, or none."""
    stands_in = vocabulary.stems.get(token.stem, 0)
    return stands_in <= FEW or stands_in * RARE <= vocabulary.entries


def _may_be_heard(word: str, other: str, likeness: float, stands_in: int) -> bool:
    if stands_in:
        return OSA.distance(word, other, score_cutoff=1) <= 1
    heard = frame(word)
    return likeness >= SOUNDS_SO or (
        len(heard) - heard.count(".") >= _TELLING_SOUND and heard == frame(other)
    )

"""How words sound (Metaphone), and whether two spellings may be one word heard twice. Pure.

A transcriber who has never seen a name writes what he heard: Rockset becomes Roxette. Sound alone
joins too much ("coding", "cutting"), so the letters have a say as well.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import Final

import jellyfish
from rapidfuzz.distance import Indel, Levenshtein

SHORTEST: Final = 4
"""Letters that a word must have: shorter ones all sound alike."""
SAME_SOUND: Final = 0.55
"""Letters in common, of 1, that two words of the very same sound must have."""
NEAR_SOUND: Final = 0.8
"""The same where the sounds differ in one consonant, or have but two."""
_TELLING_SOUND: Final = 3  # consonants; fewer say little by themselves
_LONG_SOUND: Final = 5  # consonants, from which on one may differ
_SPELLED_OUT: Final = re.compile(r"(?P<letters>[a-z]{2,3})(?P<number>\d{1,3})")
_RHYMES: Final = {
    letter: rhyme for rhyme in ("bcdegptvz", "ajk", "flmnsx", "iy", "quw") for letter in [*rhyme]
}
"""Letters whose names rhyme, and so are taken for one another."""
_VOWELS: Final = frozenset("aeiouy")


@functools.lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """Return how a folded word sounds, in Metaphone's consonants; "" unless it is all of a to z."""
    return jellyfish.metaphone(word) if word.isascii() and word.isalpha() else ""


def sounds_same(one: str, other: str) -> bool:
    """Whether two spellings have one sound and most of their letters: "Roxette", "Rockset".

    Several words are heard as one: "open ai" is "openai". The same letters sound the same.
    """
    return _alike(one, other, edits=0, letters=SAME_SOUND)


def sounds_like(one: str, other: str) -> bool:
    """Whether two spellings sound the same, or nearly so and are spelt nearly so.

    "Brandham" is like "Brandom"; "Johnny" is not like "Jerry", nor a word like itself and more.
    """
    return sounds_same(one, other) or _alike(one, other, edits=1, letters=NEAR_SOUND)


def may_be_alike(heard: str, also: str) -> bool:
    """Whether two words of these sounds can be like each other; told at once for most pairs."""
    if heard == also:
        return True
    return min(len(heard), len(also)) >= _LONG_SOUND and abs(len(heard) - len(also)) <= 1


def letters_heard_as(word: str) -> list[str]:
    """Return how a name that is spelled out with a number may have been heard: "gpt5", "gbd5".

    Letters whose names rhyme are taken for one another; the first one is heard best.
    """
    found = _SPELLED_OUT.fullmatch(word)
    if not found:
        return []
    first, rest = found["letters"][0], found["letters"][1:]
    heard = itertools.product(*(_RHYMES.get(letter, letter) for letter in rest))
    names = ("".join((first, *letters, found["number"])) for letters in heard)
    return [name for name in names if name != word]


def consonants(word: str) -> str:
    """Return the consonants of a folded word, doubled ones once: "dennis", "denise": "dns"."""
    found = ""
    for letter in word:
        if letter not in _VOWELS and found[-1:] != letter:
            found += letter
    return found


def frame(word: str) -> str:
    """Return a folded word's consonants, doubled ones once, a dot where vowels stand between them.

    "dennis" and "denise" are both "d.n.s"; a last "e" is silent.
    """
    found = ""
    for letter in word.removesuffix("e"):
        shown = "." if letter in _VOWELS else letter
        if found[-1:] != shown:
            found += shown
    return found


def vowels(word: str) -> str:
    """Return the vowels of a folded word, in their order: "wrapper", "rapper": "ae"."""
    return "".join(letter for letter in word if letter in _VOWELS)


def _alike(one: str, other: str, *, edits: int, letters: float) -> bool:
    left, right = one.replace(" ", ""), other.replace(" ", "")
    if min(len(left), len(right)) < SHORTEST:
        return False
    heard, also = sound(left), sound(right)
    if not heard or not also or heard[0] != also[0]:
        return False
    if edits and min(len(heard), len(also)) < _LONG_SOUND:
        return False
    if len(heard) < _TELLING_SOUND:
        letters = NEAR_SOUND
    near = Levenshtein.distance(heard, also, score_cutoff=edits) <= edits
    return near and Indel.normalized_similarity(left, right) >= letters

"""How alike two words are to the ear, and how much a word says. Pure.

A recogniser that mishears writes a word that is spelt nearly so, or that sounds the same, or parts
one word, or joins two; it drops and adds fillers as it likes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from bot.tokens import Token

FILLERS: Final = frozenset("ah eh er erm hm hmm mhm mm oh uh uhm um".split())  # noqa: SIM905  read as words
"""Noises: one transcriber writes them, the next does not; they are left out."""

_COMMONEST: Final = frozenset(
    """
    a all and are as at be but do for have i if in is it its just like not of on one or so that
    thats the they think this to was we what with yeah you
    """.split()  # noqa: SIM905  the words are read as words
)
_COMMON: Final = frozenset(
    """
    about actually an been by can could did dont from get go going good got had has here how im know
    kind lot make maybe me mean more much my no now okay our out people really right say some sort
    stuff their them then there theres these theyre thing things those time up us use very want way
    were weve well when where which who why will work would youre youve your
    """.split()  # noqa: SIM905  the words are read as words
)
_USUAL: Final = frozenset(
    """
    again always any anything back basically because before being best better big bit cant come cool
    day did didnt different doesnt does doing done down each either end enough even ever every
    everything exactly example feel few find first four give gonna great guess guys hard having he
    her hes hey him his idea ill interesting into isnt keep kinda last let lets literally little
    long look looking made many might most need needs never new next nice obviously off only other
    over own part place point pretty probably problem put question same saying see she should
    someone something sometimes start started still super sure take talk talking than thank thats
    thought through today too tell trying two try used using wanna wanted wasnt whatever whats whole
    working world year years yes yet
    """.split()  # noqa: SIM905  the words are read as words
)
"""The commonest words of talk in three tiers, counted over transcripts (above about 40, 9 and 3 of
10,000 words), topical words left out."""

JOINED: Final = 0.8
"""How alike two words written as one must be to the one; stricter, for there are more of them."""
ALIKE: Final = 0.7
"""From which share of letters in common, in order, two words may be one misheard."""
_SHORT: Final = 4  # letters; below it a letter changes too much ("now", "not") unless it sounds so
_SOUNDS_SO: Final = 0.5  # letters that two words of one sound share at least ("free", "for")

ONES: Final = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """.split()  # noqa: SIM905  the words are read as words
TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905  as above

NEGATIONS: Final = frozenset(
    """
    not never nothing nobody neither without hardly cannot aint arent cant couldnt didnt doesnt
    dont hadnt hasnt havent isnt mustnt neednt shouldnt wasnt werent wont wouldnt
    """.split()  # noqa: SIM905  as above
)
"""Words that turn an utterance into its opposite; not "no", which is heard for "know" too."""

_BELOW_100: Final = re.compile(r"[0-9]|[1-9][0-9]")
_DIGIT: Final = re.compile(r"[0-9]")
_TOLD_NUMBERS: Final = (*TENS, *ONES[11:])  # smaller ones are heard for "to", "for", "ate"

# Rules of English spelling, one after another: what stands there, and what is heard.
_HEARD: Final = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"^[kg](?=n)|^p(?=[sn])|^w(?=r)", ""),  # know, gnu, psychology, write
        (r"mb\b", "m"),  # climb
        (r"ph", "f"),
        (r"(?<=[aeiou])gh", ""),  # right, though
        (r"[cst]?ch|sh|[st]i(?=o)", "j"),  # catch, sure, nation
        (r"dg|g(?=[eiy])", "j"),
        (r"c(?=[eiy])|z", "s"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"d\b", "t"),  # a final stop loses its voice: "build", "built"
        (r"(?<!^)[aeiouhwy]+", ""),  # what is said between consonants varies most
        (r"^[aeiou]", "a"),
        (r"(.)\1+", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token as the ear has it.

    Attributes:
        word: folded, and a number below 100 in letters ("twentytwo").
        stem: the token's.
        weight: how much it says, up to 1 for a word that is not common.
        at: which token it is, counted from 0.
    """

    word: str
    stem: str
    weight: float
    at: int


def to_words(tokens: Sequence[Token]) -> list[Word]:
    """Return `tokens` without fillers and without words said twice in a row ("the, the")."""
    words: list[Word] = []
    for at, token in enumerate(tokens):
        written = in_letters(token.word)
        if token.word not in FILLERS and not (words and words[-1].word == written):
            words.append(Word(written, token.stem, weight_of(token.word), at))
    return words


@functools.lru_cache(maxsize=65_536)
def weight_of(word: str) -> float:
    """Return how much a folded word says, up to 1: the commoner in talk, the less."""
    tiers = ((_COMMONEST, 0.35), (_COMMON, 0.5), (_USUAL, 0.7))
    return next((weight for tier, weight in tiers if word in tier), 1.0)


def likeness(mine: Word, theirs: Word) -> float:
    """Return how alike two words are, 0 to 1: 1 the same, 0 not one word misheard."""
    if mine.word == theirs.word:
        return 1.0
    if mine.stem == theirs.stem:
        return 0.95
    return _alike(mine.word, theirs.word)


def joined_likeness(first: Word, second: Word, one: Word) -> float:
    """Return how alike `first` and `second` written as one word are to `one`, 0 to 1.

    0 too where either of the two alone is as alike: then the other is a word of its own.
    """
    joined = first.word + second.word
    if abs(len(joined) - len(one.word)) > len(joined) // 3 or joined[0] != one.word[0]:
        return 0.0
    return _joined(first.word, second.word, one.word)


@functools.lru_cache(maxsize=65_536)
def _joined(first: str, second: str, one: str) -> float:
    ratio = Indel.normalized_similarity(first + second, one)
    alone = max(Indel.normalized_similarity(word, one) for word in (first, second))
    return ratio if ratio >= JOINED and ratio > alone else 0.0


@functools.lru_cache(maxsize=262_144)
def _alike(mine: str, theirs: str) -> float:
    if number_in(mine) != number_in(theirs):
        return 0.0  # another number is another number
    ratio = Indel.normalized_similarity(mine, theirs)
    if sound(mine) == sound(theirs) and ratio >= _SOUNDS_SO:
        return max(0.85, ratio)
    if ratio < ALIKE or max(len(mine), len(theirs)) < _SHORT:
        return 0.0
    return ratio


@functools.lru_cache(maxsize=65_536)
def number_in(word: str) -> str | None:
    """Return which number a word tells, as `in_letters` writes it: its tens or teens, or digits."""
    if _DIGIT.search(word):
        return word
    return next((told for told in _TOLD_NUMBERS if word.startswith(told)), None)


@functools.lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """Return a rough spelling of how `word` sounds: its consonants, and whether a vowel leads."""
    for written, heard in _HEARD:
        word = written.sub(heard, word)
    return word


@functools.lru_cache(maxsize=4096)
def in_letters(word: str) -> str:
    """Return a number from 0 to 99 in letters, as one word; any other word as it is."""
    if not _BELOW_100.fullmatch(word):
        return word
    number = int(word)
    if number < len(ONES):
        return ONES[number]
    return TENS[number // 10 - 2] + (ONES[number % 10] if number % 10 else "")

"""A text as the words that are compared when somebody asks whether it was said. Pure.

Case, punctuation and accents do not count, a contraction is the words that it stands for, a small
number is its digits; a percent sign is a word of its own. Fillers and repeated words are free: they
may be left out and the same was said.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.model import Span
from bot.tokens import Token, fold, tokenize

NEGATIONS: Final = frozenset("not no never none nothing nobody neither nor without hardly".split())  # noqa: SIM905  the words are read as words
"""Words that turn a sentence into its opposite."""

_FILLERS: Final = frozenset("um umm uh uhh uhm er erm ah hm hmm mm mhm".split())  # noqa: SIM905  the same
_SET_OFF: Final = (("like",), ("you", "know"), ("i", "mean"))  # fillers beside a comma only
_ELISION: Final = re.compile(r"\.{2,}|\u2026")
_SIGNS: Final = {"%": "percent", "$": "dollar", "\u20ac": "euro", "+": "plus", "#": "sharp"}
_NUMBERS: Final = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905  the same
    )
}
_ENDINGS: Final = {"re": "are", "ll": "will", "ve": "have", "m": "am", "d": "would"}
_IS: Final = frozenset(
    "it he she that there here this what who where how when why everything nobody".split()  # noqa: SIM905  the same
)  # before 's; after other words it is a genitive's
_NOT: Final = {
    f"{verb}nt": (full, "not")
    for verb, full in (
        *((v, v) for v in ("do", "does", "did", "is", "are", "was", "were", "has", "have")),
        *((v, v) for v in ("had", "would", "could", "should", "must", "need", "ai")),
        ("ca", "can"),
        ("wo", "will"),
    )
}
_WHOLE: Final = {
    **_NOT,
    "cannot": ("can", "not"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "ok": ("okay",),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One word as it is compared; a contraction has two.

    Attributes:
        key: folded; equal keys are the same word.
        stem: of the word that it belongs to.
        word: which of the wording's words that is.
        free: whether it may be left out, a filler or a repetition.
    """

    key: str
    stem: str
    word: int
    free: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as words and as units.

    Attributes:
        text: the text.
        words: the span of each word in `text`, in order.
        units: what is compared, in order; every word has at least one.
        cuts: units before which dots stand for words that were left out.
    """

    text: str
    words: tuple[Span, ...]
    units: tuple[Unit, ...]
    cuts: frozenset[int]

    def written(self, word: int) -> str:
        """Return a word as it stands in the text."""
        start, end = self.words[word]
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    keys: tuple[str, ...]
    stem: str


@functools.lru_cache(maxsize=1024)
def to_wording(text: str, most: int | None = None) -> Wording:
    """Return `text` as its words, or as the first `most` of them."""
    words = list(itertools.islice(_words(text), most))
    free = _free(text, words)
    cuts: set[int] = set()
    units: list[Unit] = []
    end = 0
    for number, word in enumerate(words):
        if number and _ELISION.search(text, end, word.span[0]):
            cuts.add(len(units))
        units += [Unit(key, word.stem, number, free[number]) for key in word.keys]
        end = word.span[1]
    return Wording(text, tuple(word.span for word in words), tuple(units), frozenset(cuts))


def _words(text: str) -> Iterator[_Word]:
    """Yield the words of `text`; a number with its commas, points and signs is one of them."""
    waiting: _Word | None = None
    for token in tokenize(text):
        word = _word(text, token)
        if waiting and (joined := _one_number(text, waiting, word)):
            waiting = joined
            continue
        if waiting:
            yield waiting
        waiting = word
    if waiting:
        yield waiting


def _word(text: str, token: Token) -> _Word:
    start, end, keys = token.start, token.end, _keys(text[token.start : token.end])
    if start and text[start - 1] in "$\u20ac":
        start, keys = start - 1, (*keys, _SIGNS[text[start - 1]])
    while end < len(text) and text[end] in "%+#":
        keys = (*keys, _SIGNS[text[end]])
        end += 1
    return _Word((start, end), keys, token.stem)


def _one_number(text: str, first: _Word, second: _Word) -> _Word | None:
    """Return both as one where they are the parts of "1,000" or "2.5"."""
    between = text[first.span[1] : second.span[0]]
    if between not in (",", ".") or not (first.keys[0][-1:] + second.keys[0][:1]).isdigit():
        return None
    mark = "" if between == "," else "."
    key = f"{first.keys[0]}{mark}{second.keys[0]}"
    keys = (key, *first.keys[1:], *second.keys[1:])
    return _Word((first.span[0], second.span[1]), keys, key)


def _keys(written: str) -> tuple[str, ...]:
    """Return what a word is compared as: "isn't" as "is" and "not", "OpenAI's" as itself."""
    apostrophes = fold(written).replace("\u2019", "'")
    plain = apostrophes.replace("'", "")
    if plain in _WHOLE:
        return _WHOLE[plain]
    stem, mark, ending = apostrophes.rpartition("'")
    if mark and ending in _ENDINGS:
        return (stem.replace("'", ""), _ENDINGS[ending])
    if mark and ending == "s" and stem in _IS:
        return (stem, "is")
    return (_NUMBERS.get(plain, plain),)


def _free(text: str, words: Sequence[_Word]) -> list[bool]:
    """Return for each word whether it may be left out: a filler, or the word before it again."""
    free, before = [], None
    for word in words:
        filler = word.keys[0] in _FILLERS
        free.append(filler or (word.keys == before and word.keys[0].isalpha()))
        before = before if filler else word.keys
    for at, phrase in itertools.product(range(len(words)), _SET_OFF):
        run = words[at : at + len(phrase)]
        if tuple(word.keys[0] for word in run) == phrase and _is_set_off(text, run):
            free[at : at + len(run)] = [True] * len(run)
    return free


def _is_set_off(text: str, run: Sequence[_Word]) -> bool:
    start, end = run[0].span[0], run[-1].span[1]
    return "," in (text[max(start - 2, 0) : start].strip(), text[end : end + 1])

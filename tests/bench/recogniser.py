"""A described model of what speech recognisers do to words.

For each word, the first of these that happens counts; `noise` multiplies every rate with a star:

| rate | what |
|---|---|
| 0.5 | a filler ("um", "like", "so", "well", "you know", "kind of" and such) is dropped |
| 0.7 | a word said twice in a row is said once |
| 0.5 | a number below 100 changes between digits and letters |
| 0.5 | a hyphenated word is joined or parted |
| 0.15 * | a homophone takes a word's place ("their", "there") |
| 0.15 * | a name, or a word of ten letters and more, is spelt by ear or broken up ("ven cot") |
| 0.01 * | a word of six letters and more is split ("with in") |
| 0.03 * | an ending is lost, added or changed ("builds", "build") |
| 0.08 * | a function word becomes another, or is dropped |
| 0.03 * | any other word becomes one that was said elsewhere in the episode, or is dropped |

Besides, a filler (0.02 *) or a function word (0.01 *) is put in before a word, and a word is joined
with the next (0.01 *).

Case and punctuation are lost throughout. At a noise of 1 about one word in eight changes. Nothing
of it is learnt from the corpus but which words an episode has.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.alignment.words import ONES, TENS

FILLERS: Final = ("um", "uh", "like", "you know", "i mean")
DROPPED: Final = frozenset(
    ("um", "uh", "like", "so", "well", "you know", "i mean", "sort of", "kind of")
)
FUNCTION_WORDS: Final = tuple(
    """
    a an and as at but by for from in is it of on or that the then there this to was we were with
    you
    """.split()  # noqa: SIM905  the words are read as words
)
HOMOPHONES: Final = """
    their/there/theyre to/too/two your/youre its/is write/right hear/here know/no knew/new by/buy
    for/four one/won weather/whether would/wood where/wear which/witch than/then affect/effect
    our/are/hour see/sea be/bee week/weak wait/weight made/maid whole/hole some/sum site/sight
    peace/piece break/brake great/grate role/roll mail/male meet/meat plain/plane scene/seen
    son/sun tail/tale threw/through whose/whos code/coat cloud/clout rust/rest go/goal get/git
    cash/cache sink/sync docker/doctor server/serving ship/chip open/opening model/models
    think/thing because/cause an/in/and can/cant that/the this/these his/is had/have could/good
    been/being use/used like/liked want/wanna
    """.split()  # noqa: SIM905  the words are read as words
"""Words that are taken for one another, pair by pair or three at a time."""

_ENDINGS: Final = ("", "s", "ed", "ing", "er")
_LONG: Final = 10
_EAR: Final = (("c", "k"), ("ph", "f"), ("y", "i"), ("e", "a"), ("i", "e"), ("o", "a"), ("u", "o"))
_EDGES: Final = re.compile(r"^[^\w]+|[^\w]+$")


def heard(
    words: Sequence[str], vocabulary: Sequence[str], chance: random.Random, noise: float = 1.0
) -> list[str]:
    """Return what is written for each of `words`: as many texts, some empty, some of many words.

    Args:
        words: as they stand in a transcript, with case and punctuation.
        vocabulary: what else was said in the episode.
        chance: where every choice comes from.
        noise: how bad the recogniser is; 1 is usual.
    """
    return _Recogniser(vocabulary, chance, noise).write(words)


class _Recogniser:
    def __init__(self, vocabulary: Sequence[str], chance: random.Random, noise: float) -> None:
        self.vocabulary = [_EDGES.sub("", word).lower() for word in vocabulary]
        self.chance, self.noise = chance, noise

    def write(self, words: Sequence[str]) -> list[str]:
        plain = [_EDGES.sub("", word).lower() for word in words]
        written: list[str] = []
        gone = 0  # how many words of a filler are still to be dropped
        for at, word in enumerate(plain):
            named = at > 0 and words[at][:1].isupper() and len(word) > 3
            gone = gone or self._dropped(plain[at : at + 2], plain[at - 1] if at else "")
            written.append("" if gone else self._insertion() + self._word(word, named=named))
            gone = max(0, gone - 1)
        return self._joined(written)

    def _dropped(self, ahead: Sequence[str], before: str) -> int:
        """Return how many of the next words are left out: a filler is one word, or two."""
        if ahead[0] == before:
            return int(self.chance.random() < 0.7)
        words = 2 if " ".join(ahead) in DROPPED else int(ahead[0] in DROPPED)
        return words if self.chance.random() < 0.5 else 0

    def _happens(self, rate: float) -> bool:
        return self.chance.random() < rate * self.noise

    def _insertion(self) -> str:
        if self._happens(0.02):
            return self.chance.choice(FILLERS) + " "
        return self.chance.choice(FUNCTION_WORDS) + " " if self._happens(0.01) else ""

    def _word(self, word: str, *, named: bool) -> str:
        for change in self._changes(word, named=named):
            return change
        return word

    def _changes(self, word: str, *, named: bool) -> Iterator[str]:
        """Yield what becomes of a word; the first counts, and none means it is heard right."""
        if word in _NUMBERS and self.chance.random() < 0.5:
            yield _NUMBERS[word]
        if "-" in word.strip("-") and self.chance.random() < 0.5:
            yield word.replace("-", self.chance.choice(("", " ")))
        if word in _SOUND_ALIKE and self._happens(0.15):
            yield self.chance.choice(_SOUND_ALIKE[word])
        if (named or len(word) >= _LONG) and self._happens(0.15):
            yield self._by_ear(word)
        if len(word) > 5 and self._happens(0.01):
            yield self._split(word)
        if len(word) > 3 and self._happens(0.03):
            yield self._ending(word)
        if word in FUNCTION_WORDS:
            if self._happens(0.08):
                yield self.chance.choice(("", self.chance.choice(FUNCTION_WORDS)))
        elif self._happens(0.03):
            yield self.chance.choice(("", *self.chance.choices(self.vocabulary, k=2)))

    def _by_ear(self, word: str) -> str:
        for written, sounds in self.chance.sample(_EAR, k=3):
            word = word.replace(written, sounds)
        return self._split(word) if self.chance.random() < 0.5 else word

    def _split(self, word: str) -> str:
        at = self.chance.randint(2, max(2, len(word) - 2))
        return f"{word[:at]} {word[at:]}"

    def _ending(self, word: str) -> str:
        bare = next((word[: -len(e)] for e in _ENDINGS[1:] if word.endswith(e)), word)
        return bare + self.chance.choice(_ENDINGS)

    def _joined(self, written: Sequence[str]) -> list[str]:
        """Return the words with some glued to the next: the second stands empty."""
        found = list(written)
        for at in range(len(found) - 1):
            if found[at] and found[at + 1] and self._happens(0.01):
                found[at], found[at + 1] = found[at] + found[at + 1], ""
        return found


def _numbers() -> dict[str, str]:
    """Return a number below 100 in letters for its digits, and in digits for its letters."""
    letters = {str(number): one for number, one in enumerate(ONES)}
    for tens, word in enumerate(TENS, start=2):
        letters[str(10 * tens)] = word
        letters |= {str(10 * tens + n): f"{word} {ONES[n]}" for n in range(1, 10)}
    return {**letters, **{word: digits for digits, word in letters.items() if digits != "1"}}


def _sound_alike() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in HOMOPHONES:
        for word in (alike := row.split("/")):
            found.setdefault(word, []).extend(other for other in alike if other != word)
    return found


_NUMBERS: Final = _numbers()
_SOUND_ALIKE: Final = _sound_alike()

"""Questions whose answer is known: a span of a passage, as people remember it. Seeded."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.everyday import carries_nothing
from bot.tokens import tokenize
from tests.bench.passages import Passage

KINDS = ("exact", "typo", "dropped", "shuffled", "rarest")
ABSENT = "absent"
_SHORTEST, _LONGEST = 6, 14
_TELLING = 3  # words that are no stop words, which a span must have at least
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MISSPELT = 5  # letters; shorter words are spelled right


@dataclass(frozen=True, slots=True)
class Known:
    """A question and the passage it was made from; None where no index has it."""

    kind: str
    query: str
    passage: Passage | None


def known_items(
    passages: Sequence[Passage], held_out: Sequence[Passage], each: int, seed: int
) -> list[Known]:
    """Return so many questions of each kind, absent ones out of what is held out."""
    chance = random.Random(seed)  # noqa: S311  it only has to be the same again
    counts = _counted(passages)
    asked = []
    for kind in KINDS:
        made = 0
        while made < each:
            passage = chance.choice(passages)
            query = _asked(kind, passage, counts, chance)
            if query:
                asked.append(Known(kind, query, passage))
                made += 1
    while held_out and sum(one.kind == ABSENT for one in asked) < each:
        span = _span(chance.choice(held_out), chance)
        asked += [Known(ABSENT, " ".join(span), None)] if span else []
    chance.shuffle(asked)
    return asked


def _counted(passages: Iterable[Passage]) -> Counter[str]:
    return Counter(word for one in passages for word in {t.word for t in tokenize(one.text)})


def _asked(kind: str, passage: Passage, counts: Counter[str], chance: random.Random) -> str:
    if kind == "rarest":
        words = _telling(passage.text)
        return " ".join(sorted(words, key=lambda word: (counts[word], word))[:3])
    span = _span(passage, chance)
    change: dict[str, Callable[[list[str], random.Random], list[str]]] = {
        "exact": lambda words, _: words,
        "typo": _misspelt,
        "dropped": _dropped,
        "shuffled": lambda words, c: c.sample(words, len(words)),
    }
    asked = " ".join(change[kind](span, chance)) if span else ""
    return asked if len(_telling(asked)) >= _TELLING else ""


def _span(passage: Passage, chance: random.Random) -> list[str]:
    """Return a run of words that says something, or nothing where the passage has none."""
    words = passage.text.split()
    size = chance.randint(_SHORTEST, _LONGEST)
    if len(words) < size:
        return []
    start = chance.randint(0, len(words) - size)
    run = words[start : start + size]
    return run if len(_telling(" ".join(run))) >= _TELLING else []


def _telling(text: str) -> set[str]:
    return {token.word for token in tokenize(text) if not carries_nothing(token.word)}


def _misspelt(words: list[str], chance: random.Random) -> list[str]:
    """Return the words with one edit each in up to two of the longer ones."""
    longer = [at for at, word in enumerate(words) if len(word) >= _MISSPELT and word.isalpha()]
    for at in chance.sample(longer, min(2, len(longer))):
        words[at] = _edited(words[at], chance)
    return words


def _edited(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice(_LETTERS)
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
        )
    )


def _dropped(words: list[str], chance: random.Random) -> list[str]:
    """Return the words without one or two of them."""
    gone = set(chance.sample(range(len(words)), chance.randint(1, 2)))
    return [word for at, word in enumerate(words) if at not in gone]

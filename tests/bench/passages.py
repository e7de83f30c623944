"""Passages of about forty words to search among: out of transcripts, and recombined to any number.

The first passages are the transcripts' own, in an order that the names' hashes give. Where more are
asked for than they have, the rest is recombined: each is made of runs of three to six words, out of
turns of two transcripts drawn together, so that words keep the company they have and no long run of
words stands in two places. The same seed gives the same passages.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.bench.transcripts import transcripts

WORDS = 40
HELD_OUT = 20
"""One in so many transcripts is in no index: what was said there is absent."""
_TURN = re.compile(r"^\*\*(?P<name>[^*\n]{1,60}):\*\*[ \t]*", re.MULTILINE)
_STAMP = re.compile(r"\\\[[^\]\n]*\\\]|\* \* \*|\\\*")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_RECOMBINED = 300  # passages of a recombined transcript


@dataclass(frozen=True, slots=True)
class Passage:
    """What one person says, about forty words of it."""

    episode: str
    speaker: str
    text: str


def of_corpus(corpus: Path) -> dict[str, list[Passage]]:
    """Return the passages of every transcript, by its name, in the order of the names' hashes."""
    found = {name: list(_passages(name, text)) for name, text in transcripts(corpus)}
    return dict(sorted(found.items(), key=lambda pair: _hash(pair[0])))


def is_held_out(episode: str) -> bool:
    """Whether a transcript is in no index."""
    return int(_hash(episode), 16) % HELD_OUT == 0


def is_to_tune(episode: str) -> bool:
    """Whether a transcript's passages may be asked for while tuning; those of others prove."""
    return int(_hash(f"half {episode}"), 16) % 2 == 0


def so_many(own: dict[str, list[Passage]], number: int, seed: int = 1) -> Iterator[Passage]:
    """Yield so many passages: the transcripts' own, then recombined ones."""
    indexed = [one for name, few in own.items() if not is_held_out(name) for one in few]
    yield from indexed[:number]
    chance = random.Random(seed)  # noqa: S311  it only has to be the same again
    yield from islice(_recombined(own, chance), max(0, number - len(indexed)))


def _recombined(own: dict[str, list[Passage]], chance: random.Random) -> Iterator[Passage]:
    names = [name for name, few in own.items() if not is_held_out(name) and len(few) > 1]
    at = 0
    while True:
        drawn = [passage for name in chance.sample(names, 2) for passage in own[name]]
        words = [passage.text.split() for passage in drawn]
        for _ in range(_RECOMBINED):
            speaker = chance.choice(drawn).speaker
            yield Passage(f"recombined {at}", speaker, _pieced_together(words, chance))
        at += 1


def _pieced_together(words: Sequence[Sequence[str]], chance: random.Random) -> str:
    pieces: list[str] = []
    while len(pieces) < WORDS:
        run, size = chance.choice(words), chance.randint(3, 6)
        start = chance.randrange(max(1, len(run) - size))
        pieces += run[start : start + size]
    return " ".join(pieces)


def _passages(name: str, text: str) -> Iterator[Passage]:
    marks = list(_TURN.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        said = " ".join(_STAMP.sub(" ", text[mark.end() : end]).split())
        for few in _cut(said):
            yield Passage(name, mark["name"], few)


def _cut(said: str) -> Iterator[str]:
    """Yield sentences together, as many as make about forty words."""
    few: list[str] = []
    for sentence in _SENTENCE.split(said):
        few += sentence.split()
        if len(few) >= WORDS:
            yield " ".join(few)
            few = []
    if few:
        yield " ".join(few)


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()

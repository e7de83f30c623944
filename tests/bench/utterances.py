"""Pairs of texts of one episode that hold the same utterance, and pairs that only look so.

Made from real transcripts (a tar of Markdown with `**Name:**` turns), read as a stream and never
unpacked: the same seed and the same tar give the same pairs.
"""

from __future__ import annotations

import itertools
import math
import random
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.tokens import STOP_WORDS, folded_words
from tests.bench.recogniser import heard

SEED: Final = 20_260_101
EPISODES: Final = 64
PASSAGES: Final = 12
"""How many passages of each episode."""
NEAR_MISSES: Final = 10
"""How many near misses of each passage."""
SHORTEST, LONGEST = 6, 40
NOISE: Final = (0.5, 1.0, 1.0, 2.0)
"""How bad a recogniser may be; one is drawn for each text."""
AROUND: Final = (8, 40)
"""How many words of talk stand around a passage on each side: at least, at most."""
PARTIAL: Final = 0.25
"""How often the other source begins or ends within the passage."""

_TURN: Final = re.compile(r"^\*\*[^*\n]{1,60}:\*\*", re.MULTILINE)
_BRACKETED: Final = re.compile(r"\\?\[[^\]\n]{0,40}\]")
_WORDLY: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Episode:
    """A transcript: its path in the tar, the words of all turns, and where each turn begins."""

    file: str
    words: tuple[str, ...]
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of one episode.

    Attributes:
        file: the transcript's path in the tar.
        at: where `mine` begins in the episode, in words; where `theirs` was taken from.
        mine, theirs: the texts.
        true: where in each the same utterance stands (code points), or None for a near miss.
    """

    file: str
    at: tuple[int, int]
    mine: str
    theirs: str
    true: tuple[tuple[int, int], tuple[int, int]] | None


def episodes(tar: Path, seed: int = SEED) -> list[Episode]:
    """Return `EPISODES` long transcripts, from all shows in turn, in an order made by `seed`."""
    with tarfile.open(tar) as archive:
        names = sorted(one.name for one in archive if one.isfile() and one.name.endswith(".md"))
    random.Random(seed).shuffle(names)  # noqa: S311  no secret
    chosen = _from_all_shows(names)[: 2 * EPISODES]  # some will be too short
    with tarfile.open(tar) as archive:
        texts = {
            one.name: file.read().decode("utf-8")
            for one in archive
            if one.name in set(chosen) and (file := archive.extractfile(one)) is not None
        }
    read = (_episode(name, texts[name]) for name in chosen)
    return [episode for episode in read if len(episode.words) > 3000][:EPISODES]


def pairs(episode: Episode, seed: int = SEED) -> tuple[list[Pair], list[Pair]]:
    """Return the matching pairs of an episode, and the near misses."""
    chance = random.Random(f"{seed} {episode.file}")  # noqa: S311  no secret
    matching: list[Pair] = []
    near: list[Pair] = []
    plain = [folded_words(word) for word in episode.words]
    rarity = Counter(plain)
    for start, end in _passages(episode, chance):
        matching.append(_matching(episode, start, end, chance))
        similar = _most_similar(plain, rarity, start, end)
        near += [_near_miss(episode, (start, end), at, chance) for at in similar]
    return matching, near


def whole(episode: Episode, seed: int = SEED) -> tuple[str, list[int]]:
    """Return the whole episode as one recogniser wrote it, and where each of its words stands.

    The places are one more than the words: the last is the end.
    """
    chance = random.Random(f"{seed} whole {episode.file}")  # noqa: S311  no secret
    written = _heard(episode, 0, len(episode.words), chance)
    sizes = (len(word) + bool(word) for word in written)
    return " ".join(word for word in written if word), [0, *itertools.accumulate(sizes)]


def _from_all_shows(names: Sequence[str]) -> list[str]:
    shows: dict[str, list[str]] = {}
    for name in names:
        shows.setdefault(name.split("/")[0], []).append(name)
    longest = max(map(len, shows.values()))
    return [show[i] for i in range(longest) for show in shows.values() if i < len(show)]


def _episode(name: str, text: str) -> Episode:
    words: list[str] = []
    turns = []
    for turn in _TURN.split(text)[1:]:
        turns.append(len(words))
        said = _BRACKETED.sub(" ", turn).replace("--", " ").split()
        words += [word for word in said if _WORDLY.search(word)]
    return Episode(name, tuple(words), tuple(turns))


def _passages(episode: Episode, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Yield stretches of single turns, of lengths drawn evenly."""
    ends = (*episode.turns[1:], len(episode.words))
    found = 0
    while found < PASSAGES:
        length = chance.randint(SHORTEST, LONGEST)
        turn = chance.randrange(len(ends))
        room = ends[turn] - episode.turns[turn] - length
        if room >= 0:
            start = episode.turns[turn] + chance.randint(0, room)
            yield start, start + length
            found += 1


def _matching(episode: Episode, start: int, end: int, chance: random.Random) -> Pair:
    first = max(0, start - chance.randint(*AROUND))
    last = min(len(episode.words), end + chance.randint(*AROUND))
    if chance.random() < PARTIAL:
        kept = chance.randint(min(end - start, max(SHORTEST, (end - start) // 2)), end - start)
        first, last = (end - kept, last) if chance.random() < 0.5 else (first, start + kept)
    both = max(start, first), min(end, last)
    written = _heard(episode, first, last, chance)
    theirs, true = _spanned(written, both[0] - first, both[1] - first)
    mine, mine_true = _spanned(episode.words[start:end], both[0] - start, both[1] - start)
    return Pair(episode.file, (start, first), mine, theirs, (mine_true, true))


def _near_miss(episode: Episode, passage: tuple[int, int], at: int, chance: random.Random) -> Pair:
    last = min(len(episode.words), at + passage[1] - passage[0] + chance.randint(*AROUND))
    theirs, _ = _spanned(_heard(episode, at, last, chance), 0, 0)
    return Pair(
        episode.file, (passage[0], at), " ".join(episode.words[slice(*passage)]), theirs, None
    )


def _heard(episode: Episode, first: int, last: int, chance: random.Random) -> list[str]:
    return heard(episode.words[first:last], episode.words, chance, chance.choice(NOISE))


def _spanned(words: Sequence[str], first: int, last: int) -> tuple[str, tuple[int, int]]:
    """Return the words as a text, and where those from `first` up to `last` stand in it."""
    before = " ".join(word for word in words[:first] if word)
    inside = " ".join(word for word in words[first:last] if word)
    after = " ".join(word for word in words[last:] if word)
    start = len(before) + bool(before)
    return " ".join(part for part in (before, inside, after) if part), (start, start + len(inside))


def _most_similar(plain: Sequence[str], rarity: Counter[str], start: int, end: int) -> list[int]:
    """Return where the stretches begin that share most with the passage and lie outside of it."""
    wanted = {w for word in plain[start:end] for w in word.split()}
    size = end - start
    step = max(4, size // 3)
    places = [
        at
        for at in range(0, len(plain) - size, step)
        if at + size + AROUND[1] < start or at > end + AROUND[1]
    ]
    ranked = sorted(places, key=lambda at: -_in_common(wanted, plain[at : at + size], rarity))
    chosen: list[int] = []
    for at in ranked:
        if all(abs(at - other) >= size for other in chosen):
            chosen.append(at)
        if len(chosen) == NEAR_MISSES:
            break
    return sorted(chosen)


def _in_common(wanted: set[str], words: Sequence[str], rarity: Counter[str]) -> float:
    both = wanted.intersection(words)
    # Summed exactly: a set has no order, and the same seed must give the same pairs.
    return math.fsum(0.3 if word in STOP_WORDS else 1 + 1 / rarity[word] for word in both)

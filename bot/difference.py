"""Lays words that were asked beside the words of a text: where they run, and what differs. Pure.

What was asked has to be used up; the text may go on before and after. Equal words cost nothing,
alike ones (another ending, a slip of the pen) half, words that one side lacks or has others for
one; a word that only the text has costs less, so that a few of them never hide equal words behind
them. Fillers cost next to nothing to leave out, and so do words where the asked ones have dots.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from bot.deadline import Deadline, no_deadline
from bot.model import Span
from bot.wording import NEGATIONS, Unit, Wording

ALIKE: Final = 0.5
_MISSING: Final = 1.05  # a word of the asked that the text has not
_OTHER: Final = 1.02  # another word: less than both a word too few and one too many
_MORE: Final = 0.35  # a word too many in the text: an equal word is worth two of them, not three
_FREE: Final = 0.001  # next to nothing, but where both sides have the filler it is matched
_SKIPPED: Final = 0.01  # a word that dots stand for: the nearer the two fragments, the better
_SLIP_FROM: Final = 5  # letters; shorter words are never taken for a slip of the pen
_SLIP: Final = 0.78  # of 1, how alike two spellings are
FRAGMENT: Final = 3  # words on each side of dots, from which they prove something

Step = tuple[int | None, int | None]
"""A unit that was asked and a unit of the text, laid beside each other; None: beside nothing."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Words asked, laid beside a text.

    Attributes:
        diff: the words as ("=", "-" or "+", word), in order; see `bot.model.Checked`.
        extent: where in the text the words run.
        marks: where in the text the words stand that both have.
        same: whether nothing differs but case, punctuation and fillers.
        likeness: 0 to 1, the share that both have, weighted by how much each word says.
        common: how many units both have.
    """

    diff: tuple[tuple[str, str], ...]
    extent: Span
    marks: tuple[Span, ...]
    same: bool
    likeness: float
    common: int


def lay(
    asked: Wording, text: Wording, weigh: Callable[[Unit], float], deadline: Deadline | None = None
) -> Laid | None:
    """Lay all of `asked` beside the place of `text` that it is nearest to.

    Args:
        asked: with at least one unit.
        text: what it is laid beside.
        weigh: how much a unit says.
        deadline: when to give up, which is asked at each unit; what is half laid proves nothing.

    Returns:
        How they lie; None where the time was up.
    """
    steps = _steps(asked, text, deadline or no_deadline())
    if steps is None:
        return None
    same_asked, same_text = _same_words(asked, text, steps)
    used = [text.units[j].word for _, j in steps if j is not None]
    extent = (text.words[used[0]][0], text.words[used[-1]][1]) if used else (0, 0)
    return Laid(
        diff=tuple(_diff(asked, text, steps, same_asked, same_text)),
        extent=extent,
        marks=_marks(text, sorted(same_text)),
        same=_is_same(asked, text, steps, same_text),
        likeness=_likeness(asked, text, steps, weigh),
        common=sum(_equal(asked, text, step) for step in steps),
    )


def _steps(asked: Wording, text: Wording, deadline: Deadline) -> list[Step] | None:
    """Return the cheapest way to lay `asked` beside `text` (Sellers' algorithm), if in time."""
    found = _costs(asked, text, deadline)
    if found is None:
        return None
    costs, ways = found
    last = costs[-1]
    i, j = len(asked.units), min(range(len(last)), key=last.__getitem__)
    steps: list[Step] = []
    while i:
        way = ways[i][j]
        steps.append((i - 1 if way != _RIGHT else None, j - 1 if way != _DOWN else None))
        i, j = i - (way != _RIGHT), j - (way != _DOWN)
    return steps[::-1]


_BOTH, _DOWN, _RIGHT = "both", "down", "right"


def _costs(
    asked: Wording, text: Wording, deadline: Deadline
) -> tuple[list[list[float]], list[list[str]]] | None:
    rows, ways = [[0.0] * (len(text.units) + 1)], [[_RIGHT] * (len(text.units) + 1)]
    different = {unit.key: unit for unit in text.units}
    for i, wanted in enumerate(asked.units, start=1):
        if deadline.passed():
            return None
        apart = {key: _apart(wanted, unit) for key, unit in different.items()}
        # Dots before the next unit: here words of the text are skipped.
        row, way = _row(rows[-1], wanted, text.units, apart, cut=i in asked.cuts)
        rows.append(row)
        ways.append(way)
    return rows, ways


def _row(
    above: Sequence[float],
    wanted: Unit,
    units: Sequence[Unit],
    apart: Mapping[str, float],
    *,
    cut: bool,
) -> tuple[list[float], list[str]]:
    down = _FREE if wanted.free else _MISSING
    last = above[0] + down
    row, way = [last], [_DOWN]
    for j, unit in enumerate(units, start=1):
        right = last + (_SKIPPED if cut else _FREE if unit.free else _MORE)
        both, below = above[j - 1] + apart[unit.key], above[j] + down
        last = min(both, below, right)
        row.append(last)
        way.append(_BOTH if both == last else _DOWN if below == last else _RIGHT)
    return row, way


def _apart(wanted: Unit, unit: Unit) -> float:
    if wanted.key == unit.key:
        return 0.0
    return ALIKE if _alike(wanted.key, unit.key, wanted.stem == unit.stem) else _OTHER


@functools.lru_cache(maxsize=65_536)
def _alike(one: str, other: str, same_stem: bool) -> bool:  # noqa: FBT001  a cache's key
    if {one, other} & NEGATIONS or not (one.isalpha() and other.isalpha()):
        return False
    if same_stem:
        return True
    return min(len(one), len(other)) >= _SLIP_FROM and (
        OSA.normalized_similarity(one, other) >= _SLIP
    )


def _equal(asked: Wording, text: Wording, step: Step) -> bool:
    i, j = step
    return i is not None and j is not None and asked.units[i].key == text.units[j].key


def _same_words(asked: Wording, text: Wording, steps: Sequence[Step]) -> tuple[set[int], set[int]]:
    """Return the words of each side of which every unit is beside its equal.

    "isn't" beside "is" is not the same word, though a part of it is.
    """
    equal = [step for step in steps if _equal(asked, text, step)]
    wrong_asked = _words_beyond(asked, {i for i, _ in equal})
    wrong_text = _words_beyond(text, {j for _, j in equal})
    beside = {(asked.units[i or 0].word, text.units[j or 0].word) for i, j in equal}
    kept: set[tuple[int, int]] = set()
    while kept != beside:
        kept = beside
        beside = {(a, t) for a, t in kept if a not in wrong_asked and t not in wrong_text}
        wrong_asked |= {a for a, _ in kept - beside}
        wrong_text |= {t for _, t in kept - beside}
    return {a for a, _ in beside}, {t for _, t in beside}


def _words_beyond(wording: Wording, paired: set[int | None]) -> set[int]:
    """Return the words of which a unit is not among the `paired` ones."""
    return {unit.word for at, unit in enumerate(wording.units) if at not in paired}


def _diff(
    asked: Wording,
    text: Wording,
    steps: Sequence[Step],
    same_asked: set[int],
    same_text: set[int],
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    last_asked = last_text = -1
    for i, j in steps:
        word = -1 if i is None else asked.units[i].word
        if word > last_asked and word not in same_asked:
            found.append(("-", asked.written(word)))
        last_asked = max(last_asked, word)
        word = -1 if j is None else text.units[j].word
        if word > last_text:
            found.append(("=" if word in same_text else "+", text.written(word)))
        last_text = max(last_text, word)
    return found


def _marks(text: Wording, words: Sequence[int]) -> tuple[Span, ...]:
    """Return the spans of `words` in the text; those that follow one another are one."""
    marks: list[Span] = []
    last = -2
    for word in words:
        start, end = text.words[word]
        marks[-1:] = [(marks[-1][0], end)] if word == last + 1 else [*marks[-1:], (start, end)]
        last = word
    return tuple(marks)


def _is_same(asked: Wording, text: Wording, steps: Sequence[Step], same_text: set[int]) -> bool:
    skipped = _skipped(asked, steps)
    for at, (i, j) in enumerate(steps):
        if at in skipped:
            continue
        if _equal(asked, text, (i, j)):
            # Where the words asked end with half of a contraction, the other half may negate it.
            if j is not None and text.units[j].word not in same_text:
                return False
        elif not all((i is None or asked.units[i].free, j is None or text.units[j].free)):
            return False
    left_out = {text.units[j].key for at in skipped if (j := steps[at][1]) is not None}
    return not left_out or (not left_out & NEGATIONS and _shortest_fragment(asked) >= FRAGMENT)


def _skipped(asked: Wording, steps: Sequence[Step]) -> set[int]:
    """Return the steps over words of the text that dots of the asked ones stand for."""
    found, done = set(), 0
    for at, (i, _) in enumerate(steps):
        if i is not None:
            done = i + 1
        elif done in asked.cuts:
            found.add(at)
    return found


def _shortest_fragment(asked: Wording) -> int:
    ends = [0, *sorted(asked.cuts), len(asked.units)]
    return min(end - start for start, end in itertools.pairwise(ends))


def _likeness(
    asked: Wording, text: Wording, steps: Sequence[Step], weigh: Callable[[Unit], float]
) -> float:
    have = lost = more = 0.0
    skipped = _skipped(asked, steps)
    for at, (i, j) in enumerate(steps):
        near = 0.0
        if i is not None and j is not None:
            near = max(0.0, 1.0 - _apart(asked.units[i], text.units[j]))
        if i is not None and not (asked.units[i].free and not near):
            have += near * weigh(asked.units[i])
            lost += (1.0 - near) * weigh(asked.units[i])
        if j is not None and at not in skipped and not text.units[j].free:
            more += (1.0 - near) * weigh(text.units[j])
    whole = have + max(lost, more)
    return have / whole if whole else 0.0

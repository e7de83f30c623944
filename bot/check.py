"""Did anybody say this? Words -> the nearest words that were said, and what differs. Pure.

Only quotes and segments were said; a summary that has the very words is shown as what it is.
Candidates come by the words' stems, as in a lookup; the likeliest few are laid beside the words
asked, one entry at a time. A segment is also tried together with the segments beside it, where the
same source goes on; nothing else is ever put together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from rapidfuzz import fuzz

from bot.concepts import Concept, Way
from bot.deadline import Deadline, no_deadline
from bot.difference import Laid, lay
from bot.model import Checked, Entry, Evidence, Kind, Match, Source, Status, Truth, Verdict
from bot.ports import Index, Vocabulary
from bot.ranking import KIND, TRUTH, folded
from bot.tokens import folded_words, tokenize
from bot.wanted import to_concepts
from bot.wording import Unit, Wording, to_wording

MOST_WORDS: Final = 150
"""Of what was asked; longer words are checked by their beginning, and are nearly said at best."""

NEARLY: Final = 0.6
"""The least likeness of what was nearly said; measured, see docs/measured/checking.md."""

NEARLY_COMMON: Final = 3
"""The least number of words that nearly the same has in common."""

MOST_WEIGHT: Final = 5.0
"""What the rarest word says: one that nobody said must not outweigh all that somebody did."""

_CANDIDATES: Final = 96
_FEW: Final = 4  # carrying words, below which the others are looked up too
_LAID: Final = 8  # candidates that are looked at word by word
_APART: Final = 120.0  # seconds; talk that was cut out between two segments parts them
_JOINED: Final = 3  # of those, how many are tried with the segments beside them


@dataclass(frozen=True, slots=True)
class Nearest:
    """An entry, or segments put together, with what was asked laid beside it."""

    entry: Entry
    laid: Laid
    joined: bool = False

    @property
    def is_of_unknown_turns(self) -> bool:
        """Whether it is put together of segments that may be two people's."""
        return self.joined and self.entry.attribution.status is not Status.STATED


def check(index: Index, words: str, deadline: Deadline | None = None) -> Checked:
    """Say whether anybody said `words`, and show the nearest words that were said.

    No text raises. Words without a word in them, or with nothing but fillers, are nothing. At the
    deadline the nearest words so far are shown, and it says so.
    """
    deadline = deadline or no_deadline()
    found = _checked(index.within(deadline), words, deadline)
    return replace(found, incomplete=deadline.cut_short)


def _checked(index: Index, words: str, deadline: Deadline) -> Checked:
    asked = to_wording(words, MOST_WORDS)
    found = nearest(index, asked, deadline)
    verdict = _verdict(asked, found.laid) if found else Verdict.NOTHING
    if verdict is Verdict.SAID and found and found.is_of_unknown_turns:
        verdict = Verdict.NEARLY
    if found is None or verdict is Verdict.NOTHING:
        summary = None if deadline.passed() else _summary(index, asked, deadline)
        return Checked(words, Verdict.NOTHING, summary=summary)
    laid = found.laid
    why = f"{laid.common} words the same"
    return Checked(words, verdict, Match(found.entry, laid.likeness, (why,), laid.marks), laid.diff)


def nearest(
    index: Index, asked: Wording, deadline: Deadline, *, spoken: bool = True
) -> Nearest | None:
    """Return what is nearest to the words asked, or None where nothing has a word of them.

    Args:
        index: where to look.
        asked: the words.
        deadline: when to stop; of those that were looked at by then, the nearest is returned.
        spoken: whether to look at speech, or else at everything that is none.
    """
    if all(unit.free for unit in asked.units):
        return None
    vocabulary = index.vocabulary()
    weigh = _weigher(vocabulary)

    def laid(entry: Entry) -> Nearest | None:
        found = lay(asked, to_wording(entry.text), weigh, deadline)
        return Nearest(entry, found) if found else None

    def in_time(_: object) -> bool:
        return not deadline.passed()

    likeliest = _likeliest(index, asked, vocabulary, spoken=spoken)
    found = sorted(filter(None, map(laid, takewhile(in_time, likeliest))), key=_place)
    if found and not found[0].laid.same:
        for one in takewhile(in_time, found[:_JOINED]):
            found += _with_neighbours(index, one.entry, laid)
    return min(found, key=_place, default=None)


def _summary(index: Index, asked: Wording, deadline: Deadline) -> Entry | None:
    """Return a text that is nobody's speech and has all the words as they were asked, or None."""
    found = nearest(index, asked, deadline, spoken=False)
    return found.entry if found and _verdict(asked, found.laid) is Verdict.SAID else None


def _verdict(asked: Wording, laid: Laid) -> Verdict:
    if laid.same:
        checked_whole = not tokenize(asked.text[asked.words[-1][1] :])
        return Verdict.SAID if checked_whole else Verdict.NEARLY
    nearly = laid.likeness >= NEARLY and laid.common >= NEARLY_COMMON
    return Verdict.NEARLY if nearly else Verdict.NOTHING


def _weigher(vocabulary: Vocabulary) -> Callable[[Unit], float]:
    def weigh(unit: Unit) -> float:
        term = vocabulary.words.get(unit.key)
        stands_in = term.entries if term else vocabulary.stems.get(unit.stem, 0)
        return min(MOST_WEIGHT, math.log(1 + (vocabulary.entries + 1) / (stands_in + 0.5)))

    return weigh


def _likeliest(
    index: Index, asked: Wording, vocabulary: Vocabulary, *, spoken: bool
) -> list[Entry]:
    """Return the few candidates that are worth a look at every word."""
    wanted = folded_words(asked.text[: asked.words[-1][1]])
    tokens = tokenize(wanted)
    concepts = to_concepts(tokens, vocabulary, quoted=wanted.split())
    if len(concepts) <= _FEW:  # the others are looked up too
        every = {token.stem: Concept(token.word, 1.0, (Way((token.stem,)),)) for token in tokens}
        concepts += every.values()

    def likely(entry: Entry) -> float:
        text = folded(entry)
        # A part of the longer one will do, but few words are no part of many.
        return fuzz.partial_ratio(wanted, text) * min(1.0, len(text) / len(wanted))

    found = index.candidates(concepts, _CANDIDATES)
    fit = [one for one in found if one.kind.is_speech is spoken]
    return sorted(fit, key=likely, reverse=True)[:_LAID]


def _with_neighbours(
    index: Index, entry: Entry, laid: Callable[[Entry], Nearest | None]
) -> list[Nearest]:
    """Return the segment joined with those beside it, as far as the words asked run."""
    if entry.kind is not Kind.SEGMENT:
        return []
    run = [one for one in index.around(entry) if _goes_with(one, entry)]
    whole = laid(_as_one(run))
    if whole is None:
        return []
    start, end = whole.laid.extent
    touched, at = [], 0
    for one in run:
        if at < end and start < at + len(one.text):
            touched.append(one)
        at += len(one.text) + 1
    found = laid(_as_one(touched)) if touched else None
    return [replace(found, joined=len(touched) > 1)] if found else []


def _goes_with(one: Entry, entry: Entry) -> bool:
    """Whether two segments may be one stretch of talk: alike in speaker, and near in time."""
    apart = abs((one.said_at or 0.0) - (entry.said_at or 0.0))
    return one.attribution == entry.attribution and apart <= _APART


def _as_one(run: Sequence[Entry]) -> Entry:
    """Return segments that follow one another as one entry, under the name of the first."""
    if len(run) == 1:
        return run[0]
    text = " ".join(one.text for one in run)
    return replace(
        run[0],
        text=text,
        source=Source(run[0].source.file, tuple(s for one in run for s in one.source.spans)),
        also_in=(),
        evidence=_own_evidence(run, text),
        confirmed=(),
        truth=Truth.VERBATIM,
    )


def _own_evidence(run: Sequence[Entry], text: str) -> tuple[Evidence, ...]:
    """Return what the one source of all these segments says of them together."""
    own = [evidence for one in run for evidence in one.evidence[:1]]
    agreed = len({one.speaker for one in own}) == 1
    return tuple(
        replace(first, wording=text, speaker=first.speaker if agreed else None) for first in own[:1]
    )


def _place(one: Nearest) -> tuple[bool, float, float, str, int, str]:
    """Return the key of a total order: the nearest first, the surer of equally near ones."""
    entry, laid = one.entry, one.laid
    surer = KIND[entry.kind] + TRUTH[entry.truth]
    return not laid.same, -laid.likeness, -surer, entry.episode.id, entry.position, entry.id

"""Ranks few candidates against what is wanted: a total order, and reasons for each place. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.concepts import (
    TOPIC,
    Concept,
    Met,
    carrying_text,
    folded_text,
    in_order,
    meet,
    meet_beside,
    to_marks,
)
from bot.deadline import Deadline, no_deadline
from bot.figures import has_number
from bot.model import Entry, Kind, Match, Status, Truth
from bot.readability import readability

COVERAGE: Final = 0.8
ORDER: Final = 0.19
"""What each part of a score weighs; a perfect one scores about 1.

What follows only decides between texts that meet the question equally well: all of it together
weighs less than the commonest word of the longest question.
"""
TRUTH: Final = {
    Truth.CORROBORATED: 0.003,
    Truth.VERBATIM: 0.002,
    Truth.SPLICED: 0.001,
    Truth.PARAPHRASE: 0.0,
}
KIND: Final = {
    Kind.QUOTE: 0.0004,
    Kind.SEGMENT: 0.0003,
    Kind.MENTION: 0.0002,
    Kind.TAKEAWAY: 0.0001,
    Kind.CHAPTER: 0.0,
}
STATUS: Final = {Status.STATED: 0.00004, Status.DISPUTED: 0.00002, Status.UNLABELLED: 0.0}
RETOLD: Final = 0.008
"""What it is worth to a text to have another word of like meaning for each that was asked: it may
answer by them, but comes before no text that has one word more of the question itself."""
NUMBERED: Final = 0.03
"""What a number in its words is worth to a text, where the question is after one ("how many")."""
TITLED: Final = 0.00015  # a word of its title tells what a text is about
ABOUT: Final = 0.00008
"""What it is worth to a text to be about a topic, and not only to mention it."""
FORM: Final = 0.0005
"""What it is worth to a text to have the words as they were typed, and no other form of them."""
LIKENESS: Final = 0.00001

NAMED: Final = {Status.STATED: 0.9, Status.DISPUTED: 0.8, Status.UNLABELLED: 0.5}
"""What a concept met only by who speaks counts for."""

BESIDE: Final = 0.35
"""What a concept counts for that only the heading above or the text beside an entry has."""
_SHORT, _DENSE = 25, 60  # words of a text; a topic that comes once in so many is no matter of it
_HEADING_WITHIN: Final = 6  # entries that a heading is looked for above
_COMPARED: Final = 400  # characters of a question that likeness looks at


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match, and how much of what is wanted it meets.

    Attributes:
        match: the match.
        coverage: the share of the weights that its own words and its speakers meet: 0 to 1.
        in_context: the same, with what stands above and beside it.
        words: how many concepts its own words meet.
        telling: whether one of what it meets is more than an everyday word.
    """

    match: Match
    coverage: float
    in_context: float
    words: int
    telling: bool


def rank(
    concepts: Sequence[Concept],
    entries: Sequence[Entry],
    deadline: Deadline | None = None,
    *,
    number: bool = False,
) -> list[Ranked]:
    """Return `entries` as matches, best first; the same arguments give the same order.

    Args:
        concepts: what is wanted, in the question's order.
        entries: the candidates, likelier ones first; they are one another's context.
        deadline: when to stop; those that were looked at by then are ranked.
        number: whether the question is after one; a text that has one comes before its equals.
    """
    wanted = carrying_text(" ".join(concept.word for concept in concepts)[:_COMPARED])
    places = {(entry.episode.id, entry.position): entry for entry in entries}
    deadline = deadline or no_deadline()
    found = [
        _ranked(concepts, wanted, entry, _beside(entry, places), number=number)
        for entry in itertools.takewhile(lambda _: not deadline.passed(), entries)
    ]
    return sorted(found, key=lambda one: (-one.match.score, *_place(one.match.entry)))


def best_alone(ranked: Iterable[Ranked]) -> list[Ranked]:
    """Return matches as whoever asks for nothing but a name wants them: what reads alone first."""
    return sorted(ranked, key=lambda one: (-_alone(one.match.entry), *_place(one.match.entry)))


def _alone(entry: Entry) -> float:
    return 4 * readability(entry) + 100 * KIND[entry.kind] + 100 * TRUTH[entry.truth]


def folded(entry: Entry) -> str:
    """Return the folded words of an entry, for likeness; remembered: the same ones come often."""
    return folded_text(entry.text)


def _ranked(
    concepts: Sequence[Concept],
    wanted: str,
    entry: Entry,
    beside: Sequence[str],
    *,
    number: bool,
) -> Ranked:
    met = meet(concepts, entry)
    literal = [m for m in met if not m.way.synonym]
    around = meet_beside(concepts, met, beside) if met else {}
    whole = sum(concept.weight for concept in concepts) or 1.0
    share = sum(m.concept.weight * _value(m, entry) for m in met) / whole
    retold = sum(m.concept.weight * m.way.quality for m in met if m.way.synonym) / whole
    in_context = share + BESIDE * sum(around.values()) / whole
    titled = [m for m in met if any(t.end <= entry.title_length for t in m.tokens)]
    score = COVERAGE * (in_context - retold) + RETOLD * retold
    score += ORDER * in_order(literal, concepts)
    score += share * (KIND[entry.kind] + TRUTH[entry.truth] + STATUS[entry.attribution.status])
    if number and met and has_number(folded(entry).split()):
        score += NUMBERED * share
    score += TITLED * len(titled) / max(1, len(concepts))
    # Somebody remembers words, and nobody said those of a summary.
    typed = sum(len(concept.forms) for concept in concepts)
    if typed > TOPIC and entry.truth is not Truth.PARAPHRASE:
        score += FORM * sum(map(_as_typed, met)) / typed
    if len(concepts) == 1:  # more of them are words that somebody remembers
        score += ABOUT * _about(met, entry)
    score += LIKENESS * fuzz.partial_ratio(wanted, carrying_text(entry.text)) / 100 if met else 0.0
    match = Match(entry, score, _reasons(met, titled, around), to_marks(met))
    telling = any(not m.concept.light for m in literal)
    return Ranked(match, share, in_context, sum(1 for m in met if m.tokens), telling)


def _as_typed(met: Met) -> int:
    """Count the words of a concept, as they were asked, that stand in the text."""
    return len({token.word for token in met.tokens}.intersection(met.concept.forms))


def _about(met: Sequence[Met], entry: Entry) -> float:
    """Return how much a text is about what it meets, 0 to 1: how often and how literally."""
    tokens = [(token.word == one.concept.word) for one in met for token in one.tokens]
    if not tokens:
        return 0.0
    often = len(tokens) / len(met)
    words = max(_SHORT, folded(entry).count(" ") + 1)
    return 0.6 * often / (often + 1 + words / _DENSE) + 0.4 * sum(tokens) / len(tokens)


def _beside(entry: Entry, places: Mapping[tuple[str, int], Entry]) -> list[str]:
    """Return the texts of the document right before and after an entry, and the heading above."""
    episode, at = entry.episode.id, entry.position
    found = [places.get((episode, at + step)) for step in (-1, 1)]
    texts = [one.text for one in found if one and one.source.file == entry.source.file]
    for above in range(at - 1, at - _HEADING_WITHIN, -1):
        one = places.get((episode, above))
        if one and one.title_length and one.source.file == entry.source.file:
            return [*texts, one.text[: one.title_length]]
    return texts


def _value(met: Met, entry: Entry) -> float:
    return met.way.quality * (1.0 if met.tokens else NAMED[entry.attribution.status])


def _reasons(met: Sequence[Met], titled: Sequence[Met], around: Iterable[str]) -> tuple[str, ...]:
    groups = {
        "words": [m.concept.word for m in met if m.tokens and not m.way.reason],
        "title": [m.concept.word for m in titled],
        "named": [m.concept.word for m in met if not m.tokens],
        "beside": list(around),
    }
    reasons = [f"{name}: {', '.join(words)}" for name, words in groups.items() if words]
    return (*reasons, *dict.fromkeys(m.way.reason for m in met if m.way.reason))


def _place(entry: Entry) -> tuple[str, int, str]:
    return entry.episode.id, entry.position, entry.id

"""Which words are worth a day: what reads alone, whole or in part, and what says the same; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.model import Entry, Kind, Source, Span, Truth
from bot.sentences import sentence_ends
from bot.tokens import tokenize

SHORTEST, LONGEST = 40, 400  # code points
SHORTEST_PART, LONGEST_PART = 70, 280  # code points of whole sentences taken out of a longer text
FARTHEST_PART: Final = 600  # code points into it, about 40 s: the link leads to its start
FEWEST_WORDS: Final = 8
SAME: Final = 0.5
"""From which share of the shorter one's runs of words two texts are near-duplicates."""

_RUN = 4  # words
_MOST_ALIKE = 20  # texts that are compared for one run of words; more have it by chance
_MOST_SENTENCES = 40  # of a segment that are looked at
_OPENING = "\"'“‘(["  # noqa: RUF001  the marks are meant
_ENDS = re.compile(r"[.!?][\"'”’)\]]*$")  # noqa: RUF001  the marks are meant
_CUT = re.compile(r"\.\.\.|…|\w[-–—](?:\s|$)")  # noqa: RUF001  the dashes are meant
_FILLER = re.compile(
    r"\b(?:u+h+m*|u+m+|er+m*|hm+)\b"
    r"|\bI mean,|\b(?:sort|kind) of,"
    r"|\byou know\b(?!\s+(?:that|what|how|why|when|where|who|which|the|if|it|about)\b)",
    re.IGNORECASE,
)
_STUTTER = re.compile(
    r"\b(?!(?:had|that|very|really|so|no|ha|bye|many|far|much)\b)(\w+)[,\s]+\1\b", re.IGNORECASE
)
_FALSE_START = re.compile(
    # Somebody begins anew before the verb has come: "I was I still", "they're they have".
    r"\b(I|we|you|he|she|it|they)"
    r"(?:\s+(?:am|are|is|was|were|have|has|had|do|does|did|can|could|will|would)"
    r"|['\u2019](?:m|re|s|ve|d|ll))"
    r"[,\s]+\1\b",
    re.IGNORECASE,
)
_UNSAYABLE = re.compile(
    # Latin letters without a vowel among them: a whole word of five, or seven in a row.
    r"\b(?![A-Z]+\b)[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{5,}\b|[b-df-hj-np-tv-xz]{7}"
)
_LEANING = re.compile(
    # A first word that only what was said before can explain, or that answers somebody.
    r"\A\W*(?:and|but|so|or|nor|because|which|then|also|plus|anyway|like|that|that's|those|these"
    r"|this|they|they're|he|he's|she|she's|her|him|yeah|yes|yep|no|nope|nah|right|okay|ok|well"
    r"|sure|exactly|totally|absolutely|definitely|interesting|cool|awesome|wow|uh|um)\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r"\b(?:you|your|you're|you've)\b[^.!?]*\?|, (?:right|you know)\?", re.IGNORECASE
)
_ANNOUNCING = re.compile(
    r"\b(?:thank(?:s| you) (?:so much|for|very)|welcome (?:back )?to|my name is|i'm your host"
    r"|subscribe|sponsor|brought to you|promo code|show notes|link in the|(?:this|today's|next"
    r"|last) episode|today's guest|(?:this|the|our) podcast|last question|stay tuned|see you next"
    r"|joining me|we'?re joined by|with me today|i have with me|bringing you|we bring on"
    r"|this is the (?:episode|podcast|show))\b",
    re.IGNORECASE,
)
_TRANSCRIBERS = re.compile(
    r"\[|\]|\((?:inaudible|laugh\w*|music|applause)\)|♪|>>|https?:", re.IGNORECASE
)

RULES: Final[dict[str, Callable[[Entry], bool]]] = {
    "is speech": lambda entry: entry.kind.is_speech,
    "has no cuts": lambda entry: entry.truth in (Truth.CORROBORATED, Truth.VERBATIM),
    "is not broken off": lambda entry: _CUT.search(entry.text) is None,
    "begins like a sentence": lambda entry: _begins(entry.text),
    "ends like a sentence": lambda entry: _ENDS.search(entry.text) is not None,
    "closes what it opens": lambda entry: _closes(entry.text),
    "is neither short nor long": lambda entry: SHORTEST <= len(entry.text) <= LONGEST,
    "has enough words": lambda entry: len(entry.text.split()) >= FEWEST_WORDS,
    "has no filler": lambda entry: _FILLER.search(entry.text) is None,
    "has no stutter": lambda entry: _STUTTER.search(entry.text) is None,
    "has no false start": lambda entry: _FALSE_START.search(entry.text) is None,
    "is made of words": lambda entry: _made_of_words(entry.text),
    "leans on nothing before it": lambda entry: _LEANING.match(entry.text) is None,
    "asks nobody": lambda entry: _asks_nobody(entry),  # noqa: PLW0108  defined below
    "announces nothing": lambda entry: _ANNOUNCING.search(entry.text) is None,
    "has no mark of a transcriber": lambda entry: _TRANSCRIBERS.search(entry.text) is None,
}
"""What makes words worth reading alone: every rule must hold."""


_OF_THE_WHOLE: Final = ("is speech", "has no cuts")
"""What no part of a text can have that the whole has not."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that take one turn: one entry, or near-duplicates that count as one.

    Attributes:
        entry: the one that is shown.
        ids: of all of them.
    """

    entry: Entry
    ids: tuple[str, ...]


def reads_alone(entry: Entry) -> bool:
    """Whether the entry as it is reads alone."""
    return all(holds(entry) for holds in RULES.values())


def alone(entry: Entry) -> Entry | None:
    """Return the entry, or the part of it, that reads alone, or None.

    A part is whole sentences in a row: the longest that is short enough, and of those the first.
    It keeps the entry's id, and its spans are where those very words stand.
    """
    if reads_alone(entry):
        return entry
    if not all(RULES[name](entry) for name in _OF_THE_WHOLE):
        return None
    best: Entry | None = None
    for start, end in _runs(entry.text):
        part = _part(entry, start, end)
        if (best is None or len(part.text) > len(best.text)) and reads_alone(part):
            best = part
    return best


def readable(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return what of the entries is worth reading alone, each whole or its part."""
    return tuple(part for entry in entries if (part := alone(entry)) is not None)


def units(entries: Iterable[Entry]) -> tuple[Unit, ...]:
    """Return the entries as units: near-duplicates become one, by the entry that is shown.

    Of those, a quotation is shown before a segment, then what more sources have, then the longer.
    """
    ordered = sorted(entries, key=_shown_first)
    leader: list[int] = []
    seen: dict[tuple[str, ...], list[int]] = {}
    for number, entry in enumerate(ordered):
        runs = _runs_of_words(entry.text)
        shared: dict[int, int] = {}
        for run in runs:
            for other in seen.setdefault(run, []):
                shared[other] = shared.get(other, 0) + 1
        like = [n for n, count in shared.items() if count >= SAME * _fewest(ordered[n], runs)]
        leader.append(leader[min(like)] if like else number)
        for run in runs:
            if len(seen[run]) < _MOST_ALIKE:
                seen[run].append(number)
    members: dict[int, list[str]] = {}
    for number, first in enumerate(leader):
        members.setdefault(first, []).append(ordered[number].id)
    return tuple(Unit(ordered[first], tuple(ids)) for first, ids in members.items())


def _shown_first(entry: Entry) -> tuple[bool, bool, int, str]:
    sure = entry.truth is Truth.CORROBORATED
    return (entry.kind is not Kind.QUOTE, not sure, -len(entry.text), entry.id)


def _runs_of_words(text: str) -> set[tuple[str, ...]]:
    stems = [token.stem for token in tokenize(text)]
    return {tuple(stems[n : n + _RUN]) for n in range(max(1, len(stems) - _RUN + 1))}


def _fewest(other: Entry, runs: set[tuple[str, ...]]) -> int:
    return min(len(_runs_of_words(other.text)), len(runs))


def _runs(text: str) -> Iterator[Span]:
    """Yield where runs of whole sentences stand in `text`, none longer than a part may be."""
    ends = sentence_ends(text)[:_MOST_SENTENCES]
    starts = [0, *(end + len(text[end:]) - len(text[end:].lstrip()) for end in ends)]
    for first, start in enumerate(starts):
        if start > FARTHEST_PART:
            return
        for end in ends[first:]:
            if end - start > LONGEST_PART:
                break
            if end - start >= SHORTEST_PART:
                yield start, end


def _part(entry: Entry, start: int, end: int) -> Entry:
    spans, at = [], 0
    for span_start, span_end in entry.source.spans:
        length = span_end - span_start
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            spans.append((span_start + first, span_start + last))
        at += length + 1  # the pieces are joined with one space
    source = Source(entry.source.file, tuple(spans))
    return replace(entry, text=entry.text[start:end], source=source, confirmed=())


def _made_of_words(text: str) -> bool:
    """Whether most of it has letters, and no part is letters that nobody could say."""
    parts = text.split()
    with_letters = sum(any(letter.isalpha() for letter in part) for part in parts)
    return 2 * with_letters > len(parts) and _UNSAYABLE.search(text) is None


def _begins(text: str) -> bool:
    first = text.lstrip(_OPENING)[:1]
    return first.isalnum() and not first.islower()


def _asks_nobody(entry: Entry) -> bool:
    # Somebody chose a quotation, its question too; in talk a question alone is an interviewer's.
    only_asks = entry.text.count("?") >= len(sentence_ends(entry.text))
    chosen = entry.kind is Kind.QUOTE
    return _TO_SOMEBODY.search(entry.text) is None and (chosen or not only_asks)


def _closes(text: str) -> bool:
    pairs = text.count("“") == text.count("”") and text.count("(") == text.count(")")
    return pairs and text.count('"') % 2 == 0

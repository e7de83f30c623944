"""Which of the ranked matches are shown: one a passage, and not five slices of one minute. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

from bot.model import Entry, Match, Span
from bot.ranking import folded

NEAR_DUPLICATE: Final = 90
"""Of 100: how alike the words of two matches are that are one."""
OVERLAP: Final = 0.5
"""The share of the shorter one's characters that two matches of one passage have in common."""
ONE_PLACE: Final = 60.0
"""Seconds; what was said within them is one place of talk."""
FEW_QUOTES: Final = 3
"""So many quotes of a topic come before what summarises it."""
SAME_SHARE: Final = 0.02
"""By how much of 1 two matches may differ that meet equally much of the question."""


def fold(matches: Sequence[Match]) -> list[Match]:
    """Return `matches` without those whose passage a better one shows."""
    texts = [folded(match.entry) for match in matches]
    # All at once, in compiled code: one by one it is what takes longest of a long list.
    alike = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=NEAR_DUPLICATE)
    kept: list[int] = []
    for at, match in enumerate(matches):
        row = alike[at].tolist()
        if not any(
            row[other] or _shares_words(match.entry, matches[other].entry) for other in kept
        ):
            kept.append(at)
    return [matches[at] for at in kept]


def spread(matches: Sequence[tuple[Match, float]], before: Sequence[Match] = ()) -> list[Match]:
    """Return matches with those of a place that is shown already after the others as good.

    Args:
        matches: best first, each with the share of the question that it meets; only among those
            that meet equally much does any change its place.
        before: what is shown before them.
    """
    spread_out: list[Match] = []
    rest = list(matches)
    while rest:
        best = rest[0][1]
        size = next((n for n, (_, s) in enumerate(rest) if s < best - SAME_SHARE), len(rest))
        shown = [*before, *spread_out]
        spread_out += _by_place([match for match, _ in rest[:size]], shown)
        rest = rest[size:]
    return spread_out


def _by_place(matches: Sequence[Match], before: Sequence[Match]) -> list[Match]:
    """Return equally good matches: a few quotes of different people and places, then summaries.

    What remains of the talk follows, and last what is of a place that is shown already.
    """
    new: list[Match] = []
    again: list[Match] = []
    for match in matches:
        shown = any(_is_one_place(match.entry, other.entry) for other in (*before, *new))
        (again if shown else new).append(match)
    speech = [match for match in new if match.entry.kind.is_speech]
    few = _by_speaker(speech)[:FEW_QUOTES]
    summaries = [match for match in new if not match.entry.kind.is_speech]
    rest = [match for match in speech if match not in few]
    if _is_topic(new):
        return [*few, *summaries, *rest, *again]
    return [*new, *again]


def _is_topic(matches: Sequence[Match]) -> bool:
    """Whether so much is equally good that the question is after a topic, not after words."""
    return len(matches) > FEW_QUOTES and matches[0].entry.kind.is_speech


def _by_speaker(matches: Sequence[Match]) -> list[Match]:
    """Return matches with a person's first one before anybody's second one."""
    seen: set[str | None] = set()
    first: list[Match] = []
    later: list[Match] = []
    for match in matches:
        speaker = match.entry.attribution.speaker
        (later if speaker in seen else first).append(match)
        seen.add(speaker)
    return [*first, *later]


def _is_one_place(one: Entry, other: Entry) -> bool:
    if one.kind.is_speech is not other.kind.is_speech or one.source.file != other.source.file:
        return False
    if one.said_at is None or other.said_at is None:
        return False
    return abs(one.said_at - other.said_at) <= ONE_PLACE


def _shares_words(one: Entry, other: Entry) -> bool:
    if one.episode.id != other.episode.id or not (one.kind.is_speech and other.kind.is_speech):
        return False
    return one.id in other.passage or other.id in one.passage or _overlaps(one, other)


def _overlaps(one: Entry, other: Entry) -> bool:
    ours = {source.file: source.spans for source in (one.source, *one.also_in)}
    theirs = {source.file: source.spans for source in (other.source, *other.also_in)}
    return any(_in_common(ours[file], theirs[file]) >= OVERLAP for file in ours.keys() & theirs)


def _in_common(ours: Sequence[Span], theirs: Sequence[Span]) -> float:
    """Return the share of the shorter of two runs of spans that both have."""
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in ours for c, d in theirs)
    return common / max(1, min(_length(ours), _length(theirs)))


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)

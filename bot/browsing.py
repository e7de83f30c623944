"""What can be asked about: suggestions while somebody types, and lists of what there is. Pure.

It goes by what the library has and how often; of two that are as good, the order of their words
decides, so that the same prefix gets the same suggestions.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from bot.model import (
    Entry,
    Kind,
    ListedEpisode,
    ListedSpeaker,
    OpenedEpisode,
    Shelved,
    Suggestion,
    SuggestionKind,
)
from bot.ports import Shelves
from bot.tokens import folded_words
from bot.topics import LONGEST

MOST: Final = 25
"""Suggestions: what the platforms show at most."""
MOST_LEAFED: Final = 400
"""Chapters, quotes and takeaways of one episode, and stretches of its talk, at most: a page."""
FEWEST_WORDS: Final = 8
"""Words of a quote that is worth reading alone."""

_FIRST: Final[Mapping[SuggestionKind, int]] = {
    SuggestionKind.TOPIC: 9,
    SuggestionKind.SPEAKER: 5,
    SuggestionKind.EPISODE: 4,
    SuggestionKind.PODCAST: 2,
    SuggestionKind.QUOTE: 4,
    SuggestionKind.SPELLING: 3,
}
"""How many of a kind come before the rest of the others: a bit of everything in one list."""
_LEAFED: Final = (Kind.CHAPTER, Kind.QUOTE, Kind.TAKEAWAY)
_FUZZY_FROM: Final = 5  # letters; shorter beginnings are never corrected
_COMPARED: Final = 250  # of a kind, that a misspelt beginning is held against
_LEADING: Final = 0.5  # of a topic's entries, in which it stands before another word
_IN_PASSING: Final = 12  # times as many entries have the word as have it for a topic
_LEAFED_THROUGH: Final = 6  # rows for a topic that is shown: each stands under all its words
_TRIES: Final = 20  # quotes that are looked at before a short one will do


class Shelf:
    """`bot.ports.Browsing` over the port `Shelves`."""

    def __init__(self, shelves: Shelves) -> None:
        """Take what the library has."""
        self._shelves = shelves

    def suggest(
        self,
        prefix: str,
        kinds: Collection[SuggestionKind] = tuple(SuggestionKind),
        limit: int = MOST,
    ) -> Sequence[Suggestion]:
        """Return what begins like `prefix`, best first; for nothing, a few good examples.

        Case, accents and, from five letters on, one typo are forgiven. What begins with the prefix
        comes before what has it further on or misspelt, and each kind gets its share.
        """
        wanted = folded_words(prefix[:LONGEST])
        asked = [kind for kind in SuggestionKind if kind in kinds]
        if prefix.strip() and not wanted:
            return []
        rows = self._shelves.beginning(asked, wanted, 2 * max(0, limit))
        found = {kind: _ordered(kind, wanted, listed) for kind, listed in rows.items()}
        if len(wanted) >= _FUZZY_FROM and sum(map(len, found.values())) < limit:
            for kind, alike in self._shelves.alike(asked, wanted, _COMPARED).items():
                near = [one for one in alike if _begins_nearly(one.key, wanted)]
                found[kind] += _ordered(kind, wanted, near)
        return _mixed(found)[: max(0, limit)]

    def topics(self, limit: int = 100) -> Sequence[Shelved]:
        """Return the topics of most entries first; what only stands in a longer one is left out.

        One word alone has to be worth it: titles and names end with it (what stands before
        another word only describes that: "open", "based", "two"), and it is not just said in
        passing, as most words of a title are.
        """
        found = self._shelves.beginning([SuggestionKind.TOPIC], "", _LEAFED_THROUGH * limit)
        several = _once([one for one in found[SuggestionKind.TOPIC] if one.entries > 1])
        alone = {word for one in several if " " not in (word := folded_words(one.value))}
        leading, said = self._shelves.leading(alone), self._shelves.said(alone)
        worth = [
            one
            for one in several
            if (word := folded_words(one.value)) not in alone
            or (
                leading.get(word, 0) <= _LEADING * one.entries
                and said.get(word, 0) <= _IN_PASSING * one.entries
            )
        ]
        return _longest(worth)[:limit]

    def speakers(self) -> Sequence[ListedSpeaker]:
        """Return everybody who takes part, those who are quoted most first."""
        said = Counter({one.value: one.entries for one in self._shelves.people()})
        parts = Counter(
            name for episode, _ in self._shelves.episodes() for name in episode.participants
        )
        listed = [ListedSpeaker(name, said[name], parts[name]) for name in {*said, *parts}]
        return sorted(listed, key=lambda one: (-one.said, -one.episodes, one.name))

    def episodes(self) -> Sequence[ListedEpisode]:
        """Return all episodes, the newest first; those without a date come last."""
        listed = [ListedEpisode(*one) for one in self._shelves.episodes()]
        listed.sort(key=lambda one: (one.episode.title or "", one.episode.id))
        return sorted(listed, key=lambda one: -_day(one))

    def episode(self, id: str) -> OpenedEpisode | None:
        """Return one episode with its chapters, quotes and takeaways; None: there is none."""
        counted = {episode.id: (episode, count) for episode, count in self._shelves.episodes()}
        if id not in counted:
            return None
        episode, count = counted[id]
        found = self._shelves.of_episode(id, _LEAFED, MOST_LEAFED)
        chapters, quotes, takeaways = (
            tuple(sorted((one for one in found if one.kind is kind), key=_place))
            for kind in _LEAFED
        )
        talk = tuple(self._shelves.of_episode(id, (Kind.SEGMENT,), MOST_LEAFED + 1))
        shown, is_cut = talk[:MOST_LEAFED], len(talk) > MOST_LEAFED
        return OpenedEpisode(episode, chapters, quotes, takeaways, shown, is_cut, count)

    def random(self, seed: str) -> Entry | None:
        """Return one quote, of enough words if there is such a one among a few."""
        drawn = (self._shelves.drawn(_draw(seed, again)) for again in range(_TRIES))
        first = next(drawn)
        few = (one for one in (first, *drawn) if one is None or _is_whole(one))
        return next(few, first)


def _place(entry: Entry) -> tuple[float, int]:
    """Return where an entry stands in the talk; one without a time stands at the end."""
    return (float("inf") if entry.said_at is None else entry.said_at, entry.position)


def _ordered(kind: SuggestionKind, wanted: str, rows: Sequence[Shelved]) -> list[Suggestion]:
    """Return rows as suggestions: the thing itself, what begins so, what has it further on."""
    ordered = sorted(
        rows,
        key=lambda one: (
            folded_words(one.label) != wanted,
            not folded_words(one.label).startswith(wanted),
            -one.entries,
            one.label,
            one.value,
        ),
    )
    told = _once(ordered)
    telling = _longest(told) if kind is SuggestionKind.TOPIC else told
    return [Suggestion(kind, one.label, one.value) for one in telling]


def _once(rows: Sequence[Shelved]) -> list[Shelved]:
    """Return rows without those that read like an earlier one and lead to the same."""
    found: dict[str, Shelved] = {}
    for one in rows:
        found.setdefault(folded_words(one.value), one)
    return list(found.values())


def _begins_nearly(key: str, wanted: str) -> bool:
    size = len(wanted)
    begins = {key[:length] for length in (size - 1, size, size + 1)}
    return any(OSA.distance(begin, wanted, score_cutoff=1) <= 1 for begin in begins)


def _mixed(found: Mapping[SuggestionKind, Sequence[Suggestion]]) -> list[Suggestion]:
    """Return the first few of every kind, then the rest, each value of a kind once."""
    first = [one for kind, listed in found.items() for one in listed[: _FIRST[kind]]]
    rest = [one for kind, listed in found.items() for one in listed[_FIRST[kind] :]]
    return list(dict.fromkeys(_told_once([*first, *rest])))


def _told_once(suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Leave out a spelling that is offered as a topic or a name already."""
    told = {
        folded_words(one.label) for one in suggestions if one.kind is not SuggestionKind.SPELLING
    }
    for one in suggestions:
        if one.kind is not SuggestionKind.SPELLING or one.label not in told:
            yield one


def _longest(rows: Sequence[Shelved]) -> list[Shelved]:
    """Return rows without those that only stand in a longer one of the same rows."""
    words = [(f" {folded_words(one.value)} ", one.entries) for one in rows]
    return [
        one
        for one, (own, entries) in zip(rows, words, strict=True)
        if not any(count >= entries and own != other and own in other for other, count in words)
    ]


def _day(one: ListedEpisode) -> int:
    return one.episode.date.toordinal() if one.episode.date else 0


def _is_whole(entry: Entry) -> bool:
    return len(entry.text.split()) >= FEWEST_WORDS


def _draw(seed: str, again: int) -> float:
    """Return a place from 0 to below 1 that only the seed and the try decide."""
    drawn = hashlib.blake2b(f"{again} {seed}".encode(errors="replace"), digest_size=6).digest()
    return int.from_bytes(drawn) / 2**48

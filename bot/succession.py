"""What has become of an entry that is no longer there: its successor, if it has one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import fuzz, process

from bot.model import Change, ChangeKind, Entry, Kind
from bot.tokens import folded_words

ALIKE: Final = 60
"""Of 100: how alike the words of an entry and of its successor are at least."""


def successors(gone: Iterable[Entry], there: Iterable[Entry]) -> dict[str, str]:
    """Return for the ids of entries that are gone the id of what stands in their place now.

    That is what has the likest words of the same kind. Who has none is left out: an id that leads
    nowhere is better than one that leads to other words.
    """
    of_kind: dict[Kind, dict[str, str]] = {}
    for entry in there:
        of_kind.setdefault(entry.kind, {})[entry.id] = folded_words(entry.text)
    found = {}
    for entry in gone:
        words, choices = folded_words(entry.text), of_kind.get(entry.kind, {})
        best = process.extractOne(words, choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is not None:
            found[entry.id] = str(best[2])
    return found


def changes(
    before: Mapping[str, Entry], after: Mapping[str, Entry], followed: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return what became of each entry, by id; what only moved or stayed is no change."""
    news = set(after) - set(before) - set(followed.values())
    found = [Change(ChangeKind.ADDED, new=after[new]) for new in news]
    for old in set(before) - set(after):
        new = after.get(followed.get(old, ""))
        found.append(Change(_kind(new, before), before[old], new))
    return tuple(sorted(found, key=_place))


def _kind(new: Entry | None, before: Mapping[str, Entry]) -> ChangeKind:
    if new is None:
        return ChangeKind.GONE
    return ChangeKind.MERGED if new.id in before else ChangeKind.CHANGED


def _place(change: Change) -> tuple[str, int, str]:
    entry = change.new or change.old
    return (change.kind, entry.position, entry.id) if entry else (change.kind, 0, "")

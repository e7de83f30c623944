"""What has become of an entry that is no longer there: its successor, if it has one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rapidfuzz import fuzz, process

from bot.model import Change, ChangeKind, Entry, Kind
from bot.tokens import folded_words

ALIKE: Final = 60
"""Of 100: how alike the words of an entry and of what an edit of its document made of it are."""
NEARLY_THE_SAME: Final = 97
"""Of 100: how alike an entry that was there before must be to take another's place."""


def alike(words: str, others: str) -> bool:
    """Whether folded words may be an edit of others."""
    return fuzz.ratio(words, others) >= ALIKE


def successors(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> dict[str, str]:
    """Return for the ids of entries that are gone the id of what stands in their place now.

    That is what has the same words, in the same document if it can be; else what is new in the
    same document and has the likest words; else what was there before and is nearly the same. Who
    has none is left out: an id that leads nowhere is better than one that leads to other words.
    """
    if before.keys() <= after.keys():
        return {}  # nothing is gone: a new library is all of this
    found = {}
    same: dict[tuple[Kind, str], list[Entry]] = {}
    fresh: dict[tuple[Kind, str], dict[str, str]] = {}
    there: dict[Kind, dict[str, str]] = {}
    for entry in after.values():
        words = folded_words(entry.text)
        same.setdefault((entry.kind, words), []).append(entry)
        there.setdefault(entry.kind, {})[entry.id] = words
        if entry.id not in before:
            fresh.setdefault((entry.kind, entry.source.file), {})[entry.id] = words
    for old in (before[gone] for gone in before if gone not in after):
        words, file = folded_words(old.text), old.source.file
        equal = sorted(same.get((old.kind, words), ()), key=lambda e: e.source.file != file)
        new = equal[0].id if equal else _likest(words, fresh.get((old.kind, file), {}), ALIKE)
        new = new or _likest(words, there.get(old.kind, {}), NEARLY_THE_SAME)
        if new is not None:
            found[old.id] = new
    return found


def _likest(words: str, choices: Mapping[str, str], least: int) -> str | None:
    best = process.extractOne(words, choices, scorer=fuzz.ratio, score_cutoff=least)
    return None if best is None else str(best[2])


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

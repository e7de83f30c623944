"""An episode whose lists of people name nobody twice because he is spelled twice. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.model import Alias, Attribution, Status
from bot.ports import Reconciled
from bot.tokens import folded_words


def spelled_once(found: Reconciled, aliases: Sequence[Alias]) -> Reconciled:
    """Return an episode with its aliases, in which no list of people names one of them twice.

    What a source calls the speaker stays as the source spells it.
    """
    meant = {alias.heard: alias.meant for alias in aliases}
    people = people_once(found.episode.participants, meant)
    episode = replace(found.episode, participants=people)
    agreed = {entry.attribution for entry in found.entries}
    whose = {attribution: _attributed(attribution, meant) for attribution in agreed}
    if episode == found.episode and all(new == old for old, new in whose.items()):
        return replace(found, aliases=tuple(aliases))
    entries = tuple(
        replace(entry, episode=episode, attribution=whose[entry.attribution])
        for entry in found.entries
    )
    return replace(found, episode=episode, entries=entries, aliases=tuple(aliases))


def people_once(names: Sequence[str], meant: Mapping[str, str]) -> tuple[str, ...]:
    """Return `names` in order, each person once, where two of them are one by an alias.

    Args:
        names: of people.
        meant: by how it was heard (folded), how a word of a name is meant.
    """
    spelled = {name: _as_meant(name, meant) for name in names}
    persons = Counter(folded_words(name) for name in spelled.values())
    kept = (new if persons[folded_words(new)] > 1 else old for old, new in spelled.items())
    return tuple(dict.fromkeys(kept))


def _as_meant(name: str, meant: Mapping[str, str]) -> str:
    return " ".join(meant.get(folded_words(word), word) for word in name.split())


def _attributed(attribution: Attribution, meant: Mapping[str, str]) -> Attribution:
    people = people_once(attribution.candidates, meant)
    several = len(attribution.candidates) > 1
    agreed = attribution.status is Status.DISPUTED and several and len(people) == 1
    status = Status.STATED if agreed else attribution.status
    return replace(attribution, status=status, candidates=people)

"""Names that forgive spelling: which entries a question's filters let through. Pure."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from bot.errors import Ambiguous, NoSuchThing
from bot.model import Entry, Episode
from bot.question import Asked
from bot.tokens import folded_words

SAME_NAME: Final = 85
"""Of 100: how alike two spellings of one name are; "lennys" is "Lenny's Podcast"."""

_PART_FROM: Final = 5  # letters; of a shorter name anything would be part


def passes(asked: Asked, entry: Entry) -> bool:
    """Whether the filters let the entry through; they forgive spelling."""
    episode = entry.episode
    return (
        (not asked.podcast or names_it(asked.podcast, episode.podcast))
        and (not asked.episode or _is_it(asked.episode, episode))
        and (not asked.place or _is_there(asked.place, episode))
        and (not asked.speaker or _may_have_said(asked.speaker, entry))
    )


def one_episode(title: str, episodes: Iterable[Episode]) -> Episode:
    """Return the one episode that is titled like `title`; spelling is forgiven.

    Raises:
        NoSuchThing: none is.
        Ambiguous: several are, and none exactly so.
    """
    alike = [episode for episode in episodes if names_it(title, episode.title)]
    exact = [one for one in alike if folded_words(one.title or "") == folded_words(title)]
    found = exact or alike
    if not found:
        raise NoSuchThing("episode")
    if len(found) > 1:
        raise Ambiguous("episodes", len(found))
    return found[0]


@functools.lru_cache(maxsize=4096)
def names_it(asked: str, name: str | None) -> bool:
    """Whether somebody who writes `asked` means what is called `name`."""
    wanted, known = folded_words(asked), folded_words(name or "")
    if not wanted or not known:
        return False
    alike = fuzz.token_set_ratio(wanted, known)
    if len(wanted) >= _PART_FROM:
        alike = max(alike, fuzz.partial_ratio(wanted, known))
    return alike >= SAME_NAME


def _is_it(asked: str, episode: Episode) -> bool:
    """Whether an episode is meant: by its id, as it is suggested, or by how it is titled."""
    return asked == episode.id or names_it(asked, episode.title)


def _is_there(asked: str, episode: Episode) -> bool:
    return _is_it(asked, episode) or names_it(asked, episode.podcast)


def _may_have_said(name: str, entry: Entry) -> bool:
    return entry.kind.is_speech and any(
        names_it(name, candidate) for candidate in entry.attribution.candidates
    )

"""Names that forgive spelling: which entries a question's filters let through. Pure."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.errors import Ambiguous, NoSuchThing
from bot.model import Entry, Episode
from bot.question import Asked
from bot.tokens import folded_words

SAME_NAME: Final = 85
"""Of 100: how alike two spellings of one name are; "lennys" is "Lenny's Podcast"."""

_PART_FROM: Final = 5  # letters; of a shorter name anything would be part


_LISTED: Final[Mapping[str, Callable[[Episode], Iterable[str | None]]]] = {
    "speaker": lambda episode: episode.participants,
    "podcast": lambda episode: (episode.podcast,),
    "episode": lambda episode: (episode.title, episode.id),
    "place": lambda episode: (episode.podcast, episode.title, episode.id),
}
"""What an episode lists that each filter of a question may name."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a question's filters let through.

    Attributes:
        asked: the question.
        episode_ids: the only episodes where an answer may be; None: in any.
        speakers: the folded names of who is meant by the speaker; none: whoever is called like
            that.
    """

    asked: Asked
    episode_ids: frozenset[str] | None = None
    speakers: frozenset[str] = frozenset()

    def passes(self, entry: Entry) -> bool:
        """Whether an entry may be shown."""
        if self.episode_ids is not None and entry.episode.id not in self.episode_ids:
            return False
        return not self.asked.speaker or (
            entry.kind.is_speech and any(self._means(name) for name in entry.attribution.candidates)
        )

    def _means(self, name: str) -> bool:
        if self.speakers:
            return folded_words(name) in self.speakers
        return names_it(self.asked.speaker or "", name)


def to_filter(asked: Asked, episodes: Sequence[Episode]) -> Filter:
    """Return what the filters of a question let through in a library of `episodes`.

    They forgive spelling; but who writes a name, a title or an id as it is means just that one.
    """
    found = list(episodes)
    for name in ("podcast", "episode", "place"):
        if wanted := getattr(asked, name):
            found = _meant(wanted, found, _LISTED[name])
    placed = bool(asked.podcast or asked.episode or asked.place)
    speakers: frozenset[str] = frozenset()
    if asked.speaker:
        taking_part = _meant(asked.speaker, found, _LISTED["speaker"])
        people = {folded_words(name) for one in taking_part for name in one.participants}
        speakers = frozenset({folded_words(asked.speaker)} & people)
        # Somebody may speak whom no document lists; then only the entries themselves tell.
        found, placed = taking_part or found, placed or bool(taking_part)
    return Filter(asked, frozenset(one.id for one in found) if placed else None, speakers)


def naming_nothing(asked: Asked, episodes: Sequence[Episode]) -> tuple[str, ...]:
    """Return which filters of a question, by their names, name nothing that an episode lists."""
    return tuple(
        name
        for name, called in _LISTED.items()
        if (wanted := getattr(asked, name)) and not _meant(wanted, episodes, called)
    )


def _meant(
    asked: str, episodes: Sequence[Episode], called: Callable[[Episode], Iterable[str | None]]
) -> list[Episode]:
    """Return the episodes that `asked` names exactly, else those that it may mean."""
    wanted = folded_words(asked)
    exact = [one for one in episodes if any(folded_words(n or "") == wanted for n in called(one))]
    return exact or [one for one in episodes if any(names_it(asked, n) for n in called(one))]


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

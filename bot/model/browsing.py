"""What a library can be asked about: suggestions while somebody types, and what is in it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.library import Entry, Episode


class SuggestionKind(StrEnum):
    """What a suggestion is, in the order in which kinds are offered."""

    TOPIC = "topic"
    SPEAKER = "speaker"
    EPISODE = "episode"
    PODCAST = "podcast"
    QUOTE = "quote"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that the library has, as it is offered to somebody who types.

    Attributes:
        kind: what it is, and so which filter takes it: a topic, a spelling and a quote are the
            text of a question, the others its filter of that name.
        label: what is shown: whole words, at most 100 characters.
        value: what the question takes, at most 100 characters: a topic's or a spelling's words, a
            person's or a podcast's name, the id of an episode or of a quote.
    """

    kind: SuggestionKind
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """Something that the library has, and in how many entries.

    Attributes:
        label, value: see `Suggestion`.
        entries: how many have it.
        key: the folded words by which it is found.
    """

    label: str
    value: str
    entries: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class ListedSpeaker:
    """A person of the library.

    Attributes:
        name: also what the filter `speaker` takes.
        said: how many quotes and segments state that this person said them.
        episodes: in how many episodes this person takes part.
    """

    name: str
    said: int
    episodes: int


@dataclass(frozen=True, slots=True)
class ListedEpisode:
    """An episode of the library, and how many entries are of it; the filter takes its id."""

    episode: Episode
    entries: int


@dataclass(frozen=True, slots=True)
class OpenedEpisode:
    """An episode with what is worth leafing through; each tuple in the order of the talk.

    Attributes:
        episode: the episode.
        chapters: its titled stretches.
        quotes: what somebody is quoted with.
        takeaways: what summaries say of it.
        segments: the talk as transcribed, from its beginning.
        is_cut: whether the talk goes on beyond them.
        entries: how many there are in all, those that no page lists too.
    """

    episode: Episode
    chapters: tuple[Entry, ...]
    quotes: tuple[Entry, ...]
    takeaways: tuple[Entry, ...]
    segments: tuple[Entry, ...]
    is_cut: bool
    entries: int

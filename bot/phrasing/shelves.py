"""What is in a library, as cards: its topics, speakers and episodes. Pure.

A list is a card of help: its lines say what there is, its hints what to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.model import Card, CardKind, ListedEpisode, ListedSpeaker, Shelved
from bot.phrasing.items import where

EMPTY: Final = "This library is empty; podquote ingest PATH puts documents in."
NO_TOPICS: Final = "No topic comes up twice in this library; ask for any word."
NO_SPEAKERS: Final = "No document of this library names who speaks."

BROWSE: Final = "Look around: topics, speakers, episodes"
TOPICS: Final = "Topics"
SPEAKERS: Final = "Speakers"
EPISODES: Final = "Episodes"
CHAPTERS: Final = "Chapters"
QUOTES: Final = "What was said"
TAKEAWAYS: Final = "What summaries say"
TALK: Final = "The talk, as transcribed"
NO_EPISODE: Final = "There is no such episode here, or not any more."

LISTED: Final = 25
"""Lines of a list, at most: more of them is no card."""
_HINTS: Final = 5


def to_topics_card(topics: Sequence[Shelved]) -> Card:
    """Phrase topics; each hint is one, ready to be asked."""
    if not topics:
        return Card(CardKind.HELP, NO_TOPICS)
    lead = f"{_count(len(topics), 'topic')}, what is named most often first."
    return Card(CardKind.HELP, lead, hints=tuple(one.value for one in topics[:LISTED]))


def to_speakers_card(speakers: Sequence[ListedSpeaker]) -> Card:
    """Phrase who speaks: how often each is quoted, and in how many episodes."""
    if not speakers:
        return Card(CardKind.HELP, NO_SPEAKERS)
    lines = [f"{one.name}: {quoted(one)}" for one in speakers]
    hints = tuple(f'from:"{one.name}"' for one in speakers[:_HINTS] if one.said)
    title = "1 person." if len(speakers) == 1 else f"{len(speakers)} people."
    return Card(CardKind.HELP, _listed(title, lines), hints=hints)


def to_episodes_card(episodes: Sequence[ListedEpisode]) -> Card:
    """Phrase the episodes: podcast, title, date, and how much of each there is."""
    if not episodes:
        return Card(CardKind.HELP, EMPTY)
    lines = [f"{where(one.episode)}: {_count(one.entries, 'text')}" for one in episodes]
    return Card(CardKind.HELP, _listed(f"{_count(len(episodes), 'episode')}.", lines))


def quoted(one: ListedSpeaker) -> str:
    """Say how often somebody is quoted, and in how many episodes."""
    counted = [(one.said, "quote"), (one.episodes, "episode")]
    return ", ".join(_count(number, what) for number, what in counted if number)


def in_words_of(file: str) -> str:
    """Say whose words titles are."""
    return f"In the words of {file}"


def texts(number: int) -> str:
    """Say how many texts there are."""
    return _count(number, "text")


def rest_of_talk(shown: int) -> str:
    """Say that the talk goes on beyond the stretches that are shown."""
    return (
        f"Shown: the first {_count(shown, 'stretch', 'stretches')}; ask for words to find the rest."
    )


def _listed(title: str, lines: Sequence[str]) -> str:
    more = len(lines) - LISTED
    rest = [f"And {more} more."] if more > 0 else []
    return "\n".join((title, *lines[:LISTED], *rest))


def _count(number: int, what: str, many: str | None = None) -> str:
    return f"{number} {what if number == 1 else many or what + 's'}"

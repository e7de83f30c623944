"""The grammar of a question: filters and phrases inside what somebody typed. Pure.

`from:sherwin pricing`, `in:"OpenAI" agents`, `podcast:lennys`, and a phrase in quotation marks.
Any text is a question: what is no filter is words, and a filter of nothing is words too.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import Final

from bot.model import LONGEST_QUESTION, Question
from bot.tokens import folded_words

# No quotation holds its own opening mark: a text of opening marks alone is read in one pass.
_QUOTED: Final = (
    '"[^"]*"|\u201c[^\u201c\u201d]*\u201d|\u201e[^\u201e\u201c\u201d]*[\u201c\u201d]|«[^«»]*»'
)
_FILTER: Final = re.compile(
    rf"(?<!\S)(?P<name>from|speaker|in|episode|podcast):(?P<value>{_QUOTED}|\S+)", re.IGNORECASE
)
_PHRASE: Final = re.compile(_QUOTED)
_MARKS: Final = '"\u201c\u201d\u201e«»'
_EMOJI_CODE: Final = re.compile(r":[a-z][a-z0-9_+-]+:")  # ":robot_face:", as chats write it
_MOST_PHRASES: Final = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart.

    Attributes:
        words: what is looked up, without the filters.
        phrases: the phrases in quotation marks, as folded words, each once.
        speaker: who said it, or None.
        episode, podcast: what the episode and the podcast are called, or None.
        place: what either of them is called, or None.
        bare: whether there were only filters; `words` are theirs then.
    """

    words: str
    phrases: tuple[str, ...] = ()
    speaker: str | None = None
    episode: str | None = None
    podcast: str | None = None
    place: str | None = None
    bare: bool = False

    @property
    def filters(self) -> tuple[str, ...]:
        """All filters, as they were asked."""
        every = (self.speaker, self.episode, self.podcast, self.place)
        return tuple(value for value in every if value)


def take_apart(question: Question) -> Asked:
    """Return what a question asks for; its own filters win over those in its text.

    Of filters alone, their words are looked up.
    """
    written: dict[str, str] = {}
    words = _FILTER.sub(lambda found: _note(found, written), _beginning(question.text))
    words = _EMOJI_CODE.sub(" ", words)
    quoted = itertools.islice(_PHRASE.finditer(words), _MOST_PHRASES)
    phrases = (folded_words(found.group()) for found in quoted)
    placed = question.episode or question.podcast
    asked = Asked(
        words,
        tuple(dict.fromkeys(phrase for phrase in phrases if phrase)),
        question.speaker or written.get("from") or written.get("speaker"),
        question.episode or written.get("episode"),
        question.podcast or written.get("podcast"),
        None if placed else written.get("in"),
    )
    if written and not folded_words(words):
        return replace(asked, words=" ".join(written.values()), bare=True)
    return asked


def _beginning(text: str) -> str:
    """Return what is read of a text: all of it, or its first words."""
    if len(text) <= LONGEST_QUESTION:
        return text
    return " ".join(text[:LONGEST_QUESTION].split()[:-1]) or text[:LONGEST_QUESTION]


def _note(found: re.Match[str], written: dict[str, str]) -> str:
    """Keep a filter and return what is left of it in the text: nothing, or all of it."""
    value = found["value"].strip(_MARKS).strip()
    if not folded_words(value):
        return found.group()
    written.setdefault(found["name"].lower(), value)
    return " "

"""Questions, answers, and the cards that doors show. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from bot.model.library import Entry
from bot.model.sources import Span

LONGEST_QUESTION: Final = 2000
"""Characters of a question that are looked up: a longer one was pasted, and its beginning says
enough. A door takes one more, so that the card can say what was left out."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. Filters forgive spelling; `limit` is how many matches at most."""

    text: str
    speaker: str | None = None
    episode: str | None = None
    podcast: str | None = None
    limit: int = 5

    @property
    def is_long(self) -> bool:
        """Whether only its beginning is looked up."""
        return len(self.text) > LONGEST_QUESTION


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers a question.

    Attributes:
        entry: the entry.
        score: higher is better; comparable within one answer only.
        why: human-readable reasons: matched words, corrections made, aliases used.
        marks: spans of `entry.text` (not of the document) that matched, in order, not overlapping.
    """

    entry: Entry
    score: float
    why: tuple[str, ...] = ()
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was found. No matches is an honest miss; `suggestions` are what is near.

    Attributes:
        question: what was asked.
        matches: what answers it, best first.
        suggestions: what is near, where nothing does.
        is_near: whether `suggestions` are; else they are only examples of what can be asked.
        incomplete: whether the time was up before everything was looked at.
        sure: how sure the surest text is, also where it is no match for that: from 1 on it is one.
            Comparable between questions.
        named_nothing: where nothing answers, which of the question's filters name nothing that an
            episode lists: "speaker", "podcast", "episode", "place".
    """

    question: Question
    matches: tuple[Match, ...]
    suggestions: tuple[str, ...] = ()
    incomplete: bool = False
    is_near: bool = True
    sure: float = 0.0
    named_nothing: tuple[str, ...] = ()


class Verdict(StrEnum):
    """Whether somebody said what was asked."""

    SAID = "said"
    NEARLY = "nearly"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of words that somebody may have said.

    Attributes:
        words: as they were asked.
        verdict: said, the same words but for case, punctuation and fillers; nearly, a few words
            differ; or nothing like it.
        closest: where the nearest words stand, or None with nothing; its marks are what both have.
            Words that run over two segments come as one entry: their texts and spans, in order.
        diff: one a word, in order: "=" is in both and "+" only in the source, both as written
            there; "-" was only asked. As far as the words asked run.
        summary: with nothing, a text that has the very words but is nobody's speech, or None.
        incomplete: whether the time was up before everything was looked at.
    """

    words: str
    verdict: Verdict
    closest: Match | None = None
    diff: tuple[tuple[str, str], ...] = ()
    summary: Entry | None = None
    incomplete: bool = False


class CardKind(StrEnum):
    """What a card is: an answer, an entry's sources, an honest miss, help, trouble, or a note.

    A note says in its lead what was done, or lists, a line each; it may have words of documents.
    """

    ANSWER = "answer"
    SOURCES = "sources"
    MISS = "miss"
    HELP = "help"
    TROUBLE = "trouble"
    NOTE = "note"


class Reach(IntEnum):
    """How much around the words that answer is shown, from little to much.

    `SENTENCE`: the few sentences of a long turn that answer. `TEXT`: the text itself. `TURN`: the
    turn that a quotation is from. `AROUND`: what stands right before and after. `CHAPTER`: the
    chapter, and the talk in it.
    """

    SENTENCE = 0
    TEXT = 1
    TURN = 2
    AROUND = 3
    CHAPTER = 4


Part = tuple[int, int]
"""Which sentences of a text: the first, from 0, and how many; see `bot/excerpts.py`."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Which of the ranked texts a card shows, how much around it, and where one can go from there.

    Attributes:
        ids: of the ranked entries, best first; never empty.
        parts: beside each id, the sentences of its text that answer; None: all of it.
        at: which of them is shown, from 0.
        reach: how much around it.
        wider, narrower: the next reach that shows more or less, or None.
        whole: whether the card shows the entries as they are and not, say, two joined: only then
            can it be shared by its ids.
    """

    ids: tuple[str, ...]
    parts: tuple[Part | None, ...]
    at: int = 0
    reach: Reach = Reach.TEXT
    wider: Reach | None = None
    narrower: Reach | None = None
    whole: bool = True

    @property
    def id(self) -> str:
        """The id of the entry that is shown."""
        return self.ids[self.at]

    @property
    def part(self) -> Part | None:
        """The sentences of its text that answer, or None: all of it."""
        return self.parts[self.at]


@dataclass(frozen=True, slots=True)
class CardItem:
    """One text of a card with everything a door shows beside it; every string is ready to be read.

    Attributes:
        id: the entry's.
        words: the words to show, whole unless `cut`. Where `quoted`, the door puts quotation
            marks around them.
        marks: spans of `words` that matched; a door may embolden them.
        quoted: true for speech, and only for speech.
        title: a takeaway's or mention's own title, shown above `words`; not part of `words`.
        label: what a text that is no speech is, with its source ("Summary by 003_….txt"); None for
            speech.
        speaker: who said it, or that it is not known, or that sources disagree; None where nobody
            spoke.
        where: podcast, episode and date in one line.
        moment: the timecode as text ("18:11"), or None.
        url: the link to the moment, or to the episode, or None; http(s) only.
        plays: whether `url` leads to the moment itself.
        badge: how sure the source is of the words, in a few words.
        source: the document's file name.
        sources: the evidence, a line each: what each source has, and whom it names.
        cut: whether words of the text were left out before `words`, and after; a door marks each
            cut outside of the quotation marks.
    """

    id: str
    words: str
    quoted: bool
    where: str
    badge: str
    source: str
    marks: tuple[Span, ...] = ()
    title: str | None = None
    label: str | None = None
    speaker: str | None = None
    moment: str | None = None
    url: str | None = None
    plays: bool = False
    sources: tuple[str, ...] = ()
    cut: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown, whoever shows it.

    Attributes:
        kind: answer, miss, help or trouble.
        lead: one sentence above the items ("3 of the best matches"); never the asker's own words.
            Above sources, a line for each doubt too, with words and names of documents.
        items: the texts, best first; empty unless it is an answer or its sources.
        hints: things to try, each ready to be typed as a question; words of the index, never of
            the asker.
        examples: whether the hints are only examples of what can be asked, and near nothing.
        steps: which of the ranked texts it shows and where its buttons lead (`bot.actions`); None:
            it has no buttons.
        clocks: stretches of the lead that are a time, each with its Unix seconds: a door that can
            shows it in the reader's own zone.
    """

    kind: CardKind
    lead: str
    items: tuple[CardItem, ...] = ()
    hints: tuple[str, ...] = ()
    steps: Steps | None = None
    clocks: tuple[tuple[str, int], ...] = ()
    examples: bool = False

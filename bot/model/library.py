"""What the library holds: episodes, and everything an answer can show of them. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.model.sources import Kind, Source, Span, Truth


class Status(StrEnum):
    """Whether the sources say who said it."""

    STATED = "stated"
    DISPUTED = "disputed"
    UNLABELLED = "unlabelled"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said it, according to whom.

    Attributes:
        status: stated, disputed or unlabelled.
        candidates: stated, the one; disputed, all who are named; unlabelled, the known
            participants, or none.
        settled: why, where a curator settled it; None where only the sources speak.
    """

    status: Status
    candidates: tuple[str, ...] = ()
    settled: str | None = None

    @property
    def speaker(self) -> str | None:
        """The one who is stated, else None: a wrong name is worse than none."""
        return self.candidates[0] if self.status is Status.STATED else None


@dataclass(frozen=True, slots=True)
class Episode:
    """One issue of a podcast, as its documents together describe it.

    Attributes:
        id: stable; made from what names the episode.
        title, podcast, date, url: the best that the documents say; None where none says it.
        participants: everybody a document names as taking part, in a stable order.
    """

    id: str
    title: str | None
    podcast: str | None
    date: dt.date | None
    url: str | None
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source says about an entry's words.

    Attributes:
        file: the source's name.
        wording: the words as they stand there, which may differ from the entry's.
        speaker: whom this source names, or None.
        said_at, edition, url: when, on which clock, and its link; None where it says nothing.
        label: what it prints in a speaker's place where that names nobody, or None.
    """

    file: str
    wording: str
    speaker: str | None = None
    said_at: float | None = None
    edition: str | None = None
    url: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A part of an entry's words that another source has too: where in its text, and which file."""

    span: Span
    file: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the catalogue holds and an answer can show.

    Attributes:
        id: stable across re-ingest and databases.
        episode: the episode it belongs to.
        text: the words as they stand in `source`.
        title_length: how many code points of `text` are its title (0: it has none).
        said_at, edition, url: the citation; see "Citation" in docs/architecture.md.
        source, also_in: where the words stand, and where else, each in its own wording.
        position: the entry's place in its episode's catalogue, for a total order.
        evidence: what each source says of these words, its own first.
        confirmed: which parts of a longer quotation other sources have too.
        passage: of a quotation with cuts, the ids of the segments that hold the whole passage.
    """

    id: str
    episode: Episode
    kind: Kind
    truth: Truth
    text: str
    attribution: Attribution
    source: Source
    title_length: int = 0
    said_at: float | None = None
    edition: str | None = None
    url: str | None = None
    also_in: tuple[Source, ...] = ()
    position: int = 0
    evidence: tuple[Evidence, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    passage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as it was heard, and as it is meant.

    Attributes:
        heard: folded words, joined by a space ("roxette", "open ai").
        meant: as it is written ("Rockset").
        episode_id: the only episode it holds in, or None: it holds everywhere.
        evidence: why, a sentence each; empty where a curator gave none.
        by_whom: who says so.
    """

    heard: str
    meant: str
    episode_id: str | None = None
    evidence: tuple[str, ...] = ()
    by_whom: Literal["mined", "curator"] = "mined"


@dataclass(frozen=True, slots=True)
class Overview:
    """How much is in the library."""

    podcasts: int
    episodes: int
    documents: int
    entries: int

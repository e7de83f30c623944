"""What became of documents: put in, changed, held against their texts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.library import Entry
from bot.model.sources import Claims, Link


class ChangeKind(StrEnum):
    """What a document does to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    MERGED = "merged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """What a document does to one entry.

    Attributes:
        kind: added, changed into another, merged into one that was there, or gone.
        old, new: before and after; None where there is none.
    """

    kind: ChangeKind
    old: Entry | None = None
    new: Entry | None = None


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one document that was to go in.

    Attributes:
        file: its name.
        format: the format that claimed it, or None.
        episode: the title of the episode it belongs to now, or None.
        added: how many new texts the catalogue has of each kind; empty when nothing changed.
        unread: how many things its parser saw and did not keep.
        conflicts: what its episode's documents disagree on, a sentence each.
        changes: what it does to each entry.
        error: one sentence when it was refused, else None; nothing of it was written then.
        notes: what its parser did not keep, and what it kept that is wrong in itself: a sentence
            each, with its line, in the order of the lines.
        links: other documents that it names as its episode's.
        claims: what it says of its episode, where it links to others of it.
        kept_out: whether it was refused because its episode was forgotten.
        is_known: whether it was in already, byte for byte, under this name.
        same_as: the name under which the same bytes are in, or None.
    """

    file: str
    format: str | None = None
    episode: str | None = None
    added: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    conflicts: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    error: str | None = None
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    claims: Claims | None = None
    kept_out: bool = False
    is_known: bool = False
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """One text held against its document.

    Attributes:
        file: the document's name.
        entry_id: whose text it is.
        problem: why it does not hold, or None: it holds.
        line: where in the document a text that does not hold begins, from 1; None where it holds,
            and where it begins nowhere in the document.
    """

    file: str
    entry_id: str
    problem: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a database is asked now and then by whoever watches over podquote.

    Attributes:
        documents, entries: how many there are.
        occurrences: how many dates the ledger has in each state.
        queue_age: for how many seconds the post that waits longest has been due; 0.0: none waits.
    """

    documents: int
    entries: int
    occurrences: Mapping[str, int]
    queue_age: float


@dataclass(frozen=True, slots=True)
class Correction:
    """One change that a curator made.

    Attributes:
        at: when, ISO 8601 in UTC.
        what: "episode", "label" or "speaker".
        subject: the id of an episode or a text, or a document's name.
        field: which of its fields, or which label.
        old, new: before and after; None where the documents speak.
        because: why, as the curator writes it, or None.
    """

    at: str
    what: str
    subject: str
    field: str
    old: str | None
    new: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Settled:
    """Who said a text, as a curator settled it; see `bot/index/curation.py`."""

    entry_id: str
    name: str
    words: str
    because: str
    settled_at: str


@dataclass(frozen=True, slots=True)
class Relabelling:
    """Whom a label in a document stands for, as a curator says."""

    file: str
    label: str
    name: str
    because: str
    at: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """Somebody who speaks in a document.

    Attributes:
        file: the document's name.
        label: as it prints them, or None where it prints nothing.
        name: who is shown, or None: nobody in particular.
        texts: how many texts are theirs.
    """

    file: str
    label: str | None
    name: str | None
    texts: int


@dataclass(frozen=True, slots=True)
class ForgottenThing:
    """Something that was forgotten: nobody can tell any more what, only what kind, and when.

    Attributes:
        id: what lets it in again.
        kind: "episode" or "person".
        at: when, ISO 8601 in UTC.
    """

    id: str
    kind: str
    at: str


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What forgetting takes away.

    Attributes:
        id: what lets it in again.
        kind: "episode" or "person".
        named: the episode's title, or the person's name.
        removed: how many texts of each kind are gone.
        documents: how many documents are gone whole.
        redacted: from how many the words were taken, and the rest stays.
        posts: how many posts that were planned will not be sent.
        unlabelled: of a person: how many texts stay in their episodes of which nobody says who
            said them.
    """

    id: str
    kind: str
    named: str
    removed: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    redacted: int = 0
    posts: int = 0
    unlabelled: int = 0

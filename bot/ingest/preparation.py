"""A document as it goes in: opened, parsed, and the episode that it makes by itself. Pure.

Nothing here looks at the library, so that it can be done beside the writing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import DocumentError
from bot.ingest.aliases import mine
from bot.ingest.opening import Opened, open_all
from bot.ingest.reconcile import Read, reconcile
from bot.ingest.sending import send_quickly
from bot.ingest.spelled_once import spelled_once
from bot.ingest.spellings import texts_of
from bot.model import (
    Attribution,
    DocumentReport,
    Entry,
    Episode,
    Evidence,
    Note,
    Passage,
    Reading,
    Source,
)
from bot.ports import Reconciled, Stored

send_quickly((Attribution, Entry, Episode, Evidence, Passage, Source))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as it goes in: worked out without looking at the library.

    Attributes:
        stored: the document.
        reading: what its parser got out of it.
        notes: what is to be said about how it was decoded.
        alone: the episode that it makes where no other document is of it.
    """

    stored: Stored
    reading: Reading
    notes: tuple[Note, ...] = ()
    alone: Reconciled | None = None

    @property
    def file(self) -> str:
        """The document's name."""
        return self.stored.document.file

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.stored.document.data)


def prepare(name: str, data: bytes, library: str) -> list[Prepared | DocumentReport]:
    """Return the documents of a file, with what each makes alone, or why it is none."""
    try:
        found = [prepared_or_refused(one) for one in open_all(name, data)]
    except DocumentError as error:
        return [DocumentReport(name, error=str(error))]
    # The items of a feed are seldom alone: a transcript is of the same episode.
    return [_with_alone(one, library) for one in found] if len(found) == 1 else found


def prepared(opened: Opened) -> Prepared:
    """Return an open document as it goes in.

    Raises:
        BrokenDocument: its content breaks its format.
    """
    return Prepared(opened.stored, opened.reading(), opened.notes)


def prepared_or_refused(opened: Opened | DocumentError) -> Prepared | DocumentReport:
    """Return an open document as it goes in, or the report on why it does not."""
    if isinstance(opened, DocumentError):
        return DocumentReport(opened.file, error=str(opened))
    try:
        return prepared(opened)
    except DocumentError as error:
        return DocumentReport(opened.file, error=str(error))


def reconciled(read: list[Read], library: str) -> Reconciled:
    """Reconcile one episode, and learn what names its documents spell in more than one way."""
    found = reconcile(read, library)
    texts = [text for one in read for text in texts_of(one.document, one.reading)]
    return spelled_once(found, mine(texts, found.heard, episode_id=found.episode.id))


def _with_alone(one: Prepared | DocumentReport, library: str) -> Prepared | DocumentReport:
    if isinstance(one, DocumentReport):
        return one
    return replace(one, alone=reconciled([Read(one.stored.document, one.reading)], library))

"""A transcript that somebody hands over in a chat: looked at first, and put in after a yes.

Size and type are looked at before a door downloads it. What it would do is said in private, from a
run that keeps nothing; its bytes wait for the yes for an hour, and are gone after it either way.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Final

from bot import phrasing
from bot.errors import DocumentError, UploadError
from bot.ingest.opening import Opened, open_all
from bot.ingest.pipeline import ingest_all, take_in_all
from bot.model import Card, CardKind, DocumentReport
from bot.ports import Catalogue, Clock, Proposal, Proposals

MOST: Final = 5_000_000
"""How many bytes a transcript may have that is handed over in a chat."""
PATIENCE: Final = dt.timedelta(hours=1)
"""How long one waits for its yes."""

_ENDINGS: Final = frozenset(
    """
    .txt .md .markdown .vtt .srt .json .json3 .html .htm .xml .csv .yaml .yml .quotesexport
    """.split()  # noqa: SIM905  the endings are read as words
)
_TYPES: Final = ("text/", "application/json", "application/x-subrip", "application/xml")
_UNTOLD: Final = ("", "application/octet-stream", "binary/octet-stream")


class _AskedOnlyError(Exception):
    """Nothing shall be written: it was only asked what would be."""


class Uploads:
    """Takes documents in from chats."""

    def __init__(self, catalogue: Catalogue, proposals: Proposals, clock: Clock) -> None:
        """Take where documents go, where they wait, and the time."""
        self._catalogue = catalogue
        self._proposals = proposals
        self._clock = clock

    def check(self, name: str, size: int, type: str) -> None:
        """Look at what is handed over before it is downloaded.

        Args:
            name: the file's.
            size: in bytes, as the platform tells it.
            type: its media type, as the platform tells it; "" where it tells none.

        Raises:
            UploadError: it is too large, or no text.
        """
        if size > MOST:
            raise UploadError(f"A file of more than {MOST // 1_000_000} MB is not taken here.")
        ending = "." + name.rsplit(".", 1)[-1].casefold()
        told = type.partition(";")[0].strip().casefold()
        if ending not in _ENDINGS or not (told in _UNTOLD or told.startswith(_TYPES)):
            raise UploadError("It is no transcript that podquote reads: text, captions or JSON.")

    def propose(self, name: str, size: int, type: str, data: bytes) -> Proposal:
        """Say what a document would do, in private; nothing of it is in the library yet."""
        try:
            self.check(name, max(size, len(data)), type)
            found = open_all(_named(name), data)
        except (UploadError, DocumentError) as error:
            return Proposal(phrasing.trouble(_without_name(error)))
        reports = self._tried(found)
        lines = [_report(report) for report in reports]
        if not any(report.error is None for report in reports):
            return Proposal(phrasing.trouble("\n".join(lines)))
        if not any(report.changes for report in reports):
            return Proposal(Card(CardKind.NOTE, "\n".join([phrasing.NOTHING_NEW, *lines])))
        now = self._clock.now()
        token = secrets.token_urlsafe(16)
        self._proposals.put(token, _named(name), data, now, now - PATIENCE)
        return Proposal(Card(CardKind.NOTE, "\n".join([phrasing.WOULD_GO_IN, *lines])), token)

    def confirm(self, token: str) -> Card:
        """Put in what waits under `token`; a second yes says that it is done."""
        found = self._proposals.take(token, self._clock.now() - PATIENCE)
        if found is None:
            return phrasing.trouble(phrasing.WAITS_NO_MORE)
        name, data = found
        try:
            reports = list(ingest_all(self._catalogue, open_all(name, data)))
        except DocumentError as error:
            return phrasing.trouble(_without_name(error))
        lines = [phrasing.WENT_IN, *map(_report, reports)]
        return Card(CardKind.NOTE, "\n".join(lines))

    def decline(self, token: str) -> Card:
        """Forget what waits under `token`."""
        self._proposals.take(token, self._clock.now())
        return Card(CardKind.NOTE, phrasing.LEFT_OUT)

    def tick(self) -> None:
        """Throw away what nobody has answered for too long; called now and then."""
        self._proposals.prune(self._clock.now() - PATIENCE)

    def _tried(self, found: Sequence[Opened | DocumentError]) -> list[DocumentReport]:
        reports: list[DocumentReport] = []
        try:
            with self._catalogue.writing() as writer:
                reports += take_in_all(writer, found)
                _undo()
        except _AskedOnlyError:
            pass
        return reports


def _undo() -> None:
    raise _AskedOnlyError


def _named(name: str) -> str:
    """Return the name of an upload as a document's: no folder, on one line."""
    plain = "".join(c if c.isprintable() else " " for c in name.replace("\\", "/"))
    return plain.rsplit("/", 1)[-1].strip()[:160] or "upload"


def _report(report: DocumentReport) -> str:
    if report.error is not None:
        return report.error
    added = ", ".join(f"{n} {kind}" for kind, n in sorted(report.added.items()) if n)
    said = [report.format or "", report.episode or "untitled episode", added or "nothing new"]
    if report.unread:
        said.append(f"{report.unread} things not read")
    return " · ".join(said)


def _without_name(error: Exception) -> str:
    # In a chat nothing that was typed comes back; a file's name was.
    file = getattr(error, "file", None)
    sentence = str(error).removeprefix(f"{file}: ") if file else str(error)
    return sentence[:1].upper() + sentence[1:]

"""Every error podquote raises on purpose; each class composes its own sentence.

The sentence is what a person reads: it says what is wrong and what to do, and it never repeats a
chat
user's words (an echo could ping a channel). File names and settings, which an operator typed, are
named.

    PodquoteError
    ├── SettingError            a variable of the environment has a bad value
    ├── DocumentError           a document cannot go in; nothing of it was written
    │   ├── NothingToRead       no such path, or a folder without documents
    │   ├── EmptyDocument
    │   ├── TooLarge            more bytes than a document has
    │   ├── NotText             a recording, a picture, an archive
    │   ├── UnreadableBytes     in no encoding that can be told
    │   ├── UnknownFormat       no parser claims it
    │   ├── AmbiguousFormat     more than one does
    │   ├── BrokenDocument      a parser claims it and cannot read it
    │   ├── NotFetched          an address that gives no document
    │   └── KeptOut             of an episode that was forgotten
    ├── DatabaseError
    │   ├── NewerDatabase       written by a later podquote
    │   ├── UnusableDatabase    not a database, locked, read-only, full
    │   │   └── DatabaseAway    no server answers, or it ended the connection
    │   └── NotCopied           it cannot be moved into another
    ├── ScheduleError           a schedule cannot be what was asked
    ├── AliasError              an alias cannot be what was asked
    ├── TooManyQuestions        somebody asks more than their share
    ├── FeedError               a feed cannot be what was asked
    ├── EditError               a correction cannot be what was asked
    ├── UploadError             a file that is handed over in a chat cannot be taken
    ├── SealedAway              a token that no key of ours opens
    ├── NotLetIn                a chat platform refuses us, or cannot be reached
    ├── NoSuchThing             an id or a title that names nothing
    └── Ambiguous               a title that several things have
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Final

_NAMED: Final = 5
"""How many of many workspaces an error names."""


class PodquoteError(Exception):
    """Something expected went wrong; `str()` is one sentence for whoever operates podquote."""

    @property
    def told(self) -> str:
        """The sentence for whoever asks, from any door; the same, where it says nothing inside."""
        return str(self)


class SettingError(PodquoteError):
    """Settings with bad values, all of them at once; secrets are not shown."""

    def __init__(self, problems: dict[str, str]) -> None:
        """Take `problems`: variable name to what is wrong with its value."""
        self.problems = problems
        listed = "; ".join(f"{name} {problem}" for name, problem in sorted(problems.items()))
        super().__init__(f"Bad settings: {listed}.")


class DocumentError(PodquoteError):
    """A document that cannot go in; `file` is its name."""

    file: str

    def __init__(self, file: str, sentence: str) -> None:
        """Compose the sentence about `file`."""
        self.file = file
        super().__init__(f"{file}: {sentence}")


class NothingToRead(DocumentError):
    """A path that leads to no document."""

    def __init__(self, path: str) -> None:
        """Name the `path`."""
        super().__init__(
            path, "there is no document here; name a file, or a folder with documents in it."
        )


class EmptyDocument(DocumentError):
    """A document without a word in it."""

    def __init__(self, file: str) -> None:
        """Name the `file`."""
        super().__init__(file, "the document is empty; expected a transcript or show notes.")


class TooLarge(DocumentError):
    """More bytes than any document has."""

    def __init__(self, file: str, largest: int) -> None:
        """Name the `file` and the `largest` size, in bytes, that is read."""
        size = f"{largest // (1024 * 1024)} MB"
        super().__init__(file, f"it is larger than {size}, which no transcript or page is.")


class NotText(DocumentError):
    """Bytes that are no text at all."""

    def __init__(self, file: str, kind: str | None) -> None:
        """Name the `file` and what it seems to be, if that is known."""
        found = f"it is {kind}" if kind else "its bytes are no text"
        super().__init__(file, f"{found}; podquote reads transcripts and notes as text.")


class UnreadableBytes(DocumentError):
    """Text in an encoding that cannot be told."""

    def __init__(self, file: str, offset: int) -> None:
        """Name the `file` and the `offset` (in bytes) of the first byte that does not fit."""
        super().__init__(
            file, f"not UTF-8 text (byte {offset} does not fit); save it as UTF-8 and try again."
        )


class UnknownFormat(DocumentError):
    """Text that no parser claims."""

    def __init__(self, file: str, nearest: str) -> None:
        """Name the `file`, and what it is `nearest` to and lacks for that."""
        super().__init__(file, f"no known format: {nearest}. docs/formats.md shows what is read.")


class AmbiguousFormat(DocumentError):
    """Text that more than one parser claims."""

    def __init__(self, file: str, formats: tuple[str, ...]) -> None:
        """Name the `file` and the `formats` that claim it."""
        super().__init__(file, f"it reads as more than one format: {', '.join(formats)}.")


class BrokenDocument(DocumentError):
    """A document whose format is known and whose content breaks it."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        """Name the `file`, the `line` (from 1) and the `problem`."""
        super().__init__(file, f"line {line}: {problem}.")


class NotFetched(DocumentError):
    """An address that may not be asked, or gives no document."""

    def __init__(self, url: str, problem: str, *, by_host: bool = False) -> None:
        """Name the `url` and the `problem`; `by_host`: others of its host fare no better."""
        super().__init__(url, f"it cannot be fetched: {problem}.")
        self.problem = problem
        self.by_host = by_host


class KeptOut(DocumentError):
    """A document of an episode that was forgotten, which stays out."""

    def __init__(self, file: str, id: str, at: str) -> None:
        """Name the `file`, and the `id` and the moment (ISO 8601) of the forgetting."""
        super().__init__(
            file,
            f"its episode was forgotten on {at[:10]}; podquote forget --allow {id} lets it in "
            "again.",
        )


class DatabaseError(PodquoteError):
    """A database that cannot be used."""

    @property
    def told(self) -> str:
        """Nothing of where the database is, or of what it holds, is an asker's business."""
        return "podquote cannot get at its library just now; try again in a minute."


class NewerDatabase(DatabaseError):
    """A database that a later podquote wrote."""

    def __init__(self, revision: str, known: str) -> None:
        """Name the database's `revision` and the newest `known` one."""
        super().__init__(
            f"The database is of revision {revision} and this podquote knows up to {known}; "
            "upgrade podquote, or point PODQUOTE_DATABASE_URL at another database."
        )


class UnusableDatabase(DatabaseError):
    """A database that cannot be opened, read or written."""

    def __init__(self, where: str, problem: str) -> None:
        """Name `where` it is (no password) and the `problem`."""
        in_a_line = " ".join(problem.split())  # SQLite quotes the schema, as it was written
        super().__init__(f"The database {where} cannot be used: {in_a_line}.")


class DatabaseAway(UnusableDatabase):
    """A database whose server does not answer, or lets nobody in; it may come back by itself."""


class NotCopied(DatabaseError):
    """A database that cannot be moved into another one, or was not moved whole."""

    def __init__(self, problem: str) -> None:
        """Name the `problem`."""
        super().__init__(f"The database was not copied: {problem}.")


class ScheduleError(PodquoteError):
    """A schedule that cannot be what was asked; says what is accepted."""


class AliasError(PodquoteError):
    """An alias cannot be what was asked; says why."""


class TooManyQuestions(PodquoteError):
    """Somebody asked more than their share; nobody else is affected.

    Attributes:
        seconds: how long to wait, as a whole number.
    """

    def __init__(self, seconds: float) -> None:
        """Say how many `seconds` to wait."""
        self.seconds = math.ceil(seconds)
        unit = "second" if self.seconds == 1 else "seconds"
        super().__init__(
            f"That is a lot of questions at once; please ask again in {self.seconds} {unit}."
        )


class FeedError(PodquoteError):
    """A feed cannot be what was asked; says why."""


class EditError(PodquoteError):
    """A correction cannot be what was asked; says what is accepted."""


class UploadError(PodquoteError):
    """A file that is handed over in a chat cannot be taken; says why."""


class SealedAway(PodquoteError):
    """Stored tokens that none of the keys opens."""

    def __init__(self, workspaces: Collection[str] = ()) -> None:
        """Say whose they are, where that is known, and what to do."""
        named = list(workspaces)[:_NAMED]
        more = len(workspaces) - len(named)
        which = "A stored token" if not named else f"The token of {', '.join(named)}"
        super().__init__(
            f"{which}{f' and {more} more' if more else ''} cannot be opened; PODQUOTE_SECRET_KEY "
            "must hold the key it was sealed under, or the workspace installs podquote again."
        )


class NotLetIn(PodquoteError):
    """A chat platform that refuses podquote or cannot be reached."""

    def __init__(self, platform: str, problem: str) -> None:
        """Name the `platform` and the `problem`, in the platform's own short word for it."""
        super().__init__(
            f"{platform} did not let podquote in ({problem}); check its tokens, and that it can be "
            "reached from here."
        )


class NoSuchThing(PodquoteError):
    """An id that names nothing."""

    def __init__(self, kind: str) -> None:
        """Say which `kind` of thing was looked for."""
        super().__init__(f"There is no such {kind} here.")


class Ambiguous(PodquoteError):
    """Words that name more than one thing."""

    def __init__(self, kinds: str, number: int) -> None:
        """Say which `kinds` of things were looked for, and the `number` found."""
        super().__init__(f"{number} {kinds} are named like that; say more of the name.")

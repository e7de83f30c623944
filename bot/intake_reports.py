"""What became of documents that were to go in, as sentences and as JSON: one by one, and in all.

Pure. A tally keeps numbers, not reports: thousands of documents say hundreds of thousands of texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.model import Change, ChangeKind, DocumentReport

MOST_NOTES = 20
"""How many lines the plain report has of one document; a page that is all wrong has thousands."""


class Tally:
    """What became of all documents together."""

    def __init__(self) -> None:
        """Begin with none."""
        self._added: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()

    def take(self, report: DocumentReport) -> None:
        """Count one document's report in."""
        self._added.update(report.added)
        self._counts.update(
            documents=1,
            unread=report.unread,
            conflicts=len(report.conflicts),
            refused=int(report.error is not None),
            known=int(report.is_known),
            duplicates=int(report.same_as is not None),
        )

    @property
    def refused(self) -> int:
        """How many documents did not go in."""
        return self._counts["refused"]

    def json(self) -> dict[str, object]:
        """Return the numbers in the shape of the total of `ingest --json`."""
        counts = {name: self._counts[name] for name in _COUNTED}
        return {
            "documents": counts.pop("documents"),
            "added": dict(sorted(self._added.items())),
        } | counts

    def sentence(self, *, dry_run: bool) -> str:
        """Sum up in a line."""
        tried = "; nothing was written, as asked" if dry_run else ""
        documents = self._counts["documents"]
        went_in = documents - sum(self._counts[name] for name, _ in _SAID)
        parts = [(went_in, "would go in" if dry_run else "went in")]
        parts += [(self._counts[name], words) for name, words in _SAID]
        said = ", ".join(f"{number} {words}" for number, words in parts if number)
        told = "" if went_in == documents else f": {said}"
        return f"{_count(documents, 'document')}{told}{tried}."


_COUNTED = ("documents", "unread", "conflicts", "refused", "known", "duplicates")
_SAID = (
    ("known", "in already"),
    ("duplicates", "the same as another"),
    ("refused", "refused"),
)


def ingested(report: DocumentReport) -> str:
    """Say in a line what became of one document that went in."""
    added = ", ".join(_count(n, kind) for kind, n in sorted(report.added.items()) if n)
    parts = [f"{report.file}: {report.format}", report.episode or "Untitled episode"]
    parts.append(_news(report, added))
    if report.unread:
        parts.append(f"{report.unread} unread")
    return " · ".join(parts)


def noted(report: DocumentReport) -> list[str]:
    """Return what is wrong within one document, a line each, and how many more there are."""
    more = len(report.notes) - MOST_NOTES
    rest = [f"and {more} more; --json lists all"] if more > 0 else []
    return [*report.notes[:MOST_NOTES], *rest]


def difference(report: DocumentReport) -> tuple[str, ...]:
    """Return a line for each entry that a document adds, changes, merges or takes away."""
    return tuple(_change(change) for change in report.changes)


def _change(change: Change) -> str:
    old, new = (
        entry and f"{entry.kind} {entry.id} {entry.text}" for entry in (change.old, change.new)
    )
    if change.kind is ChangeKind.ADDED:
        return f"+ {new}"
    if change.kind is ChangeKind.GONE:
        return f"- {old}"
    return f"{'~' if change.kind is ChangeKind.CHANGED else '>'} {old}\n    now {new}"


def ingest_json(reports: Iterable[DocumentReport]) -> dict[str, object]:
    """Return what became of documents in the fixed shape of `ingest --json`."""
    tally, documents = Tally(), []
    for report in reports:
        tally.take(report)
        documents.append(document_json(report))
    return {"documents": documents, "total": tally.json()}


def document_json(report: DocumentReport) -> dict[str, object]:
    """Return what became of one document in the fixed shape of `ingest --json`."""
    return {
        "file": report.file,
        "format": report.format,
        "episode": report.episode,
        "added": dict(report.added),
        "unread": report.unread,
        "conflicts": list(report.conflicts),
        "error": report.error,
        "notes": list(report.notes),
        "known": report.is_known,
        "same_as": report.same_as,
        "changes": [
            {
                "kind": change.kind.value,
                "old": change.old.id if change.old else None,
                "new": change.new.id if change.new else None,
            }
            for change in report.changes
        ],
    }


def _news(report: DocumentReport, added: str) -> str:
    if report.is_known:
        return "in already"
    if report.same_as:
        return f"the same as {report.same_as}"
    return f"new: {added}" if added else "nothing new"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""What the operator reads of what is forgotten, as sentences and as JSON. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.model import Forgetting, ForgottenThing

COLUMNS: Final = ("Id", "Kind", "When, UTC")
NOTHING: Final = "Nothing was forgotten."
ONE_OF: Final = "Name one episode or person, or say --list, or --allow ID."
SAY_YES: Final = "Nobody can be asked here; say --yes to do it."
SURE: Final = "Forget it, for good?"


def lines(done: Forgetting, *, would: bool = False) -> list[str]:
    """Say what is gone, or would be, and what stays and why."""
    removed = ", ".join(_count(n, kind) for kind, n in sorted(done.removed.items())) or "no texts"
    head = "This would forget" if would else "Forgotten:"
    said = [f"{head} {done.kind} {done.named}: {removed}; {_count(done.documents, 'document')}."]
    if done.redacted:
        said.append(
            f"From {_count(done.redacted, 'more document')} their words are taken; what others "
            "said stays, and the bytes that came do not."
        )
    if done.posts:
        said.append(f"{_count(done.posts, 'planned post')} will not be sent.")
    if done.unlabelled:
        said.append(
            f"{_count(done.unlabelled, 'text')} in the same episodes stay: no source says whose "
            "they are. If they may not, forget the episodes."
        )
    if not would:
        said.append(
            "What was posted before stays in its channels. It is kept out from now on; podquote "
            f"forget --allow {done.id} lets it in again."
        )
    return said


def copied(copies: Sequence[str]) -> list[str]:
    """Name the copies of the database that may still hold what was forgotten."""
    if not copies:
        return []
    return [f"Older copies of the database may still hold it; delete them: {', '.join(copies)}."]


def let_in(id: str) -> str:
    """Say that something may come again."""
    return f"What was forgotten as {id} may come in again; ingest it, or wait for its feed."


def thing_json(thing: ForgottenThing) -> dict[str, str]:
    """Return something that was forgotten in the shape of `forget --list --json`."""
    return {"id": thing.id, "kind": thing.kind, "at": thing.at}


def forgetting_json(done: Forgetting) -> dict[str, object]:
    """Return what is gone in the shape of `forget --json`."""
    return {
        "id": done.id,
        "kind": done.kind,
        "named": done.named,
        "removed": dict(sorted(done.removed.items())),
        "documents": done.documents,
        "redacted": done.redacted,
        "posts": done.posts,
        "unlabelled": done.unlabelled,
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

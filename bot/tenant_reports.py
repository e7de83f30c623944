"""What the operator reads of workspaces' libraries, as sentences and as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from bot.model import Tenant

NO_TENANTS: Final = "No workspace has anything of its own."
NEEDS_YES: Final = "Say --yes as well: there is no way back."
NEW_FOLDER: Final = "FOLDER must be a new or empty one."
COLUMNS: Final = ("workspace", "documents", "texts", "rows in all")


def to_row(of: Tenant) -> tuple[str, ...]:
    """Return the cells of a workspace."""
    return of.library, str(of.documents), str(of.entries), str(sum(of.rows.values()))


def to_json(of: Tenant) -> dict[str, object]:
    """Return a workspace for `tenants list --json`."""
    return {
        "workspace": of.library,
        "documents": of.documents,
        "entries": of.entries,
        "rows": dict(of.rows),
    }


def exported(name: str, documents: int, rows: int, folder: str) -> str:
    """Say what was written out."""
    return f"Wrote {_count(documents, 'document')} and {_count(rows, 'row')} of {name} to {folder}."


def to_line(table: str, row: Mapping[str, object]) -> str:
    """Return a row of a workspace's as a line of JSON; times and dates in ISO 8601."""
    return json.dumps({"table": table, "row": dict(row)}, ensure_ascii=False, default=str)


def deleted(name: str, rows: int) -> str:
    """Say what is gone."""
    return f"Deleted all {rows} rows of {name}."


def resealed(done: int, newest: int) -> str:
    """Say how many tokens were sealed anew, and how many are under the newest key by now."""
    return f"Sealed {_count(done, 'token')} anew; under the newest key: {newest}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

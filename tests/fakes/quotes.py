"""Quotes worth reading alone, as many as a test wants."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Entry
from tests.fakes.core import ENTRY


def quote(id: str, text: str | None = None) -> Entry:
    # No two have four words in a row: they are no near-duplicates.
    words = f"Otter {id} builds dam {id} beside river {id} before winter {id} comes to {id}."
    return replace(ENTRY, id=id, text=words if text is None else text)


def quotes(number: int) -> list[Entry]:
    return [quote(f"q{n}") for n in range(number)]

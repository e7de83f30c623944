"""Quotes worth reading alone, as many as a test wants."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Entry
from tests.fakes.core import ENTRY


def quote(id: str, text: str | None = None) -> Entry:
    words = f"Otter {id} says that a dam is never done, and that this is the whole point."
    return replace(ENTRY, id=id, text=words if text is None else text)


def quotes(number: int) -> list[Entry]:
    return [quote(f"q{n}") for n in range(number)]

"""Prints: plainly into a pipe, with Rich on a terminal; results to stdout, trouble to stderr."""

# ruff: noqa: T201  printing is what this file is for

from __future__ import annotations

import sys
from collections.abc import Sequence

from adapters.cli.translate import inert, inert_card, to_json
from bot import phrasing
from bot.model import Card


def show_card(card: Card) -> None:
    """Print a card."""
    safe = inert_card(card)
    if not sys.stdout.isatty():
        print(phrasing.to_text(safe))
        return
    from adapters.cli import terminal  # noqa: PLC0415  a pipe needs no Rich

    terminal.draw_card(safe, terminal.open_console())


def show_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their columns: a table on a terminal, tabs in a pipe."""
    safe = [[inert(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        print("\n".join("\t".join(line) for line in (columns, *safe)))
        return
    from adapters.cli import terminal  # noqa: PLC0415  a pipe needs no Rich

    terminal.draw_table(columns, safe, terminal.open_console())


def show_json(value: object) -> None:
    """Print one line of JSON, at once."""
    print(to_json(value), flush=True)


def show_part(text: str) -> None:
    """Print part of a line of JSON that grows, at once."""
    print(text, end="", flush=True)


def say(sentence: str) -> None:
    """Print one line, at once."""
    print(inert(sentence), flush=True)


def show_markdown(text: str) -> None:
    """Print Markdown that can be copied: its lines stay lines, everything else is inert."""
    for line in text.split("\n"):
        print(inert(line), flush=True)


def complain(sentence: str) -> None:
    """Print one line to stderr."""
    print(inert(sentence), file=sys.stderr, flush=True)

"""`podquote copy`: a database moved into another one, SQLite or PostgreSQL."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.progress import progress
from adapters.cli.screen import say, show_json

_FROM = "Its address, as in PODQUOTE_DATABASE_URL, or a SQLite file."
_TO = "An empty database, or one that is not there yet, named the same way."


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help=_FROM)],
    target: Annotated[str, typer.Argument(metavar="TO", help=_TO)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON.")] = False,
) -> None:
    """Move a database into another one, SQLite or PostgreSQL, and compare both.

    Whatever stops it, the same command goes on where it was. Stop `podquote run` first: what is
    written meanwhile stays behind.
    """
    from bot import moving, reports  # noqa: PLC0415  it loads what changes databases

    with progress() as bar:
        bar.found(moving.STEPS)
        moved = moving.move(source, target, bar.done)
    if as_json:
        show_json({"target": moved.target, "rows": moved.rows})
    else:
        say(reports.copied(moved.target, moved.rows))

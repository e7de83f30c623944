"""`podquote run`: every door that is configured, until told to stop."""

from __future__ import annotations

import typer

from adapters.cli.ways import Desk


def run(context: typer.Context) -> None:
    """Run every door that is configured, and the schedule; with none, the web page."""
    desk: Desk = context.obj
    with desk.core(logs="all") as core:
        desk.ways.run(core, desk.settings)

"""`podquote run`: every door that is configured, or those that are named, until told to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.ways import DOORS, Desk
from bot.errors import SettingError


def run(
    context: typer.Context,
    *,
    doors: Annotated[
        str, typer.Option(metavar="LIST", help="Which, by commas: web, slack, discord, schedule.")
    ] = ",".join(DOORS),
) -> None:
    """Run every door that is configured, and the schedule; with none, the web page.

    Several processes may share one database: each answers, none posts twice. /healthz, /readyz and
    /metrics are served by every one, whichever doors it has. A database server that is away is
    waited for.
    """
    desk: Desk = context.obj
    chosen = _chosen(doors)
    with desk.core(logs="all", wait=True) as core:
        desk.ways.run(core, desk.settings, chosen)


def _chosen(written: str) -> frozenset[str]:
    named = frozenset(name.strip().lower() for name in written.split(",") if name.strip())
    if not named or not named <= set(DOORS):
        raise SettingError({"--doors": f"takes some of: {', '.join(DOORS)}"})
    return named

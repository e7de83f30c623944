"""`podquote doctor`: what is configured, what is missing, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.screen import complain, say, show_json
from adapters.cli.ways import Desk
from bot.errors import DatabaseError

if TYPE_CHECKING:
    from bot.doctor import Finding


def doctor(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Say what is configured, what is missing, and what to do next."""
    from bot.doctor import State, findings_json  # noqa: PLC0415  loads the settings' types

    findings = _examine(context.obj)
    broken = [found for found in findings if found.state is State.BROKEN]
    if as_json:
        show_json(findings_json(findings))
    else:
        _say_all(findings)
    for found in broken:
        complain(f"{found.part}: {found.says}")
    if broken:
        raise typer.Exit(1)


def _examine(desk: Desk) -> tuple[Finding, ...]:
    from bot.doctor import diagnose  # noqa: PLC0415  loads the settings' types

    try:
        # Looking must not change anything, so nothing is filled.
        with desk.core(fill=False) as core:
            probes = desk.ways.probe(core, desk.settings)
            schedules, feeds = core.daily.schedules(), core.bench.feeds.feeds()
            return diagnose(desk.settings, core.office.overview(), schedules, probes, feeds)
    except DatabaseError as error:
        return diagnose(desk.settings, str(error), (), {})


def _say_all(findings: tuple[Finding, ...]) -> None:
    width = max(len(found.part) for found in findings)
    for found in findings:
        say(f"{found.part:{width}}  {found.state.value:8}  {found.says}")
        if found.todo:
            say(f"{'':{width}}  {'':8}  {found.todo}")

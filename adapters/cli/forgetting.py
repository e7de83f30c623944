"""`podquote forget`: gone means gone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.screen import say, show_json, show_table
from adapters.cli.ways import Desk
from bot import forgetting_reports

if TYPE_CHECKING:
    from bot.bootstrap import Podquote
    from bot.model import Forgetting

Forget = Callable[..., "Forgetting"]


def forget(  # noqa: PLR0913  one option is one argument
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="[EPISODE|PERSON]", help="An episode's title or id, or a name."),
    ] = None,
    *,
    episode: Annotated[bool, typer.Option("--episode", help="It is an episode.")] = False,
    person: Annotated[bool, typer.Option("--person", help="It is a person.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    as_list: Annotated[bool, typer.Option("--list", help="List what was forgotten.")] = False,
    allow: Annotated[
        str | None, typer.Option("--allow", metavar="ID", help="Let it in again.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON.")] = False,
) -> None:
    """Take an episode, or what a person said, out for good, and keep it out."""
    desk: Desk = context.obj
    if (what is not None) + as_list + (allow is not None) != 1 or (episode and person):
        raise typer.BadParameter(forgetting_reports.ONE_OF)
    with desk.core() as core:
        if allow is not None:
            core.bench.forgetting.let_in(allow)
            say(forgetting_reports.let_in(allow))
        elif what is None:
            _list(core, as_json=as_json)
        else:
            kind = "episode" if episode else "person" if person else None
            work = core.bench.to_forget(what, kind)
            if not yes and not _agreed(work):
                raise typer.Exit(1)
            _report(core, work(), as_json=as_json)


def _list(core: Podquote, *, as_json: bool) -> None:
    found = core.bench.forgetting.forgotten()
    if as_json:
        show_json([forgetting_reports.thing_json(one) for one in found])
    elif found:
        show_table(forgetting_reports.COLUMNS, [(one.id, one.kind, one.at) for one in found])
    else:
        say(forgetting_reports.NOTHING)


def _agreed(work: Forget) -> bool:
    """Say what would go, and ask; where nobody can answer, say how to go on."""
    for line in forgetting_reports.lines(work(only_ask=True), would=True):
        say(line)
    if not sys.stdin.isatty():
        raise typer.BadParameter(forgetting_reports.SAY_YES)
    return typer.confirm(forgetting_reports.SURE)


def _report(core: Podquote, done: Forgetting, *, as_json: bool) -> None:
    copies = core.bench.copies()
    if as_json:
        show_json({**forgetting_reports.forgetting_json(done), "copies": copies})
        return
    for line in (*forgetting_reports.lines(done), *forgetting_reports.copied(copies)):
        say(line)

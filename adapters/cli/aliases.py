"""`podquote alias …`: names as they were heard, and what they are."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.screen import say, show_json, show_table
from adapters.cli.ways import Desk
from bot import reports

app = typer.Typer(
    help="Names as heard: what a transcriber wrote, and what is meant.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Heard = Annotated[str, typer.Argument(metavar="HEARD", help="As a document has it.")]


@app.command()
def add(
    context: typer.Context,
    heard: Heard,
    meant: Annotated[str, typer.Argument(metavar="MEANT", help="As it is meant.")],
    *,
    episode: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only in the episode titled like this.")
    ] = None,
) -> None:
    """Let who asks for one find the other; what documents say stays as it is."""
    desk: Desk = context.obj
    with desk.core() as core:
        say(reports.alias_added(core.office.add_alias(heard, meant, episode)))


@app.command("list")
def list_(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """List all that were mined from documents or given, with their evidence."""
    desk: Desk = context.obj
    with desk.core() as core:
        known = core.office.aliases()
    if as_json:
        show_json([reports.alias_json(*one) for one in known])
    elif known:
        show_table(reports.ALIAS_COLUMNS, [reports.alias_row(*one) for one in known])
    else:
        say(reports.NO_ALIASES)


@app.command()
def remove(
    context: typer.Context,
    heard: Heard,
    meant: Annotated[str | None, typer.Argument(metavar="[MEANT]", show_default=False)] = None,
) -> None:
    """Forget what was heard, or only that it means MEANT.

    What documents gave away is back when one of them is read anew.
    """
    desk: Desk = context.obj
    with desk.core() as core:
        say(reports.aliases_removed(core.office.remove_alias(heard, meant)))

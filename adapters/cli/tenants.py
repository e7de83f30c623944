"""`podquote tenants …`: workspaces that have something of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.screen import say, show_json, show_table
from adapters.cli.ways import Desk
from bot import tenant_reports
from bot.errors import NoSuchThing, SealedAway

app = typer.Typer(
    help="Workspaces and servers, and what each has of its own.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

ROWS = "rows.jsonl"
"""The file that all but the documents' bytes is written to."""

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="Such as slack:T0123; see podquote tenants list.")
]


@app.command("list")
def list_(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """List the workspaces that installed podquote, or have anything else of their own."""
    desk: Desk = context.obj
    with desk.core() as core:
        found = core.tenants.all()
    if as_json:
        show_json([tenant_reports.to_json(one) for one in found])
    elif found:
        show_table(tenant_reports.COLUMNS, [tenant_reports.to_row(one) for one in found])
    else:
        say(tenant_reports.NO_TENANTS)


@app.command()
def export(
    context: typer.Context,
    name: Name,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
) -> None:
    """Write out all that is a workspace's own: documents byte for byte, all else in rows.jsonl."""
    desk: Desk = context.obj
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise typer.BadParameter(tenant_reports.NEW_FOLDER)
    with desk.core() as core:
        found = list(core.tenants.documents(name))
        rows = [tenant_reports.to_line(*row) for row in core.tenants.rows(name)]
        if not rows:
            raise NoSuchThing("workspace")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ROWS).write_text("".join(f"{line}\n" for line in rows), "utf-8")
        for number, document in enumerate(found, start=1):
            # A name may be an address, or hold a path: only its last part names the file.
            (folder / f"{number:05}_{Path(document.file).name}").write_bytes(document.data)
    say(tenant_reports.exported(name, len(found), len(rows), str(folder)))


@app.command()
def delete(
    context: typer.Context,
    name: Name,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; there is no way back.")] = False,
) -> None:
    """Delete all that is a workspace's own: documents, corrections, schedules, its token."""
    desk: Desk = context.obj
    if not yes:
        raise typer.BadParameter(tenant_reports.NEEDS_YES)
    with desk.core() as core:
        gone = core.tenants.delete(name)
        if not gone:
            raise NoSuchThing("workspace")
    say(tenant_reports.deleted(name, gone))


@app.command()
def reseal(context: typer.Context) -> None:
    """Seal every workspace's token under the newest key; an older one may be dropped afterwards.

    Every process must know the newest key by then: see docs/operating.md.
    """
    desk: Desk = context.obj
    with desk.core() as core:
        done = core.installations.reseal()
        found = core.installations.sealing()
    say(tenant_reports.resealed(done, found.newest))
    if found.shut:
        raise SealedAway(found.shut)

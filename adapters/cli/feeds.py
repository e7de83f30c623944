"""`podquote feed …`: feeds that are kept, and looked at again."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.library import say_report
from adapters.cli.screen import complain, say, show_json, show_table
from adapters.cli.ways import Desk
from bot import feed_reports, intake_reports
from bot.model import Refreshed

app = typer.Typer(
    help="Podcast feeds: read, followed to their transcripts, and looked at again every hour.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="The feed's address.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Keep a feed, and read it now with all that it links to."""
    desk: Desk = context.obj
    with desk.core(fill=False) as core:
        _show([core.bench.feeds.add(url)], as_json=as_json)


@app.command("list")
def list_(context: typer.Context, *, as_json: AsJson = False) -> None:
    """List the feeds that are kept, and how they stand."""
    desk: Desk = context.obj
    with desk.core() as core:
        found = core.bench.feeds.feeds()
    if as_json:
        show_json([feed_reports.feed_json(one) for one in found])
    elif found:
        show_table(feed_reports.COLUMNS, [feed_reports.row(one) for one in found])
    else:
        say(feed_reports.NO_FEEDS)


@app.command()
def remove(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID|URL", help="As feed list shows it.")],
) -> None:
    """Look at a feed no longer; its episodes stay."""
    desk: Desk = context.obj
    with desk.core() as core:
        say(feed_reports.removed(core.bench.feeds.remove(id)))


@app.command()
def refresh(
    context: typer.Context,
    id: Annotated[
        str | None, typer.Argument(metavar="[ID|URL]", help="One feed; all by default.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Look at feeds now, and at everything they link to."""
    desk: Desk = context.obj
    with desk.core() as core:
        _show(list(core.bench.feeds.refresh(id)), as_json=as_json)


def _show(done: list[Refreshed], *, as_json: bool) -> None:
    """Print what became of feeds; the command is refused where anything of them was."""
    found = [report for one in done for report in one.reports]
    for report in found:
        if report.error:
            complain(report.error)
        elif not as_json:
            say_report(report, difference=False)
    if as_json:
        show_json(
            {
                **intake_reports.ingest_json(found),
                "feeds": [feed_reports.feed_json(one.feed) for one in done],
            }
        )
    else:
        for one in done:
            say(feed_reports.refreshed(one))
    if any(report.error for report in found):
        raise typer.Exit(1)

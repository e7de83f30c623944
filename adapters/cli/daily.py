"""`podquote daily …`: what will be posted, where, and when."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from adapters.cli.screen import complain, say, show_json, show_table
from adapters.cli.ways import Desk
from bot import reports
from bot.model import OccurrenceState, Standing

app = typer.Typer(
    help="The quote of the day: what is posted where, and when.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="A schedule's, see podquote daily list.")]


@app.command()
def preview(
    context: typer.Context,
    *,
    days: Annotated[int, typer.Option(metavar="N", min=1, max=366, help="How many days.")] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """List what is going to be posted, with times in UTC and local."""
    desk: Desk = context.obj
    with desk.core() as core:
        coming = core.daily.preview(days)
    if as_json:
        show_json([reports.preview_json(one) for one in coming])
    elif coming:
        show_table(reports.PREVIEW_COLUMNS, [reports.preview_row(one) for one in coming])
    else:
        say(reports.NO_SCHEDULES)


@app.command()
def post(context: typer.Context) -> None:
    """Post today's quotes now; one that was posted today is not posted again."""
    desk: Desk = context.obj
    refused = False
    with desk.core() as core, desk.ways.posters(core, desk.settings) as posters:
        results = core.daily.post(posters)
    for result in results:
        sent = result.state is OccurrenceState.SENT
        paused = result.schedule.standing is not Standing.ACTIVE
        refused = refused or not (sent or paused)
        (say if sent or paused else complain)(reports.posted(result))
    if not results:
        say(reports.NO_SCHEDULES)
    if refused:
        raise typer.Exit(1)


@app.command()
def add(
    context: typer.Context,
    *,
    platform: Annotated[Literal["slack", "discord"], typer.Option(help="Which platform.")],
    channel: Annotated[str, typer.Option(metavar="ID", help="The platform's id of the channel.")],
    at: Annotated[str, typer.Option(metavar="TIME", help="The local time of day.")],
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Such as Europe/Berlin; PODQUOTE_TIMEZONE's.")
    ] = None,
) -> None:
    """Post a quote a day into a channel."""
    desk: Desk = context.obj
    zone = timezone or desk.settings.timezone
    with desk.core() as core, desk.ways.posters(core, desk.settings) as posters:
        say(reports.added(core.daily.add(platform, channel, at, zone, posters)))


@app.command("list")
def list_(context: typer.Context) -> None:
    """List the schedules."""
    desk: Desk = context.obj
    with desk.core() as core:
        schedules = core.daily.schedules()
    if schedules:
        show_table(reports.SCHEDULE_COLUMNS, [reports.schedule_row(one) for one in schedules])
    else:
        say(reports.NO_SCHEDULES)


@app.command()
def pause(context: typer.Context, id: Id) -> None:
    """Stop posting for a while."""
    desk: Desk = context.obj
    with desk.core() as core:
        core.daily.pause(id)
    say(reports.changed(id, "paused"))


@app.command()
def resume(context: typer.Context, id: Id) -> None:
    """Post again, from the next date on."""
    desk: Desk = context.obj
    with desk.core() as core:
        core.daily.resume(id)
    say(reports.changed(id, "resumed"))


@app.command()
def remove(context: typer.Context, id: Id) -> None:
    """Post no more."""
    desk: Desk = context.obj
    with desk.core() as core:
        core.daily.remove(id)
    say(reports.changed(id, "removed"))

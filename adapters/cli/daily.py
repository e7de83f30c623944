"""`podquote daily …`: what will be posted, where, and when."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from adapters.cli.screen import complain, say, show_card, show_json, show_table
from adapters.cli.ways import Desk
from bot import reports
from bot.model import (
    CardKind,
    DailyRequest,
    DailyVerb,
    Filters,
    OccurrenceState,
    Place,
    Standing,
)

app = typer.Typer(
    help="The quote of the day: what is posted where, and when.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="A schedule's, see podquote daily list.")]
OneOf = Annotated[str | None, typer.Argument(metavar="ID", help="A schedule's; all of them.")]
OfSchedule = Annotated[
    str | None, typer.Option("--schedule", metavar="ID", help="Which, where there are several.")
]
Date = Annotated[str, typer.Argument(metavar="DATE", help="tomorrow, friday, 2026-12-31.")]


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
def add(  # noqa: PLR0913  one argument an option, as Typer has it
    context: typer.Context,
    *,
    platform: Annotated[Literal["slack", "discord"], typer.Option(help="Which platform.")],
    channel: Annotated[str, typer.Option(metavar="ID", help="The platform's id of the channel.")],
    at: Annotated[str, typer.Option(metavar="TIME", help="The local time of day.")],
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Such as Europe/Berlin; PODQUOTE_TIMEZONE's.")
    ] = None,
    days: Annotated[
        str | None, typer.Option(metavar="DAYS", help="weekdays, or mon,wed,fri.")
    ] = None,
    topic: Annotated[str | None, typer.Option(metavar="WORDS", help="Only about this.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Only of them.")] = None,
    podcast: Annotated[str | None, typer.Option(metavar="TEXT", help="Only from there.")] = None,
    episode: Annotated[str | None, typer.Option(metavar="TEXT", help="Only from there.")] = None,
    truth: Annotated[
        Literal["corroborated", "verbatim"] | None, typer.Option(help="At least so sure.")
    ] = None,
    card: Annotated[bool, typer.Option("--card", help="With a picture of the quote.")] = False,
) -> None:
    """Post a quote a day into a channel."""
    desk: Desk = context.obj
    request = DailyRequest(
        DailyVerb.SET,
        at=at,
        timezone=timezone or desk.settings.timezone,
        days=days,
        filters=Filters(topic, speaker, podcast, episode, truth),
        picture=card,
    )
    place = Place(platform, channel)
    with desk.core() as core, desk.ways.posters(core, desk.settings) as posters:
        say(reports.added(core.daily.add(request, place, posters)))


@app.command()
def move(
    context: typer.Context,
    id: Id,
    *,
    at: Annotated[str | None, typer.Option(metavar="TIME", help="The local time of day.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="ZONE", help="An IANA name.")] = None,
    days: Annotated[
        str | None, typer.Option(metavar="DAYS", help="weekdays, or mon,wed,fri.")
    ] = None,
    card: Annotated[
        bool | None, typer.Option("--card/--no-card", help="With a picture of the quote.")
    ] = None,
) -> None:
    """Change a schedule; what is not sent moves along, and nothing is posted twice."""
    desk: Desk = context.obj
    request = DailyRequest(DailyVerb.MOVE, at, timezone, days=days, picture=card, schedule=id)
    _carry_out(desk, request)


@app.command()
def today(context: typer.Context) -> None:
    """Show the quote of the day."""
    _carry_out(context.obj, DailyRequest(DailyVerb.TODAY))


@app.command()
def why(context: typer.Context) -> None:
    """Show the quote of the day, and why it is the one."""
    _carry_out(context.obj, DailyRequest(DailyVerb.WHY))


@app.command()
def status(context: typer.Context, id: OneOf = None) -> None:
    """Say how each schedule is, and how its last dates ended and why."""
    _carry_out(context.obj, DailyRequest(DailyVerb.STATUS, schedule=id))


@app.command()
def skip(context: typer.Context, date: Date, *, schedule: OfSchedule = None) -> None:
    """Post nothing on a date."""
    _carry_out(context.obj, DailyRequest(DailyVerb.SKIP, date=date, schedule=schedule))


@app.command()
def unskip(context: typer.Context, date: Date, *, schedule: OfSchedule = None) -> None:
    """Post on a date after all that was skipped."""
    _carry_out(context.obj, DailyRequest(DailyVerb.UNSKIP, date=date, schedule=schedule))


@app.command()
def pin(
    context: typer.Context,
    quote: Annotated[str, typer.Argument(metavar="QUOTE", help="The id of a quote.")],
    date: Date,
    *,
    schedule: OfSchedule = None,
) -> None:
    """Post a quote of your choice on a date."""
    request = DailyRequest(DailyVerb.PIN, quote=quote, date=date, schedule=schedule)
    _carry_out(context.obj, request)


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


def _carry_out(desk: Desk, request: DailyRequest) -> None:
    """Do what is asked, and show what came of it; exit 1 where it cannot be."""
    with desk.core() as core:
        card = core.daily_desk.card(request, Place())
    if card.kind is CardKind.TROUBLE:
        complain(card.lead)
        raise typer.Exit(1)
    show_card(card)

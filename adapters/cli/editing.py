"""`podquote edit` and `podquote speakers`: what a curator corrects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.browsing import show_everybody
from adapters.cli.screen import say, show_json, show_table
from adapters.cli.ways import Desk
from bot import editing_reports

if TYPE_CHECKING:
    from bot.editing import Editor
    from bot.model import Episode

app = typer.Typer(
    help="Correct what documents say; they stay as they came, and every change is kept.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Named = Annotated[str, typer.Argument(metavar="EPISODE", help="Its id, or its title.")]
Because = Annotated[str | None, typer.Option("--because", help="Why; it is kept.")]


@app.command()
def episode(  # noqa: PLR0913  one argument an option, as Typer has it
    context: typer.Context,
    named: Named,
    *,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    podcast: Annotated[str | None, typer.Option(help="Its podcast.")] = None,
    date: Annotated[str | None, typer.Option(help="Its date, as 2026-03-09.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it is.")] = None,
    because: Because = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Correct an episode; an empty value lets its documents speak again; none: its history."""
    given = {"title": title, "podcast": podcast, "date": date, "url": url}
    changes = {name: value for name, value in given.items() if value is not None}
    desk: Desk = context.obj
    with desk.core() as core:
        editor = core.bench.editing
        found = editor.find(named)
        if changes:
            found = editor.edit(found, changes, because)
        history = editor.history(found)
    if as_json:
        show_json(editing_reports.episode_json(found, history))
        return
    say(editing_reports.episode(found))
    for one in history:
        say(f"  {editing_reports.correction(one)}")


def speakers(  # noqa: PLR0913  one argument an option, as Typer has it
    context: typer.Context,
    named: Annotated[
        str | None, typer.Argument(metavar="EPISODE", help="Its id, or its title; all of them.")
    ] = None,
    *,
    label: Annotated[str | None, typer.Option(help='As the document has it: "Speaker 1".')] = None,
    line: Annotated[str | None, typer.Option(metavar="ID", help="One text, by its id.")] = None,
    name: Annotated[str | None, typer.Option(help="Who it is.")] = None,
    because: Annotated[
        str, typer.Option("--because", help="Why; it is shown with the name.")
    ] = editing_reports.HEARD,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """List who speaks, in all or in one episode; with --label its lines; with --name say who."""
    given = [one for one in (label, line) if one is not None]
    if len(given) > 1 or (name is not None and not (given and name.strip() and because.strip())):
        raise typer.BadParameter(editing_reports.LABEL_OR_LINE)
    desk: Desk = context.obj
    with desk.core() as core:
        if named is None:
            if given:
                raise typer.BadParameter(editing_reports.WHICH_EPISODE)
            show_everybody(core.browsing.speakers(), as_json=as_json)
            return
        episode = core.bench.editing.find(named)
        if name is None:
            _show(core.bench.editing, episode, label, as_json=as_json)
        elif line is not None:
            say(
                editing_reports.one_line(core.office.attribute(line, name.strip(), because.strip()))
            )
        elif label is not None:
            number = core.bench.editing.relabel(episode, label, name.strip(), because.strip())
            say(editing_reports.relabelled(label, name.strip(), number))


def _show(editor: Editor, episode: Episode, label: str | None, *, as_json: bool) -> None:
    """Show who speaks in an episode, or the lines of one label."""
    if label is not None:
        lines = editor.lines(episode, label)
        if as_json:
            show_json([editing_reports.line_json(one) for one in lines])
        else:
            show_table(editing_reports.LINES, [editing_reports.line_row(one) for one in lines])
        return
    found = editor.speakers(episode)
    if as_json:
        show_json([editing_reports.speaker_json(one) for one in found])
    else:
        show_table(editing_reports.SPEAKERS, [editing_reports.speaker_row(one) for one in found])

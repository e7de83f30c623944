"""`podquote show` and `podquote attribute`: an entry with its evidence, and who said it."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.screen import say, show_card, show_json
from adapters.cli.ways import Desk
from bot import phrasing, reports
from bot.errors import NoSuchThing
from bot.evidence import evidence_json, evidence_lines
from bot.model import Match

Id = Annotated[str, typer.Argument(metavar="ID", help="An entry's, as every card shows it.")]


def show(
    context: typer.Context,
    id: Id,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Show it in JSON.")] = False,
) -> None:
    """Show one entry with its evidence: what each source has, and whom it names."""
    desk: Desk = context.obj
    with desk.core() as core:
        entry, card = core.entry(id), core.entry_card(id)
    if entry is None or card is None:
        raise NoSuchThing("text")
    if as_json:
        show_json({**phrasing.match_json(Match(entry, 0.0)), **evidence_json(entry)})
        return
    show_card(card)
    say(f"\n{reports.EVIDENCE}")
    for line in evidence_lines(entry):
        say(f"  {line}")


def attribute(
    context: typer.Context,
    id: Id,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who said it.")],
    because: Annotated[str, typer.Option("--because", help="Why; it is shown with the name.")],
) -> None:
    """Settle who said something; re-ingest never overwrites it, and the card says so."""
    if not name.strip() or not because.strip():
        raise typer.BadParameter(reports.NAME_AND_REASON)
    desk: Desk = context.obj
    with desk.core() as core:
        settled = core.office.attribute(id, name.strip(), because.strip())
    say(reports.settled(settled))

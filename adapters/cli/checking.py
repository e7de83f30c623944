"""`podquote check`: did anybody say this?"""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.screen import say, show_card, show_json
from adapters.cli.translate import to_text
from adapters.cli.ways import Desk
from bot import phrasing


def check(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", show_default=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Say whether anybody said these words, and show the nearest that were said."""
    desk: Desk = context.obj
    asked = to_text(words)
    if not asked.strip():
        raise typer.BadParameter(phrasing.CHECK_EMPTY)
    with desk.core() as core:
        checked = core.check(asked)
    if as_json:
        show_json(phrasing.checked_json(checked))
        return
    show_card(phrasing.to_checked_card(checked))
    if difference := phrasing.difference(checked):
        say("")
        say(difference)

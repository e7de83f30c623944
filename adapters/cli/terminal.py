"""How things look on a terminal; the only file that knows Rich, and loaded only for one.

Texts come inert (see `translate`) and go in as Rich's `Text`, so that `[bold]` stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from bot import phrasing
from bot.model import Card, CardItem

_MARK = "bold yellow"
_QUIET = "dim"


def open_console() -> Console:
    """Return stdout as a console; with NO_COLOR set, one without any style."""
    console = Console(markup=False, emoji=False, highlight=False)
    if console.no_color:
        return Console(markup=False, emoji=False, highlight=False, color_system=None)
    return console


def draw_card(card: Card, console: Console) -> None:
    """Draw an inert `card`."""
    if card.lead:
        console.print(Text(card.lead))
    for item in card.items:
        console.print()
        _draw_item(item, console)
    if card.hints:
        console.print()
        console.print(Text(f"{phrasing.hints_label(card)} {', '.join(card.hints)}"))


class _Rate(ProgressColumn):
    """How many documents a second, as far as is known."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} documents/s" if task.speed else "", style=_QUIET)


def open_bar(*, over_stdout: bool) -> Progress:
    """Return a bar on stderr with a count, a rate and the remaining time; it is gone when done.

    With `over_stdout` what is printed meanwhile goes above it.
    """
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        redirect_stdout=over_stdout,
    )


def draw_table(columns: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> None:
    """Draw inert `rows` under the heads of their `columns`."""
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _draw_item(item: CardItem, console: Console) -> None:
    if item.label:
        console.print(Text(item.label, style="italic"))
    if item.title:
        console.print(Text(item.title, style="bold"))
    console.print(_words(item))
    if item.speaker:
        console.print(Text(f"— {item.speaker}", style="bold"))
    console.print(Text(item.where))
    if item.url or item.moment:
        # A wrapped address cannot be clicked; the terminal breaks the line by itself.
        console.print(Text(phrasing.address(item), style="cyan"), soft_wrap=True)
    console.print(Text(f"{item.badge} · {item.source} · {item.id}", style=_QUIET))


def _words(item: CardItem) -> Text:
    words = Text(item.words)
    for start, end in item.marks:
        words.stylize(_MARK, start, end)
    return Text.assemble("“", words, "”") if item.quoted else words

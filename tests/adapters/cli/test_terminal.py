"""How things look on a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console
from rich.text import Text

from adapters.cli import terminal
from adapters.cli.translate import inert_card
from bot.model import Card, CardItem, CardKind
from tests.fakes.core import CARD, ITEM

SUMMARY = CardItem(
    "t1", "Dams matter.", quoted=False, where="here", badge="a summary", source="s.txt",
    title="On dams", label="Summary, in the words of s.txt",
)  # fmt: skip


def drawn(card: Card, *, width: int = 200, styled: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        color_system="standard" if styled else None,
        markup=False,
        highlight=False,
    )
    terminal.draw_card(inert_card(card), console)
    return stream.getvalue()


def test_a_quote_is_shown_with_all_that_proves_it() -> None:
    shown = drawn(CARD)

    assert [
        "1 match.",
        "",
        "“The dam is the interface & nobody reads the dam.”",
        "— Ada Brook",
        "The River Show · How Otters Build",
        "https://www.youtube.com/watch?v=otter&t=61s at 1:01",
        "word for word, one source · otters.txt · q1",
    ] == [line.rstrip() for line in shown.splitlines()]


def test_a_summary_has_its_label_and_no_quotation_marks() -> None:
    shown = drawn(Card(CardKind.ANSWER, "", (SUMMARY,)))

    assert [
        "",
        "Summary, in the words of s.txt",
        "On dams",
        "Dams matter.",
        "here",
        "a summary · s.txt · t1",
    ] == [line.rstrip() for line in shown.splitlines()]


def test_what_matched_is_highlighted() -> None:
    assert "“The \x1b[1;33mdam\x1b[0m is the interface" in drawn(CARD, styled=True)


def test_markup_and_escape_sequences_are_shown_and_not_obeyed() -> None:
    item = replace(ITEM, words="[bold]big[/bold] :smile: \x1b[31mred\x9b1m", marks=())

    shown = drawn(replace(CARD, items=(item,)), styled=True)

    assert "“[bold]big[/bold] :smile: ␛[31mred\N{REPLACEMENT CHARACTER}1m”" in shown


def test_an_address_is_never_wrapped() -> None:
    url = "https://www.youtube.com/watch?v=" + "x" * 200

    shown = drawn(replace(CARD, items=(replace(ITEM, url=url),)), width=40)

    assert url in shown


def test_hints_stand_below() -> None:
    shown = drawn(Card(CardKind.MISS, "Nothing.", hints=("evals", "agents")))

    assert "Near it: evals, agents" in shown


def test_a_table_shows_its_cells_as_they_are() -> None:
    stream = io.StringIO()

    terminal.draw_table(("Id", "Quote"), [("s1", "[red]x[/red]")], Console(file=stream, width=60))

    assert "[red]x[/red]" in stream.getvalue()


@pytest.mark.parametrize(("variables", "colors"), [({"NO_COLOR": "1"}, False), ({}, True)])
def test_no_color_means_no_style_at_all(
    variables: dict[str, str], *, colors: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"TERM": "xterm", "FORCE_COLOR": "1", **variables}.items():
        monkeypatch.setenv(name, value)

    with (console := terminal.open_console()).capture() as captured:
        console.print(Text("word", style="bold red"))

    assert colors == ("\x1b" in captured.get())

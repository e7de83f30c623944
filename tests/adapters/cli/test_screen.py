"""What is printed where."""

from __future__ import annotations

import contextlib
import io

import pytest

from adapters.cli import screen
from tests.fakes.core import CARD


def test_a_pipe_gets_plain_text_unwrapped(capsys: pytest.CaptureFixture[str]) -> None:
    screen.show_card(CARD)

    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "“The dam is the interface & nobody reads the dam.”" in shown


def test_a_pipe_gets_a_table_with_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    screen.show_table(("Id", "Quote"), [("s1", "a\tb\nc"), ("s2", "[red]")])

    assert "Id\tQuote\ns1\ta b c\ns2\t[red]\n" == capsys.readouterr().out


def test_complaints_go_to_stderr_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    screen.complain("bad\nfile\x1b[31m.txt")

    captured = capsys.readouterr()
    assert ("", "bad file␛[31m.txt\n") == (captured.out, captured.err)


class Terminal(io.StringIO):
    """A stdout that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _a_terminal_with_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_terminal_gets_a_card_with_color() -> None:
    with contextlib.redirect_stdout(Terminal()) as stdout:
        screen.show_card(CARD)

    assert "Ada Brook" in stdout.getvalue()
    assert "\x1b[" in stdout.getvalue()


def test_a_terminal_gets_a_drawn_table() -> None:
    with contextlib.redirect_stdout(Terminal()) as stdout:
        screen.show_table(("Id", "Quote"), [("s1", "words")])

    assert "words" in stdout.getvalue()
    assert "\t" not in stdout.getvalue()

"""The page of all commands: each one's help as it is printed, and what its examples print."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import typer

from adapters.cli.app import build
from adapters.cli.examples import EXAMPLES, name_of
from bot.bootstrap import Podquote
from tests.fakes.ways import Shell

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
WIDTH = {"COLUMNS": "100", "TERMINAL_WIDTH": "100"}
INTRODUCTION = """\
# Every command

Made by `make docs` from the commands themselves, and held to them by a test. What stands below `$`
is what is printed on the packaged documents.

Exit codes: 0 done (an honest miss is 0 too), 1 something was refused, each named on stderr in one
sentence, 2 wrong usage. Results go to stdout, trouble to stderr. Colour only on a terminal, and not
with `NO_COLOR`.
"""


def page(core: Podquote) -> str:
    """Return the page."""
    shell = Shell(core)
    return "\n".join([INTRODUCTION, *(_section(shell, name) for name in names())])


def names() -> list[str]:
    """Return every command, in the order of the help; a group's as `group command`."""
    return list(_names(build(Shell(RuntimeError()).ways)))


def _names(app: typer.Typer, before: str = "") -> Iterator[str]:
    for command in app.registered_commands:
        yield f"{before}{name_of(command)}"
    for group in app.registered_groups:
        if group.typer_instance is not None:
            yield from _names(group.typer_instance, f"{before}{group.name} ")


def _section(shell: Shell, name: str) -> str:
    printed = [example.line for example in EXAMPLES.get(name, ()) if example.printed]
    blocks = [_block(shell.podquote(*name.split(), "--help", environment=WIDTH).stdout)]
    blocks += [
        _block(f"$ podquote {line}\n{shell.podquote(*shlex.split(line)).stdout}")
        for line in printed
    ]
    return "\n".join([f"## podquote {name}\n", *blocks])


def _block(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```\n"

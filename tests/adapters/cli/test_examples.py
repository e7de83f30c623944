"""The examples below each command's help: they are shown, and those that print are run."""

from __future__ import annotations

import shlex

import pytest

from adapters.cli.examples import EXAMPLES
from bot.bootstrap import Podquote
from tests.fakes.ways import Shell

PRINTED = [one.line for examples in EXAMPLES.values() for one in examples if one.printed]


@pytest.mark.parametrize("command", EXAMPLES)
def test_help_teaches_by_example(core: Podquote, command: str) -> None:
    result = Shell(core).podquote(*command.split(), "--help")

    assert 0 == result.exit_code
    for example in EXAMPLES[command]:
        assert f"podquote {example.line}" in result.stdout
        assert example.line.startswith(command)


@pytest.mark.parametrize("line", PRINTED)
def test_an_example_works_as_it_is_typed(core: Podquote, line: str) -> None:
    result = Shell(core).podquote(*shlex.split(line))

    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout.strip()

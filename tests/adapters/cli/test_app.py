"""The command line as a whole: errors, exit codes, help."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from bot.bootstrap import Podquote
from bot.errors import UnusableDatabase
from tests.fakes.ways import Shell

COMMANDS = ["run", "ask", "check", "ingest", "verify", "doctor", "daily"]


@pytest.fixture
def shell(core: Podquote) -> Shell:
    return Shell(core)


def test_it_says_which_version_it_is(shell: Shell) -> None:
    result = shell.podquote("--version")

    assert 0 == result.exit_code
    assert re.fullmatch(r"podquote \d+\.\d+\.\d+, database revision \d{4}\n", result.stdout)
    assert [] == shell.filled


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ()])
def test_help_names_every_command_and_opens_nothing(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    result = shell.podquote(*arguments)

    assert [] == [name for name in COMMANDS if name not in result.output]
    assert [] == shell.filled


@pytest.mark.parametrize("command", [*COMMANDS, "daily add"])
def test_every_command_has_help_even_where_settings_are_bad(shell: Shell, command: str) -> None:
    result = shell.podquote(*command.split(), "--help", environment={"PODQUOTE_HTTP_PORT": "many"})

    assert 0 == result.exit_code
    assert "Usage: " in result.stdout


def test_a_bad_setting_is_one_sentence_that_names_all_of_them(shell: Shell) -> None:
    result = shell.podquote(
        "ask", "x", environment={"PODQUOTE_HTTP_PORT": "many", "PODQUOTE_TIMEZONE": "Mars"}
    )

    assert 1 == result.exit_code
    (sentence,) = result.stderr.splitlines()
    assert "PODQUOTE_HTTP_PORT" in sentence
    assert "PODQUOTE_TIMEZONE" in sentence


def test_an_expected_error_is_one_sentence_and_no_traceback() -> None:
    shell = Shell(UnusableDatabase("sqlite:///x.db", "it is locked"))

    result = shell.podquote("ask", "x")

    assert 1 == result.exit_code
    assert "The database sqlite:///x.db cannot be used: it is locked.\n" == result.stderr


def test_an_unexpected_error_is_logged_under_the_id_that_is_shown() -> None:
    shell = Shell(ZeroDivisionError("the asker's words"))

    result = shell.podquote("ask", "x")

    assert 1 == result.exit_code
    logged, shown = result.stderr.splitlines()
    (error_id,) = re.findall(r"error_id=(\w+)", logged)
    assert shown.endswith(f"{error_id}.")
    assert "ZeroDivisionError" in logged
    assert re.search(r"where=ways\.py:\d+", logged)
    assert "asker" not in result.stderr


def test_the_traceback_is_for_those_who_ask_for_it() -> None:
    shell = Shell(ZeroDivisionError("the asker's words"))

    result = shell.podquote("ask", "x", environment={"PODQUOTE_LOG_LEVEL": "debug"})

    assert 1 == result.exit_code
    assert "Traceback" in result.stderr


def test_an_interrupt_is_quiet(shell: Shell) -> None:
    shell.core = KeyboardInterrupt()

    result = shell.podquote("ask", "x")

    assert (130, "", "") == (result.exit_code, result.stdout, result.stderr)


def test_run_gets_an_open_core_and_its_settings(shell: Shell) -> None:
    result = shell.podquote("run")

    assert 0 == result.exit_code
    assert 1 == shell.ran
    assert [True] == shell.filled


def test_a_wrong_command_is_wrong_usage(shell: Shell) -> None:
    assert 2 == shell.podquote("aks").exit_code


@pytest.mark.parametrize(
    ("shell_name", "variables"),
    [
        ("bash", {"COMP_WORDS": "podquote da", "COMP_CWORD": "1"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "podquote da"}),
        (
            "fish",
            {"_TYPER_COMPLETE_ARGS": "podquote da", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        ),
    ],
)
def test_a_shell_completes_its_commands(
    shell: Shell, shell_name: str, variables: Mapping[str, str]
) -> None:
    asked = {"_PODQUOTE_COMPLETE": f"complete_{shell_name}", **variables}

    assert "daily" in shell.podquote(environment=asked).stdout

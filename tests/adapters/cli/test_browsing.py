"""`podquote suggest`, `topics`, `episodes`, `speakers`, `random`, on the real seeds."""

from __future__ import annotations

import json

import pytest

from bot.bootstrap import Podquote
from tests.fakes.ways import Shell


@pytest.fixture
def shell(core: Podquote) -> Shell:
    return Shell(core)


def test_suggestions_say_what_to_ask(shell: Shell) -> None:
    told = shell.podquote("suggest", "sherw", "--kind", "speaker", "--json")

    expected = [{"kind": "speaker", "label": "Sherwin Wu", "value": "Sherwin Wu"}]
    assert expected == json.loads(told.stdout)


def test_suggestions_are_a_table_in_text(shell: Shell) -> None:
    told = shell.podquote("suggest", "fine-t", "--kind", "topic").stdout.splitlines()

    assert "Kind\tSuggestion\tAsk" == told[0]
    assert "topic\tFine-Tuning\tfine tuning" in told


@pytest.mark.parametrize(
    ("command", "key", "first"),
    [("topics", "topic", "OpenAI"), ("speakers", "speaker", "Sherwin Wu")],
)
def test_what_there_is_is_listed(shell: Shell, command: str, key: str, first: str) -> None:
    listed = json.loads(shell.podquote(command, "--json").stdout)

    assert first == listed[0][key]
    assert first in shell.podquote(command).stdout.splitlines()[1]


def test_episodes_are_listed_with_their_ids(shell: Shell, core: Podquote) -> None:
    listed = json.loads(shell.podquote("episodes", "--json").stdout)

    assert core.office.overview().episodes == len(listed)
    assert "2025-11-28" == listed[0]["date"]
    assert listed[0]["id"] in shell.podquote("episodes").stdout


def test_a_seed_shows_the_same_quote_again(shell: Shell) -> None:
    first = shell.podquote("random", "--seed", "x")

    assert 0 == first.exit_code
    assert first.stdout == shell.podquote("random", "--seed", "x").stdout
    assert json.loads(shell.podquote("random", "--json").stdout)["kind"] == "quote"


def test_an_empty_library_has_no_quote_to_show(empty_core: Podquote) -> None:
    assert "This library is empty" in Shell(empty_core).podquote("random").stdout

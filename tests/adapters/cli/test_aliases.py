"""`podquote alias`, on a real library."""

from __future__ import annotations

import json

import pytest

from bot.bootstrap import Podquote
from tests.fakes.ways import Shell


@pytest.fixture
def shell(own_core: Podquote) -> Shell:
    return Shell(own_core)


def test_what_was_mined_is_listed_with_its_evidence(shell: Shell) -> None:
    head, *rows = shell.podquote("alias", "list").stdout.splitlines()

    assert ["Heard", "Meant", "By", "Episode", "Evidence"] == head.split("\t")
    [roxette] = [row.split("\t") for row in rows if row.startswith("roxette")]
    assert ["roxette", "Rockset", "mined"] == roxette[:3]
    assert "writes Rockset where" in roxette[4]


def test_an_alias_is_added_listed_and_removed(shell: Shell) -> None:
    added = shell.podquote("alias", "add", "a bridge", "Abridge")
    listed = json.loads(shell.podquote("alias", "list", "--json").stdout)
    removed = shell.podquote("alias", "remove", "a bridge", "Abridge")

    assert "“a bridge” is read as Abridge everywhere.\n" == added.stdout
    assert {
        "heard": "a bridge",
        "meant": "Abridge",
        "by_whom": "curator",
        "episode_id": None,
        "episode": None,
        "evidence": [],
    } in listed
    assert "1 alias forgotten.\n" == removed.stdout


def test_an_alias_may_hold_in_one_episode(shell: Shell) -> None:
    result = shell.podquote("alias", "add", "gpd5", "GPT5", "--episode", "Model Specialization")

    assert "“gpd5” is read as GPT5 in that episode.\n" == result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "!", "Abridge"), "need a word"),
        (("add", "Abridge", "abridge"), "nothing to learn"),
        (("add", "x", "Y", "--episode", "beavers of the north"), "no such episode"),
        (("remove", "beavers"), "no such alias"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    shell: Shell, arguments: tuple[str, ...], says: str
) -> None:
    result = shell.podquote("alias", *arguments)

    assert 1 == result.exit_code
    assert says in result.stderr


def test_several_of_one_sound_are_removed_together(shell: Shell) -> None:
    for meant in ("Abridge", "Bridge Inc"):
        shell.podquote("alias", "add", "a bridge", meant)

    assert "2 aliases forgotten.\n" == shell.podquote("alias", "remove", "a bridge").stdout


def test_an_empty_library_says_how_to_begin(empty_core: Podquote) -> None:
    assert "podquote alias add" in Shell(empty_core).podquote("alias", "list").stdout


def test_an_everyday_word_needs_an_episode(shell: Shell) -> None:
    refused = shell.podquote("alias", "add", "the", "OpenAI")

    assert 1 == refused.exit_code
    assert "--episode" in refused.stderr

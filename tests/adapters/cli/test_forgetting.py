"""`podquote forget`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from bot.model import Question
from tests.fakes.ways import Shell

NAME = "Sherwin Wu"


@pytest.fixture
def shell(own_core: Podquote) -> Shell:
    return Shell(own_core)


def test_it_says_what_would_go_and_where_nobody_can_be_asked_does_nothing(
    shell: Shell, own_core: Podquote
) -> None:
    before = own_core.office.overview()

    result = shell.podquote("forget", NAME)

    assert 2 == result.exit_code
    assert f"This would forget person {NAME}" in result.stdout
    assert "say --yes" in result.stderr
    assert before == own_core.office.overview()


def test_with_yes_it_is_done_listed_and_kept_out(shell: Shell, seeds: Path) -> None:
    done = json.loads(shell.podquote("forget", NAME, "--yes", "--json").stdout)

    assert ("person", NAME, []) == (done["kind"], done["named"], done["copies"])
    assert done["removed"]["quote"] > 0
    (listed,) = json.loads(shell.podquote("forget", "--list", "--json").stdout)
    assert done["id"] == listed["id"]
    assert done["id"] in shell.podquote("forget", "--list").stdout
    assert 0 == shell.podquote("verify").exit_code
    assert 0 == shell.podquote("ingest", str(seeds)).exit_code
    assert (
        f"as {done['id']} may come in again"
        in shell.podquote("forget", "--allow", done["id"]).stdout
    )
    assert 1 == shell.podquote("forget", "--allow", done["id"]).exit_code


def test_an_episode_by_its_title_and_a_refused_ingest_names_it(
    shell: Shell, own_core: Podquote, seeds: Path
) -> None:
    (match, *_) = own_core.ask(Question("fine-tuning")).matches
    title = match.entry.episode.title or ""

    result = shell.podquote("forget", title, "--yes")

    assert 0 == result.exit_code
    assert f"Forgotten: episode {title}" in result.stdout
    again = shell.podquote("ingest", str(seeds))
    assert 1 == again.exit_code
    assert "its episode was forgotten on" in again.stderr


def test_an_episode_by_its_id(shell: Shell, own_core: Podquote) -> None:
    episode = own_core._index.episodes()[0]

    assert 0 == shell.podquote("forget", episode.id, "--episode", "--yes").exit_code
    assert episode.id not in {one.id for one in own_core._index.episodes()}


def test_older_copies_of_the_database_are_named(shell: Shell, own_core: Podquote) -> None:
    file = Path(own_core.settings.database_url.removeprefix("sqlite:///"))
    (file.parent / f"{file.name}.before-upgrade-from-0001").write_bytes(b"")

    result = shell.podquote("forget", NAME, "--yes")

    assert f"{file.name}.before-upgrade-from-0001" in result.stdout


@pytest.mark.parametrize(
    "arguments", [(), (NAME, "--list"), (NAME, "--episode", "--person"), ("--list", "--allow", "x")]
)
def test_one_thing_at_a_time(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert 2 == shell.podquote("forget", *arguments).exit_code


def test_what_is_not_there_is_said(shell: Shell) -> None:
    for arguments in (
        ("Nobody Here",),
        ("Nobody Here", "--person"),
        ("No such title", "--episode"),
    ):
        result = shell.podquote("forget", *arguments, "--yes")

        assert 1 == result.exit_code
        assert "There is no such" in result.stderr


def test_nothing_was_forgotten_yet(shell: Shell) -> None:
    assert "Nothing was forgotten." in shell.podquote("forget", "--list").stdout

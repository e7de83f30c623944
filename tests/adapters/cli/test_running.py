"""`podquote run`: which doors it is told to run."""

from __future__ import annotations

import pytest

from bot.bootstrap import Podquote
from tests.fakes.ways import Shell


@pytest.mark.parametrize(
    ("arguments", "doors"),
    [
        ((), {"web", "slack", "discord", "schedule"}),
        (("--doors", "web"), {"web"}),
        (("--doors", "schedule, Slack"), {"schedule", "slack"}),
    ],
)
def test_it_runs_the_doors_that_are_named(
    core: Podquote, arguments: tuple[str, ...], doors: set[str]
) -> None:
    shell = Shell(core)

    result = shell.podquote("run", *arguments)

    assert 0 == result.exit_code
    assert doors == shell.doors


@pytest.mark.parametrize("written", ["", "telegram", "web,irc"])
def test_a_door_that_there_is_not_is_refused_with_those_there_are(
    core: Podquote, written: str
) -> None:
    shell = Shell(core)

    result = shell.podquote("run", "--doors", written)

    assert 1 == result.exit_code
    assert "--doors takes some of: web, slack, discord, schedule" in result.stderr
    assert 0 == shell.ran

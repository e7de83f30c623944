"""`podquote doctor`, from the shell."""

from __future__ import annotations

import json

import pytest

from bot.bootstrap import Podquote
from bot.doctor import Probe
from bot.errors import UnusableDatabase
from tests.fakes.ways import Shell

SLACK = {"SLACK_BOT_TOKEN": "xoxb-canary-1", "SLACK_APP_TOKEN": "xapp-canary-2"}
WORKS = Probe(works=True, says="connected as podquote in Acme")
FAILS = Probe(works=False, says="Slack does not let podquote in: invalid_auth.")


def test_with_nothing_configured_all_is_well_and_it_says_what_to_set(core: Podquote) -> None:
    shell = Shell(core)

    result = shell.podquote("doctor")

    assert (0, "") == (result.exit_code, result.stderr)
    assert [False] == shell.filled
    for word in ("database", "web", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DISCORD_TOKEN"):
        assert word in result.stdout


def test_what_works_is_said(core: Podquote) -> None:
    result = Shell(core, probes={"slack": WORKS}).podquote("doctor", environment=SLACK)

    assert 0 == result.exit_code
    assert "connected as podquote in Acme" in result.stdout


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_what_is_configured_and_does_not_work_is_refused_and_no_secret_is_shown(
    core: Podquote, arguments: tuple[str, ...]
) -> None:
    result = Shell(core, probes={"slack": FAILS}).podquote("doctor", *arguments, environment=SLACK)

    assert 1 == result.exit_code
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith("slack: ")
    assert "invalid_auth" in result.stdout
    assert "canary" not in result.output


def test_in_json_every_part_has_its_finding(core: Podquote) -> None:
    report = json.loads(Shell(core).podquote("doctor", "--json").stdout)

    assert ["ok", "findings"] == list(report)
    assert report["ok"] is True
    assert ["database", "web", "slack", "discord"] == [one["part"] for one in report["findings"]]


def test_a_database_that_cannot_be_used_is_a_finding_like_any_other() -> None:
    shell = Shell(UnusableDatabase("sqlite:///x.db", "it is locked"))

    result = shell.podquote("doctor", "--json")

    assert 1 == result.exit_code
    report = json.loads(result.stdout)
    assert report["ok"] is False
    assert "it is locked" in report["findings"][0]["says"]
    assert 4 == len(report["findings"])

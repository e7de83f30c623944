"""`podquote setup`, typed as an operator would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.cli import env_file
from bot.bootstrap import Podquote
from bot.doctor import Probe
from bot.phrasing import setting_up
from tests.fakes.ways import Shell

WORKS = {name: Probe(works=True, says=f"connected to {name}") for name in ("slack", "discord")}
FAILS = {"discord": Probe(works=False, says="Discord does not let podquote in: 401")}


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def test_tokens_that_work_are_written_for_the_owner_alone(core: Podquote, tmp_path: Path) -> None:
    lines = typed("y", "xoxb-canary", "xapp-canary", "y", "a.canary.c")

    result = Shell(core, probes=WORKS).podquote("setup", stdin=lines)

    assert 0 == result.exit_code
    written = (tmp_path / ".env").read_text()
    assert (
        "SLACK_BOT_TOKEN=xoxb-canary\nSLACK_APP_TOKEN=xapp-canary\nDISCORD_TOKEN=a.canary.c\n"
        == written
    )
    assert 0o600 == (tmp_path / ".env").stat().st_mode & 0o777
    assert "Slack: connected to slack." in result.stdout
    assert "/invite @podquote" in result.stdout
    assert setting_up.START in result.stdout


def test_every_click_is_named_before_a_token_is_asked_for(core: Podquote) -> None:
    stdout = Shell(core).podquote("setup", stdin=typed("y", "", "", "n")).stdout

    places = [
        stdout.index(word) for word in ("api.slack.com/apps", "connections:write", "xoxb-", "xapp-")
    ]
    assert sorted(places) == places


def test_a_token_that_is_refused_is_asked_for_again_and_not_kept_in_silence(
    core: Podquote, tmp_path: Path
) -> None:
    lines = typed("n", "y", "wrong", "y", "wrong", "n", "n")

    result = Shell(core, probes=FAILS).podquote("setup", stdin=lines)

    assert 2 == result.stdout.count("does not let podquote in: 401.")
    assert setting_up.NOT_KEPT in result.stdout
    assert not (tmp_path / ".env").exists()


def test_a_refused_token_is_kept_where_its_owner_insists(core: Podquote, tmp_path: Path) -> None:
    result = Shell(core, probes=FAILS).podquote("setup", stdin=typed("n", "y", "a.b.c", "n", "y"))

    assert 0 == result.exit_code
    assert "DISCORD_TOKEN=a.b.c\n" == (tmp_path / ".env").read_text()


def test_one_of_two_tokens_is_not_taken_for_a_working_door(core: Podquote) -> None:
    result = Shell(core).podquote("setup", stdin=typed("y", "xoxb-1", "", "n", "n", "n"))

    assert "Slack: SLACK_APP_TOKEN is still missing." in result.stdout


@pytest.mark.parametrize("pasted", ["two words", "xoxb-\x1b[2J", "“xoxb”", "a'b"])
def test_what_is_no_token_is_asked_for_again(core: Podquote, pasted: str, tmp_path: Path) -> None:
    lines = typed("n", "y", pasted, "a.b.c")

    result = Shell(core, probes=WORKS).podquote("setup", stdin=lines)

    assert [setting_up.ONE_LINE] == result.stderr.splitlines()
    assert "DISCORD_TOKEN=a.b.c\n" == (tmp_path / ".env").read_text()


@pytest.mark.parametrize("lines", [typed("n", "n"), typed("y", "", "", "y", "")])
def test_with_nothing_entered_nothing_changes(core: Podquote, lines: bytes, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=old\n")

    result = Shell(core).podquote("setup", stdin=lines)

    assert 0 == result.exit_code
    assert setting_up.UNCHANGED in result.stdout
    assert "DISCORD_TOKEN=old\n" == (tmp_path / ".env").read_text()


def test_an_input_that_ends_half_way_writes_nothing(core: Podquote, tmp_path: Path) -> None:
    result = Shell(core, probes=WORKS).podquote("setup", stdin=typed("y", "xoxb-1"))

    assert 1 == result.exit_code
    assert not (tmp_path / ".env").exists()


def test_a_file_that_cannot_be_written_is_one_sentence(core: Podquote, tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()

    result = Shell(core, probes=WORKS).podquote("setup", stdin=typed("n", "y", "a.b.c"))

    assert 1 == result.exit_code
    assert ["Bad settings: .env cannot be written: IsADirectoryError."] == (
        result.stderr.splitlines()
    )


def test_the_manifest_is_printed_as_slack_takes_it(core: Podquote) -> None:
    result = Shell(core).podquote("setup", "--manifest")

    assert "podquote" == json.loads(result.stdout)["display_information"]["name"]


def test_other_lines_of_the_file_stay_as_they_are() -> None:
    text = "# mine\nexport SLACK_BOT_TOKEN=old\n\nOTHER='x y'\nSLACK_BOT_TOKEN=older\n"

    merged = env_file.merged(text, {"SLACK_BOT_TOKEN": "new", "DISCORD_TOKEN": "a.b"})

    assert "# mine\nSLACK_BOT_TOKEN=new\n\nOTHER='x y'\nDISCORD_TOKEN=a.b\n" == merged


@given(st.text(max_size=200))
def test_setting_the_same_twice_is_setting_it_once(text: str) -> None:
    once = env_file.merged(text, {"A": "1"})

    assert env_file.merged(once, {"A": "1"}) == once
    assert "A=1\n" in once


def test_the_wrong_one_of_two_tokens_is_noticed_before_slack_is_asked(core: Podquote) -> None:
    lines = typed("y", "xapp-1", "xoxb-1", "xapp-1", "n")

    result = Shell(core, probes=WORKS).podquote("setup", stdin=lines)

    assert [setting_up.misshapen("xoxb-")] == result.stderr.splitlines()
    assert 1 == result.stdout.count("Asking Slack")

"""`podquote tenants`: listed, written out, and gone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.bootstrap import Podquote, build
from bot.model import Asker, Installation, Place
from bot.settings import Settings
from tests.fakes.ways import Shell

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
TEXT = (
    "Otters at Night\n\n"
    "Ada Brook (00:00:12):\nThe marmalade lantern swings above the weir every night.\n\n"
    "Ben Hill (00:00:20):\nNobody reads the dam, and the dam is an interface.\n"
)


@pytest.fixture
def shell(own_core: Podquote, tmp_path: Path) -> Shell:
    (tmp_path / "otters.txt").write_text(TEXT)
    for library in ("slack:T1", "discord:2"):
        list(own_core.of(library).office.ingest([str(tmp_path / "otters.txt")]))
    return Shell(own_core)


def test_workspaces_with_something_of_their_own_are_listed(shell: Shell) -> None:
    listed = json.loads(shell.podquote("tenants", "list", "--json").stdout)

    assert ["discord:2", "slack:T1"] == [one["workspace"] for one in listed]
    assert 1 == listed[0]["documents"]
    assert "slack:T1" in shell.podquote("tenants", "list").stdout


def test_a_workspace_that_only_installed_podquote_is_listed_and_can_be_deleted(
    own_settings: Settings,
) -> None:
    core = opened(own_settings, "k" * 32)
    core.installations.keep(Installation("slack", "T7", "", "U1", "B1", "xoxb-1", "commands", NOON))
    shell = Shell(core)

    listed = json.loads(shell.podquote("tenants", "list", "--json").stdout)
    gone = shell.podquote("tenants", "delete", "slack:T7", "--yes")

    [found] = listed
    assert ("slack:T7", 0, {"installation": 1}) == (
        found["workspace"],
        found["documents"],
        found["rows"],
    )
    assert 0 == gone.exit_code
    assert "[]" == shell.podquote("tenants", "list", "--json").stdout.strip()


def test_documents_are_written_out_byte_for_byte(shell: Shell, tmp_path: Path) -> None:
    result = shell.podquote("tenants", "export", "slack:T1", str(tmp_path / "out"))

    assert 0 == result.exit_code
    written = {file.name: file.read_text() for file in (tmp_path / "out").iterdir()}
    assert TEXT == written.pop("00001_otters.txt")
    assert ["rows.jsonl"] == list(written)


def test_all_else_is_written_out_as_rows(shell: Shell, own_core: Podquote, tmp_path: Path) -> None:
    asker = Asker("slack", "T1", "C1", "u1")
    place = Place("slack", "C1", "u1")
    own_core.asked_by(asker).daily_desk.card("9:00 Europe/Berlin", place)

    shell.podquote("tenants", "export", "slack:T1", str(tmp_path / "out"))

    lines = (tmp_path / "out" / "rows.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    assert {"document", "entry", "episode", "schedule", "occurrence"} <= {
        row["table"] for row in rows
    }
    [schedule] = [row["row"] for row in rows if row["table"] == "schedule"]
    assert ("slack:T1", "C1", "09:00") == tuple(schedule[n] for n in ("library", "channel", "at"))


def test_a_workspace_of_that_name_that_is_not_there_is_not_written_out(
    shell: Shell, tmp_path: Path
) -> None:
    result = shell.podquote("tenants", "export", "slack:T9", str(tmp_path / "out"))

    assert 1 == result.exit_code
    assert not (tmp_path / "out").exists()


def test_what_is_deleted_is_gone_and_only_that(shell: Shell) -> None:
    refused = shell.podquote("tenants", "delete", "slack:T1")
    done = shell.podquote("tenants", "delete", "slack:T1", "--yes")
    again = shell.podquote("tenants", "delete", "slack:T1", "--yes")
    public = shell.podquote("tenants", "delete", "public", "--yes")

    assert [2, 0, 1, 1] == [r.exit_code for r in (refused, done, again, public)]
    assert "Say --yes as well" in refused.stderr
    listed = json.loads(shell.podquote("tenants", "list", "--json").stdout)
    assert ["discord:2"] == [one["workspace"] for one in listed]


def test_tokens_are_sealed_under_the_newest_key_and_those_that_no_key_opens_are_named(
    own_settings: Settings,
) -> None:
    for workspace, key in (("T1", "o" * 32), ("T2", "l" * 32)):
        kept = opened(own_settings, key)
        new = Installation("slack", workspace, "", "U1", "B1", "xoxb-1", "commands", NOON)
        kept.installations.keep(new)
        kept.close()
    shell = Shell(opened(own_settings, f"{'n' * 32},{'o' * 32}"))

    done = shell.podquote("tenants", "reseal")

    assert "Sealed 1 token anew; under the newest key: 1." in done.stdout
    assert 1 == done.exit_code
    assert "The token of slack:T2 cannot be opened" in done.stderr


def test_without_a_key_there_is_nothing_to_seal_with(shell: Shell) -> None:
    result = shell.podquote("tenants", "reseal")

    assert 1 == result.exit_code
    assert "PODQUOTE_SECRET_KEY is needed" in result.stderr


def opened(settings: Settings, keys: str) -> Podquote:
    with_keys = settings.model_copy(update={"secret_key": SecretStr(keys)})
    return build(with_keys, say=lambda _line: None)

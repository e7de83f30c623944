"""`podquote show` and `podquote attribute`, on the real seeds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from bot.model import Question
from tests.fakes.ways import Shell


@pytest.fixture
def shell(own_core: Podquote) -> Shell:
    return Shell(own_core)


@pytest.fixture
def id(own_core: Podquote) -> str:
    return own_core.ask(Question("hard to abstract away", limit=1)).matches[0].entry.id


def test_an_entry_is_shown_with_its_evidence(shell: Shell, id: str) -> None:
    shown = shell.podquote("show", id)

    assert 0 == shown.exit_code
    assert "Sources disagree: Erik Torenberg or Martin Casado" in shown.stdout
    assert "name Martin Casado as taking part" in shown.stdout


def test_the_evidence_is_there_in_json(shell: Shell, id: str) -> None:
    shown = json.loads(shell.podquote("show", id, "--json").stdout)

    assert id == shown["id"]
    assert ["Erik Torenberg"] == [one["speaker"] for one in shown["evidence"]]


@pytest.mark.parametrize(
    "command", [("show", "nothing"), ("attribute", "nothing", "Ada", "--because", "x")]
)
def test_an_id_that_names_nothing_is_refused(shell: Shell, command: tuple[str, ...]) -> None:
    refused = shell.podquote(*command)

    assert 1 == refused.exit_code
    assert "There is no such" in refused.stderr


def test_a_name_is_settled_with_its_reason(shell: Shell, id: str) -> None:
    done = shell.podquote("attribute", id, "Martin Casado", "--because", "he hosted")

    assert 0 == done.exit_code
    assert "was said by Martin Casado, as settled by a curator" in done.stdout
    assert "because he hosted" in shell.podquote("show", id).stdout


@pytest.mark.parametrize(
    "arguments", [("Ada",), ("Ada", "--because", " "), (" ", "--because", "x")]
)
def test_a_name_without_a_reason_is_wrong_usage(
    shell: Shell, id: str, arguments: tuple[str, ...]
) -> None:
    assert 2 == shell.podquote("attribute", id, *arguments).exit_code


def test_a_dry_run_shows_the_difference(shell: Shell, seeds: Path, tmp_path: Path) -> None:
    notes = next(seeds.glob("001*"))
    changed = tmp_path / notes.name
    text = notes.read_text().replace("so hard to abstract away", "very hard to hide")
    changed.write_text(text.replace("**Perplexity**", "**Purple City**"))

    plain = shell.podquote("ingest", "--dry-run", str(changed)).stdout
    report = json.loads(shell.podquote("ingest", "--dry-run", "--json", str(changed)).stdout)

    assert "  ~ quote " in plain
    assert "    now quote " in plain
    assert "very hard to hide" in plain
    kinds = {change["kind"] for change in report["documents"][0]["changes"]}
    assert {"changed"} <= kinds <= {"changed", "added", "gone", "merged"}

"""`podquote edit`, `podquote speakers`, `podquote export` and `podquote import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from tests.bot.ingest.test_quote_list import FIREBOT
from tests.bot.test_editing import TALK
from tests.fakes.ways import Shell


@pytest.fixture
def shell(empty_core: Podquote, tmp_path: Path) -> Shell:
    found = Shell(empty_core)
    (tmp_path / "On lakes.vtt").write_text(TALK)
    assert 0 == found.podquote("ingest", str(tmp_path / "On lakes.vtt")).exit_code
    return found


def test_an_episode_is_edited_and_its_history_shown(shell: Shell) -> None:
    result = shell.podquote(
        "edit", "episode", "On lakes", "--title", "What lakes say", "--because", "the page has it"
    )

    assert (0, "") == (result.exit_code, result.stderr)
    shown = shell.podquote("edit", "episode", "What lakes say").stdout
    assert "from “On lakes” to “What lakes say”, because the page has it" in shown
    found = json.loads(shell.podquote("edit", "episode", "What lakes say", "--json").stdout)
    assert ("What lakes say", 1) == (found["title"], len(found["history"]))
    cleared = shell.podquote("edit", "episode", "What lakes say", "--title", "")
    assert "to what the documents say" in cleared.stdout
    assert 1 == shell.podquote("edit", "episode", "On lakes", "--date", "soon").exit_code


def test_speakers_are_listed_and_named_by_label_and_by_line(shell: Shell) -> None:
    assert "Speaker 1" in shell.podquote("speakers", "On lakes").stdout
    lines = json.loads(
        shell.podquote("speakers", "On lakes", "--label", "Speaker 1", "--json").stdout
    )
    assert 2 == len(lines)
    assert lines[0]["id"] in shell.podquote("speakers", "On lakes", "--label", "Speaker 1").stdout

    named = shell.podquote("speakers", "On lakes", "--label", "Speaker 1", "--name", "Ada Brook")
    line = shell.podquote("speakers", "On lakes", "--line", lines[0]["id"], "--name", "Cy Marsh")

    assert "“Speaker 1” is Ada Brook in that episode, in 2 texts" in named.stdout
    assert "was said by Cy Marsh" in line.stdout
    found = json.loads(shell.podquote("speakers", "On lakes", "--json").stdout)
    assert {"Ada Brook", "Cy Marsh", None} == {one["speaker"] for one in found}


@pytest.mark.parametrize(
    "arguments",
    [("--name", "Ada"), ("--label", "a", "--line", "b"), ("--label", "a", "--name", " ")],
)
def test_what_is_said_half_is_asked_for(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert 2 == shell.podquote("speakers", "On lakes", *arguments).exit_code


def test_a_library_goes_out_and_in(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "library.jsonl"

    result = shell.podquote("export", "-o", str(file))
    assert 0 == result.exit_code
    lines = file.read_text().count("\n")
    assert f"Wrote {file}: {lines} lines, {file.stat().st_size} bytes.\n" == result.stdout
    result = shell.podquote("import", str(file), "--json")

    assert 0 == result.exit_code
    assert {} == json.loads(result.stdout)["total"]["added"]
    assert shell.podquote("export").stdout == file.read_text()


@pytest.mark.parametrize("format", ["webvtt", "transcript", "chapters", "soundbites"])
def test_an_episode_goes_out_as_a_file(shell: Shell, format: str) -> None:
    result = shell.podquote("export", "--format", format, "--episode", "On lakes")

    assert 0 == result.exit_code
    assert ("a lake complain" in result.stdout) == (format in ("webvtt", "transcript"))


@pytest.mark.parametrize("arguments", [("--format", "webvtt"), ("--episode", "On lakes")])
def test_a_format_and_an_episode_go_together(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert 2 == shell.podquote("export", *arguments).exit_code


def test_quotes_of_another_bot_come_in_and_rows_without_words_are_named(
    shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "quotes.csv").write_text(FIREBOT)

    result = shell.podquote("import", str(tmp_path / "quotes.csv"))

    assert 0 == result.exit_code
    assert "new: 3 quotes · 1 unread" in result.stdout
    assert "line 5: a row without words; not kept" in result.stdout
    assert 1 == shell.podquote("import", str(tmp_path / "nothing.csv")).exit_code


def test_an_export_that_cannot_be_written_is_named_and_leaves_nothing(
    shell: Shell, tmp_path: Path
) -> None:
    result = shell.podquote("export", "-o", str(tmp_path / "nowhere" / "all.jsonl"))

    assert 2 == result.exit_code
    assert "cannot be written" in " ".join(result.stderr.split())
    assert not (tmp_path / "nowhere").exists()

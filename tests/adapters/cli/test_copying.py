"""`podquote copy`: from one file to another, by their paths."""

from __future__ import annotations

import json
from pathlib import Path

from tests.fakes.libraries import new_file
from tests.fakes.ways import Shell


def test_a_copy_says_how_much_came_over_and_how_it_is_used(tmp_path: Path) -> None:
    shell = Shell(AssertionError("no core is opened"))
    source = str(new_file(tmp_path / "old.db"))

    said = shell.podquote("copy", source, str(tmp_path / "new.db"))
    told = shell.podquote("copy", "--json", source, str(tmp_path / "newer.db"))

    assert (0, "") == (said.exit_code, said.stderr)
    assert "and compared each table" in said.stdout
    assert f"PODQUOTE_DATABASE_URL=sqlite:///{tmp_path / 'new.db'}" in said.stdout
    assert 0 == json.loads(told.stdout)["rows"]["document"]


def test_what_cannot_be_copied_is_one_sentence(tmp_path: Path) -> None:
    shell = Shell(AssertionError("no core is opened"))

    result = shell.podquote("copy", str(tmp_path / "nowhere.db"), str(tmp_path / "new.db"))

    expected = "The database was not copied: there is nothing to copy."
    assert (1, "", expected) == (result.exit_code, result.stdout, result.stderr.strip())

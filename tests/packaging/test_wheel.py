"""The wheel by itself: small, whole, and answering with seeds and revisions from inside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

pytestmark = pytest.mark.slow

MOST_BYTES = 5_000_000
MOST_FONT_BYTES = 3_000_000
NO_CODE = {".py", ".pyc"}


def podquote(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed podquote in an empty folder, far from the sources."""
    return subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-c", "from adapters.start import main; main()", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_wheel_is_small(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        fonts = sum(
            i.file_size for i in archive.infolist() if i.filename.endswith((".ttf", ".otf"))
        )

    assert wheel.stat().st_size < MOST_BYTES
    assert fonts <= MOST_FONT_BYTES


def test_everything_beside_the_code_is_in_the_wheel_and_nothing_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    beside = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "adapters")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in NO_CODE
    }
    packed = {
        f"bot/packaged/{path.relative_to(ROOT).as_posix()}"
        for folder in ("seeds", "migrations")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    assert beside | packed <= names
    assert [name for name in names if name.startswith(("tests/", "docs/"))] == []


def test_installed_by_itself_it_answers_from_the_seeds_inside_it(
    installed: Path, tmp_path: Path
) -> None:
    result = podquote(installed, tmp_path, "ask", "fine-tuning", "--json")

    assert 0 == result.returncode, result.stderr
    answer = json.loads(result.stdout)
    assert "fine-tuning" in answer["matches"][0]["text"]
    files = {path.name for path in (installed / "bot" / "packaged" / "seeds").iterdir()}
    assert answer["matches"][0]["source"]["file"] in files


def test_installed_by_itself_every_text_holds(installed: Path, tmp_path: Path) -> None:
    result = podquote(installed, tmp_path, "verify", "--json")

    verified = json.loads(result.stdout)
    assert (0, []) == (result.returncode, verified["failed"])
    assert verified["checked"] > 100


def test_it_names_its_version_and_the_revision_of_its_database(
    installed: Path, tmp_path: Path
) -> None:
    newest = max(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("0*.py"))

    result = podquote(installed, tmp_path, "--version")

    assert f"podquote 0.1.0, database revision {newest}\n" == result.stdout

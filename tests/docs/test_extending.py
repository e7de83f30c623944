"""docs/extending.md followed word for word, on a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text("utf-8")
FILE = re.compile(r"^`([\w/.]+)`\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDITION = re.compile(
    r"^In `([\w/.]+)`,[^`]*?(?:`\w+`[^`]*?)?:\n```\w+\n(.*?)\n```\n```\w+\n(.*?)\n```$",
    re.MULTILINE | re.DOTALL,
)
COPIED = ("bot", "adapters", "seeds", "migrations", "tests", "pyproject.toml")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project and do what the page says."""
    copy = tmp_path_factory.mktemp("project")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    for name, text in FILE.findall(PAGE):
        file = copy / name
        assert not file.exists()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for name, before, added in ADDITION.findall(PAGE):
        file = copy / name
        text = file.read_text("utf-8")
        assert before in text
        joined = f"{added}\n{before}" if before.startswith("    ") else f"{added}{before}"
        file.write_text(text.replace(before, joined), "utf-8")
    return copy


def run(project: Path, *command: str) -> str:
    result = subprocess.run(  # noqa: S603  our own commands
        command, cwd=project, capture_output=True, text=True, timeout=300, check=False
    )
    assert 0 == result.returncode, result.stdout + result.stderr
    return result.stdout


@pytest.mark.slow
def test_what_the_page_adds_works(project: Path) -> None:
    # One interpreter for all of them: starting one takes longer than most of what they try.
    tests = [name for name, _ in FILE.findall(PAGE) if Path(name).name.startswith("test_")]
    command = (sys.executable, "-m", "pytest", "-q", "-rA", "-m", "not slow", *tests)

    out = run(project, *command)

    assert 3 == len(tests)
    assert [name for name in tests if f"PASSED {name}" not in out] == []


@pytest.mark.slow
def test_what_the_page_adds_keeps_the_import_rules(project: Path) -> None:
    lint = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert lint is not None

    assert "0 broken" in run(project, lint)


def test_the_page_has_a_format_a_door_and_an_engine() -> None:
    assert 8 == len(FILE.findall(PAGE))
    assert 2 == len(ADDITION.findall(PAGE))

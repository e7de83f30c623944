"""The docs held to the code: commands, settings, make targets and links are real."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adapters.cli.examples import EXAMPLES
from bot.bootstrap import Podquote
from bot.settings import Settings
from tests.docs.commands import PAGE, names, page

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
COMMAND = re.compile(r"(?<![\w/@-])podquote ((?:[a-z]+ )?[a-z]+)\b")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)|src=\"([^\":]+)\"")
TYPED = re.compile(r"\s*(?:\$ )?(?:\.venv/bin/)?podquote ")
TARGET = re.compile(r"`make ([a-z]+)`|^make ([a-z]+) ", re.MULTILINE)


def code(text: str) -> str:
    """Return what is typed: the lines of fenced blocks that begin so, and what backticks hold."""
    fenced = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    typed = [line for block in fenced for line in block.splitlines() if TYPED.match(line)]
    return "\n".join([*typed, *re.findall(r"`([^`\n]+)`", text)])


def test_the_page_of_all_commands_is_what_the_commands_say_and_print(core: Podquote) -> None:
    assert page(core) == PAGE.read_text("utf-8"), "make docs"


def test_every_command_has_an_example() -> None:
    assert [name for name in names() if not EXAMPLES.get(name)] == []
    assert set(EXAMPLES) <= set(names())


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_command_that_is_named_in_code_is_one(document: Path) -> None:
    known = {*names(), *(name.split()[0] for name in names())}
    named = {found[1] for found in COMMAND.finditer(code(document.read_text("utf-8")))}

    assert [n for n in named if n not in known and n.split()[0] not in known] == []


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_link_within_the_project_leads_somewhere(document: Path) -> None:
    links = [a or b for a, b in LINK.findall(document.read_text("utf-8"))]

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_setting_is_told(core: Podquote) -> None:
    told = (ROOT / "docs" / "running.md").read_text("utf-8")
    variables = [field.alias for field in Settings.model_fields.values()]

    assert [variable for variable in variables if f"`{variable}`" not in told] == []


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_target_of_make_that_is_named_is_one(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {a or b for a, b in TARGET.findall(document.read_text("utf-8"))}

    assert named <= targets


def test_every_room_is_told() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [
        path.stem
        for house in ("bot", "adapters")
        for path in (ROOT / house).iterdir()
        if not path.name.startswith("_")
        and (path.suffix == ".py" or (path / "__init__.py").exists())
    ]

    assert [room for room in rooms if not re.search(rf"[`/]{room}\b", told)] == []


def test_the_readme_fits_into_ten_minutes() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150

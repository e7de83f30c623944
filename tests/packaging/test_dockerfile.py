"""The Dockerfile, as far as a machine without an engine can follow it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.web_app.app import build_app
from adapters.web_app.door import WebDoor
from tests.fakes.core import FakeCore
from tests.packaging.conftest import ROOT
from tests.platforms.serving import served

STEP = re.compile(r"^(?P<name>[A-Z]+) (?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """Return each instruction with what follows it, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text()
    return [(s["name"], s["rest"].replace("\\\n", " ")) for s in STEP.finditer(text)]


def of(name: str) -> list[str]:
    return [rest for step, rest in steps() if step == name]


def test_it_ends_as_a_user_without_rights() -> None:
    names = [name for name, _ in steps()]

    assert ["podquote"] == of("USER")
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert any("useradd --system" in run for run in of("RUN"))


def test_what_it_copies_is_there_and_the_ignored_is_not_needed() -> None:
    sources = [
        source
        for rest in of("COPY")
        for source in shlex.split(rest)[:-1]
        if "--from=build" not in rest
    ]
    ignored = (ROOT / ".dockerignore").read_text().split()

    assert ["requirements/run.txt", "."] == sources
    assert [source for source in sources if not (ROOT / source).exists()] == []
    for needed in ("bot", "adapters", "seeds", "migrations", "pyproject.toml", "README.md"):
        assert needed not in ignored


def test_every_dependency_is_held_by_its_hash() -> None:
    install = next(run for run in of("RUN") if "requirements" in run)
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements" / "run.txt").read_text())
    pinned = [block for block in blocks if "==" in block.splitlines()[0]]

    assert "--require-hashes" in install
    assert len(pinned) > 20
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []


@pytest.mark.slow
def test_the_project_is_installed_with_the_very_options_it_names(tmp_path: Path) -> None:
    install = next(run for run in of("RUN") if run.rstrip().endswith(" ."))
    options = [part for part in shlex.split(install)[2:-1] if part.startswith("--")]
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install")

    subprocess.run([*pip, *options, "--target", str(tmp_path), str(ROOT)], check=True)  # noqa: S603  ours

    assert (tmp_path / "bot" / "packaged" / "seeds").is_dir()


@pytest.mark.slow
async def test_its_health_check_passes_while_the_page_is_served_and_fails_after() -> None:
    (check,) = of("HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    command[0] = sys.executable

    async with served(WebDoor(build_app(FakeCore()), "127.0.0.1", 0)) as url:
        port = url.rstrip("/").rsplit(":", 1)[1]
        environment = {**os.environ, "PODQUOTE_HTTP_PORT": port}
        up = await _exit_code(command, environment)
    down = await _exit_code(command, environment)

    assert (0, True) == (up, down != 0)


async def _exit_code(command: list[str], environment: dict[str, str]) -> int:
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stderr=subprocess.DEVNULL
    )
    return await asyncio.wait_for(process.wait(), 60)


def test_it_starts_what_the_readme_starts() -> None:
    assert (['["podquote"]'], ['["run"]']) == (of("ENTRYPOINT"), of("CMD"))

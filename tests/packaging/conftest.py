"""The wheel as it would be published, built once for all tests of a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without a network, from what git would hand to a stranger."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    how = ("--no-build-isolation", "--no-deps", "--no-index")
    subprocess.run([*pip, "wheel", *how, "-w", str(folder), str(ROOT)], check=True)  # noqa: S603  ours
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel by itself into a folder; its dependencies are the ones of these tests."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    how = ("--no-deps", "--no-index", "--target", str(folder))
    subprocess.run([*pip, "install", *how, str(wheel)], check=True)  # noqa: S603  ours
    return folder

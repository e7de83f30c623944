"""The core's own tests run on both engines: the same fixtures as everywhere, twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from bot.bootstrap import Podquote, build
from bot.settings import Settings
from tests.fakes.clock import Unhurried
from tests.fakes.settings import settings_for
from tests.platforms.postgres import Databases

Engine = Literal["sqlite", "postgresql"]


def opened(settings: Settings) -> Podquote:
    return build(settings, clock=Unhurried(), say=lambda _line: None)


@pytest.fixture
def in_its_file(engine_name: Engine) -> None:
    """For tests that change rows behind podquote's back: in SQLite's file."""
    if engine_name != "sqlite":
        pytest.skip("it changes a SQLite file behind podquote's back")


def _fill(url: str) -> None:
    built = opened(settings_at(url))
    built.close()


def settings_at(url: str, **variables: str) -> Settings:
    return settings_for(Path("unused.db"), PODQUOTE_DATABASE_URL=url, **variables)


@pytest.fixture(
    scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
)
def engine_name(request: pytest.FixtureRequest) -> Engine:
    """Which engine a test runs on."""
    name: Engine = request.param
    return name


@pytest.fixture(scope="session")
def core_settings(
    engine_name: Engine, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Settings:
    """Settings of a database of this test process."""
    if engine_name == "sqlite":
        return settings_for(tmp_path_factory.mktemp("core") / "podquote.db")
    postgres: Databases = request.getfixturevalue("postgres")
    return settings_at(postgres.filled(_fill))


@pytest.fixture(scope="session")
def core(core_settings: Settings) -> Iterator[Podquote]:
    """A real core, filled from the seeds. For reading only: every test of a process shares it."""
    built = opened(core_settings)
    yield built
    built.close()


@pytest.fixture
def own_settings(
    engine_name: Engine, core: Podquote, tmp_path: Path, request: pytest.FixtureRequest
) -> Settings:
    """Settings of a database of this test alone, filled from the seeds."""
    if engine_name == "postgresql":
        postgres: Databases = request.getfixturevalue("postgres")
        return settings_at(postgres.filled(_fill))
    shared = core.settings.database_url.removeprefix("sqlite:///")
    source, copy = sqlite3.connect(shared), sqlite3.connect(tmp_path / "podquote.db")
    source.backup(copy)
    source.close()
    copy.close()
    return settings_for(tmp_path / "podquote.db")


@pytest.fixture
def own_core(own_settings: Settings) -> Iterator[Podquote]:
    """A real core of this test alone, filled from the seeds: a copy of the shared one."""
    built = opened(own_settings)
    yield built
    built.close()


@pytest.fixture
def empty_url(engine_name: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The URL of a database of this test alone, with nothing in it."""
    if engine_name == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    postgres: Databases = request.getfixturevalue("postgres")
    return postgres.empty()


@pytest.fixture
def empty_core(empty_url: str) -> Iterator[Podquote]:
    """A real core of this test alone, with nothing in it."""
    built = opened(settings_at(empty_url, PODQUOTE_DEMO="off"))
    yield built
    built.close()

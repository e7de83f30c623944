"""The core's own tests run on both engines: the same fixtures as everywhere, twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from bot.bootstrap import Podquote, build
from bot.settings import Settings
from tests.fakes.clock import Unhurried
from tests.fakes.libraries import copied, migrate, new_file
from tests.fakes.settings import settings_for
from tests.fakes.world import World
from tests.platforms.postgres import Databases

Engine = Literal["sqlite", "postgresql"]


def opened(settings: Settings) -> Podquote:
    return build(settings, clock=Unhurried(), say=lambda _line: None)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A quote a day on a ledger in a file, and platforms that remember."""
    made = World(f"sqlite:///{new_file(tmp_path / 'podquote.db')}")
    yield made
    made.close()


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


@contextmanager
def database_of_its_own(
    engine_name: Engine, core: Podquote, folder: Path, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Copy the shared core's database: settings of one that is filled from the seeds, and goes."""
    if engine_name == "postgresql":
        postgres: Databases = request.getfixturevalue("postgres")
        url = postgres.filled(_fill)
        yield settings_at(url)
        postgres.drop(url)
        return
    yield settings_for(copied(core.settings, folder / "podquote.db"))


@contextmanager
def empty_database(
    engine_name: Engine, folder: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Make a database of the newest revision with nothing in it: its URL."""
    if engine_name == "sqlite":
        yield f"sqlite:///{new_file(folder / 'empty.db')}"
        return
    postgres: Databases = request.getfixturevalue("postgres")
    url = postgres.filled(migrate)
    yield url
    postgres.drop(url)


@pytest.fixture
def own_settings(
    engine_name: Engine, core: Podquote, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Settings of a database of this test alone, filled from the seeds."""
    with database_of_its_own(engine_name, core, tmp_path, request) as settings:
        yield settings


@pytest.fixture
def own_core(own_settings: Settings) -> Iterator[Podquote]:
    """A real core of this test alone, filled from the seeds: a copy of the shared one."""
    built = opened(own_settings)
    yield built
    built.close()


@pytest.fixture
def empty_core(
    engine_name: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Podquote]:
    """A real core of this test alone, with nothing in it."""
    with empty_database(engine_name, tmp_path, request) as url:
        built = opened(settings_at(url, PODQUOTE_DEMO="off"))
        yield built
        built.close()

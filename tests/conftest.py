"""What every test may ask for: a real core on the five seeds, and the seeds themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import hypothesis
import pytest

from adapters.supervise import new_loop
from bot.bootstrap import Podquote, build
from bot.settings import Settings
from tests.fakes.clock import Unhurried
from tests.fakes.libraries import copied, new_file
from tests.fakes.settings import settings_for
from tests.platforms.postgres import Databases, databases

ROOT = Path(__file__).parent.parent

# No test is timed, by hypothesis neither: machines are busy, and speed belongs in `tests/bench`.
hypothesis.settings.register_profile("unhurried", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("unhurried")


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run every test on the loop that the doors run on."""
    return {"doors": new_loop}


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with the five documents."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    """A throwaway PostgreSQL of this test process; what asks for it is skipped without one."""
    with databases() as found:
        if found is None:
            pytest.skip("no PostgreSQL server on this machine: it is NOT tested here")
        yield found


@pytest.fixture(scope="session")
def core_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose database is a file of this test process."""
    return settings_for(tmp_path_factory.mktemp("core") / "podquote.db")


@pytest.fixture(scope="session")
def core(core_settings: Settings) -> Iterator[Podquote]:
    """A real core, filled from the seeds. For reading only: every test of a process shares it."""
    built = build(core_settings, clock=Unhurried(), say=lambda _line: None)
    yield built
    built.close()


@pytest.fixture
def own_settings(core: Podquote, tmp_path: Path) -> Settings:
    """Settings whose database is this test's own: a copy of the shared one."""
    return settings_for(copied(core.settings, tmp_path / "podquote.db"))


@pytest.fixture
def own_core(own_settings: Settings) -> Iterator[Podquote]:
    """A real core of this test alone, filled from the seeds."""
    built = build(own_settings, clock=Unhurried(), say=lambda _line: None)
    yield built
    built.close()


@pytest.fixture
def empty_core(tmp_path: Path) -> Iterator[Podquote]:
    """A real core of this test alone, with nothing in it."""
    settings = settings_for(new_file(tmp_path / "podquote.db"), PODQUOTE_DEMO="off")
    built = build(settings, clock=Unhurried(), say=lambda _line: None)
    yield built
    built.close()

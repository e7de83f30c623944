"""A database moved into another one, in both directions: all of it, or one sentence."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.bootstrap import Podquote
from bot.errors import NotCopied, UnusableDatabase
from bot.index.copying import TABLES
from bot.index.engine import open_engine
from bot.index.walls import everywhere
from bot.model import Asker, Place, Question
from bot.moving import STEPS, move
from tests.bot.conftest import opened, settings_at
from tests.dialogs import CHECKS
from tests.fakes.libraries import new_file
from tests.platforms.postgres import Databases

pytestmark = pytest.mark.slow  # both directions need a server


ASKER = Asker("slack", "T1", "C1", "u1")


@pytest.fixture
def target(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The other engine's address: what is on SQLite goes to PostgreSQL, and the other way."""
    if engine_name == "postgresql":
        yield f"sqlite:///{tmp_path / 'target.db'}"
        return
    postgres: Databases = request.getfixturevalue("postgres")
    url = postgres.empty()
    yield url
    postgres.drop(url)


@pytest.fixture
def lived_in(own_core: Podquote, tmp_path: Path) -> Podquote:
    """A library with a workspace's own document, a schedule, and something settled."""
    (tmp_path / "otters.txt").write_text(
        "Otters at Night\n\nAda Brook (00:00:12):\nThe marmalade lantern swings every night.\n\n"
        "Ben Hill (00:00:20):\nNobody reads the dam, and the dam is an interface.\n"
    )
    list(own_core.of("slack:T1").office.ingest([str(tmp_path / "otters.txt")]))
    place = Place(ASKER.door, ASKER.channel, ASKER.user)
    own_core.asked_by(ASKER).daily_desk.card("9:00 Europe/Berlin", place)
    own_core.daily.tick({})
    own_core.notes.write("identifies", "7")
    own_core.inbox.first("slack", "T1", "C1", 1)
    return own_core


def answers(core: Podquote) -> list[object]:
    """Return what is asked of a library from many sides."""
    theirs = core.asked_by(ASKER)
    return [
        [core.ask(Question(text)) for text in ("fine-tuning", "sherwin pricing", "ratchet")],
        theirs.ask(Question("marmalade lantern")),
        core.ask(Question("marmalade lantern")),
        [core.check(one.asked) for one in CHECKS[:4]],
        core.office.overview(),
        core.tenants.all(),
        core.daily.preview(3),
        core.notes.read("identifies"),
    ]


def test_all_of_it_is_there_and_answers_alike(lived_in: Podquote, target: str) -> None:
    said: list[None] = []

    moved = move(lived_in.settings.database_url, target, lambda: said.append(None))

    assert STEPS == len(said)
    assert {table.name for table in TABLES} == set(moved.rows)
    assert 0 < moved.rows["occurrence"]
    copy = opened(settings_at(target, PODQUOTE_DEMO="off"))
    assert answers(lived_in) == answers(copy)
    assert "marmalade" in str(copy.asked_by(ASKER).ask(Question("marmalade lantern")).matches)
    copy.close()


def test_postgresql_plans_by_what_was_copied(lived_in: Podquote, target: str) -> None:
    if target.startswith("sqlite"):
        pytest.skip("SQLite needs no statistics for these statements")
    move(lived_in.settings.database_url, target)

    engine = open_engine(target)
    with engine.connect() as connection:
        known = sa.text("SELECT reltuples FROM pg_class WHERE relname = 'term'")
        assert 1000 < (connection.scalar(known) or 0)
    engine.dispose()


def test_what_comes_afterwards_gets_numbers_of_its_own(
    lived_in: Podquote, target: str, tmp_path: Path
) -> None:
    move(lived_in.settings.database_url, target)
    (tmp_path / "herons.txt").write_text(
        "Herons\n\nCy Marsh (00:00:12):\nThe peppermint ladder leans on the reed.\n\n"
        "Ada Brook (00:00:20):\nThen we wade across before the tide.\n"
    )
    copy = opened(settings_at(target, PODQUOTE_DEMO="off"))

    [report] = copy.office.ingest([str(tmp_path / "herons.txt")])

    assert report.error is None
    assert copy.ask(Question("peppermint ladder")).matches
    copy.close()


KILLED = """
import os, signal, sys
import sqlalchemy as sa
from bot.index import copying, engine
from bot.moving import move

def die(connection, left=[int(sys.argv[3])]):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

copying._ROWS = 200
sa.event.listen(sa.Engine, "commit", die)
move(sys.argv[1], sys.argv[2])
"""


def test_killed_half_way_it_goes_on_where_it_was(lived_in: Podquote, target: str) -> None:
    url = lived_in.settings.database_url
    command = [sys.executable, "-c", KILLED, url, target, "25"]
    killed = subprocess.run(command, check=False, capture_output=True)  # noqa: S603

    assert (-signal.SIGKILL, b"") == (killed.returncode, killed.stderr)
    with pytest.raises(UnusableDatabase, match="has not ended"):
        opened(settings_at(target))
    with pytest.raises(NotCopied, match="is itself a part"):
        move(target, f"{url}-other")
    before = rows(target)
    move(url, target)
    copy = opened(settings_at(target, PODQUOTE_DEMO="off"))
    assert 0 < before < rows(target)
    assert answers(lived_in) == answers(copy)
    copy.close()


def rows(url: str) -> int:
    engine = everywhere(open_engine(url))
    with engine.connect() as connection:
        counts = [sa.select(sa.func.count()).select_from(table) for table in TABLES]
        found = [int(connection.scalar(count) or 0) for count in counts]
    engine.dispose()
    return sum(found)


def test_what_was_written_meanwhile_is_told(lived_in: Podquote, target: str) -> None:
    url = lived_in.settings.database_url

    with pytest.raises(NotCopied, match=r"differs in state \(some of \d rows\)"):
        move(url, target, _once(lambda: lived_in.notes.write("identifies", "8")))


def _once(act: Callable[[], None]) -> Callable[[], None]:
    # Copying reads one moment; comparing, another.
    left = [len(TABLES)]

    def told() -> None:
        left[0] -= 1
        if not left[0]:
            act()

    return told


def test_a_target_that_holds_something_is_left_alone(lived_in: Podquote, target: str) -> None:
    other = opened(settings_at(target))
    before = other.office.overview()

    with pytest.raises(NotCopied, match="holds something already"):
        move(lived_in.settings.database_url, target)

    assert before == other.office.overview()
    other.close()


def test_an_empty_target_that_was_opened_once_is_empty_still(
    lived_in: Podquote, target: str
) -> None:
    opened(settings_at(target, PODQUOTE_DEMO="off")).close()

    assert 5 <= move(lived_in.settings.database_url, target).rows["document"]


def test_another_revision_is_refused_on_either_side(own_core: Podquote, tmp_path: Path) -> None:
    old = new_file(tmp_path / "old.db")
    with contextlib.closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")

    with pytest.raises(NotCopied, match="of revision 0003, and this podquote copies"):
        move(str(old), str(tmp_path / "new.db"))
    with pytest.raises(NotCopied, match="the target is of revision 0003 already"):
        move(own_core.settings.database_url, str(old))


def test_what_is_no_database_is_told_in_a_sentence(own_core: Podquote, tmp_path: Path) -> None:
    url = own_core.settings.database_url

    with pytest.raises(NotCopied, match="there is nothing to copy"):
        move(str(tmp_path / "nowhere.db"), str(tmp_path / "new.db"))
    with pytest.raises(NotCopied, match="both are the same"):
        move(url, url)
    with pytest.raises(NotCopied, match="write an address such as"):
        move("mongodb://host/podquote", str(tmp_path / "new.db"))
    assert not (tmp_path / "nowhere.db").exists()


def test_no_table_is_forgotten(own_core: Podquote) -> None:
    engine = open_engine(own_core.settings.database_url)

    assert {"alembic_version", *(table.name for table in TABLES)} == set(
        sa.inspect(engine).get_table_names()
    )
    engine.dispose()

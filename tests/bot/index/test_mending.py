"""A damaged database: its index is made anew, or it is refused, each in one sentence."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import PodquoteError, UnusableDatabase
from bot.index import mending
from bot.index.mending import DAMAGED, OUTGROWN, mend
from bot.index.opening import open_library
from bot.index.reader import SqlIndex
from bot.index.tables import indexed, posting, suggestion, term
from bot.lookup import lookup
from bot.model import Claims, Kind, Question
from bot.resources import folder
from tests.fakes.libraries import open_empty, put
from tests.fakes.readings import read_of

SAID = [
    (Kind.QUOTE, f"Otters of brook {at} gnaw willows, and dams {at} hold water.")
    for at in range(40)
]
CHANGES = {
    "rows lost": "DELETE FROM posting WHERE stem IN ('dam', 'water')",
    "a stem cut": "UPDATE posting SET data = substr(data, 1, 4) WHERE stem = 'dam'",
    "a stem emptied": "UPDATE posting SET data = x'' WHERE stem = 'dam'",
    "entries uncounted": "UPDATE indexed SET entries = entries - 1",
    "nothing counted": "DELETE FROM indexed",
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    engine = open_empty(tmp_path / "library.db")
    put(engine, read_of("a.md", Claims(title="Dams"), *SAID))
    engine.dispose()  # the last connection takes the log's pages into the file
    return tmp_path / "library.db"


def opened(database: Path) -> tuple[sa.Engine, str | None]:
    return open_library(f"sqlite:///{database}", folder("migrations"))


def index_of(database: Path) -> dict[str, list[tuple[object, ...]]]:
    engine, _ = opened(database)
    with engine.connect() as connection:
        found = {
            table.name: sorted(tuple(row) for row in connection.execute(sa.select(table)))
            for table in (posting, indexed, suggestion)
        }
        found[term.name] = sorted(
            (row.word, row.stem, row.entries) for row in connection.execute(sa.select(term))
        )
    engine.dispose()
    return found


def change(database: Path, statement: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_an_index_that_lost_something_is_made_anew_as_it_was(
    database: Path, statement: str
) -> None:
    before = index_of(database)
    change(database, statement)

    engine, said = opened(database)

    assert DAMAGED == said
    assert mend(engine) is None
    engine.dispose()
    assert before == index_of(database)


def test_an_index_whose_pages_are_scrambled_is_made_anew(database: Path) -> None:
    before = index_of(database)
    _scramble(database, _root_of(database, "posting"))

    engine, said = opened(database)
    engine.dispose()

    assert DAMAGED == said
    assert before == index_of(database)


def test_a_file_that_is_damaged_elsewhere_too_is_refused(database: Path) -> None:
    for table in ("posting", "entry"):
        _scramble(database, _root_of(database, table))

    with pytest.raises(UnusableDatabase, match="cannot be used"):
        opened(database)


def test_an_index_of_another_make_is_made_anew(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "FORMAT", "next")

    engine, said = opened(database)

    assert OUTGROWN == said
    assert mend(engine) is None
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON state BEGIN DELETE FROM entry; END",
        "CREATE VIEW v AS SELECT * FROM entry",
    ],
)
def test_a_schema_with_code_in_it_is_refused(database: Path, statement: str) -> None:
    change(database, statement)

    with pytest.raises(UnusableDatabase, match="triggers or views"):
        opened(database)


def test_an_entry_that_cannot_be_read_is_named_in_one_sentence(database: Path) -> None:
    change(database, "UPDATE entry SET spans = '[[1,'")
    engine, _ = opened(database)

    with pytest.raises(UnusableDatabase, match="an entry in it is damaged"):
        lookup(SqlIndex(engine), Question("otters"))
    engine.dispose()


def test_postings_that_break_while_it_runs_are_named_in_one_sentence(database: Path) -> None:
    engine, _ = opened(database)
    change(database, CHANGES["a stem cut"])

    with pytest.raises(UnusableDatabase, match="the next start makes it anew"):
        lookup(SqlIndex(engine), Question("dams"))
    engine.dispose()


@pytest.mark.parametrize(
    ("first", "times"), [(0, 10), pytest.param(1000, 200, marks=pytest.mark.slow)]
)
def test_whatever_bytes_flip_it_answers_or_says_one_sentence(
    database: Path, tmp_path: Path, first: int, times: int
) -> None:
    whole = database.read_bytes()
    outcomes = set()
    for seed in range(first, first + times):
        hurt = tmp_path / f"hurt{seed}.db"
        hurt.write_bytes(_flipped(whole, random.Random(seed)))  # noqa: S311  the same again
        outcomes.add(_asked_of(hurt))

    assert outcomes <= {"answered", "missed", "refused"}
    assert "answered" in outcomes


def _asked_of(database: Path) -> str:
    try:
        engine, _ = opened(database)
    except PodquoteError as error:
        return "refused" if "\n" not in str(error) else "refused at length"
    try:
        found = lookup(SqlIndex(engine), Question("otters gnaw willows")).matches
    except PodquoteError:
        return "refused"
    finally:
        engine.dispose()
    return "answered" if found else "missed"


def _flipped(whole: bytes, chance: random.Random) -> bytes:
    hurt = bytearray(whole)
    page = chance.randrange(len(whole) // 4096)
    for _ in range(8):
        hurt[page * 4096 + chance.randrange(4096)] ^= 1 << chance.randrange(8)
    return bytes(hurt)


def _root_of(database: Path, table: str) -> int:
    with sqlite3.connect(database) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?"
        [(page,)] = connection.execute(query, (table,)).fetchall()
    connection.close()
    return int(page)


def _scramble(database: Path, page: int) -> None:
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096 + 8)
        file.write(bytes(range(256)) * 4)

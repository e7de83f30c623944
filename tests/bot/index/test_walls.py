"""Whoever wrote a statement, it stays within its libraries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import UnusableDatabase
from bot.index.catalogue import SqlCatalogue
from bot.index.tables import document, entry, episode, metadata, settled
from bot.index.walls import alone, everywhere, walled, within
from bot.model import Claims, Kind
from tests.fakes.libraries import put
from tests.fakes.readings import read_of

ROWS = {"title": "x", "participants": "[]", "conflicts": "[]"}


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    for library in ("public", "slack:T1", "slack:T2"):
        with within(engine, library).begin() as connection:
            connection.execute(sa.insert(episode).values(id=f"e {library}", **ROWS))
    return engine


def ids(engine: sa.Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.select(episode.c.id).order_by(episode.c.id)))


def test_whoever_says_nothing_sees_the_public_library(filled: sa.Engine) -> None:
    assert ["e public"] == ids(filled)


def test_a_workspace_sees_the_public_library_and_its_own(filled: sa.Engine) -> None:
    assert ["e public", "e slack:T1"] == ids(within(filled, "slack:T1"))
    assert ["e slack:T2"] == ids(alone(filled, "slack:T2"))
    assert 3 == len(ids(everywhere(filled)))


def test_what_was_said_in_a_workspace_is_heard_in_no_other(engine: sa.Engine) -> None:
    for library in ("public", "slack:T1", "slack:T2"):
        claims = Claims(title=f"On {library}", video_id=library)
        put(within(engine, library), read_of(f"{library}.md", claims, (Kind.QUOTE, library)))

    def heard(by: sa.Engine) -> set[str]:
        return {one.text for one in SqlCatalogue(by).speech()}

    assert {"public"} == heard(engine)
    assert {"public", "slack:T1"} == heard(within(engine, "slack:T1"))
    assert {"slack:T2"} == heard(alone(engine, "slack:T2"))


def test_a_workspace_changes_its_own_rows_and_no_others(filled: sa.Engine) -> None:
    with within(filled, "slack:T1").begin() as connection:
        changed = connection.execute(sa.update(episode).values(title="y")).rowcount
        gone = connection.execute(sa.delete(episode)).rowcount

    assert (1, 1) == (changed, gone)
    assert ["e public", "e slack:T2"] == ids(everywhere(filled))


@pytest.mark.parametrize(
    "query",
    [
        sa.select(sa.func.count()).select_from(episode),
        sa.select(sa.func.count(episode.c.id)),
        sa.select(sa.func.count()).select_from(sa.select(episode.c.id).subquery()),
        sa.select(sa.func.count()).where(episode.c.title == "x"),
        sa.select(sa.select(sa.func.count(episode.c.id)).scalar_subquery()),
        sa.select(sa.func.count()).select_from(sa.union_all(sa.select(episode.c.id)).subquery()),
        sa.select(sa.func.count(episode.alias().c.id)),
        sa.select(sa.func.count(episode.c.id)).outerjoin(settled, settled.c.entry_id == "none"),
        sa.select(sa.func.count(episode.c.id)).where(
            episode.c.id.in_(sa.select(episode.c.id).where(episode.c.title == "x"))
        ),
    ],
    ids=str,
)
def test_no_form_of_a_query_gets_around_it(filled: sa.Engine, query: sa.Select[int]) -> None:
    with within(filled, "slack:T1").connect() as connection:
        assert 2 == connection.scalar(query)


def test_one_statement_shows_each_workspace_its_own_whoever_asked_first(filled: sa.Engine) -> None:
    kept = sa.select(episode.c.id).order_by(episode.c.id)  # walled once for each, and kept so
    shown = []
    for workspace in ("slack:T1", "slack:T2", "slack:T1"):
        with within(filled, workspace).connect() as connection:
            shown.append(connection.scalars(kept).all()[-1])

    assert ["e slack:T1", "e slack:T2", "e slack:T1"] == shown


def test_a_join_keeps_each_of_its_tables_within(filled: sa.Engine) -> None:
    joined = sa.select(entry.c.id).join_from(entry, document, entry.c.document_id == document.c.id)

    kept = str(walled(joined, ("public",), "public"))

    assert "entry.library IN" in kept
    assert "document.library IN" in kept


@pytest.mark.slow
def test_postgresql_s_own_wall_stands_where_ours_would_not(filled: sa.Engine) -> None:
    if filled.dialect.name == "sqlite":
        pytest.skip("SQLite has no row-level security")
    everything = sa.text("SELECT id FROM episode ORDER BY id")
    with within(filled, "slack:T1").begin() as connection:
        seen = connection.scalars(everything).all()
        gone = connection.execute(sa.text("DELETE FROM episode WHERE library <> 'slack:T1'"))

    assert ["e public", "e slack:T1"] == seen
    assert 0 == gone.rowcount
    with (
        pytest.raises(UnusableDatabase, match="row-level security"),
        within(filled, "slack:T1").begin() as connection,
    ):
        connection.execute(sa.insert(episode).values(id="z", library="slack:T2", **ROWS))


def test_raw_sql_says_the_library_itself() -> None:
    """Our wall does not read text; what is written by hand has to name the library."""
    of_a_library = "|".join(t.name for t in metadata.sorted_tables if "library" in t.c)
    statement = re.compile(
        rf'"[^"]*(?:\b(?:FROM|INTO|UPDATE|JOIN) (?:{of_a_library})\b|\{{(?:ENTRIES|DOCUMENTS)\}})'
    )
    careless = [
        f"{file.name}: {found.group()}"
        for file in Path("bot/index").glob("*.py")
        for found in statement.finditer(file.read_text())
        if "library" not in file.read_text()[found.start() : found.start() + 300]
    ]

    assert ['rows.py: "SELECT coalesce(max(row), 0) FROM entry'] == careless

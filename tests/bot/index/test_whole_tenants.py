"""A workspace's rows in every table there is: shown, deleted, and kept apart, none forgotten.

Tables are taken from the metadata: one that is new is looked at without anybody thinking of it.
"""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from bot.errors import UnusableDatabase
from bot.index import inbox, leases, notes  # noqa: F401  their tables are among the metadata's
from bot.index.ledger_tables import notice, occurrence
from bot.index.reader import SqlIndex
from bot.index.tables import metadata
from bot.index.tenants import SqlTenants, whose
from bot.index.walls import everywhere, within

MARKS = {"slack:T1": "qazlor", "slack:T2": "vexmun"}
NOBODYS = {
    "inbox": "which deliveries came within a day: ids of a channel and a message",
    "lease": "which process does which part of a work",
    "oauth_state": "hashes of installations under way; nobody has one yet",
    "state": "settings of the whole database, and how often each library changed",
}


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    """A row in each table for each of two workspaces, its mark in every text."""
    for library, mark in MARKS.items():
        with everywhere(engine).begin() as connection:
            made: dict[sa.Column[object], object] = {}
            for table in metadata.sorted_tables:
                if whose(table, library) is not None:
                    row = {one.name: value(one, library, mark, made) for one in table.c}
                    made |= {table.c[name]: given for name, given in row.items()}
                    connection.execute(sa.insert(table).values(row))
    return engine


def value(
    of: sa.Column[object], library: str, mark: str, made: dict[sa.Column[object], object]
) -> object:
    for key in of.foreign_keys:
        return made[key.column]
    named = {"library": library, "platform": "slack", "workspace": library.removeprefix("slack:")}
    plain = {
        bytes: mark.encode(),
        bool: True,
        int: 1 + list(MARKS).index(library),
        float: 1.0,
        dt.date: dt.date(2026, 1, 5),
        dt.datetime: dt.datetime(2026, 1, 5, tzinfo=dt.UTC),
    }
    type_ = of.type.impl_instance if isinstance(of.type, sa.TypeDecorator) else of.type
    kind: type = type_.python_type
    return named.get(of.name, plain.get(kind, f"{mark} {of.name}"))


def everything(engine: sa.Engine) -> dict[str, str]:
    """Return what stands in each table, written out."""
    with everywhere(engine).connect() as connection:
        return {
            table.name: repr(connection.execute(sa.select(table)).all())
            for table in metadata.sorted_tables
        }


def tenants(engine: sa.Engine) -> SqlTenants:
    return SqlTenants(engine, SqlIndex(engine))


def test_every_table_is_somebody_s_or_known_to_be_nobody_s() -> None:
    nobodys = {one.name for one in metadata.sorted_tables if whose(one, "slack:T1") is None}

    assert set(NOBODYS) == nobodys


def test_nothing_of_a_deleted_workspace_is_left_in_any_table(filled: sa.Engine) -> None:
    before = everything(filled)

    tenants(filled).delete("slack:T1")

    after = everything(filled)
    assert [] == [name for name, rows in after.items() if MARKS["slack:T1"] in rows]
    others = {name for name, rows in before.items() if MARKS["slack:T2"] in rows}
    assert others == {name for name, rows in after.items() if MARKS["slack:T2"] in rows}
    assert {"T1"} & set(after["installation"].split("'")) == set()


def test_what_is_shown_of_a_workspace_is_all_but_what_is_made_anew_and_keys(
    filled: sa.Engine,
) -> None:
    shown = list(tenants(filled).rows("slack:T1"))

    of_somebody = {one.name for one in metadata.sorted_tables} - set(NOBODYS)
    assert of_somebody - {"posting", "term", "indexed", "suggestion"} == {name for name, _ in shown}
    assert MARKS["slack:T2"] not in repr(shown)
    assert "token" not in {column for _, row in shown for column in row}


@pytest.mark.slow
def test_postgresql_keeps_a_workspace_from_dates_and_notices_of_others(filled: sa.Engine) -> None:
    if filled.dialect.name == "sqlite":
        pytest.skip("SQLite has no row-level security")
    for table in (occurrence, notice):
        with within(filled, "slack:T1").begin() as connection:
            seen = repr(connection.execute(sa.text(f"SELECT * FROM {table.name}")).all())  # noqa: S608
            gone = connection.execute(sa.text(f"DELETE FROM {table.name}")).rowcount  # noqa: S608
            connection.rollback()
        assert MARKS["slack:T1"] in seen
        assert MARKS["slack:T2"] not in seen
        assert 1 == gone
    stolen = sa.text("UPDATE notice SET schedule_id = 'vexmun id'")
    with (
        pytest.raises(UnusableDatabase, match="row-level security"),
        within(filled, "slack:T1").begin() as connection,
    ):
        connection.execute(stolen)


@pytest.mark.slow
def test_postgresql_has_a_wall_around_every_table_of_a_library(engine: sa.Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no row-level security")
    forced = sa.text("SELECT relname FROM pg_class WHERE relforcerowsecurity")
    with engine.connect() as connection:
        walled = set(connection.scalars(forced))

    of_somebody = {one.name for one in metadata.sorted_tables if whose(one, "slack:T1") is not None}
    # Tokens are looked up before it is known which workspace asks; they are sealed.
    assert of_somebody - {"installation"} == walled

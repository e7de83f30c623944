"""Opening a database: new, old, newer, foreign, broken."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.errors import NewerDatabase, UnusableDatabase
from bot.index.ledger_tables import occurrence, schedule
from bot.index.migrate import upgrade
from bot.index.opening import is_ready, open_library
from bot.index.tables import REVISION, metadata
from bot.resources import folder


def opened(path: Path, migrations: Path | None = None) -> tuple[sa.Engine, str | None]:
    return open_library(f"sqlite:///{path}", migrations or folder("migrations"))


def revision_of(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_a_new_database_gets_every_revision(tmp_path: Path) -> None:
    engine, said = opened(tmp_path / "new.db")

    assert said is None
    assert REVISION == revision_of(tmp_path / "new.db")
    assert is_ready(engine)
    engine.dispose()


def test_the_known_revision_is_the_newest_there_is() -> None:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))

    assert REVISION == ScriptDirectory.from_config(config).get_current_head()


def test_the_revisions_make_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    engine, _ = opened(tmp_path / "new.db")
    assert {schedule.name, occurrence.name} < set(metadata.tables)

    found = sa.MetaData()
    found.reflect(engine)

    for name, table in metadata.tables.items():
        made = {c.name: (c.nullable, c.primary_key) for c in found.tables[name].columns}
        assert {c.name: (c.nullable, c.primary_key) for c in table.columns} == made
        assert {i.name for i in table.indexes} == {i.name for i in found.tables[name].indexes}
    engine.dispose()


def test_an_older_database_is_upgraded_after_a_copy(tmp_path: Path) -> None:
    database = tmp_path / "old.db"
    engine, _ = opened(database)
    _downgrade(engine, "0001")
    engine.dispose()

    engine, said = opened(database)

    copy = tmp_path / "old.db.before-upgrade-from-0001"
    assert said == (
        f"Upgraded the database from revision 0001 to {REVISION}; "
        f"a copy of the old one is {copy.name}."
    )
    assert ("0001", REVISION) == (revision_of(copy), revision_of(database))
    engine.dispose()


def test_a_newer_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    database = tmp_path / "newer.db"
    opened(database)[0].dispose()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerDatabase, match="upgrade podquote"):
        opened(database)


def test_somebody_else_s_database_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "theirs.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE recipe (name)")

    with pytest.raises(UnusableDatabase, match="not podquote's"):
        opened(database)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Dear diary, " * 100)

    with pytest.raises(UnusableDatabase, match="not a database"):
        opened(tmp_path / "notes.db")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabase, match="unable to open"):
        opened(tmp_path / "gone" / "new.db")


def test_a_failed_revision_leaves_nothing_behind(tmp_path: Path) -> None:
    migrations = tmp_path / "migrations"
    (migrations / "versions").mkdir(parents=True)
    (migrations / "env.py").write_text((folder("migrations") / "env.py").read_text())
    (migrations / "versions" / "0001_half.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\n"
        "revision, down_revision = '0001', None\n"
        "def upgrade():\n"
        "    op.create_table('one', sa.Column('a', sa.Integer))\n"
        "    op.execute('INSERT INTO nowhere VALUES (1)')\n"
    )

    with pytest.raises(UnusableDatabase, match="nowhere"):
        opened(tmp_path / "half.db", migrations)

    with sqlite3.connect(tmp_path / "half.db") as connection:
        assert [] == connection.execute("SELECT name FROM sqlite_master").fetchall()


def test_an_upgrade_that_another_process_did_first_is_no_error(tmp_path: Path) -> None:
    engine, _ = opened(tmp_path / "new.db")

    assert upgrade(engine, folder("migrations"), None) is None
    engine.dispose()


def test_a_database_that_is_gone_is_not_ready(tmp_path: Path) -> None:
    engine, _ = opened(tmp_path / "new.db")
    engine.dispose()
    (tmp_path / "new.db").write_text("not a database at all, " * 50)

    assert not is_ready(engine)


def _downgrade(engine: sa.Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)

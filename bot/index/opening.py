"""Opens a library's database: which revision it is at, and whether it can be used at all."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bot.errors import DatabaseError, UnusableDatabase
from bot.index.engine import open_engine, reading
from bot.index.mending import mend
from bot.index.refusals import to_shown
from bot.index.suggestions import fill_suggestions
from bot.index.tables import COPYING, REVISION, document, forgotten, state

_VERSION = sa.text("SELECT version_num FROM alembic_version")


def open_library(url: str, migrations: Path) -> tuple[sa.Engine, str | None]:
    """Return an engine on a database of the newest revision, and a sentence if it was mended.

    Upgrading is a way of mending, too.

    Args:
        url: SQLAlchemy's address of the database.
        migrations: the folder with the revisions.

    Raises:
        NewerDatabase: a later podquote wrote it.
        UnusableDatabase: it cannot be opened, or it is not podquote's.
    """
    engine = open_engine(url)
    try:
        return engine, _made_usable(engine, migrations)
    except DatabaseError:
        engine.dispose()
        raise


def _made_usable(engine: sa.Engine, migrations: Path) -> str | None:
    found = revision_of(engine)
    done = None if found == REVISION else _upgrade(engine, migrations, found)
    if found is not None and is_a_part(engine):
        problem = "a copy into it has not ended; give the same `podquote copy` again to go on"
        raise UnusableDatabase(to_shown(engine.url), problem)
    mended = mend(engine)
    if found is not None:
        fill_suggestions(engine)
    return done or mended


def is_empty(connection: sa.Connection) -> bool:
    """Whether no document is in it yet."""
    return connection.scalar(sa.select(document.c.id).limit(1)) is None


def is_emptied(connection: sa.Connection) -> bool:
    """Whether something was forgotten: an empty library is empty on purpose then."""
    return connection.scalar(sa.select(forgotten.c.mark).limit(1)) is not None


def is_a_part(engine: sa.Engine) -> bool:
    """Whether it has only a part of another database, for copying has not ended."""
    query = sa.select(state.c.name).where(state.c.name == COPYING)
    with reading(engine).connect() as connection:
        return connection.scalar(query) is not None


def is_ready(engine: sa.Engine) -> bool:
    """Whether it answers, at the newest revision."""
    try:
        return revision_of(engine) == REVISION
    except UnusableDatabase:
        return False


def revision_of(engine: sa.Engine) -> str | None:
    """Return the revision a database is at, None for an empty one."""
    with reading(engine).connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        if "alembic_version" in tables:
            found: str = connection.execute(_VERSION).scalar_one()
            return found
    if tables:
        where = to_shown(engine.url)
        raise UnusableDatabase(where, "it holds tables that are not podquote's")
    return None


def _upgrade(engine: sa.Engine, migrations: Path, found: str | None) -> str | None:
    # Alembic takes longer to load than a question to answer: only where there is something to do.
    from bot.index.migrate import upgrade  # noqa: PLC0415

    copy = upgrade(engine, migrations, found)
    if found is None:
        return None
    kept = f"; a copy of the old one is {copy.name}" if copy else ""
    return f"Upgraded the database from revision {found} to {REVISION}{kept}."

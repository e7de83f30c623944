"""A database moved into another one, of either engine: looked at, copied, and held against it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.errors import NotCopied
from bot.index.copying import TABLES, Contents, contents, copy_rows, finish, snapshot
from bot.index.engine import open_engine
from bot.index.migrate import upgrade
from bot.index.opening import is_a_part, revision_of
from bot.index.refusals import to_shown
from bot.index.tables import REVISION
from bot.resources import folder

STEPS = 2 * len(TABLES)
"""How often `move` says that something is done: once a table copied, once a table compared."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move has brought over.

    Attributes:
        target: the address of the database that has it now, without a password.
        rows: by table, how many.
    """

    target: str
    rows: dict[str, int]


def move(source: str, target: str, done: Callable[[], None] = lambda: None) -> Moved:
    """Copy a database into an empty one, or go on with it, and compare both.

    Args:
        source: the address of a database, or the path of a SQLite file; it is only read.
        target: the same, of one that is empty or not there yet, or that holds a part of this copy.
        done: called `STEPS` times, at equal steps of the work as far as tables are equal.

    Raises:
        NotCopied: either is not as it must be, or they differ afterwards.
        UnusableDatabase: either cannot be read or written.
    """
    with ExitStack() as stack:
        old, new = _engine(source), _engine(target)
        for engine in (old, new):
            stack.callback(engine.dispose)
        _look_at(old, new)
        copy_rows(old, new, done)
        rows = _compare(old, new, done)
        finish(new)
    return Moved(to_shown(new.url), rows)


def _engine(address: str) -> sa.Engine:
    try:
        url = sa.make_url(address if "://" in address else f"sqlite:///{Path(address).absolute()}")
        if url.get_backend_name() == "sqlite" and url.database:
            url = url.set(database=str(Path(url.database).absolute()))
        return open_engine(url.render_as_string(hide_password=False))
    except (sa.exc.ArgumentError, ImportError):
        problem = "write an address such as postgresql+psycopg://host/podquote, or a SQLite file"
        raise NotCopied(problem) from None


def _look_at(old: sa.Engine, new: sa.Engine) -> None:
    """Refuse what cannot be copied, and give an empty target its tables."""
    if old.url == new.url:
        raise NotCopied("both are the same database")
    # SQLite would make a file that is not there.
    is_file = old.dialect.name == "sqlite"
    found = None if is_file and not Path(old.url.database or "").is_file() else revision_of(old)
    if found is None:
        raise NotCopied("there is nothing to copy")
    if found != REVISION:
        raise NotCopied(
            f"what is to be copied is of revision {found}, and this podquote copies {REVISION}; "
            "let it open that database once, which upgrades it"
        )
    if is_a_part(old):
        raise NotCopied("what is to be copied is itself a part of a copy that has not ended")
    there = revision_of(new)
    if there is None:
        upgrade(new, folder("migrations"), None)
    elif there != REVISION:
        raise NotCopied(f"the target is of revision {there} already; name an empty database")


def _compare(old: sa.Engine, new: sa.Engine, done: Callable[[], None]) -> dict[str, int]:
    rows: dict[str, int] = {}
    different: list[str] = []
    with snapshot(old) as before, snapshot(new) as after:
        for (table, theirs), (_, ours) in zip(contents(before), contents(after), strict=True):
            rows[table] = ours.rows
            if theirs != ours:
                different.append(_difference(table, theirs, ours))
            done()
    if different:
        raise NotCopied(
            f"the copy differs in {', '.join(different)}: something wrote meanwhile; stop whatever "
            "uses either, and copy into a new database"
        )
    return rows


def _difference(table: str, theirs: Contents, ours: Contents) -> str:
    if theirs.rows == ours.rows:
        return f"{table} (some of {ours.rows} rows)"
    return f"{table} ({ours.rows} rows of {theirs.rows})"

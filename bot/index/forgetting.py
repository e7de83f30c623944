"""What was forgotten, on the database: marks that keep it out, and nothing of its words."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from bot.errors import UnusableDatabase
from bot.index.engine import outside
from bot.index.ledger_tables import daily_pick, frozen_card, occurrence
from bot.index.tables import (
    edited,
    forgotten,
    history,
    linked,
    relabelled,
    settled,
    state,
    successor,
)
from bot.marks import Mark, Marks
from bot.model import ForgottenThing, OccurrenceState

_SALT = "forgetting"  # the name of the row in `state` with the library's salt
_REASON = "forgotten"
_AT_ONCE = 400  # ids of one statement
_TRIES = 3  # to empty the log, each as long as a writer waits for another
_STILL_READ = (
    "somebody reads it all the time: what was forgotten is out of every answer, but still in its "
    "log, until a later change can empty that"
)


def read_marks(connection: sa.Connection) -> Marks:
    """Return everything that was forgotten."""
    rows = connection.execute(sa.select(forgotten)).all()
    salt = connection.scalar(sa.select(state.c.value).where(state.c.name == _SALT)) if rows else ""
    return Marks(salt or "", {row.mark: Mark(row.id, row.kind, row.at) for row in rows})


def keep_marks(connection: sa.Connection, keys: Iterable[tuple[str, ...]], mark: Mark) -> None:
    """Keep out from now on whatever has one of `keys`."""
    salt = connection.scalar(sa.select(state.c.value).where(state.c.name == _SALT))
    if salt is None:
        salt = secrets.token_hex(16)
        connection.execute(sa.insert(state).values(name=_SALT, value=salt))
    hashed = Marks(salt)
    found = sorted({hashed.of(*key) for key in keys})
    for part in _parts(found):
        connection.execute(sa.delete(forgotten).where(forgotten.c.mark.in_(part)))
    rows = [{"mark": one, "id": mark.id, "kind": mark.kind, "at": mark.at} for one in found]
    if rows:
        connection.execute(sa.insert(forgotten), rows)


def drop_marks(connection: sa.Connection, id: str) -> int:
    """Let in again what was forgotten under `id`; return how many marks it had."""
    return connection.execute(sa.delete(forgotten).where(forgotten.c.id == id)).rowcount


def list_marks(connection: sa.Connection) -> Sequence[ForgottenThing]:
    """Return what was forgotten, the newest first; nobody can tell any more what it was."""
    rows = connection.execute(
        sa.select(forgotten.c.id, forgotten.c.kind, forgotten.c.at)
        .distinct()
        .order_by(forgotten.c.at.desc(), forgotten.c.id)
    )
    return [ForgottenThing(row.id, row.kind, row.at) for row in rows]


def drop_traces(
    connection: sa.Connection,
    ids: Collection[str],
    episodes: Collection[str],
    files: Collection[str],
) -> int:
    """Take out what tables beside the catalogue's keep of entries, episodes and documents.

    Returns:
        How many posts that were planned will not be sent.
    """
    cancelled = 0
    for part in _parts(sorted(ids)):
        connection.execute(sa.delete(settled).where(settled.c.entry_id.in_(part)))
        gone = sa.or_(successor.c.old_id.in_(part), successor.c.new_id.in_(part))
        connection.execute(sa.delete(successor).where(gone))
        connection.execute(sa.delete(history).where(history.c.subject.in_(part)))
        connection.execute(sa.delete(daily_pick).where(daily_pick.c.quote_id.in_(part)))
        cancelled += _unpost(connection, part)
    for part in _parts(sorted(episodes)):
        connection.execute(sa.delete(edited).where(edited.c.episode_id.in_(part)))
        connection.execute(sa.delete(history).where(history.c.subject.in_(part)))
    for part in _parts(sorted(files)):
        connection.execute(sa.delete(relabelled).where(relabelled.c.file.in_(part)))
        connection.execute(sa.delete(history).where(history.c.subject.in_(part)))
        connection.execute(sa.delete(linked).where(linked.c.file.in_(part)))
    return cancelled


def _unpost(connection: sa.Connection, ids: Sequence[str]) -> int:
    """Take quotes out of the ledger: what is planned is skipped, what is sent keeps no words."""
    of_them = occurrence.c.quote_id.in_(ids)
    blank: dict[str, object] = {"quote_id": None, "card": None, "why": ""}
    planned = occurrence.c.state == OccurrenceState.PLANNED
    claimed = occurrence.c.state == OccurrenceState.CLAIMED
    skipped = {"state": OccurrenceState.SKIPPED.value, "reason": _REASON}
    # A try is under way: it may arrive, and whoever holds it may not write what came of it.
    unknown = {
        "state": OccurrenceState.UNKNOWN.value,
        "reason": _REASON,
        "lease_token": occurrence.c.lease_token + 1,
    }
    update = sa.update(occurrence)
    cancelled = connection.execute(update.where(of_them, planned).values(**blank, **skipped))
    connection.execute(update.where(of_them, claimed).values(**blank, **unknown))
    connection.execute(update.where(of_them).values(**blank))
    connection.execute(sa.delete(frozen_card).where(frozen_card.c.quote_id.in_(ids)))
    return cancelled.rowcount


def drop_names(connection: sa.Connection, names: Collection[str]) -> None:
    """Take out what curators said of people."""
    listed = sorted(names)
    connection.execute(sa.delete(relabelled).where(relabelled.c.name.in_(listed)))
    of_them = sa.or_(history.c.old.in_(listed), history.c.new.in_(listed))
    connection.execute(sa.delete(history).where(of_them))
    connection.execute(sa.delete(settled).where(settled.c.name.in_(listed)))


def scrub(engine: sa.Engine) -> None:
    """Write the database anew, so that nothing that was deleted is left in its file or its log.

    Raises:
        UnusableDatabase: on SQLite somebody reads all the time, so that its log cannot be emptied.
    """
    with outside(engine).connect() as connection:
        connection.exec_driver_sql("VACUUM")
        if engine.dialect.name != "sqlite":
            return
        for _ in range(_TRIES):
            is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            if not is_busy:
                return
    raise UnusableDatabase(str(engine.url), _STILL_READ)


def _parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))

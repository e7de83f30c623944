"""What outlives re-ingest: attributions that a curator settled, and the successors of ids."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from bot.index.postings import add_words, drop_words, numbered
from bot.index.rows import ENTRIES, to_entry
from bot.index.tables import entry, settled, successor
from bot.model import Entry
from bot.tokens import folded_words

_HOPS = 20  # a chain of successors longer than this is taken for broken


def settle(connection: sa.Connection, id: str, name: str, because: str, at: str) -> bool:
    """Settle who said an entry; return whether there is such an entry.

    Args:
        connection: in whose transaction.
        id: the entry's.
        name: who said it.
        because: why, as the curator writes it.
        at: when, ISO 8601 in UTC.
    """
    row = connection.execute(ENTRIES.where(entry.c.id == id)).one_or_none()
    if row is None:
        return False
    # Names are searchable: they are taken out as they were, and put in as they are now.
    drop_words(connection, numbered([(row.row, to_entry(row))]))
    connection.execute(sa.delete(settled).where(settled.c.entry_id == id))
    words = folded_words(row.text)
    values = {"entry_id": id, "name": name, "words": words, "because": because, "settled_at": at}
    connection.execute(sa.insert(settled).values(**values))
    row = connection.execute(ENTRIES.where(entry.c.id == id)).one()
    add_words(connection, [numbered([(row.row, to_entry(row))])])
    return True


def succeed(connection: sa.Connection, followed: Mapping[str, Entry], there: set[str]) -> None:
    """Lead ids to their successors, and take what a curator settled along.

    Args:
        connection: in whose transaction; the successors need not be in the tables yet.
        followed: old id to the entry that stands in its place.
        there: the ids that are there now; an id that came back leads to itself again.
    """
    if there and connection.scalar(sa.select(successor.c.old_id).limit(1)) is not None:
        connection.execute(sa.delete(successor).where(successor.c.old_id.in_(there)))
    for old, new in followed.items():
        connection.execute(sa.delete(successor).where(successor.c.old_id == old))
        connection.execute(
            sa.update(successor).where(successor.c.new_id == old).values(new_id=new.id)
        )
        connection.execute(sa.insert(successor).values(old_id=old, new_id=new.id))
        taken = sa.select(settled.c.entry_id).where(settled.c.entry_id == new.id).exists()
        moved = {"entry_id": new.id, "words": folded_words(new.text)}
        connection.execute(
            sa.update(settled).where(settled.c.entry_id == old, ~taken).values(moved)
        )


def current_id(connection: sa.Connection, id: str) -> str:
    """Return where an id leads now: the last of its successors, or itself."""
    for _ in range(_HOPS):
        following = connection.scalar(sa.select(successor.c.new_id).where(successor.c.old_id == id))
        if following is None:
            return id
        id = following  # noqa: A001
    return id

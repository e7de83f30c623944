"""Names as heard in the database: those of an episode come and go with it, a curator's stay."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.postings import next_generation
from bot.index.tables import alias
from bot.model import Alias

_MINED: Final = "mined"


class SqlAliases:
    """What a curator does with aliases; each method is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        """Take the engine; nothing is opened yet."""
        self._engine = engine

    def all(self) -> Sequence[Alias]:
        """Return every alias, by what was heard and what is meant."""
        with reading(self._engine).connect() as connection:
            return read_aliases(connection)

    def add(self, given: Alias) -> None:
        """Keep an alias; the same one a second time changes nothing."""
        with self._engine.begin() as connection:
            if given not in read_aliases(connection):
                connection.execute(sa.insert(alias).values(_row(given)))
                next_generation(connection)

    def remove(self, heard: str, meant: str | None = None) -> int:
        """Forget the aliases of `heard` (folded), or the one with `meant`; return how many.

        A mined one is back once a document of its episode goes in anew.
        """
        where = [alias.c.heard == heard, *([alias.c.meant == meant] if meant else [])]
        with self._engine.begin() as connection:
            gone = connection.execute(sa.delete(alias).where(*where)).rowcount
            next_generation(connection)
        return gone


def learn(connection: sa.Connection, mined: Sequence[Alias]) -> None:
    """Keep what was mined from an episode."""
    if mined:
        connection.execute(sa.insert(alias), [_row(one) for one in mined])


def unlearn(connection: sa.Connection, episode_ids: Collection[str]) -> None:
    """Forget what was mined from episodes; what a curator gave for them stays."""
    connection.execute(
        sa.delete(alias).where(alias.c.by_whom == _MINED, alias.c.episode_id.in_(episode_ids))
    )


def read_aliases(connection: sa.Connection) -> list[Alias]:
    """Return every alias, in a total order."""
    order = (alias.c.heard, alias.c.meant, alias.c.by_whom, alias.c.id)
    return [
        Alias(row.heard, row.meant, row.episode_id, tuple(json.loads(row.evidence)), row.by_whom)
        for row in connection.execute(sa.select(alias).order_by(*order))
    ]


def _row(given: Alias) -> dict[str, object]:
    return {
        "heard": given.heard,
        "meant": given.meant,
        "episode_id": given.episode_id,
        "evidence": json.dumps(given.evidence, ensure_ascii=False),
        "by_whom": given.by_whom,
    }

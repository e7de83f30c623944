"""What stands around an entry, on either database: plain rows of its own episode."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.rows import ENTRIES, to_entry
from bot.index.tables import document, entry
from bot.model import Entry, Kind, Span

_SPEECH = (Kind.SEGMENT, Kind.QUOTE)
_IN_DOCUMENT = ENTRIES.where(
    entry.c.episode_id == sa.bindparam("episode"),
    document.c.file == sa.bindparam("file"),
    entry.c.kind.in_(sa.bindparam("kinds", expanding=True)),
).limit(1)
_AFTER = _IN_DOCUMENT.where(entry.c.position > sa.bindparam("position")).order_by(entry.c.position)
_BEFORE = _IN_DOCUMENT.where(entry.c.position < sa.bindparam("position")).order_by(
    entry.c.position.desc()
)
_TALK = 400  # texts of a chapter that are read, at most


class SqlSurroundings:
    """A `bot.ports.Surroundings` in the database."""

    def __init__(self, engine: sa.Engine) -> None:
        """Take the library's engine."""
        self._engine = reading(engine)

    def before(self, entry: Entry) -> Entry | None:
        """Return what its document has right before it: a turn before a turn; or None."""
        return self._beside(entry, later=False)

    def after(self, entry: Entry) -> Entry | None:
        """Return what its document has right after it: a turn after a turn; or None."""
        return self._beside(entry, later=True)

    def holding(self, entry: Entry) -> Sequence[Entry]:
        """Return the turns that a quotation was taken from, in their order, where any has it."""
        ids = entry.passage or self._overlapping(entry)
        return self._entries(_id_in(ids)) if ids else []

    def chapter(self, entry: Entry) -> tuple[Entry, float] | None:
        """Return the chapter that an entry's time lies in, and when it ends; None: not known."""
        if entry.said_at is None or entry.edition is None:
            return None
        chapters = self._entries(_of(entry), _kind_in([Kind.CHAPTER]), _on(entry.edition))
        times = [one.said_at or 0.0 for one in chapters]
        begun = [one for one, time in zip(chapters, times, strict=True) if time <= entry.said_at]
        if not begun:
            return None
        found = max(begun, key=lambda one: (one.said_at or 0.0, one.id == entry.id))
        later = [time for time in times if time > (found.said_at or 0.0)]
        return found, min(later, default=math.inf)

    def talk(self, chapter: Entry, end: float) -> Sequence[Entry]:
        """Return what is said in a timed chapter that ends at `end` seconds, in its order."""
        within = [_of(chapter), _on(chapter.edition or ""), _from(chapter.said_at or 0.0, end)]
        for kind in _SPEECH:
            found = self._entries(*within, _kind_in([kind]), limit=_TALK)
            if found:
                return sorted(found, key=lambda one: (one.said_at or 0.0, one.position))
        return []

    def _beside(self, one: Entry, *, later: bool) -> Entry | None:
        turns = [Kind.SEGMENT.value] if one.kind is Kind.SEGMENT else [kind.value for kind in Kind]
        given = {
            "episode": one.episode.id,
            "file": one.source.file,
            "position": one.position,
            "kinds": turns,
        }
        with self._engine.connect() as connection:
            row = connection.execute(_AFTER if later else _BEFORE, given).one_or_none()
        return to_entry(row) if row else None

    def _overlapping(self, quote: Entry) -> Sequence[str]:
        """Return the ids of the turns that have the words of a quotation in another document."""
        files = {source.file: source.spans for source in quote.also_in}
        if not files:
            return []
        query = (
            sa.select(entry.c.id, entry.c.spans, document.c.file)
            .join_from(entry, document, entry.c.document_id == document.c.id)
            .where(_of(quote), _kind_in([Kind.SEGMENT]), document.c.file.in_(files))
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [row.id for row in rows if _meet(json.loads(row.spans), files[row.file])]

    def _entries(self, *where: sa.ColumnElement[bool], limit: int = _TALK) -> list[Entry]:
        query = ENTRIES.where(*where).order_by(entry.c.position).limit(limit)
        with self._engine.connect() as connection:
            return [to_entry(row) for row in connection.execute(query)]


def _of(one: Entry) -> sa.ColumnElement[bool]:
    return entry.c.episode_id == one.episode.id


def _id_in(ids: Sequence[str]) -> sa.ColumnElement[bool]:
    return entry.c.id.in_(ids)


def _kind_in(kinds: Sequence[Kind]) -> sa.ColumnElement[bool]:
    return entry.c.kind.in_([kind.value for kind in kinds])


def _on(edition: str) -> sa.ColumnElement[bool]:
    return sa.and_(entry.c.edition == edition, entry.c.said_at.is_not(None))


def _from(start: float, end: float) -> sa.ColumnElement[bool]:
    after = entry.c.said_at >= start
    return after if end == math.inf else sa.and_(after, entry.c.said_at < end)


def _meet(spans: Sequence[Sequence[int]], others: Sequence[Span]) -> bool:
    return any(a < stop and start < b for a, b in spans for start, stop in others)

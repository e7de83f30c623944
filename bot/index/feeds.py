"""The feeds that are kept, and what addresses gave: `bot.ports.Feeds` on the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from bot.index.engine import reading
from bot.index.rows import AnyRow
from bot.index.tables import document, feed, linked
from bot.model import Feed
from bot.ports import Remembered, Validators


class SqlFeeds:
    """`bot.ports.Feeds` on a database that is at the newest revision."""

    def __init__(self, engine: sa.Engine) -> None:
        """Take the engine; nothing is opened yet."""
        self._engine = engine
        self._reading = reading(engine)

    def feeds(self) -> Sequence[Feed]:
        """Return all feeds, by title and address."""
        order = sa.select(feed).order_by(feed.c.title, feed.c.url)
        with self._reading.connect() as connection:
            return [_to_feed(row) for row in connection.execute(order)]

    def add(self, new: Feed) -> Feed:
        """Keep a feed, or return the one of the same address."""
        same = sa.select(feed).where(feed.c.url == new.url)
        with self._engine.begin() as connection:
            row = connection.execute(same).one_or_none()
            if row is not None:
                return _to_feed(row)
            connection.execute(sa.insert(feed).values(**_row(new)))
        return new

    def put(self, one: Feed) -> None:
        """Write how a feed stands, if it is still kept."""
        with self._engine.begin() as connection:
            connection.execute(sa.update(feed).where(feed.c.id == one.id).values(**_row(one)))

    def remove(self, id: str) -> Feed | None:
        """Keep a feed no longer, and forget that its address was asked; None: there is none."""
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(feed).where(feed.c.id == id)).one_or_none()
            if row is None:
                return None
            connection.execute(sa.delete(feed).where(feed.c.id == id))
            connection.execute(sa.delete(linked).where(linked.c.url == row.url))
        return _to_feed(row)

    def claim(self, now: dt.datetime, until: dt.datetime) -> Feed | None:
        """Take the feed that is due first, and put it off to `until` meanwhile."""
        due = sa.select(feed).where(feed.c.due_at <= _written(now)).order_by(feed.c.due_at).limit(1)
        with self._engine.begin() as connection:
            row = connection.execute(due.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            put_off = sa.update(feed).where(feed.c.id == row.id).values(due_at=_written(until))
            connection.execute(put_off)
        return _to_feed(row)

    def put_off(self, id: str, until: dt.datetime) -> None:
        """Put off a feed that is due before `until`."""
        sooner = sa.and_(feed.c.id == id, feed.c.due_at < _written(until))
        with self._engine.begin() as connection:
            connection.execute(sa.update(feed).where(sooner).values(due_at=_written(until)))

    def remembered(self, url: str) -> Remembered | None:
        """Return what an address gave, if what it gave is still here."""
        # A feed is here as its items: their names begin with its own.
        here = sa.select(document.c.id).where(
            sa.or_(
                document.c.file == linked.c.file,
                document.c.file.between(linked.c.file + "#", linked.c.file + "$"),
            )
        )
        query = sa.select(linked).where(linked.c.url == url, here.exists())
        with self._reading.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Remembered(row.file, Validators(row.etag, row.last_modified))

    def remember(self, url: str, remembered: Remembered | None) -> None:
        """Keep what an address gave; None: ask it as if for the first time."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(linked).where(linked.c.url == url))
            if remembered is None:
                return
            given = remembered.validators
            row = {
                "url": url,
                "file": remembered.file,
                "etag": given.etag,
                "last_modified": given.last_modified,
            }
            connection.execute(sa.insert(linked).values(**row))


def _to_feed(row: AnyRow) -> Feed:
    return Feed(
        id=row.id,
        url=row.url,
        due_at=dt.datetime.fromisoformat(row.due_at),
        title=row.title,
        checked_at=dt.datetime.fromisoformat(row.checked_at) if row.checked_at else None,
        failures=row.failures,
        problem=row.problem,
        episodes=row.episodes,
    )


def _row(of: Feed) -> dict[str, object]:
    return {
        "id": of.id,
        "url": of.url,
        "title": of.title,
        "checked_at": _written(of.checked_at) if of.checked_at else None,
        "due_at": _written(of.due_at),
        "failures": of.failures,
        "problem": of.problem,
        "episodes": of.episodes,
    }


def _written(moment: dt.datetime) -> str:
    """Return a moment as text that is ordered as moments are."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")

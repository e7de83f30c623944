"""Connections to PostgreSQL that questions are read on: a statement at a time, in no transaction.

A question asks a handful of small things. A ping, BEGIN, the libraries, a limit and ROLLBACK around
each of them were three times as many round trips as the things themselves. So these connections
serve nothing else, keep what was set on them, and are told only what differs: the libraries that
row-level security lets through, and how long a statement may last. One that the server has closed
meanwhile is made anew when it is met.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from bot.deadline import Deadline
from bot.index.refusals import refusal

COARSE: Final = 50
"""Milliseconds by which a limit that stands already may be too long: no round trip for less."""

_LONGEST: Final = 3600.0  # seconds, where a deadline is later still
_LINES: Final = "podquote_lines"
_TOLD: Final = "podquote_told"  # in what is known of a connection
_SET: Final = (
    "SELECT set_config('podquote.seen', %s, false), set_config('podquote.own', %s, false), "
    "set_config('statement_timeout', %s, false)"
)
_PLANS: Final = (
    # A few rows are read by their keys. From what it knows of the tables PostgreSQL would rather
    # read all documents and episodes, to join ten entries with theirs: six times as long.
    "SELECT set_config('enable_hashjoin', 'off', false), "
    "set_config('enable_mergejoin', 'off', false), set_config('jit', 'off', false)"
)
_CANCELLED: Final = "57014"  # query_canceled, PostgreSQL's appendix A

_Told = tuple[str, str, int]
"""What a connection has been told: the libraries it sees, its own one, milliseconds a statement."""

Read: TypeAlias = Callable[[str, Mapping[str, Any]], Sequence[Any]]
"""Returns the rows of a SELECT, given what its names stand for."""


def lay(engine: sa.Engine, options: Mapping[str, Any]) -> None:
    """Give an engine lines of its own, which are closed with it; nothing is connected yet."""
    lines = sa.create_engine(
        engine.url,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,  # there is never anything to roll back
        **options,
    )
    engine.update_execution_options(**{_LINES: lines})
    sa.event.listen(engine, "engine_disposed", lambda _: lines.dispose())


@contextmanager
def reading_on(
    engine: sa.Engine, walls: tuple[str, str], deadline: Deadline | None
) -> Iterator[Read]:
    """Yield what reads on a line of an engine: a SELECT, as psycopg takes it, and its values.

    Args:
        engine: on PostgreSQL.
        walls: the libraries that are let through, joined with commas (none: all), and one's own.
        deadline: when a statement is to end; None: whenever it does.

    Raises:
        UnusableDatabase: the database says no, or is not there.
    """
    lines: sa.Engine = engine.get_execution_options()[_LINES]
    errors: Any = lines.dialect.loaded_dbapi
    taken: _Line | None = None
    try:
        taken = _Line(lines, walls, deadline)
        yield taken.read
    except errors.Error as error:
        is_away = taken is None or taken.is_closed
        raise refusal(engine.url, error, is_away=is_away) from error
    finally:
        if taken is not None:
            taken.close()


class _Line:
    """One of these connections, for as long as somebody asks on it."""

    def __init__(self, lines: sa.Engine, walls: tuple[str, str], deadline: Deadline | None) -> None:
        self._lines = lines
        self._walls = walls
        self._deadline = deadline
        self._pooled = lines.raw_connection()

    def read(self, text: str, given: Mapping[str, Any]) -> Sequence[Any]:
        try:
            return self._read(text, given)
        except self._errors.OperationalError as error:
            if self.is_closed:  # by a restart or a failover, perhaps long ago
                self._pooled.invalidate()
                self._pooled = self._lines.raw_connection()
            elif error.sqlstate == _CANCELLED and self._deadline is None:
                self._tell((*self._walls, 0))  # a limit stood that was somebody else's
            else:
                raise
            return self._read(text, given)

    @property
    def is_closed(self) -> bool:
        return bool(self._pooled.dbapi_connection is None or self._driver.closed)

    def close(self) -> None:
        self._pooled.close()

    @property
    def _driver(self) -> Any:  # noqa: ANN401  psycopg is loaded only where PostgreSQL is
        return self._pooled.dbapi_connection

    @property
    def _errors(self) -> Any:  # noqa: ANN401  psycopg's, see above
        return self._lines.dialect.loaded_dbapi

    def _read(self, text: str, given: Mapping[str, Any]) -> Sequence[Any]:
        told: _Told | None = self._pooled.info.get(_TOLD)
        wanted = (*self._walls, _limit(told[2] if told else 0, self._deadline))
        if told is None:
            self._driver.execute(_PLANS)
        if told != wanted:
            self._tell(wanted)
        cursor = self._driver.cursor(binary=True)
        rows: Sequence[Any] = cursor.execute(text, given, prepare=True).fetchall()
        return rows

    def _tell(self, wanted: _Told) -> None:
        seen, own, limit = wanted
        self._driver.execute(_SET, (seen, own, str(limit)), prepare=True)
        self._pooled.info[_TOLD] = wanted


def _limit(stands: int, deadline: Deadline | None) -> int:
    """Return the milliseconds that a statement may last; 0: any.

    Args:
        stands: what is the limit now, which is kept where it is nearly right.
        deadline: None: no limit is needed, and any is taken, for most statements are short.
    """
    if deadline is None:
        return stands
    least = max(1, math.ceil(1000 * min(deadline.left(), _LONGEST)))
    return stands if least <= stands <= least + COARSE else least

"""Between libraries: which of them a connection sees, in every statement, and which it writes into.

An engine from `within` belongs to one library. Every statement that is executed on it, whoever
wrote it, gets `library IN (…)` for each table that has a library, in each of its parts; a row that
is inserted gets the library of its own. So no query can forget it. Raw SQL text is left as it is:
what names such a table says the library itself (tests/bot/index/test_walls.py looks).

On PostgreSQL row-level security is the second wall, see `bot/index/engine.py`.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.sql import visitors

from bot.model import PUBLIC

_SEEN: Final = "podquote_seen"
_OWN: Final = "podquote_own"
_WALLED: Final = "walled"
_STATEMENTS: Final = (sa.Select, sa.CompoundSelect, sa.Update, sa.Delete, sa.Insert)


def within(engine: sa.Engine, own: str) -> sa.Engine:
    """Return the same engine for a library: it sees the public one and its own, and writes its own.

    Args:
        engine: of any library; the pool is shared.
        own: the library's name.
    """
    return engine.execution_options(**{_OWN: own, _SEEN: tuple(dict.fromkeys((PUBLIC, own)))})


def alone(engine: sa.Engine, own: str) -> sa.Engine:
    """Return the same engine for one library and nothing beside it."""
    return engine.execution_options(**{_OWN: own, _SEEN: (own,)})


def lent(engine: sa.Engine) -> sa.Engine:
    """Return the same engine, which sees what it saw and writes into the public library alone."""
    return engine.execution_options(**{_OWN: PUBLIC})


def everywhere(engine: sa.Engine) -> sa.Engine:
    """Return the same engine without walls: for what an operator and the schedule do."""
    return engine.execution_options(**{_SEEN: None})


def seen_by(connection: sa.Connection | sa.Engine) -> tuple[str, ...] | None:
    """Return the libraries that a connection sees; None: all."""
    seen: tuple[str, ...] | None = connection.get_execution_options().get(_SEEN, (PUBLIC,))
    return seen


def own_of(connection: sa.Connection | sa.Engine) -> str:
    """Return the library that a connection writes into."""
    own: str = connection.get_execution_options().get(_OWN, PUBLIC)
    return own


def library_column(**options: Any) -> sa.Column[str]:  # noqa: ANN401  a column's own options
    """Return the column that says which library a row is of; an inserted row is of one's own."""
    return sa.Column(
        "library",
        sa.Text,
        nullable=False,
        default=_own,
        server_default=PUBLIC,
        info={_WALLED: True},
        **options,
    )


def put_up(engine: sa.Engine) -> None:
    """Keep every statement of an engine, and of those that come from it, within its libraries."""
    event.listen(engine, "before_execute", _keep_within, retval=True)


def _own(context: Any) -> str:  # noqa: ANN401  SQLAlchemy's context has no public type
    own: str = context.execution_options.get(_OWN, PUBLIC)
    return own


def _keep_within(
    connection: sa.Connection,
    statement: Any,  # noqa: ANN401  this and the next two: SQLAlchemy hands over whatever there is
    multi: Any,  # noqa: ANN401
    params: Any,  # noqa: ANN401
    _options: Mapping[str, Any],
) -> tuple[Any, Any, Any]:
    seen = seen_by(connection)
    if seen is None or not isinstance(statement, _STATEMENTS):
        return statement, multi, params
    return walled(statement, seen, own_of(connection)), multi, params


def walled(statement: Any, seen: Sequence[str], own: str) -> Any:  # noqa: ANN401  any statement, the same kind
    """Return a statement that reads rows of the libraries `seen`, and changes rows of `own`."""

    def in_select(select: Any) -> None:  # noqa: ANN401  it is changed in place, as `where` does it
        type(select).where.non_generative(select, *_within(_tables_of(select), seen))

    def in_change(change: Any) -> None:  # noqa: ANN401  the same
        if _is_walled(change.table):
            type(change).where.non_generative(change, *_within([change.table], (own,)))

    if isinstance(statement, sa.Select):
        if (ready := _walled_reads(statement).get(tuple(seen))) is not None:
            return ready
        if not _has_parts(statement):
            # The usual kind, ten times as fast: only its own WHERE grows.
            kept = statement.where(*_within(_tables_of(statement), seen))
            _walled_reads(statement)[tuple(seen)] = kept
            return kept
    return visitors.cloned_traverse(
        statement, {}, {"select": in_select, "update": in_change, "delete": in_change}
    )


# What a module asks again and again is walled once; what was made for one use goes with it.
_ready: Final[weakref.WeakKeyDictionary[Any, dict[tuple[str, ...], Any]]] = (
    weakref.WeakKeyDictionary()
)
_MOST_SEEN: Final = 64  # sets of libraries that one statement is kept for


def _walled_reads(select: Any) -> dict[tuple[str, ...], Any]:  # noqa: ANN401  any SELECT
    """Return a SELECT within the walls of each set of libraries that it was asked for."""
    found = _ready.setdefault(select, {})
    if len(found) >= _MOST_SEEN:
        found.clear()
    return found


def _within(tables: Sequence[sa.FromClause], seen: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    return [_criterion(table, tuple(seen)) for table in tables]


@functools.lru_cache(maxsize=512)  # making one takes longer than all the rest
def _criterion(table: sa.FromClause, seen: tuple[str, ...]) -> sa.ColumnElement[bool]:
    return table.c.library.in_(seen)


def _has_parts(select: Any) -> bool:  # noqa: ANN401  see `_tables_of`
    """Whether another SELECT may stand in a SELECT."""
    plain = [one for one in select._raw_columns if not isinstance(one, (sa.Column, sa.Table))]  # noqa: SLF001
    joined = [part for join in select._setup_joins for part in join[:2]]  # noqa: SLF001
    where = [*select._where_criteria, *select._from_obj, *joined]  # noqa: SLF001
    return any(
        isinstance(element, sa.SelectBase)
        for part in (*plain, *where)
        if part is not None
        for element in visitors.iterate(part)
    )


def _tables_of(select: Any) -> list[sa.FromClause]:  # noqa: ANN401  its parts have no public names
    """Return the tables with a library that a SELECT reads by itself, not in a part of it.

    SQLAlchemy's own `get_final_froms` compiles the statement, which takes longer than running it.
    """
    named = [*select.columns_clause_froms, *select._from_obj]  # noqa: SLF001
    named += [found for clause in select._where_criteria for found in clause._from_objects]  # noqa: SLF001
    outer: list[sa.FromClause] = []
    for target, _, left, how in select._setup_joins:  # noqa: SLF001
        named += [left] if left is not None else []
        (outer if how["isouter"] else named).append(target)
    inner = [table for found in named for table in _inner(found, outer)]
    # What an outer join adds is found by the id of what is within the walls already.
    unique = {id(table): table for table in inner if _is_walled(table)}
    return [table for key, table in unique.items() if key not in {id(one) for one in outer}]


def _is_walled(table: sa.FromClause) -> bool:
    # The search index says its libraries itself, in each of its few queries, to be quick.
    of = table.element if isinstance(table, sa.Alias) else table
    return "library" in of.c and bool(of.c.library.info.get(_WALLED))


def _inner(found: sa.FromClause, outer: list[sa.FromClause]) -> Iterator[sa.FromClause]:
    if isinstance(found, sa.Join):
        yield from _inner(found.left, outer)
        if found.isouter:
            outer.append(found.right)
        else:
            yield from _inner(found.right, outer)
    elif isinstance(found, (sa.Table, sa.Alias)):
        yield found

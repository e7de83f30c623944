"""Questions on PostgreSQL are read on connections that keep what was set: nobody else's is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from bot.deadline import Deadline
from bot.errors import DatabaseAway, UnusableDatabase
from bot.index import reader
from bot.index.asking import Statement, asking
from bot.index.engine import open_engine
from bot.index.tables import episode
from bot.index.walls import everywhere, within
from tests.fakes.libraries import migrate
from tests.platforms.postgres import Databases

pytestmark = pytest.mark.slow  # they need a server

EVERY_EPISODE = Statement("SELECT id FROM episode ORDER BY id")
"""Says no library, as no statement of ours does: only PostgreSQL's own wall stands."""
SLEEPING = Statement("SELECT 1 FROM pg_sleep(:ms / 1000.0)")
WHO = Statement("SELECT pg_backend_pid()")
ROW = {"title": "x", "participants": "[]", "conflicts": "[]"}


@pytest.fixture(scope="module")
def engine(postgres: Databases) -> Iterator[sa.Engine]:
    url = postgres.filled(migrate)
    made = open_engine(url)
    for library in ("public", "slack:T1", "slack:T2"):
        with within(made, library).begin() as connection:
            connection.execute(sa.insert(episode).values(id=f"e {library}", **ROW))
    yield made
    made.dispose()
    postgres.drop(url)


def asked(
    engine: sa.Engine, statement: Statement, **given: int | Sequence[int] | Sequence[str]
) -> Sequence[Any]:
    with asking(engine) as ask:
        return [row[0] for row in ask(statement, given)]


def test_each_workspace_sees_its_own_on_a_connection_that_another_one_used(
    engine: sa.Engine,
) -> None:
    shown = [asked(within(engine, f"slack:T{n}"), EVERY_EPISODE)[-1] for n in (1, 2, 1)]

    assert ["e slack:T1", "e slack:T2", "e slack:T1"] == shown
    assert ["e public"] == asked(engine, EVERY_EPISODE)
    assert 3 == len(asked(everywhere(engine), EVERY_EPISODE))
    assert 1 == len({asked(within(engine, f"slack:T{n}"), WHO)[0] for n in (1, 2)})


def test_what_is_written_is_never_cut_short_by_a_question_s_limit(engine: sa.Engine) -> None:
    with asking(engine, Deadline(iter([0.0, 0.0]).__next__, 0.001)) as ask:
        ask(WHO, {})

    with engine.begin() as connection:
        assert "0" == connection.scalar(sa.text("SHOW statement_timeout"))


def test_a_running_statement_ends_at_the_deadline(engine: sa.Engine) -> None:
    times = iter([0.0, 0.0, 1.0])
    deadline = Deadline(lambda: next(times), 0.02)

    with asking(engine, deadline) as ask:
        ask(SLEEPING, {"ms": 30_000})

    assert deadline.cut_short


def test_whoever_has_no_deadline_is_not_held_to_the_last_one_s(engine: sa.Engine) -> None:
    with asking(engine, Deadline(iter([0.0, 0.0]).__next__, 0.001)) as ask:
        ask(WHO, {})

    assert [1] == asked(engine, SLEEPING, ms=20)


def test_a_limit_that_is_nearly_right_is_kept(engine: sa.Engine) -> None:
    limit = Statement("SELECT current_setting('statement_timeout')")
    times = iter([0.0, 0.0, 0.01, 0.2])

    with asking(engine, Deadline(lambda: next(times), 0.25)) as ask:
        shown = [ask(limit, {})[0][0] for _ in range(3)]

    assert ["250ms", "250ms", "50ms"] == shown


def test_what_belongs_to_few_entries_is_read_by_its_key(engine: sa.Engine) -> None:
    plan = Statement(f"EXPLAIN {reader._SHOWN.postgresql.replace('%(', ':').replace(')s', '')}")

    shown = asked(engine, plan, rows=[1, 2], libraries=["public"])

    assert 3 == sum("Nested Loop" in line for line in shown)
    assert not any("Hash" in line for line in shown)


def test_a_connection_that_the_server_ended_is_made_anew(engine: sa.Engine) -> None:
    [before] = asked(engine, WHO)
    with everywhere(engine).connect() as connection:
        ended = connection.scalar(
            sa.text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": before}
        )

    assert ended
    assert [before] != asked(engine, WHO)


def test_what_the_database_refuses_is_one_sentence(postgres: Databases) -> None:
    there, nowhere = open_engine(postgres.url), open_engine("postgresql+psycopg://x@/y?host=/none")

    with pytest.raises(UnusableDatabase, match="nothing_like_it"):
        asked(there, Statement("SELECT nothing_like_it"))
    with pytest.raises(DatabaseAway):
        asked(nowhere, WHO)
    there.dispose()

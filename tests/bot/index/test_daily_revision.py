"""The revision that makes schedules anew keeps them, and every date that points at them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.resources import folder

_ROWS = (
    (
        "INSERT INTO schedule (id, platform, channel, at, timezone, next_date, next_due, standing,"
        " reason, checked) VALUES ('s1', 'slack', 'C1', '09:00', 'UTC', '2026-01-07',"
        " '2026-01-07 09:00:00.000000', 'active', '', true)"
    ),
    (
        "INSERT INTO occurrence (key, schedule_id, local_date, due_at, ready_at, state, tries,"
        " lease_token, reason) VALUES ('k1', 's1', '2026-01-06', '2026-01-06 09:00:00.000000',"
        " '2026-01-06 09:00:00.000000', 'sent', 1, 1, '')"
    ),
)


def _at(engine: sa.Engine, revision: str, *, up: bool) -> None:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if up else command.downgrade)(config, revision)


def test_schedules_and_their_dates_are_kept_both_ways(engine: sa.Engine) -> None:
    _at(engine, "0006", up=False)
    with engine.begin() as connection:
        for row in _ROWS:
            connection.execute(sa.text(row))

    _at(engine, "0007", up=True)
    with engine.connect() as connection:
        schedules = connection.execute(sa.text("SELECT id, days, filters FROM schedule")).all()
        dates = connection.execute(sa.text("SELECT key, state, cycle FROM occurrence")).all()
    _at(engine, "0006", up=False)
    with engine.connect() as connection:
        back = connection.execute(sa.text("SELECT schedule_id FROM occurrence")).all()
    _at(engine, "head", up=True)

    assert [("s1", "1234567", "{}")] == [tuple(row) for row in schedules]
    assert [("k1", "sent", 0)] == [tuple(row) for row in dates]
    assert [("s1",)] == [tuple(row) for row in back]

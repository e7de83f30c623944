"""The inbox: a delivery is first once, whoever asks and however often."""

from __future__ import annotations

import threading

import sqlalchemy as sa

from bot.index.engine import open_engine
from bot.index.inbox import KEPT, SqlInbox, inbox
from tests.fakes.clock import FakeClock


def test_a_key_is_first_once_on_each_platform(engine: sa.Engine) -> None:
    found = SqlInbox(engine, FakeClock())

    assert [True, False, True, True] == [
        found.first("slack", "T1", "C1", "1.2"),
        found.first("slack", "T1", "C1", "1.2"),
        found.first("discord", "T1", "C1", "1.2"),
        found.first("slack", "T1", "C1", "1.3"),
    ]


def test_eight_at_once_on_connections_of_their_own_are_first_once_in_all(
    engine: sa.Engine,
) -> None:
    url = engine.url.render_as_string(hide_password=False)
    engines = [open_engine(url) for _ in range(8)]
    inboxes = [SqlInbox(one, FakeClock()) for one in engines]
    said: list[bool] = []
    threads = [
        threading.Thread(target=lambda one=one: said.append(one.first("slack", "1.2")))
        for one in inboxes
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for one in engines:
        one.dispose()

    assert [False] * 7 + [True] == sorted(said)


def test_what_is_older_than_a_day_is_thrown_away(engine: sa.Engine) -> None:
    clock = FakeClock()
    found = SqlInbox(engine, clock)
    found.first("slack", "old")
    clock.advance(KEPT.total_seconds() + 1)

    found.first("slack", "new")

    with engine.connect() as connection:
        assert ["new"] == list(connection.scalars(sa.select(inbox.c.key)))

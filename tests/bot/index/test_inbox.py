"""The inbox: a delivery is first once, whoever asks and however often."""

from __future__ import annotations

import threading
from pathlib import Path

import sqlalchemy as sa

from bot.index.engine import open_engine
from bot.index.inbox import KEPT, SqlInbox, inbox
from tests.fakes.clock import FakeClock
from tests.fakes.libraries import open_empty


def test_a_key_is_first_once_on_each_platform(tmp_path: Path) -> None:
    found = SqlInbox(open_empty(tmp_path / "podquote.db"), FakeClock())

    assert [True, False, True, True] == [
        found.first("slack", "T1", "C1", "1.2"),
        found.first("slack", "T1", "C1", "1.2"),
        found.first("discord", "T1", "C1", "1.2"),
        found.first("slack", "T1", "C1", "1.3"),
    ]


def test_eight_at_once_on_connections_of_their_own_are_first_once_in_all(tmp_path: Path) -> None:
    path = tmp_path / "podquote.db"
    open_empty(path).dispose()
    inboxes = [SqlInbox(open_engine(f"sqlite:///{path}"), FakeClock()) for _ in range(8)]
    said: list[bool] = []
    threads = [
        threading.Thread(target=lambda one=one: said.append(one.first("slack", "1.2")))
        for one in inboxes
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [False] * 7 + [True] == sorted(said)


def test_what_is_older_than_a_day_is_thrown_away(tmp_path: Path) -> None:
    engine, clock = open_empty(tmp_path / "podquote.db"), FakeClock()
    found = SqlInbox(engine, clock)
    found.first("slack", "old")
    clock.advance(KEPT.total_seconds() + 1)

    found.first("slack", "new")

    with engine.connect() as connection:
        assert ["new"] == list(connection.scalars(sa.select(inbox.c.key)))

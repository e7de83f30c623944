"""Tokens are kept sealed, and a state is good once, whoever asks at the same time."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import SealedAway
from bot.index.installations import PATIENCE, SqlInstallations
from bot.index.opening import open_library
from bot.model import Installation, Sealing
from bot.resources import folder
from bot.vault import Vault
from tests.fakes.clock import FakeClock

OLD, NEW = "o" * 32, "n" * 32
TOKEN = "xoxb-1234567890-canary"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def installations(engine: sa.Engine, clock: FakeClock) -> SqlInstallations:
    return SqlInstallations(engine, Vault([OLD]), clock)


def given(clock: FakeClock, workspace: str = "T1", token: str = TOKEN) -> Installation:
    return Installation("slack", workspace, "E1", "U1", "B1", token, "commands", clock.now())


def test_what_a_workspace_gave_is_found_again(
    installations: SqlInstallations, clock: FakeClock
) -> None:
    installations.keep(given(clock))

    assert given(clock) == installations.find("slack", "T1")
    assert given(clock) == installations.find("slack", "T1", "E1")
    assert installations.find("slack", "T1", "E2") is None
    assert installations.find("slack", "T2") is None
    assert installations.find("discord", "T1") is None
    assert TOKEN not in repr(installations.find("slack", "T1"))


def test_the_newest_token_counts(installations: SqlInstallations, clock: FakeClock) -> None:
    installations.keep(given(clock))
    installations.keep(given(clock, token="xoxb-2"))

    found = installations.find("slack", "T1")

    assert found is not None
    assert "xoxb-2" == found.token
    assert Sealing(newest=1, older=0, shut=[]) == installations.sealing()


def test_a_workspace_that_left_is_forgotten(
    installations: SqlInstallations, clock: FakeClock
) -> None:
    installations.keep(given(clock))

    assert installations.forget("slack", "T1")
    assert not installations.forget("slack", "T1")
    assert installations.find("slack", "T1") is None


def test_a_key_is_changed_while_it_serves(
    engine: sa.Engine, installations: SqlInstallations, clock: FakeClock
) -> None:
    installations.keep(given(clock))
    both, new = (SqlInstallations(engine, Vault(keys), clock) for keys in ([NEW, OLD], [NEW]))

    assert given(clock) == both.find("slack", "T1")  # and sealed under the new key by that

    assert given(clock) == new.find("slack", "T1")


def test_all_are_sealed_anew_at_once_and_told_apart_before(
    engine: sa.Engine, installations: SqlInstallations, clock: FakeClock
) -> None:
    both, new = (SqlInstallations(engine, Vault(keys), clock) for keys in ([NEW, OLD], [NEW]))
    lost = SqlInstallations(engine, Vault(["l" * 32]), clock)
    for where, workspace in ((installations, "T1"), (installations, "T2"), (both, "T3")):
        where.keep(given(clock, workspace))
    lost.keep(given(clock, "T4"))

    assert Sealing(newest=1, older=2, shut=["slack:T4"]) == both.sealing()
    assert 2 == both.reseal()
    assert Sealing(newest=3, older=0, shut=["slack:T4"]) == both.sealing()

    assert 0 == both.reseal()
    assert given(clock, "T2") == new.find("slack", "T2")
    with pytest.raises(SealedAway):
        both.find("slack", "T4")


def test_a_state_is_good_once_in_its_own_browser_and_in_time(
    installations: SqlInstallations, clock: FakeClock
) -> None:
    state, cookie = installations.begin()
    assert installations.redeem(state, cookie)
    assert not installations.redeem(state, cookie)

    state, _ = installations.begin()
    _, other = installations.begin()
    assert not installations.redeem(state, other)

    state, cookie = installations.begin()
    clock.advance(PATIENCE.total_seconds())
    assert not installations.redeem(state, cookie)


@pytest.mark.parametrize("state", ["", "\0", "x" * 10_000, "\ud800", "' OR 1=1 --"])
def test_a_state_that_nobody_began_is_none(installations: SqlInstallations, state: str) -> None:
    assert not installations.redeem(state, state)


@pytest.mark.slow
def test_sixty_four_who_call_back_at_once_get_one_success_a_state(
    engine: sa.Engine, installations: SqlInstallations
) -> None:
    begun = [installations.begin() for _ in range(64)]
    together = threading.Barrier(64)

    def call(number: int) -> list[int]:
        together.wait()
        order = [*range(number, 64), *range(number)]
        return [at for at in order if installations.redeem(*begun[at])]

    with ThreadPoolExecutor(64) as pool:
        won = [at for found in pool.map(call, range(64)) for at in found]

    assert list(range(64)) == sorted(won)


def test_no_byte_of_a_database_or_its_backup_has_a_token(tmp_path: Path, clock: FakeClock) -> None:
    engine, _ = open_library(f"sqlite:///{tmp_path / 'podquote.db'}", folder("migrations"))
    installations = SqlInstallations(engine, Vault([OLD]), clock)
    states = [installations.begin() for _ in range(5)]
    for number in range(20):
        installations.keep(replace(given(clock), workspace=f"T{number}"))
    source, backup = sqlite3.connect(tmp_path / "podquote.db"), sqlite3.connect(tmp_path / "backup")
    source.backup(backup)
    source.close()
    backup.close()

    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    assert {"podquote.db", "podquote.db-wal", "backup"} <= set(files)
    secrets = [b"xoxb-", *(part.encode() for state in states for part in state)]
    assert [] == [(name, one) for name, data in files.items() for one in secrets if one in data]
    engine.dispose()

"""What is sealed opens with its key, about what it is about, and in no other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SealedAway
from bot.vault import Vault

OLD, NEW = "o" * 32, "n" * 32
ABOUT = "slack:T1"


@given(st.text())
def test_what_was_sealed_opens(text: str) -> None:
    vault = Vault([NEW])

    assert text == vault.open(vault.seal(text, ABOUT), ABOUT)


def test_nothing_of_it_can_be_seen_and_no_two_are_alike() -> None:
    vault = Vault([NEW])

    first, second = vault.seal("xoxb-1", ABOUT), vault.seal("xoxb-1", ABOUT)

    assert b"xoxb" not in first
    assert first != second


def test_a_new_key_opens_what_the_old_one_sealed_and_knows_it_is_old() -> None:
    sealed = Vault([OLD]).seal("xoxb-1", ABOUT)
    both = Vault([NEW, OLD])

    assert "xoxb-1" == both.open(sealed, ABOUT)
    assert both.is_stale(sealed)
    assert not both.is_stale(both.seal("xoxb-1", ABOUT))


@pytest.mark.parametrize("vault", [Vault([NEW]), Vault([NEW, "x" * 32])])
def test_without_its_key_it_stays_shut(vault: Vault) -> None:
    with pytest.raises(SealedAway, match="PODQUOTE_SECRET_KEY"):
        vault.open(Vault([OLD]).seal("xoxb-1", ABOUT), ABOUT)


def test_a_row_of_another_workspace_does_not_open() -> None:
    vault = Vault([NEW])

    with pytest.raises(SealedAway):
        vault.open(vault.seal("xoxb-1", ABOUT), "slack:T2")


@given(st.integers(0, 200), st.integers(1, 255))
def test_whatever_was_changed_does_not_open(at: int, by: int) -> None:
    vault = Vault([NEW])
    sealed = bytearray(vault.seal("xoxb-1", ABOUT))
    sealed[at % len(sealed)] ^= by

    with pytest.raises(SealedAway):
        vault.open(bytes(sealed), ABOUT)


@given(st.binary(max_size=40))
def test_whatever_else_stands_there_does_not_open(sealed: bytes) -> None:
    with pytest.raises(SealedAway):
        Vault([NEW]).open(sealed, ABOUT)

"""What comes in: told from what came before."""

from __future__ import annotations

from adapters.incoming import Seen


def test_what_was_seen_long_ago_is_forgotten_first() -> None:
    seen = Seen(capacity=2)

    assert [True, True, False, True] == [seen.first(key) for key in ("a", "b", "a", "c")]
    assert not seen.first("c")
    assert seen.first("a")


def test_a_key_may_have_parts_of_any_kind() -> None:
    seen = Seen()

    assert [True, True, False] == [seen.first("a", 1), seen.first("a1"), seen.first("a", "1")]

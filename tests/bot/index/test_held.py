"""What is held of the postings: those asked for last, of the version that is asked for."""

from __future__ import annotations

import numpy as np

from bot.index.held import Held
from bot.index.posted import Posted

OLD, NEW = (1, ("public",)), (2, ("public",))
DAM = Posted(np.arange(100, dtype=np.uint32), np.ones(100, np.uint8))


def test_what_is_held_is_of_one_version_and_absence_is_held_too() -> None:
    held = Held()
    held.put(OLD, {"dam": DAM, "gone": None})

    assert {"dam": DAM, "gone": None} == held.get(OLD, ["dam", "gone", "otter"])
    assert {} == held.get(NEW, ["dam", "gone"])


def test_what_nobody_asked_for_the_longest_is_let_go() -> None:
    held = Held(3000)  # bytes: three of these, and not four
    for stem in ("dam", "otter", "brook"):
        held.put(OLD, {stem: DAM})
    held.get(OLD, ["dam"])

    held.put(OLD, {"reed": DAM, "dam": DAM})

    assert ["dam", "brook", "reed"] == list(held.get(OLD, ["dam", "otter", "brook", "reed"]))


def test_more_than_is_held_at_most_is_not_held() -> None:
    held = Held(500)

    held.put(OLD, {"dam": DAM})

    assert {} == held.get(OLD, ["dam"])

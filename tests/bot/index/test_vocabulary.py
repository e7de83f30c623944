"""What is remembered of the words that were looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from bot.index.vocabulary import _ABSENT, _REMEMBERED, Remembered


class Table:
    """Words with numbers; it tells what was read of it."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self.rows = dict(rows)
        self.read: list[str] = []

    def get(self, keys: Sequence[str]) -> Mapping[str, int]:
        self.read += keys
        return {key: self.rows[key] for key in keys if key in self.rows}


@pytest.fixture
def table() -> Table:
    return Table({"otter": 2, "dam": 1})


@pytest.fixture
def remembered(table: Table) -> Remembered[int]:
    return Remembered(table.get, lambda: table.rows)


def test_what_is_there_and_what_is_not_are_each_read_once(
    table: Table, remembered: Remembered[int]
) -> None:
    remembered.fetch(["otter", "gone", "otter"])
    remembered.fetch(["gone", "otter"])

    assert 2 == remembered["otter"]
    assert remembered.get("gone") is None
    assert ["otter", "gone"] == table.read


def test_a_key_by_itself_is_read_when_it_is_asked_for(
    table: Table, remembered: Remembered[int]
) -> None:
    assert 1 == remembered["dam"]
    with pytest.raises(KeyError):
        remembered["gone"]
    assert "gone" not in remembered

    assert ["dam", "gone"] == table.read


def test_however_much_is_asked_that_is_not_there_what_is_there_stays(
    table: Table, remembered: Remembered[int]
) -> None:
    remembered.fetch(table.rows)
    for number in range(3):
        remembered.fetch(f"gone{number}-{each}" for each in range(_ABSENT))
    table.read.clear()

    assert {"otter": 2, "dam": 1} == {key: remembered[key] for key in ("otter", "dam")}
    assert [] == table.read
    assert len(remembered._absent) <= _ABSENT


def test_no_more_is_remembered_than_there_is_room_for(
    table: Table, remembered: Remembered[int]
) -> None:
    remembered.fetch(["otter"])
    remembered.learn({f"word{number}": number for number in range(_REMEMBERED)})

    assert _REMEMBERED == len(remembered._known)
    assert 2 == remembered["otter"]
    assert ["otter", "otter"] == table.read

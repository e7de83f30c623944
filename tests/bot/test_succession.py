"""What has become of an entry that is no longer there."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Change, ChangeKind, Kind
from bot.succession import changes, successors
from tests.fakes.core import ENTRY

OLD = replace(ENTRY, id="old", text="The dam is the interface.")
NEW = replace(ENTRY, id="new", text="The dam is an interface.")
OTHER = replace(ENTRY, id="other", text="Lakes are rivers that have stopped talking.")


def test_the_likest_words_of_the_same_kind_succeed() -> None:
    chapter = replace(OLD, id="chapter", kind=Kind.CHAPTER)

    assert {"old": "new"} == successors([OLD], [OTHER, chapter, NEW])


def test_what_has_no_like_leads_nowhere() -> None:
    assert {} == successors([OLD], [OTHER])
    assert {} == successors([OLD], [])


def test_each_change_is_named() -> None:
    before = {e.id: e for e in (OLD, OTHER, replace(OLD, id="twin"), ENTRY)}
    gone = replace(OTHER, id="gone")
    after = {NEW.id: NEW, ENTRY.id: ENTRY, "fresh": replace(OTHER, id="fresh")}

    found = changes({**before, "gone": gone}, after, {"old": "new", "twin": ENTRY.id})

    assert {
        Change(ChangeKind.ADDED, new=after["fresh"]),
        Change(ChangeKind.CHANGED, OLD, NEW),
        Change(ChangeKind.MERGED, before["twin"], ENTRY),
        Change(ChangeKind.GONE, OTHER),
        Change(ChangeKind.GONE, gone),
    } == set(found)


def test_what_stays_is_no_change() -> None:
    assert () == changes({"old": OLD}, {"old": OLD}, {})
